import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StockMoveView } from '../../../shared/features/stock/move-view';
import type { PickList } from '../../../shared/features/stock/queries';
import { ok } from '../../../shared/result';
import { callStation, useStation } from '../../station/client';
import { Confirm } from '../../ui/confirm';
import { formatWhole } from '../../ui/format';
import { ItemCell } from './parts';

/** What is still to be taken for an order, in walking order; what lies in the bin that was scanned stands out. */
export const PickStops = ({ order, from }: { order: PickList; from: string | null }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { stops, picked, missing } = order;
  const here = stops.some(({ location }) => location === from) ? from : (stops[0]?.location ?? null);
  return (
    <section className="card" aria-label={t('stock.pick.stops')}>
      <div className="spread">
        <h2>{t('stock.pick.stops')}</h2>
        <span className="row">
          {picked === 0 ? null : (
            <span className="chip good number">
              <CircleCheck size={14} aria-hidden="true" /> {t('stock.pick.ready', { count: picked })}
            </span>
          )}
          {missing === 0 ? null : (
            <span className="chip need number">
              <TriangleAlert size={14} aria-hidden="true" /> {t('stock.pick.missing', { count: missing })}
            </span>
          )}
        </span>
      </div>
      <table className="list">
        <thead>
          <tr>
            <th>{t('stock.place')}</th>
            <th>{t('stock.item')}</th>
            <th>{t('stock.traits')}</th>
            <th className="number">{t('quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {stops.map((stop) => (
            <tr
              key={JSON.stringify([stop.location, stop.unit, stop.sku, stop.lot, stop.expiry])}
              className={stop.location === here ? 'pick-here' : undefined}
              aria-current={stop.location === here ? 'step' : undefined}
              data-stop={stop.location}
            >
              <td>
                <strong className="number">{stop.location}</strong>
                {stop.unit === null ? null : <div className="quiet number anywhere">{stop.unit}</div>}
              </td>
              <td>
                <ItemCell {...stop} />
              </td>
              <td className="number">{[stop.lot, stop.expiry].filter((each) => each !== null).join(' · ')}</td>
              <td className="number">
                <strong>{formatWhole(stop.quantity, language)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The order is to be served from another bin: YES takes it from here, NO leaves the goods in hand. */
export const Elsewhere = ({ move }: { move: StockMoveView }) => {
  const { t } = useTranslation();
  const { elsewhere, item, quantity } = move;
  if (elsewhere === null || item === null) return null;
  const key = elsewhere.lot === null ? 'stock.pick.elsewhereText' : 'stock.pick.elsewhereLot';
  return (
    <Confirm
      title={t('stock.pick.elsewhere')}
      text={t(key, { ...elsewhere, name: item.name })}
      word={t('stock.pick.elsewhereYes')}
      tone="primary"
      onClose={() => void callStation('stock.setMoveQuantity', { quantity })}
      onYes={async () => {
        await callStation('stock.confirmMove', {});
        return ok(null);
      }}
    />
  );
};
