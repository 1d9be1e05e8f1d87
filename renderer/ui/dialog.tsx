import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A modal that Escape closes and Enter submits; focus returns to where it was. */
export const Dialog = ({ title, onClose, onSubmit, children, footer }: DialogProps) => {
  const { t } = useTranslation();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" className="button quiet" onClick={onClose} aria-label={t('close')}>
            <X aria-hidden="true" />
          </button>
        </header>
        {children}
        {footer === undefined ? null : <footer>{footer}</footer>}
      </form>
    </dialog>
  );
};

export interface ReasonProps {
  readonly reasons: readonly string[];
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

/** A reason from the list (number keys too) or in one's own words. */
export const ReasonPicker = ({ reasons, value, onChange }: ReasonProps) => {
  const { t } = useTranslation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement;
      const chosen = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
      if (!typing && chosen !== undefined) onChange(chosen);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [reasons, onChange]);
  return (
    <div className="stack">
      <div className="choices" role="group" aria-label={t('reason')}>
        {reasons.map((reason, index) => (
          <button
            key={reason}
            type="button"
            className="choice"
            aria-pressed={value === reason}
            onClick={() => onChange(reason)}
          >
            <span>
              <span className="kbd">{index + 1}</span> {reason}
            </span>
          </button>
        ))}
      </div>
      <label className="field">
        <span>{t('reason.own')}</span>
        <input className="input" value={value} maxLength={200} onChange={(event) => onChange(event.target.value)} />
      </label>
    </div>
  );
};

/** Digits by touch; the keyboard works beside it. */
export const NumberPad = ({
  onDigit,
  onBack,
  onClear,
}: {
  onDigit: (digit: string) => void;
  onBack: () => void;
  onClear: () => void;
}) => (
  <div className="pad">
    {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
      <button key={digit} type="button" className="button" onClick={() => onDigit(digit)}>
        {digit}
      </button>
    ))}
    <button type="button" className="button" onClick={onClear} aria-label="C">
      C
    </button>
    <button type="button" className="button" onClick={() => onDigit('0')}>
      0
    </button>
    <button type="button" className="button" onClick={onBack} aria-label="⌫">
      ⌫
    </button>
  </div>
);
