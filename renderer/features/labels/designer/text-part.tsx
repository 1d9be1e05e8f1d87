import { useTranslation } from 'react-i18next';
import type { TextElement } from '../../../../shared/labels/description/elements';
import { CheckField, ChoiceField, NumberField, Part } from './fields';
import { LocalisedField } from './localised-field';

const aligns = ['start', 'left', 'center', 'right', 'end'] as const;
const valigns = ['top', 'middle', 'bottom'] as const;
const overflows = ['refuse', 'ellipsis'] as const;
const inks = ['black', 'white'] as const;
const directions = ['auto', 'left-to-right', 'right-to-left'] as const;

export const TextPart = ({
  element,
  fields,
  onChange,
}: {
  element: TextElement;
  fields: readonly string[];
  onChange: (element: TextElement, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  const set =
    <K extends keyof TextElement>(key: K) =>
    (value: TextElement[K]): void =>
      onChange({ ...element, [key]: value }, key);
  return (
    <Part title={t('designer.kind.text')}>
      <LocalisedField
        label={t('designer.text')}
        name="text"
        value={element.text}
        fields={fields}
        onChange={set('text')}
      />
      <div className="pairs">
        <NumberField
          label={t('designer.size')}
          name="size"
          unit="mm"
          value={element.size}
          least={0.5}
          most={100}
          step={0.5}
          onChange={(size) => size === undefined || set('size')(size)}
        />
        <NumberField
          label={t('designer.minSize')}
          name="min-size"
          unit="mm"
          value={element.minSize}
          least={0.5}
          most={100}
          step={0.5}
          optional
          onChange={set('minSize')}
        />
        <ChoiceField
          label={t('designer.align')}
          name="align"
          value={element.align ?? 'start'}
          choices={aligns}
          wordOf={(each) => t(`designer.align.${each}`)}
          onChange={set('align')}
        />
        <ChoiceField
          label={t('designer.valign')}
          name="valign"
          value={element.valign ?? 'top'}
          choices={valigns}
          wordOf={(each) => t(`designer.valign.${each}`)}
          onChange={set('valign')}
        />
      </div>
      <div className="design-checks">
        <CheckField
          label={t('designer.bold')}
          name="bold"
          checked={element.weight === 'bold'}
          onChange={(bold) => set('weight')(bold ? 'bold' : undefined)}
        />
        <CheckField
          label={t('designer.condensed')}
          name="condensed"
          checked={element.condensed ?? false}
          onChange={(on) => set('condensed')(on ? true : undefined)}
        />
        <CheckField
          label={t('designer.wrap')}
          name="wrap"
          checked={element.wrap ?? false}
          onChange={(on) => set('wrap')(on ? true : undefined)}
        />
      </div>
      <div className="pairs">
        {element.wrap === true ? (
          <>
            <NumberField
              label={t('designer.maxLines')}
              name="max-lines"
              value={element.maxLines}
              least={1}
              most={50}
              optional
              onChange={(lines) => set('maxLines')(lines === undefined ? undefined : Math.round(lines))}
            />
            <NumberField
              label={t('designer.lineHeight')}
              name="line-height"
              unit="%"
              value={element.lineHeight}
              least={80}
              most={300}
              step={10}
              optional
              onChange={(percent) => set('lineHeight')(percent === undefined ? undefined : Math.round(percent))}
            />
          </>
        ) : null}
        <ChoiceField
          label={t('designer.overflow')}
          name="overflow"
          value={element.overflow ?? 'refuse'}
          choices={overflows}
          wordOf={(each) => t(`designer.overflow.${each}`)}
          onChange={set('overflow')}
        />
        <ChoiceField
          label={t('designer.ink')}
          name="ink"
          value={element.ink ?? 'black'}
          choices={inks}
          wordOf={(each) => t(`designer.ink.${each}`)}
          onChange={set('ink')}
        />
        <ChoiceField
          label={t('designer.direction')}
          name="direction"
          value={element.direction ?? 'auto'}
          choices={directions}
          wordOf={(each) => t(`designer.direction.${each}`)}
          onChange={set('direction')}
        />
      </div>
    </Part>
  );
};
