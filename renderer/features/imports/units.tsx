import { useTranslation } from 'react-i18next';
import { lengthUnits, massUnits, type Mapping } from '../../../shared/features/import/mapping';

const marks: readonly Mapping['decimal'][] = ['auto', '.', ','];

const Choice = <T extends string>({
  label,
  values,
  value,
  textOf = (each) => each,
  onChange,
}: {
  label: string;
  values: readonly T[];
  value: T;
  textOf?: (value: T) => string;
  onChange: (value: T) => void;
}) => (
  <label className="field grow">
    <span>{label}</span>
    <select
      className="input"
      value={value}
      onChange={(event) => onChange(values.find((each) => each === event.target.value) ?? value)}
    >
      {values.map((each) => (
        <option key={each} value={each}>
          {textOf(each)}
        </option>
      ))}
    </select>
  </label>
);

/** How the figures of the file are meant. */
export const Units = ({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) => {
  const { t } = useTranslation();
  return (
    <div className="row nowrap">
      {mapping.kind === 'items' ? (
        <>
          <Choice
            label={t('imports.weightUnit')}
            values={massUnits}
            value={mapping.weightUnit}
            onChange={(weightUnit) => onChange({ ...mapping, weightUnit })}
          />
          <Choice
            label={t('imports.lengthUnit')}
            values={lengthUnits}
            value={mapping.lengthUnit}
            onChange={(lengthUnit) => onChange({ ...mapping, lengthUnit })}
          />
        </>
      ) : null}
      <Choice
        label={t('imports.decimal')}
        values={marks}
        value={mapping.decimal}
        textOf={(each) => (each === 'auto' ? t('imports.decimal.auto') : each)}
        onChange={(decimal) => onChange({ ...mapping, decimal })}
      />
    </div>
  );
};
