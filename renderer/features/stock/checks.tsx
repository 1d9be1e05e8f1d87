import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type BalanceRow } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import { civilTime, daysBetween, instantOf } from '../../../shared/time';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { roleAtLeast } from '../../station/role';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { Customers } from './customers';
import { BalanceTable } from './balance-table';
import { ItemCell } from './parts';

type OnPlace = (location: string) => void;

const Rows = ({
  rows,
  last,
  onPlace,
}: Pick<Parameters<typeof BalanceTable>[0], 'rows' | 'last'> & { onPlace: OnPlace }) => {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="quiet stock-none">{t('none')}</p>;
  return <BalanceTable rows={rows} item onPlace={onPlace} last={last ?? null} />;
};

const soonDays = 60;

const Expiring = ({ onPlace }: { onPlace: OnPlace }) => {
  const { data } = useQuery('stock.expiring', { days: soonDays, limit: 200 }, stockQueries['stock.expiring'].tables);
  return data === null ? null : <Rows rows={data} last={null} onPlace={onPlace} />;
};

const Ageing = ({ onPlace }: { onPlace: OnPlace }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const today = civilTime(useNow(60_000), timeZone).date;
  const { data } = useQuery('stock.ageing', { limit: 200 }, stockQueries['stock.ageing'].tables);
  const of = ({ since }: BalanceRow): string =>
    t('stock.days', { count: daysBetween(civilTime(since, timeZone).date, today) });
  return data === null ? null : <Rows rows={data} last={{ head: t('stock.inHouse'), of }} onPlace={onPlace} />;
};

const Low = () => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { data } = useQuery('stock.low', { limit: 200 }, stockQueries['stock.low'].tables);
  if (data === null) return null;
  if (data.length === 0) return <p className="quiet stock-none">{t('stock.noneLow')}</p>;
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('stock.item')}</th>
          <th className="number">{t('stock.status.available')}</th>
          <th className="number">{t('stock.minimum')}</th>
        </tr>
      </thead>
      <tbody>
        {data.map((row) => (
          <tr key={row.sku} data-low={row.sku}>
            <td>
              <ItemCell {...row} />
            </td>
            <td className="number bad">
              <strong>{formatWhole(row.available, language)}</strong>
              {row.blocked === 0 ? null : (
                <div className="nowrap">
                  <OctagonX size={14} aria-hidden="true" /> {t('stock.blocked', { count: row.blocked })}
                </div>
              )}
            </td>
            <td className="number">{formatWhole(row.minimum, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Stock as it was at a moment, and the same as a file. */
const Past = ({ onPlace }: { onPlace: OnPlace }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const today = civilTime(useNow(60_000), timeZone).date;
  const [day, setDay] = useState(today);
  const [time, setTime] = useState('00:00');
  const [file, setFile] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const at = new Date(instantOf(day === '' ? today : day, time === '' ? '00:00' : time, timeZone)).toISOString();
  const { data } = useQuery('stock.asOf', { at, sku: null, limit: 500 }, []);
  const save = (): void =>
    void run(async () => {
      const made = await callStation('stock.export', { at });
      setFile(made.ok ? made.value.file : null);
      setFailure(made.ok ? null : made.failure);
    });
  return (
    <div className="stack past">
      <div className="row past-head">
        <label className="row">
          <span>{t('stock.pastAt')}</span>
          <input
            className="input compact"
            type="date"
            value={day}
            max={today}
            onChange={(event) => setDay(event.target.value)}
          />
        </label>
        <input
          className="input compact"
          type="time"
          aria-label={t('time')}
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
        <button type="button" className="button" disabled={busy} onClick={save} data-export-stock>
          {t('stock.export')}
        </button>
      </div>
      <FailureLine failure={failure} />
      {file === null ? null : <p className="quiet anywhere stock-none">{t('record.made', { file })}</p>}
      {data === null ? (
        <p className="quiet stock-none">{t('loading')}</p>
      ) : (
        <>
          {data.value.more ? (
            <p className="quiet stock-none">{t('stock.pastMore', { count: data.value.rows.length })}</p>
          ) : null}
          {data.value.rows.length === 0 ? (
            <p className="quiet stock-none">{t('stock.pastNone')}</p>
          ) : (
            <Rows rows={data.value.rows} last={null} onPlace={onPlace} />
          )}
        </>
      )}
    </div>
  );
};

const views = ['expiring', 'ageing', 'low', 'customers', 'past'] as const;
type View = (typeof views)[number];

/** What should not be overlooked: dates, goods that lie long, too few of something; and the book of another day. */
export const Checks = ({ onPlace }: { onPlace: OnPlace }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [view, setView] = useState<View>('expiring');
  const allowed = views.filter((each) => each !== 'past' || roleAtLeast(session, 'supervisor'));
  return (
    <section className="card stock-whole checks" aria-label={t('stock.tab.checks')}>
      <div className="row stock-head" role="group" aria-label={t('catalogue.show')}>
        {allowed.map((each) => (
          <button
            key={each}
            type="button"
            className="zone"
            aria-pressed={each === view}
            onClick={() => setView(each)}
            data-check={each}
          >
            <strong>{t(`stock.check.${each}`, { count: soonDays })}</strong>
          </button>
        ))}
      </div>
      <div className="scroll" role="region" tabIndex={0} aria-label={t(`stock.check.${view}`, { count: soonDays })}>
        {view === 'expiring' ? <Expiring onPlace={onPlace} /> : null}
        {view === 'ageing' ? <Ageing onPlace={onPlace} /> : null}
        {view === 'low' ? <Low /> : null}
        {view === 'customers' ? <Customers /> : null}
        {view === 'past' ? <Past onPlace={onPlace} /> : null}
      </div>
    </section>
  );
};
