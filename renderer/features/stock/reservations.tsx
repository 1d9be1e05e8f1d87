import { useTranslation } from 'react-i18next';
import { stockQueries } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhen, formatWhole } from '../../ui/format';
import { PlaceLink, StatusChip } from './parts';

/** For whom pieces of a SKU are reserved and who waits for more, whoever is due first coming first. */
export const Reservations = ({ sku, onPlace }: { sku: string; onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const { data } = useQuery('stock.reservations', { sku, limit: 100 }, stockQueries['stock.reservations'].tables);
  if (data === null || data.length === 0) return null;
  return (
    <>
      <h3>{t('stock.wantedBy')}</h3>
      <table className="list">
        <thead>
          <tr>
            <th>{t('order')}</th>
            <th>{t('orders.cutOff')}</th>
            <th>{t('stock.place')}</th>
            <th className="number">{t('quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <tr key={JSON.stringify([row.orderId, row.location, row.lot, row.picked])} data-reserved-for={row.number}>
              <td>
                <span className="number">{row.number}</span>
              </td>
              <td>
                <span className="number">
                  {row.cutOffAt === null ? '–' : formatWhen(row.cutOffAt, timeZone, language)}
                </span>
              </td>
              <td>
                {row.location === null ? null : <PlaceLink location={row.location} onPlace={onPlace} />}
                {row.lot === null ? null : <span className="quiet"> {row.lot}</span>}
                {row.picked ? <StatusChip status="picked" /> : null}
                {row.hold === null ? null : <StatusChip status={row.hold === 'recall' ? 'recalled' : 'held'} />}
                {row.why === null ? null : (
                  <span className="need" data-waits={row.why}>
                    {t('stock.waits')}: {t(`pack.reserve.why.${row.why}`)}
                  </span>
                )}
              </td>
              <td className="number">
                <strong>{formatWhole(row.quantity, language)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
