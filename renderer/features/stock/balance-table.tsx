import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import { useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { Expiry, ItemCell, PlaceLink, Standing, Traits } from './parts';

const keyOf = ({ sku, location, unit, status, lot, serial, expiry, owner, condition }: BalanceRow): string =>
  JSON.stringify([sku, location, unit, status, lot, serial, expiry, owner, condition]);

const ChangeButton = ({ row, onChange }: { row: BalanceRow; onChange: (row: BalanceRow) => void }) => {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="icon-button"
      onClick={() => onChange(row)}
      aria-label={`${t('stock.change')}: ${row.name}`}
      title={t('stock.change')}
      data-change={row.sku}
    >
      <Pencil size={20} aria-hidden="true" />
    </button>
  );
};

/** Goods on shelves, a row each, and how far they can be counted on; what all rows have in common is left out. */
export const BalanceTable = ({
  rows,
  item = false,
  onPlace = null,
  onUnit = null,
  expiry = 'apart',
  last = null,
  onChange = null,
}: {
  rows: readonly BalanceRow[];
  item?: boolean;
  /** `null`: they are all in one bin. */
  onPlace?: ((location: string) => void) | null;
  /** Opens what is in the unit that goods lie in. */
  onUnit?: ((unit: string) => void) | null;
  /** In a column of its own, or below the lot where there is little room. */
  expiry?: 'apart' | 'with-lot';
  /** What the last column says of a row, and its head. */
  last?: { readonly head: string; readonly of: (row: BalanceRow) => string } | null;
  onChange?: ((row: BalanceRow) => void) | null;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const day = (row: BalanceRow) => (row.expiry === null ? null : <Expiry expiry={row.expiry} />);
  return (
    <table className="list">
      <thead>
        <tr>
          {item ? <th>{t('stock.item')}</th> : null}
          {onPlace === null ? null : <th>{t('stock.place')}</th>}
          <th>{t('stock.traits')}</th>
          {expiry === 'apart' ? <th>{t('field.expiry')}</th> : null}
          <th>{t('state')}</th>
          <th className="number">{t('quantity')}</th>
          {last === null ? null : <th className="number">{last.head}</th>}
          {onChange === null ? null : (
            <th>
              <span className="sr">{t('actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} data-standing={row.standing}>
            {item ? (
              <td>
                <ItemCell {...row} />
              </td>
            ) : null}
            {onPlace === null ? null : (
              <td>
                <PlaceLink location={row.location} onPlace={onPlace} />
              </td>
            )}
            <td>
              <Traits row={row} onUnit={onUnit} />
              {expiry === 'apart' ? null : <div>{day(row)}</div>}
            </td>
            {expiry === 'apart' ? <td>{day(row) ?? '–'}</td> : null}
            <td>
              <Standing row={row} />
            </td>
            <td className="number">
              <strong>{formatWhole(row.quantity, language)}</strong>
            </td>
            {last === null ? null : <td className="number">{last.of(row)}</td>}
            {onChange === null ? null : (
              <td>
                <ChangeButton row={row} onChange={onChange} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
