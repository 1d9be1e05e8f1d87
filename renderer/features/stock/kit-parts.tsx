import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type KitView } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { ItemCell } from './parts';

interface Row {
  readonly key: number;
  readonly sku: string;
  readonly quantity: string;
}

const PartRow = ({ row, onChange, onRemove }: { row: Row; onChange: (row: Row) => void; onRemove: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className="row nowrap kit-row">
      <input
        className="input grow"
        aria-label={t('field.sku')}
        placeholder={t('field.sku')}
        value={row.sku}
        maxLength={60}
        onChange={(event) => onChange({ ...row, sku: event.target.value })}
        data-part-sku
      />
      <input
        className="input number minimum"
        inputMode="numeric"
        aria-label={t('quantity')}
        value={row.quantity}
        maxLength={5}
        onChange={(event) => onChange({ ...row, quantity: event.target.value })}
        data-part-quantity
      />
      <button
        type="button"
        className="icon-button"
        onClick={onRemove}
        aria-label={`${t('stock.kit.remove')}: ${row.sku}`}
        title={t('stock.kit.remove')}
      >
        <Trash2 size={20} aria-hidden="true" />
      </button>
    </div>
  );
};

/** As the command takes it, and files. */
const mostOfPart = 10_000;

const rowsOf = (kit: KitView | null): readonly Row[] =>
  kit === null
    ? [{ key: 0, sku: '', quantity: '1' }]
    : kit.parts.map(({ sku, quantity }, key) => ({ key, sku, quantity: String(quantity) }));

const KitDialog = ({ sku, kit, onDone }: { sku: string; kit: KitView | null; onDone: () => void }) => {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => rowsOf(kit));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const filled = rows.filter((row) => row.sku.trim() !== '');
  const ready =
    filled.every(({ quantity }) => /^[1-9]\d{0,4}$/.test(quantity) && Number(quantity) <= mostOfPart) && !busy;
  const save = (): void =>
    void run(async () => {
      const parts = filled.map((row) => ({ sku: row.sku.trim(), quantity: Number(row.quantity) }));
      const answer = await sendCommand('stock.setKit', { sku, parts });
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  const next = 1 + Math.max(-1, ...rows.map(({ key }) => key));
  return (
    <Dialog
      title={t('stock.kit.edit')}
      onClose={onDone}
      onSubmit={() => ready && save()}
      footer={
        <button type="submit" className="button primary" disabled={!ready} data-save-kit>
          {t('save')}
        </button>
      }
    >
      <p className="quiet">{t('stock.kit.editText')}</p>
      <div className="stack">
        {rows.map((row) => (
          <PartRow
            key={row.key}
            row={row}
            onChange={(changed) => setRows(rows.map((each) => (each.key === row.key ? changed : each)))}
            onRemove={() => setRows(rows.filter((each) => each.key !== row.key))}
          />
        ))}
        <div>
          <button
            type="button"
            className="button"
            disabled={rows.length >= 100}
            onClick={() => setRows([...rows, { key: next, sku: '', quantity: '1' }])}
            data-add-part
          >
            <Plus size={20} aria-hidden="true" /> {t('stock.kit.add')}
          </button>
        </div>
      </div>
      <FailureLine failure={failure} />
    </Dialog>
  );
};

/** What one kit is made of; a supervisor's to say. */
export const KitParts = ({ sku, may }: { sku: string; may: boolean }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const [editing, setEditing] = useState(false);
  const { data, loaded, failure } = useQuery('stock.kit', { sku }, stockQueries['stock.kit'].tables);
  if (data === null && !may) return null;
  return (
    <>
      {data === null ? null : (
        <>
          <h3>{t('stock.kit.madeOf')}</h3>
          <ul className="kit-parts" data-kit-of={sku}>
            {data.parts.map((part) => (
              <li key={part.sku} className="row nowrap">
                <strong className="number">{formatWhole(part.quantity, language)} ×</strong>
                <ItemCell {...part} />
              </li>
            ))}
          </ul>
        </>
      )}
      {/* Not before it is known what it is made of: what is saved takes the place of that. */}
      {may && loaded && failure === null ? (
        <div>
          <button type="button" className="button" onClick={() => setEditing(true)} data-edit-kit>
            {t(data === null ? 'stock.kit.begin' : 'stock.kit.edit')}
          </button>
        </div>
      ) : null}
      {editing ? <KitDialog sku={sku} kit={data} onDone={() => setEditing(false)} /> : null}
    </>
  );
};
