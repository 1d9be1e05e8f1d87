import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './draft';

export const nameOf = (path: string): string => path.split('.').at(-1) ?? path;

export interface FieldInputProps {
  readonly field: Field;
  readonly value: string;
  readonly wrong: boolean;
  /** What an empty field means. */
  readonly usual: string;
  readonly suggestions?: readonly string[];
  readonly onChange: (value: string) => void;
}

/** One setting: text, a choice, a day, or yes and no. */
export const FieldInput = ({ field, value, wrong, usual, suggestions = [], onChange }: FieldInputProps) => {
  const { t } = useTranslation();
  const listId = useId();
  const label = t(`devices.field.${nameOf(field.path)}`);
  if (field.kind === 'flag')
    return (
      <label className="check">
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={(event) => onChange(event.target.checked ? 'true' : '')}
        />
        <span>{label}</span>
      </label>
    );
  const common = { className: 'input', value, 'aria-invalid': wrong, 'data-field': field.path } as const;
  return (
    <label className="field grow">
      <span>{label}</span>
      {field.choices === undefined ? (
        <input
          {...common}
          type={field.kind === 'date' ? 'date' : 'text'}
          inputMode={field.kind === 'number' ? 'numeric' : 'text'}
          maxLength={253}
          placeholder={field.example ?? ''}
          list={suggestions.length > 0 ? listId : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">{usual}</option>
          {field.choices.map((each) => (
            <option key={each} value={each}>
              {t([`devices.choice.${each}`, 'devices.choice.other'], { value: each })}
            </option>
          ))}
        </select>
      )}
      {suggestions.length > 0 ? (
        <datalist id={listId}>
          {suggestions.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </datalist>
      ) : null}
      {wrong ? <small className="bad">{t('devices.wrong', { example: field.example ?? '' })}</small> : null}
    </label>
  );
};
