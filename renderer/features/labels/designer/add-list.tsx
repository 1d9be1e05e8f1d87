import { ArrowUpLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  elementsOf,
  enter,
  insert,
  isHolder,
  leave,
  nameOfElement,
  roomOf,
  select,
} from '../../../../shared/labels/design/design';
import { newElement, newKinds, type NewKind } from '../../../../shared/labels/design/new-element';
import type { LabelWarning } from '../../../../shared/labels/page/warnings';
import { kindIcons, useElementWords } from './element-words';
import type { Editor } from './use-design';

/** What can be put on the label. */
export const AddList = ({ editor, onImage }: { editor: Editor; onImage: () => void }) => {
  const { t } = useTranslation();
  const add = (kind: NewKind): void => {
    if (kind === 'image') onImage();
    else editor.change((design) => insert(design, [newElement(kind, roomOf(design))]));
  };
  return (
    <div className="add-list" role="group" aria-label={t('designer.add')}>
      {newKinds.map((kind) => {
        const Icon = kindIcons[kind];
        return (
          <button key={kind} type="button" className="tool" data-add={kind} onClick={() => add(kind)}>
            <Icon size={20} aria-hidden="true" />
            <span>{t(`designer.kind.${kind}`)}</span>
          </button>
        );
      })}
    </div>
  );
};

/** Everything on the label, the topmost first: what is small or lies under something is found here. */
export const ElementList = ({ editor, warnings }: { editor: Editor; warnings: readonly LabelWarning[] }) => {
  const { t } = useTranslation();
  const words = useElementWords();
  const { design } = editor;
  const elements = elementsOf(design);
  const order = elements.map((element, index) => ({ element, index })).toReversed();
  return (
    <div className="element-list" role="group" aria-label={t('designer.elements')}>
      {design.inside.length === 0 ? null : (
        <button type="button" className="button" onClick={() => editor.view(leave)} data-leave>
          <ArrowUpLeft size={18} aria-hidden="true" />
          {t('designer.leave')}
        </button>
      )}
      {order.map(({ element, index }) => {
        const Icon = kindIcons[element.kind];
        const { kind, text } = words(element);
        const name = nameOfElement(design, index);
        const fault = warnings.find((each) => each.element === name && each.severity !== 'note');
        return (
          <button
            key={index}
            type="button"
            className="element-row"
            aria-pressed={design.selected.includes(index)}
            data-row={name}
            onClick={(event) => {
              const isMore = event.shiftKey || event.ctrlKey;
              editor.view((each) => select(each, isMore ? [...each.selected, index] : [index]));
            }}
            onDoubleClick={() => isHolder(element) && editor.view((each) => enter(each, index))}
          >
            <Icon size={18} aria-hidden="true" />
            <span className="cut">{text === '' ? kind : text}</span>
            {fault === undefined ? null : (
              <span className={fault.severity === 'refuse' ? 'dot bad' : 'dot need'} title={t('designer.hasFault')}>
                !
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
};
