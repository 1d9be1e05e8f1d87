import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BalanceRow, BinRow } from '../../../shared/features/stock/queries';
import { useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { formatWhole } from '../../ui/format';
import { ChangeDialog } from './change-dialog';
import { LastMovements } from './movements';
import { Expiry, ItemCell, Standing, Traits } from './parts';

/** What lies in a bin, and what brought it there. */
export const PlaceDetail = ({
  bin,
  rows,
  onPlace,
}: {
  bin: BinRow;
  rows: readonly BalanceRow[];
  onPlace: (location: string) => void;
}) => {
  const { t } = useTranslation();
  const { language, session } = useStation();
  const [changing, setChanging] = useState<BalanceRow | null>(null);
  const may = roleAtLeast(session, 'supervisor');
  return (
    <section className="card stock-detail stack" tabIndex={0} aria-label={bin.location}>
      <div className="spread">
        <h2 className="number">{bin.location}</h2>
        <span className="row">
          <span className="chip plain">{t(`stock.bin.${bin.kind}`)}</span>
          <span className="chip plain number" title={t('field.check_digits')}>
            {t('stock.digits', { digits: bin.checkDigits })}
          </span>
        </span>
      </div>
      {rows.length === 0 ? (
        <p className="quiet">{t('stock.emptyBin')}</p>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th>{t('stock.item')}</th>
              <th>{t('stock.traits')}</th>
              <th>{t('state')}</th>
              <th className="number">{t('quantity')}</th>
              <th>
                <span className="sr">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={JSON.stringify([row.sku, row.unit, row.status, row.lot, row.serial, row.expiry, row.owner])}>
                <td>
                  <ItemCell {...row} />
                </td>
                <td>
                  <Traits row={row} />
                  {row.expiry === null ? null : (
                    <div>
                      <Expiry expiry={row.expiry} />
                    </div>
                  )}
                </td>
                <td>
                  <Standing row={row} />
                </td>
                <td className="number">
                  <strong>{formatWhole(row.quantity, language)}</strong>
                </td>
                <td>
                  {may ? (
                    <button
                      type="button"
                      className="icon-button"
                      onClick={() => setChanging(row)}
                      aria-label={`${t('stock.change')}: ${row.name}`}
                      title={t('stock.change')}
                      data-change={row.sku}
                    >
                      <Pencil size={20} aria-hidden="true" />
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changing === null ? null : <ChangeDialog row={changing} onDone={() => setChanging(null)} />}
      <LastMovements sku={null} location={bin.location} onPlace={onPlace} />
    </section>
  );
};
