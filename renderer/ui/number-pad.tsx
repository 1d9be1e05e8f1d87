import { useTranslation } from 'react-i18next';

/** Digits by touch. The keyboard works beside it, so a press never takes the focus. */
export const NumberPad = ({
  disabled = false,
  onDigit,
  onBack,
  onClear,
}: {
  disabled?: boolean;
  onDigit: (digit: string) => void;
  onBack: () => void;
  onClear: () => void;
}) => {
  const { t } = useTranslation();
  const button = (text: string, act: () => void, label = text) => (
    <button
      key={text}
      type="button"
      className="button"
      tabIndex={-1}
      disabled={disabled}
      aria-label={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {text}
    </button>
  );
  return (
    <div className="pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => button(digit, () => onDigit(digit)))}
      {button('C', onClear, t('clear'))}
      {button('0', () => onDigit('0'))}
      {button('⌫', onBack, t('deleteLast'))}
    </div>
  );
};
