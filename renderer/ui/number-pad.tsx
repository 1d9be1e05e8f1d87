/** Digits by touch. The keyboard works beside it, so a press never takes the focus. */
export const NumberPad = ({
  onDigit,
  onBack,
  onClear,
}: {
  onDigit: (digit: string) => void;
  onBack: () => void;
  onClear: () => void;
}) => {
  const button = (text: string, act: () => void) => (
    <button
      key={text}
      type="button"
      className="button"
      tabIndex={-1}
      aria-label={text}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {text}
    </button>
  );
  return (
    <div className="pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => button(digit, () => onDigit(digit)))}
      {button('C', onClear)}
      {button('0', () => onDigit('0'))}
      {button('⌫', onBack)}
    </div>
  );
};
