import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** `3,5` and `3.5` alike, to a thousandth; `null` for what is no number. */
const numberOf = (text: string): number | null => {
  const plain = text.trim().replace(',', '.');
  return /^-?\d{1,4}(?:\.\d{0,3})?$/.test(plain) ? Number(plain) : null;
};

const textOfNumber = (value: number | undefined): string => (value === undefined ? '' : String(value));

interface NumberProps {
  readonly label: string;
  readonly name: string;
  readonly value: number | undefined;
  readonly least: number;
  readonly most: number;
  readonly unit?: string;
  /** What an arrow key adds; with Shift a tenth of it. */
  readonly step?: number;
  readonly onChange: (value: number | undefined) => void;
  /** An empty field means that nothing is said. */
  readonly optional?: boolean;
}

/** A number that is taken as it is typed; what is no number, or too much, is marked and not taken. */
export const NumberField = ({
  label,
  name,
  value,
  least,
  most,
  unit,
  step = 1,
  onChange,
  optional = false,
}: NumberProps) => {
  const [typed, setTyped] = useState<string | null>(null);
  const isGood = (text: string): boolean => {
    const number = numberOf(text);
    return (optional && text.trim() === '') || (number !== null && number >= least && number <= most);
  };
  const take = (text: string): void => {
    setTyped(text);
    if (isGood(text)) onChange(numberOf(text) ?? undefined);
  };
  const shown = typed ?? textOfNumber(value);
  return (
    <label className="field">
      <span>
        {label}
        {unit === undefined ? null : <em className="unit"> {unit}</em>}
      </span>
      <input
        className="input compact number"
        inputMode="decimal"
        data-design={name}
        value={shown}
        maxLength={9}
        aria-invalid={typed !== null && !isGood(typed)}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          const by = (event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 0.1 : 1);
          const next = Math.round(((numberOf(shown) ?? 0) + by) * 1000) / 1000;
          if (next >= least && next <= most) take(String(next));
        }}
      />
    </label>
  );
};

export const ChoiceField = <T extends string>({
  label,
  name,
  value,
  choices,
  wordOf,
  onChange,
}: {
  label: string;
  name: string;
  value: T;
  choices: readonly T[];
  wordOf: (choice: T) => string;
  onChange: (choice: T) => void;
}) => (
  <label className="field">
    <span>{label}</span>
    <select
      className="input compact"
      data-design={name}
      value={value}
      onChange={(event) => {
        const found = choices.find((choice) => choice === event.target.value);
        if (found !== undefined) onChange(found);
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {wordOf(choice)}
        </option>
      ))}
    </select>
  </label>
);

export const CheckField = ({
  label,
  name,
  checked,
  onChange,
}: {
  label: string;
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) => (
  <label className="check">
    <input type="checkbox" data-design={name} checked={checked} onChange={(event) => onChange(event.target.checked)} />
    <span>{label}</span>
  </label>
);

/** A text that may name fields of the record: they are chosen from a list and put where the cursor stands. */
export const TemplateField = ({
  label,
  name,
  value,
  fields,
  isGood,
  rows = 2,
  onChange,
}: {
  label: string;
  name: string;
  value: string;
  fields: readonly string[];
  /** Whether the label's rules take this text: what they don't is shown and not taken. */
  isGood: (text: string) => boolean;
  rows?: number;
  onChange: (text: string) => void;
}) => {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const take = (text: string): void => {
    const good = isGood(text);
    setTyped(good ? null : text);
    if (good) onChange(text);
  };
  const put = (field: string): void => {
    const at = area.current?.selectionStart ?? shown.length;
    take(`${shown.slice(0, at)}{{${field}}}${shown.slice(area.current?.selectionEnd ?? at)}`);
    area.current?.focus();
  };
  return (
    <div className="template-field">
      <label className="field">
        <span>{label}</span>
        <textarea
          ref={area}
          className="input"
          rows={rows}
          maxLength={1000}
          spellCheck={false}
          data-design={name}
          value={shown}
          aria-invalid={typed !== null}
          onChange={(event) => take(event.target.value)}
        />
      </label>
      {typed === null ? null : (
        <p className="bad" role="alert">
          {t('designer.bindingWrong')}
        </p>
      )}
      {fields.length === 0 ? null : (
        <select
          className="input compact"
          aria-label={t('designer.putField')}
          data-design={`${name}-field`}
          value=""
          onChange={(event) => put(event.target.value)}
        >
          <option value="">{t('designer.putField')}</option>
          {fields.map((field) => (
            <option key={field} value={field}>
              {field}
            </option>
          ))}
        </select>
      )}
    </div>
  );
};

export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className="part">
    <legend className="label">{title}</legend>
    {children}
  </fieldset>
);
