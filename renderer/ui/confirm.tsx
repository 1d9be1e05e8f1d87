import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../shared/result';
import { useBusy } from '../station/client';
import { Dialog } from './dialog';
import { FailureLine } from './failure';

/** Asks before an act that can't be taken back, or whose outcome should be known first. It stays open as long as the act is refused, and says why. */
export const Confirm = ({
  title,
  text,
  word,
  tone = 'danger',
  onYes,
  onClose,
}: {
  title: string;
  text: string;
  /** What the button says: the act itself, never "OK". */
  word: string;
  tone?: 'danger' | 'primary';
  onYes: () => Promise<Result<unknown>>;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const yes = (): void =>
    void run(async () => {
      const answer = await onYes();
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={yes}
      footer={
        <>
          <button type="button" className="button" onClick={onClose} data-focus={tone === 'danger' ? '' : undefined}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className={`button ${tone}`}
            disabled={busy}
            data-focus={tone === 'primary' ? '' : undefined}
          >
            {word}
          </button>
        </>
      }
    >
      <p>{text}</p>
      <FailureLine failure={failure} />
    </Dialog>
  );
};
