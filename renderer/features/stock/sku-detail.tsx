import { useTranslation } from 'react-i18next';
import { stockQueries, type BalanceRow, type SkuStock } from '../../../shared/features/stock/queries';
import { stockStatuses } from '../../../shared/features/stock/records';
import { useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { formatWhole } from '../../ui/format';
import { Holds } from './holds';
import { Reservations } from './reservations';
import { Rules } from './rules';
import { LastMovements } from './movements';
import { Expiry, PlaceLink, Standing, StatusChip, Traits } from './parts';

const Shelves = ({ rows, onPlace }: { rows: readonly BalanceRow[]; onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('stock.place')}</th>
          <th>{t('stock.traits')}</th>
          <th>{t('field.expiry')}</th>
          <th>{t('state')}</th>
          <th className="number">{t('quantity')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify([row.location, row.unit, row.status, row.lot, row.serial, row.expiry, row.owner])}>
            <td>
              <PlaceLink location={row.location} onPlace={onPlace} />
            </td>
            <td>
              <Traits row={row} />
            </td>
            <td>{row.expiry === null ? '–' : <Expiry expiry={row.expiry} />}</td>
            <td>
              <Standing row={row} />
            </td>
            <td className="number">
              <strong>{formatWhole(row.quantity, language)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Where a SKU lies, how it stands, and what moved it last. */
export const SkuDetail = ({
  sku,
  row,
  onPlace,
}: {
  sku: string;
  row: SkuStock | null;
  onPlace: (location: string) => void;
}) => {
  const { t } = useTranslation();
  const may = roleAtLeast(useStation().session, 'supervisor');
  const shelves = useQuery('stock.ofSku', { sku }, stockQueries['stock.ofSku'].tables);
  const lots = [...new Set((shelves.data ?? []).flatMap(({ lot }) => lot ?? []))];
  const name = row?.name ?? shelves.data?.[0]?.name ?? sku;
  return (
    <section className="card stock-detail stack" tabIndex={0} aria-label={name}>
      <h2>{name}</h2>
      <div className="row">
        {stockStatuses
          .filter((status) => status === 'available' || (row?.totals[status] ?? 0) > 0)
          .map((status) => (
            <StatusChip key={status} status={status} quantity={row?.totals[status] ?? 0} />
          ))}
      </div>
      {shelves.data === null ? null : shelves.data.length === 0 ? (
        <p className="quiet">{t('stock.nowhere')}</p>
      ) : (
        <Shelves rows={shelves.data} onPlace={onPlace} />
      )}
      <Reservations sku={sku} onPlace={onPlace} />
      <Holds sku={sku} lots={lots} may={may} />
      {may ? <Rules sku={sku} /> : null}
      <LastMovements sku={sku} location={null} onPlace={onPlace} />
    </section>
  );
};
