import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface FixedValue {
  readonly field: string;
  readonly text: string;
}

/** What no column says and is the same for every row, e.g. the country of a shop that ships at home only. */
export const FixedValues = ({
  fields,
  values,
  onChange,
}: {
  /** Those that no column means. */
  fields: readonly string[];
  values: readonly FixedValue[];
  onChange: (values: readonly FixedValue[]) => void;
}) => {
  const { t } = useTranslation();
  const free = fields.filter((field) => values.every((each) => each.field !== field));
  const replace = (index: number, value: FixedValue): void =>
    onChange(values.map((each, at) => (at === index ? value : each)));
  const [first] = free;
  return (
    <fieldset className="fixed-values">
      <legend>{t('imports.always')}</legend>
      {values.map(({ field, text }, index) => (
        <div key={field} className="row nowrap">
          <select
            className="input"
            aria-label={t('imports.field')}
            value={field}
            onChange={(event) => replace(index, { field: event.target.value, text })}
          >
            {[field, ...free].map((each) => (
              <option key={each} value={each}>
                {t(`field.${each}`)}
              </option>
            ))}
          </select>
          <input
            className="input"
            aria-label={t(`field.${field}`)}
            value={text}
            maxLength={200}
            onChange={(event) => replace(index, { field, text: event.target.value })}
            data-fixed={field}
          />
          <button
            type="button"
            className="button"
            aria-label={`${t('remove')}: ${t(`field.${field}`)}`}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          >
            <X size={18} aria-hidden="true" />
          </button>
        </div>
      ))}
      {first === undefined ? null : (
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() =>
              onChange([...values, { field: free.includes('ship_country') ? 'ship_country' : first, text: '' }])
            }
          >
            <Plus size={18} aria-hidden="true" /> {t('imports.alwaysAdd')}
          </button>
          {values.length === 0 ? <span className="quiet">{t('imports.alwaysText')}</span> : null}
        </div>
      )}
    </fieldset>
  );
};
