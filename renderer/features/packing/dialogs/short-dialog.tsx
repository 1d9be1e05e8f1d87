import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callStation, sendCommand, useStation } from '../../../station/client';
import { Choices } from '../../../ui/choices';
import { Dialog } from '../../../ui/dialog';
import { ReasonPicker } from '../../../ui/reason-picker';
import { currentLine } from '../lines';
import { Buttons, LineChoice, openLines, useSubmit, type PackDialogProps } from './parts';

const reasons = ['missing', 'damaged', 'stock'] as const;

/** First which line, then how many and why; with one open line at once the second. */
export const ShortDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const { pendingQuantity } = useStation();
  const lines = openLines(pack, currentLine(pack));
  const [chosen, setChosen] = useState(lines.length === 1 ? (lines[0]?.lineId ?? null) : null);
  const [count, setCount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const line = lines.find((each) => each.lineId === chosen);
  if (line === undefined)
    return (
      <Dialog key="line" title={t('dialog.short')} onClose={onClose}>
        <p className="quiet">{t('dialog.short.text')}</p>
        <Choices
          key="lines"
          label={t('pack.lines')}
          className="wide scroll short-lines"
          choices={lines.map((each) => ({ key: each.lineId, content: <LineChoice line={each} /> }))}
          onChoose={setChosen}
        />
      </Dialog>
    );
  const most = line.quantity - line.packed - line.short;
  const quantity = Math.min(count ?? pendingQuantity ?? most, most);
  const act = (why: string): void => {
    if (why.trim() === '' || busy) return;
    submit(async () => {
      await callStation('pack.setQuantity', { quantity: null });
      return sendCommand('packing.shortPick', {
        packId: pack.packId,
        lineId: line.lineId,
        quantity,
        reason: why.trim(),
      });
    });
  };
  return (
    <Dialog
      key="reason"
      title={t('dialog.short')}
      onClose={onClose}
      onSubmit={() => act(reason)}
      footer={<Buttons onClose={onClose} ready={reason.trim() !== '' && !busy} word={t('dialog.short')} />}
    >
      <LineChoice line={line} />
      {most === 1 ? null : (
        <label className="field">
          <span>{t('dialog.short.count')}</span>
          <input
            className="input"
            type="number"
            min={1}
            max={most}
            value={quantity}
            onChange={(event) => setCount(Math.max(1, Number(event.target.value)))}
          />
        </label>
      )}
      <ReasonPicker
        key="reasons"
        reasons={reasons.map((key) => t(`why.${key}`))}
        value={reason}
        onChange={(why, by) => (by === 'scan' ? act(why) : setReason(why))}
      />
    </Dialog>
  );
};
