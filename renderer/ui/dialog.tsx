import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePress } from '../station/press';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** Where a hand on the keyboard begins: what the dialog marks, else its first choice or field. */
const first = ['[data-focus]', '.choice:not(:disabled), .input:not(:disabled)'] as const;

/** Answers false while there is nothing to begin with, as before a list has come. */
const focusFirst = (dialog: HTMLDialogElement): boolean =>
  first.some((selector) => {
    const found = dialog.querySelector<HTMLElement>(selector);
    found?.focus();
    return found !== null;
  });

/** A modal that Escape or NO closes and Enter or YES submits; focus returns to where it was. */
export const Dialog = ({ title, onClose, onSubmit, children, footer }: DialogProps) => {
  const { t } = useTranslation();
  const element = useRef<HTMLDialogElement>(null);
  usePress(({ key }) => {
    if (key === 'no') onClose();
    else if (key === 'yes' && onSubmit !== undefined) onSubmit();
    else return false;
    return true;
  });
  useEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  // What is to be chosen from may come later than the dialog.
  const begun = useRef(false);
  useEffect(() => {
    const dialog = element.current;
    if (dialog !== null && !begun.current) begun.current = focusFirst(dialog);
  });
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
