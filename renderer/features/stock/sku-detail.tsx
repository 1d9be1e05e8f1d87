import { useTranslation } from 'react-i18next';
import { stockQueries, type SkuStock } from '../../../shared/features/stock/queries';
import { standings } from '../../../shared/features/stock/standing';
import { useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { BalanceTable } from './balance-table';
import { Holds } from './holds';
import { Reservations } from './reservations';
import { Rules } from './rules';
import { KitParts } from './kit-parts';
import { LastMovements } from './movements';
import { StatusChip } from './parts';
import { useUnitDialog } from './unit-dialog';

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
  const { onUnit, unitDialog } = useUnitDialog();
  const name = row?.name ?? shelves.data?.[0]?.name ?? sku;
  return (
    <section className="card stock-detail stack" tabIndex={0} aria-label={name}>
      <h2>{name}</h2>
      <div className="row">
        {standings
          .filter((each) => each === 'available' || (row?.totals[each] ?? 0) > 0)
          .map((each) => (
            <StatusChip key={each} status={each} quantity={row?.totals[each] ?? 0} />
          ))}
      </div>
      {shelves.data === null ? null : shelves.data.length === 0 ? (
        <p className="quiet">{t('stock.nowhere')}</p>
      ) : (
        <BalanceTable rows={shelves.data} onPlace={onPlace} onUnit={onUnit} />
      )}
      {unitDialog}
      <Reservations sku={sku} onPlace={onPlace} />
      <Holds sku={sku} lots={lots} may={may} />
      {may ? <Rules sku={sku} /> : null}
      <KitParts sku={sku} may={may} />
      <LastMovements sku={sku} location={null} onPlace={onPlace} />
    </section>
  );
};
