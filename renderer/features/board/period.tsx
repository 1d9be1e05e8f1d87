import './period.css';
import { ChartColumn } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeriodBoard } from '../../../shared/features/packing/reports';
import type { Result } from '../../../shared/result';
import { civilTime } from '../../../shared/time';
import { callStation, useBusy, useReport, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { FailureLine } from '../../ui/failure';
import { formatDay, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { WorkStrip } from '../settings/work-strip';
import { BoardCard, Overrides, People, Stops } from './cards';
import { DayChart } from './day-chart';
import { barsOf, presetNames, presets, rateOf, type Range } from './periods';
import { RangePicker } from './range-picker';
import { Tile } from './tile';

const Files = ({
  range,
  onMade,
}: {
  range: Range;
  onMade: (made: Result<{ readonly file: string }> | null) => void;
}) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  return (
    <div className="row">
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(() => callStation('report.period', range)).then(onMade)}
        data-report-file
      >
        {t('period.file')}
      </button>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(() => callStation('export.range', range)).then(onMade)}
        data-export-range
      >
        {t('period.parcelsFile')}
      </button>
    </div>
  );
};

const Tiles = ({ board }: { board: PeriodBoard }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const hours = board.days.reduce((sum, day) => sum + day.hours, 0);
  const rate = rateOf(board.parcels, hours);
  const { median, p95 } = board.labelSeconds;
  const stops = board.days.reduce((sum, day) => sum + day.stops, 0);
  const inSeconds = (value: number): string => t('today.seconds', { value: value.toFixed(1) });
  return (
    <div className="board-tiles">
      <Tile
        label={t('today.parcels')}
        figure={formatWhole(board.parcels, language)}
        note={t('period.voided', { count: board.voided })}
      />
      <Tile
        label={t('today.orders')}
        figure={formatWhole(board.orders, language)}
        note={t('period.short', { count: board.shortOrders })}
      />
      <Tile
        label={t('period.rate')}
        figure={rate === null ? '–' : formatWhole(rate, language)}
        note={t('period.hours', { count: hours })}
      />
      <Tile
        label={t('today.stops')}
        figure={formatWhole(stops, language)}
        note={board.parcels === 0 ? '\u00a0' : t('period.per100', { value: Math.round((100 * stops) / board.parcels) })}
      />
      <Tile
        label={t('today.label')}
        figure={median === null ? '–' : inSeconds(median)}
        note={p95 === null ? t('today.none') : `${t('today.p95')}: ${inSeconds(p95)}`}
      />
    </div>
  );
};

const DayTable = ({ board }: { board: PeriodBoard }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('period.day')}</th>
          <th className="number">{t('period.parcels')}</th>
          <th className="number">{t('period.rate.short')}</th>
          <th className="number">{t('today.stops')}</th>
          <th className="number">{t('today.overrides')}</th>
        </tr>
      </thead>
      <tbody>
        {board.days.toReversed().map(({ day, parcels, hours, stops, overrides }) => (
          <tr key={day} data-day-row={day}>
            <td className="number day-name">{formatDay(day, language)}</td>
            <td className="number">{parcels}</td>
            <td className="number">{rateOf(parcels, hours) ?? '–'}</td>
            <td className="number">{stops}</td>
            <td className="number">{overrides}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Board = ({ board, range }: { board: PeriodBoard; range: Range }) => {
  const { t } = useTranslation();
  return (
    <>
      <Tiles board={board} />
      <div className="board">
        <BoardCard title={t('period.chart')} area="chart-area">
          <DayChart bars={barsOf(range, board.days)} />
        </BoardCard>
        <BoardCard title={t('period.days')} area="cutoffs">
          <DayTable board={board} />
        </BoardCard>
        <Stops board={board} none={t('period.noStops')} />
        <People board={board} />
        <Overrides board={board} none={t('period.noOverrides')} />
      </div>
    </>
  );
};

/** What was done from one day to another. It is made anew for each range, not with each parcel. */
export const Period = ({ head }: { head: ReactNode }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const today = civilTime(useNow(60_000), timeZone).date;
  const [range, setRange] = useState<Range>(() => presets.week(today));
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const { data, failure, loading, again } = useReport('packing.period', range);
  const isEmpty = data !== null && data.value.days.length === 0;
  return (
    <>
      <div className="board-head">
        <div className="spread">
          {head}
          <Files range={range} onMade={setMade} />
        </div>
        <RangePicker
          names={presetNames}
          range={range}
          today={today}
          onChange={(next) => {
            setRange(next);
            setMade(null);
          }}
        />
        <WorkStrip />
        <MadeFile made={made} opens={false} />
        {failure === null ? null : (
          <div className="row" data-report="failed">
            <FailureLine failure={failure} />
            <button type="button" className="button" onClick={again}>
              {t('retry')}
            </button>
          </div>
        )}
      </div>
      {loading ? (
        <p className="quiet" role="status" data-report="loading">
          {t('period.loading')}
        </p>
      ) : null}
      {isEmpty && !loading ? (
        <section className="card period-empty quiet" data-report="empty">
          <ChartColumn size={48} strokeWidth={1.3} aria-hidden="true" />
          <p>{t('period.empty')}</p>
        </section>
      ) : null}
      {data === null || isEmpty || loading ? null : <Board board={data.value} range={range} />}
    </>
  );
};
