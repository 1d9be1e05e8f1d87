const mostDigits = 12;

export interface PinFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  /** The hint says what is wrong with it. */
  readonly wrong?: boolean;
}

/** A PIN that is chosen, for oneself or somebody else: never shown, digits only. */
export const PinField = ({ label, hint, value, onChange, wrong = false }: PinFieldProps) => (
  <label className="field grow">
    <span>{label}</span>
    <input
      className="input"
      type="password"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      maxLength={mostDigits}
      aria-invalid={wrong}
      onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, ''))}
    />
    <small className={wrong ? 'bad' : ''}>{hint}</small>
  </label>
);
