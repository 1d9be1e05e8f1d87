import './today.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packingQueries, type TodayBoard } from '../../../shared/features/packing/queries';
import type { Result } from '../../../shared/result';
import { civilTime } from '../../../shared/time';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { roleAtLeast } from '../../station/role';
import { formatTime } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { Tabs } from '../../ui/tabs';
import { BoardCard, CutOffs, Overrides, People, Stops } from './cards';
import { HourChart } from './hour-chart';
import { Period } from './period';
import { Tile } from './tile';

const Tiles = ({ board, hour }: { board: TodayBoard; hour: number }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const { median, p95 } = board.labelSeconds;
  const next = board.byCutOff.find(({ open, cutOffAt }) => open > 0 && cutOffAt !== null);
  const inSeconds = (value: number): string => t('today.seconds', { value: value.toFixed(1) });
  const known = board.ordersPacked + board.ordersOpen + board.ordersHeld;
  return (
    <div className="board-tiles">
      <Tile
        label={t('today.parcels')}
        figure={String(board.parcelsClosed)}
        note={t('today.thisHour', { value: board.parcelsByHour[hour] ?? 0 })}
      />
      <Tile
        label={t('today.orders')}
        figure={String(board.ordersPacked)}
        note={t('today.share', { value: known === 0 ? 0 : Math.round((board.ordersPacked / known) * 100) })}
      />
      <Tile
        label={t('today.open')}
        figure={String(board.ordersOpen)}
        note={
          next === undefined || next.cutOffAt === null
            ? '\u00a0'
            : t('today.dueBy', { count: next.open, time: formatTime(next.cutOffAt, timeZone) })
        }
      />
      <Tile
        label={t('today.held')}
        figure={String(board.ordersHeld)}
        note={'\u00a0'}
        tone={board.ordersHeld > 0 ? 'need' : ''}
      />
      <Tile
        label={t('today.label')}
        figure={median === null ? '–' : inSeconds(median)}
        note={p95 === null ? t('today.none') : `${t('today.p95')}: ${inSeconds(p95)}`}
      />
    </div>
  );
};

const EndOfDay = ({ onMade }: { onMade: (made: Result<{ readonly file: string }> | null) => void }) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  return (
    <button
      type="button"
      className="button"
      disabled={busy}
      onClick={() => void run(() => callStation('endOfDay.make', {})).then(onMade)}
    >
      {t('today.endOfDay')}
    </button>
  );
};

/** The day at one look: figures, hours, what must leave when, what stopped the work, who did how much. */
const Today = () => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const { data } = useQuery('packing.today', {}, packingQueries['packing.today'].tables);
  const { hour } = civilTime(useNow(30_000), timeZone);
  if (data === null) return null;
  return (
    <>
      <Tiles board={data} hour={hour} />
      <div className="board">
        <BoardCard title={t('today.perHour')} area="chart-area">
          <HourChart hours={data.parcelsByHour} running={hour} label={t('today.perHour')} />
        </BoardCard>
        <CutOffs board={data} />
        <Stops board={data} none={t('today.noStops')} />
        <People board={data} />
        <Overrides board={data} none={t('today.noOverrides')} />
      </div>
    </>
  );
};

const tabs = ['day', 'period'] as const;

/** Today's board, and for supervisors what was done over days. */
export const Page = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [tab, setTab] = useState<(typeof tabs)[number]>('day');
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const isSupervisor = roleAtLeast(session, 'supervisor');
  const head = (
    <div className="row">
      <h1>{t('today.title')}</h1>
      {isSupervisor ? (
        <Tabs label={t('today.title')} tabs={tabs} chosen={tab} onChoose={setTab}>
          {(each) => t(`today.${each}`)}
        </Tabs>
      ) : null}
    </div>
  );
  if (isSupervisor && tab === 'period') return <Period head={head} />;
  return (
    <>
      <div className="spread">
        {head}
        {isSupervisor ? <EndOfDay onMade={setMade} /> : null}
      </div>
      <MadeFile made={made} />
      <Today />
    </>
  );
};
