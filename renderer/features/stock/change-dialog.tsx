import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonCodes, type ReasonCode } from '../../../shared/features/stock/commands';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { StockStatus } from '../../../shared/features/stock/records';
import type { Failure, Result } from '../../../shared/result';
import { sendCommand, useBusy } from '../../station/client';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { sendCorrection } from './correction';

const acts = ['count', 'quarantine', 'damaged', 'release', 'scrap'] as const;
type Act = (typeof acts)[number];

const reasonsOf: Readonly<Record<Act, readonly ReasonCode[]>> = {
  count: ['miscounted', 'lost', 'found', 'wrong-bin', 'other'],
  quarantine: ['quality', 'recall', 'expired', 'other'],
  damaged: ['damaged'],
  release: ['released'],
  scrap: ['damaged', 'expired', 'sample', 'other'],
};

const statusAfter: Readonly<Partial<Record<Act, StockStatus>>> = {
  quarantine: 'quarantine',
  damaged: 'damaged',
  release: 'available',
};

const mayBe = (act: Act, { status }: BalanceRow): boolean =>
  act === 'count' || act === 'scrap' || statusAfter[act] !== status;

const send = (row: BalanceRow, act: Act, quantity: number, reason: ReasonCode): Promise<Result<unknown>> => {
  const { sku, owner, lot, serial, expiry, condition, location, unit, status } = row;
  const goods = { sku, owner, lot, serial, expiry, condition };
  const shelf = { location, unit, status };
  if (act === 'count') return sendCorrection({ kind: 'adjust', input: { goods, shelf, counted: quantity, reason } });
  const after = statusAfter[act];
  return sendCommand('stock.move', {
    kind: act === 'scrap' ? 'scrap' : 'move',
    wanted: goods,
    from: shelf,
    to: after === undefined ? null : { ...shelf, status: after },
    quantity,
    reason,
    document: null,
    beyondBook: false,
  });
};

/** What a supervisor does with goods on a shelf: a new count, another status, or away with them; always with a reason. */
export const ChangeDialog = ({ row, onDone }: { row: BalanceRow; onDone: () => void }) => {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act>('count');
  const [text, setText] = useState(String(row.quantity));
  const [reason, setReason] = useState<ReasonCode | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const quantity = /^\d{1,8}$/.test(text) ? Number(text) : null;
  const fits = quantity !== null && (act === 'count' || (quantity >= 1 && quantity <= row.quantity));
  const reasons = reasonsOf[act];
  const why = reasons.length === 1 ? (reasons[0] ?? null) : reason;
  const ready = fits && why !== null && !busy;
  const submit = (): void =>
    void run(async () => {
      if (quantity === null || why === null) return;
      const answer = await send(row, act, quantity, why);
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={`${row.name} · ${row.location}`}
      onClose={onDone}
      onSubmit={() => ready && submit()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {t(`stock.change.${act}`)}
        </button>
      }
    >
      <Choices
        label={t('stock.change')}
        choices={acts
          .filter((each) => mayBe(each, row))
          .map((each) => ({ key: each, content: t(`stock.change.${each}`) }))}
        chosen={act}
        onChoose={(key) => {
          setAct(acts.find((each) => each === key) ?? 'count');
          setReason(null);
        }}
      />
      <label className="field">
        <span>{t(act === 'count' ? 'stock.change.counted' : 'quantity')}</span>
        <input
          className="input number"
          inputMode="numeric"
          value={text}
          maxLength={8}
          aria-invalid={!fits}
          onChange={(event) => setText(event.target.value)}
          data-pieces
        />
        <small>{t('stock.change.book', { count: row.quantity })}</small>
      </label>
      {reasons.length === 1 ? null : (
        <label className="field">
          <span>{t('reason')}</span>
          <select
            className="input"
            value={reason ?? ''}
            onChange={(event) => setReason(reasonCodes.find((each) => each === event.target.value) ?? null)}
            data-reason
          >
            <option value="">–</option>
            {reasons.map((each) => (
              <option key={each} value={each}>
                {t(`stock.reason.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <FailureLine failure={failure} />
    </Dialog>
  );
};
