import { useTranslation } from 'react-i18next';
import type { LabelElement } from '../../../../shared/labels/description/elements';
import {
  elementsOf,
  enter,
  holdersOf,
  isHolder,
  ungroupSelected,
  withSelected,
  selectedElements,
} from '../../../../shared/labels/design/design';
import { knownFields } from '../../../../shared/labels/design/known-fields';
import { ArrangeBar } from './arrange-bar';
import { BarcodePart } from './barcode-part';
import { ConditionPart } from './condition-part';
import { useElementWords } from './element-words';
import { GroupPart, RepeatPart, TablePart } from './list-parts';
import { PlacePart } from './place-part';
import { BoxPart, LinePart, PolygonPart } from './shape-parts';
import { TextPart } from './text-part';
import type { Editor } from './use-design';

/** Fields that an element here can name: those of the row that it is repeated for come first. */
const fieldsHere = (editor: Editor): readonly string[] => {
  const known = knownFields(editor.design.description);
  const rows = holdersOf(editor.design).flatMap((holder) =>
    holder.kind === 'repeat' ? (known.lists.get(holder.over) ?? []) : [],
  );
  return [...new Set([...rows.toReversed(), ...known.values])];
};

const KindPart = ({
  editor,
  element,
  onChange,
}: {
  editor: Editor;
  element: LabelElement;
  onChange: (element: LabelElement, mark?: string) => void;
}) => {
  const fields = fieldsHere(editor);
  const known = knownFields(editor.design.description);
  const goIn = (): void =>
    editor.view((design) => {
      const at = design.selected[0];
      return at !== undefined && isHolder(elementsOf(design)[at]) ? enter(design, at) : design;
    });
  switch (element.kind) {
    case 'text':
      return <TextPart element={element} fields={fields} onChange={onChange} />;
    case 'barcode':
      return <BarcodePart element={element} fields={fields} onChange={onChange} />;
    case 'line':
      return <LinePart element={element} onChange={onChange} />;
    case 'box':
      return <BoxPart element={element} onChange={onChange} />;
    case 'polygon':
      return <PolygonPart element={element} onChange={onChange} />;
    case 'table':
      return <TablePart element={element} known={known} onChange={onChange} />;
    case 'repeat':
      return <RepeatPart element={element} known={known} onChange={onChange} onEnter={goIn} />;
    case 'group':
      return <GroupPart element={element} onEnter={goIn} onUngroup={() => editor.change(ungroupSelected)} />;
    case 'image':
      return null;
  }
};

/** All that can be said of what is selected. */
export const ElementPanel = ({ editor }: { editor: Editor }) => {
  const { t } = useTranslation();
  const words = useElementWords();
  const chosen = selectedElements(editor.design);
  const [element] = chosen;
  const place = editor.design.selected.join(' ');
  const change = (next: LabelElement, mark?: string): void =>
    editor.change((design) => withSelected(design, () => next), mark === undefined ? null : `field ${mark} ${place}`);
  if (element === undefined)
    return (
      <div className="stack">
        <p>{t('designer.nothingSelected')}</p>
        <p className="quiet">{t('designer.boardKeys')}</p>
      </div>
    );
  if (chosen.length > 1)
    return (
      <>
        <h2>{t('designer.selected', { count: chosen.length })}</h2>
        <ArrangeBar editor={editor} />
      </>
    );
  const { kind, text } = words(element);
  return (
    // Fields hold what is being typed: another element has fields of its own.
    <div className="stack" key={`${editor.design.inside.join(' ')} ${place} ${element.kind}`}>
      <h2 className="cut" title={text}>
        {kind}
      </h2>
      <ArrangeBar editor={editor} />
      <PlacePart editor={editor} element={element} onChange={change} />
      <KindPart editor={editor} element={element} onChange={change} />
      <ConditionPart
        element={element}
        fields={fieldsHere(editor)}
        onChange={(show, mark) => change({ ...element, show }, mark)}
      />
    </div>
  );
};
