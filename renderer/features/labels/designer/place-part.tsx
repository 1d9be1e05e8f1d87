import { useTranslation } from 'react-i18next';
import type { LabelElement } from '../../../../shared/labels/description/elements';
import { frameSelected } from '../../../../shared/labels/design/design';
import { frameOf, type Frame } from '../../../../shared/labels/design/frame';
import { micrometres } from '../../../../shared/labels/dots';
import { ChoiceField, NumberField, Part } from './fields';
import type { Editor } from './use-design';

const rotations = ['0', '90', '180', '270'] as const;
type Turned = Extract<LabelElement, { readonly rotation?: unknown }>;
const canTurn = (element: LabelElement): element is Turned => ['text', 'barcode', 'image'].includes(element.kind);

/** Where it stands and how large it is, in figures: all that a drag does. */
export const PlacePart = ({
  editor,
  element,
  onChange,
}: {
  editor: Editor;
  element: LabelElement;
  onChange: (element: LabelElement, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  const frame = frameOf(element);
  const isLine = element.kind === 'line';
  const set = (side: keyof Frame) => (mm: number | undefined) => {
    if (mm === undefined) return;
    const mark = `place ${side} ${editor.design.selected.join(' ')}`;
    editor.change((design) => frameSelected(design, [{ ...frame, [side]: micrometres(mm) }]), mark);
  };
  const field = (side: keyof Frame, least: number) => (
    <NumberField
      key={side}
      label={t(`designer.${side}`)}
      name={side}
      unit="mm"
      value={frame[side] / 1000}
      least={least}
      most={1000}
      onChange={set(side)}
    />
  );
  const sides = element.kind === 'group' ? [] : isLine ? [] : (['width', 'height'] as const);
  return (
    <Part title={t('designer.place')}>
      <div className="pairs">
        {field('x', -10)}
        {field('y', -10)}
        {sides.map((side) => field(side, 0.1))}
        {isLine ? (
          <>
            <NumberField
              label={t('designer.length')}
              name="length"
              unit="mm"
              value={element.length}
              least={0.1}
              most={1000}
              onChange={(length) => length === undefined || onChange({ ...element, length }, 'length')}
            />
            <NumberField
              label={t('designer.thickness')}
              name="thickness"
              unit="mm"
              value={element.thickness}
              least={0.05}
              most={20}
              step={0.1}
              onChange={(thickness) => thickness === undefined || onChange({ ...element, thickness }, 'thickness')}
            />
          </>
        ) : null}
        {canTurn(element) ? (
          <ChoiceField
            label={t('designer.rotation')}
            name="rotation"
            value={rotations.find((each) => Number(each) === (element.rotation ?? 0)) ?? '0'}
            choices={rotations}
            wordOf={(each) => `${each}°`}
            onChange={(each) => onChange({ ...element, rotation: Number(each) as 0 | 90 | 180 | 270 })}
          />
        ) : null}
      </div>
    </Part>
  );
};
