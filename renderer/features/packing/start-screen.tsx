import { Barcode, Clock, PauseCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderQueries, type OrderRow } from '../../../shared/features/orders/queries';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatCountdown, formatTime } from '../../ui/format';
import { FeedbackBanner } from './feedback-banner';
import { OverrideDialog } from './dialogs/override-dialog';

const OrderTile = ({ order, now, timeZone }: { order: OrderRow; now: number; timeZone: string }) => {
  const { t } = useTranslation();
  const cutOff = order.cutOffAt === null ? null : formatCountdown(Date.parse(order.cutOffAt), now);
  const tone = cutOff === null ? '' : cutOff.late ? 'bad' : cutOff.minutes < 30 ? 'need' : '';
  return (
    <button
      type="button"
      className="order-tile"
      data-order={order.number}
      onClick={() => void callStation('pack.openOrder', { number: order.number })}
    >
      <span className="spread">
        <strong className="order-number number">{order.number}</strong>
        {order.state === 'held' ? (
          <span className="chip need">
            <PauseCircle size={14} aria-hidden="true" /> {t('start.held')}
          </span>
        ) : (
          <span className="chip plain">{order.service}</span>
        )}
      </span>
      <span className="spread quiet">
        <span>{[order.country, t('start.units', { count: order.units }), order.tote].filter(Boolean).join(' · ')}</span>
        <span className={`number ${tone}`}>
          {cutOff === null || order.cutOffAt === null
            ? t('pack.noCutOff')
            : `${t(cutOff.late ? 'start.late' : 'start.left', { time: cutOff.text })} · ${formatTime(order.cutOffAt, timeZone)}`}
        </span>
      </span>
    </button>
  );
};

/** Who types without having gone to a field means the order's number: the scanner's own keys never come this far. */
const useTypeAnywhere = () => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onDown = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void => {
      const busy = document.querySelector('dialog[open], input:focus, select:focus, textarea:focus') !== null;
      if (key.length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey && !busy) field.current?.focus();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, []);
  return field;
};

/** Between two orders: the one thing to do, and what comes next. */
export const StartScreen = () => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const now = useNow(15_000);
  const [number, setNumber] = useState('');
  const [busy, run] = useBusy();
  const field = useTypeAnywhere();
  const { data } = useQuery(
    'orders.list',
    { state: 'open', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 12 },
    orderQueries['orders.list'].tables,
  );
  return (
    <main className="start">
      <FeedbackBanner next={t('start.title')} />
      <div className="start-grid">
        <section className="card start-hero">
          <Barcode strokeWidth={1.1} aria-hidden="true" />
          <h1>{t('start.title')}</h1>
          <p className="quiet">{t('start.text')}</p>
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              if (number.trim() !== '')
                void run(() => callStation('pack.openOrder', { number: number.trim() })).then(() => setNumber(''));
            }}
          >
            <input
              ref={field}
              className="input grow"
              aria-label={t('start.type')}
              placeholder={t('start.type')}
              value={number}
              maxLength={80}
              onChange={(event) => setNumber(event.target.value)}
            />
            <button type="submit" className="button primary" disabled={busy || number.trim() === ''}>
              {t('start.open')}
            </button>
          </form>
        </section>
        <section className="card start-next">
          <h2>
            <Clock size={20} aria-hidden="true" /> {t('start.next')}
          </h2>
          <div className="order-tiles scroll">
            {(data?.rows ?? []).map((order) => (
              <OrderTile key={order.orderId} order={order} now={now} timeZone={timeZone} />
            ))}
            {data !== null && data.rows.length === 0 ? <p className="quiet">{t('start.empty')}</p> : null}
          </div>
        </section>
      </div>
      <OverrideDialog />
    </main>
  );
};
