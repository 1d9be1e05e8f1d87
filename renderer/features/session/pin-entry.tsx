import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberPad } from '../../ui/number-pad';

const mostDigits = 12;
const fewestDigits = 4;

/** A PIN by touch or keyboard, in dots. Mounted anew for each try, so that nothing of the last one stays. */
export const PinEntry = ({
  title,
  text,
  word,
  blocked = false,
  onDone,
  onBack,
}: {
  title: string;
  text?: string;
  /** What the button says. */
  word: string;
  /** Too many wrong tries: nothing is taken until the wait is over. */
  blocked?: boolean;
  onDone: (pin: string) => void;
  onBack: () => void;
}) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const ready = pin.length >= fewestDigits && !blocked;
  const add = (digit: string): void => setPin((before) => (blocked ? before : (before + digit).slice(0, mostDigits)));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key)) add(event.key);
      if (event.key === 'Backspace') setPin((before) => before.slice(0, -1));
      if (event.key === 'Escape') onBack();
      // On a button Enter presses that button.
      if (event.key === 'Enter' && ready && !(event.target instanceof HTMLButtonElement)) onDone(pin);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <div className="stack pin-entry">
      <div>
        <h2>{title}</h2>
        {text === undefined ? null : <p className="quiet">{text}</p>}
      </div>
      <div className="pin-dots" role="status" aria-label={t('session.digits', { count: pin.length })} data-pin>
        {'•'.repeat(pin.length)}
      </div>
      <NumberPad
        disabled={blocked}
        onDigit={add}
        onBack={() => setPin((before) => before.slice(0, -1))}
        onClear={() => setPin('')}
      />
      <div className="row">
        <button type="button" className="button" onClick={onBack}>
          {t('back')}
        </button>
        <button type="button" className="button primary grow" disabled={!ready} onClick={() => onDone(pin)}>
          {word}
        </button>
      </div>
    </div>
  );
};
