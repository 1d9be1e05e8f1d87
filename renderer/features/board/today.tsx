import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packingQueries, type TodayBoard } from '../../../shared/features/packing/queries';
import { roleAtLeast } from '../../station/role';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatCountdown, formatTime } from '../../ui/format';

const Tile = ({ label, figure, note }: { label: string; figure: string; note?: string }) => (
  <section className="card tile">
    <p className="label">{label}</p>
    <p className="figure number">{figure}</p>
    <p className="quiet">{note ?? '\u00a0'}</p>
  </section>
);

const barWidth = 44;
const chartHeight = 150;

/** Parcels closed in each hour from the first busy one (or 6) to the last (or 20). */
const HourChart = ({ hours, label }: { hours: readonly number[]; label: string }) => {
  const busy = hours.flatMap((count, hour) => (count > 0 ? [hour] : []));
  const from = Math.min(6, ...busy);
  const to = Math.max(20, ...busy);
  const shown = hours.slice(from, to + 1);
  // Even, so that the middle line stands at a whole parcel.
  const most = Math.ceil(Math.max(4, ...shown) / 2) * 2;
  const width = shown.length * (barWidth + 10) + 30;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${chartHeight + 44}`}
      role="img"
      aria-label={`${label}: ${shown.map((count, index) => `${from + index}h ${count}`).join(', ')}`}
    >
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line
            className="chart-grid"
            x1="28"
            x2={width}
            y1={chartHeight + 12 - share * chartHeight}
            y2={chartHeight + 12 - share * chartHeight}
          />
          <text className="chart-text" x="22" y={chartHeight + 16 - share * chartHeight} textAnchor="end">
            {most * share}
          </text>
        </g>
      ))}
      {shown.map((count, index) => {
        const height = (count / most) * chartHeight;
        const x = 34 + index * (barWidth + 10);
        return (
          <g key={from + index}>
            <rect className="chart-bar" x={x} y={chartHeight + 12 - height} width={barWidth} height={height} rx="3" />
            {count > 0 ? (
              <text className="chart-value" x={x + barWidth / 2} y={chartHeight + 7 - height} textAnchor="middle">
                {count}
              </text>
            ) : null}
            <text className="chart-text" x={x + barWidth / 2} y={chartHeight + 32} textAnchor="middle">
              {from + index}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

const CutOffs = ({ board }: { board: TodayBoard }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const now = useNow(30_000);
  return (
    <section className="card stack">
      <h2>{t('today.cutOffs')}</h2>
      {board.byCutOff.map((row) => {
        const left = row.cutOffAt === null ? null : formatCountdown(Date.parse(row.cutOffAt), now);
        const total = row.open + row.packed;
        return (
          <div key={`${row.service}${row.cutOffAt ?? ''}`} className="cutoff-row">
            <span className="spread">
              <strong>{row.service}</strong>
              <span
                className={`number ${left === null ? 'quiet' : left.late ? 'bad' : left.minutes < 30 ? 'need' : 'quiet'}`}
              >
                {left === null || row.cutOffAt === null
                  ? t('pack.noCutOff')
                  : `${formatTime(row.cutOffAt, timeZone)} · ${left.late ? `${t('pack.late')} ` : ''}${left.text}`}
              </span>
            </span>
            <span className="spread">
              <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect className="bar-track" width="100" height="8" rx="2" />
                <rect className="bar-fill" width={total === 0 ? 0 : (row.packed / total) * 100} height="8" rx="2" />
              </svg>
              <span className="number">
                {row.packed} / {total}
              </span>
            </span>
          </div>
        );
      })}
    </section>
  );
};

const Overrides = ({ board }: { board: TodayBoard }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  return (
    <section className="card stack">
      <h2>{t('today.overrides')}</h2>
      {board.overrides.length === 0 ? <p className="quiet">{t('today.noOverrides')}</p> : null}
      <table className="list">
        <tbody>
          {board.overrides.map((row, index) => (
            <tr key={index}>
              <td className="number">{formatTime(row.at, timeZone)}</td>
              <td>{t([`override.${row.action}`, 'override.weight'])}</td>
              <td>{row.order}</td>
              <td>{row.person}</td>
              <td>
                <strong>{row.supervisor}</strong>
              </td>
              <td className="quiet">{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Stops = ({ board }: { board: TodayBoard }) => {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <h2>{t('today.stops')}</h2>
      {board.stops.length === 0 ? <p className="quiet">{t('today.noStops')}</p> : null}
      {board.stops.map((stop) => (
        <p key={stop.code} className="spread">
          <span>{t([`failure.${stop.code}`, 'failure.other'])}</span>
          <strong className="number">{stop.count}</strong>
        </p>
      ))}
      <h2>{t('today.people')}</h2>
      {board.byPerson.map((person) => (
        <p key={person.personId} className="spread">
          <span>{person.name}</span>
          <span className="number">
            <strong>{person.parcels}</strong> <span className="quiet">/ {person.hours} h</span>
          </span>
        </p>
      ))}
    </section>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  const { data } = useQuery('packing.today', {}, packingQueries['packing.today'].tables);
  const [made, setMade] = useState<string | null>(null);
  const [busy, run] = useBusy();
  if (data === null) return null;
  const seconds = (value: number | null): string | null =>
    value === null ? null : t('today.seconds', { value: value.toFixed(1) });
  return (
    <>
      <div className="spread">
        <h1>{t('today.title')}</h1>
        {roleAtLeast(session, 'supervisor') ? (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() =>
              void run(() => callStation('endOfDay.make', {})).then(
                (answer) => answer?.ok === true && setMade(answer.value.file),
              )
            }
          >
            {t('today.endOfDay')}
          </button>
        ) : null}
      </div>
      {made === null ? null : <p className="strip good">{t('today.slipMade', { file: made })}</p>}
      <div className="tiles">
        <Tile label={t('today.parcels')} figure={String(data.parcelsClosed)} />
        <Tile label={t('today.orders')} figure={String(data.ordersPacked)} />
        <Tile label={t('today.open')} figure={String(data.ordersOpen)} />
        <Tile label={t('today.held')} figure={String(data.ordersHeld)} />
        <Tile
          label={t('today.label')}
          figure={seconds(data.labelSeconds.median) ?? '–'}
          note={
            data.labelSeconds.p95 === null ? t('today.none') : `${t('today.p95')}: ${seconds(data.labelSeconds.p95)}`
          }
        />
      </div>
      <section className="card stack">
        <h2>{t('today.perHour')}</h2>
        <HourChart hours={data.parcelsByHour} label={t('today.perHour')} />
      </section>
      <div className="two">
        <CutOffs board={data} />
        <Stops board={data} />
      </div>
      <Overrides board={data} />
    </>
  );
};
