import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackLine, PackView } from '../../../../shared/features/packing/view';
import type { Result } from '../../../../shared/result';
import { useBusy } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { Pictogram } from '../../../ui/pictogram';
import { ReasonPicker } from '../../../ui/reason-picker';

export interface PackDialogProps {
  readonly pack: PackView;
  readonly onClose: () => void;
}

/** One intent at a time; the dialog closes when it was answered, whatever the answer: the banner says it. */
export const useSubmit = (onClose: () => void) => {
  const [busy, run] = useBusy();
  const submit = (act: () => Promise<Result<unknown>>): void => void run(act).then(() => onClose());
  return [busy, submit] as const;
};

export const Buttons = ({
  onClose,
  ready,
  danger = false,
  word,
}: {
  onClose: () => void;
  ready: boolean;
  danger?: boolean;
  word: string;
}) => {
  const { t } = useTranslation();
  return (
    <>
      <button type="button" className="button" onClick={onClose}>
        {t('cancel')}
      </button>
      <button type="submit" className={`button ${danger ? 'danger' : 'primary'}`} disabled={!ready}>
        {word}
      </button>
    </>
  );
};

/** Asks for the reason of an act and does it. */
export const ReasonDialog = ({
  title,
  text,
  reasons,
  danger = false,
  onClose,
  onReason,
}: {
  title: string;
  text?: string;
  reasons: readonly string[];
  danger?: boolean;
  onClose: () => void;
  onReason: (reason: string) => Promise<Result<unknown>>;
}) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const ready = reason.trim() !== '' && !busy;
  const act = (why: string): void => {
    if (why.trim() !== '' && !busy) submit(() => onReason(why.trim()));
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => act(reason)}
      footer={<Buttons onClose={onClose} ready={ready} danger={danger} word={title} />}
    >
      {text === undefined ? null : <p className="quiet">{text}</p>}
      <ReasonPicker
        reasons={reasons.map((key) => t(`why.${key}`))}
        value={reason}
        onChange={(why, by) => (by === 'scan' ? act(why) : setReason(why))}
      />
    </Dialog>
  );
};

/** A line of the order as a thing to choose. */
export const LineChoice = ({ line }: { line: PackLine }) => (
  <span className="row line-choice">
    <Pictogram name={line.picture} size={64} label="" />
    <span className="grow">
      {line.name}
      <br />
      <span className="quiet number">
        {line.sku} · {line.packed} / {line.quantity}
      </span>
    </span>
  </span>
);

export const isOpen = (line: PackLine): boolean => line.packed + line.short < line.quantity;

/** Lines that still want goods, the current one first: it is the one that is asked about most. */
export const openLines = (pack: PackView, current: PackLine | null): readonly PackLine[] => {
  const open = pack.lines.filter(isOpen);
  return current === null ? open : [current, ...open.filter((line) => line.lineId !== current.lineId)];
};
