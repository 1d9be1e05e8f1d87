/** A PIN that one person gives another: never shown, digits only. */
export const PinField = ({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  onChange: (pin: string) => void;
}) => (
  <label className="field">
    <span>{label}</span>
    <input
      className="input"
      type="password"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      maxLength={12}
      onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, ''))}
    />
    <small>{hint}</small>
  </label>
);
