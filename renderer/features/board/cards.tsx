import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayBoard } from '../../../shared/features/packing/queries';
import { useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatCountdown, formatTime, formatWhen } from '../../ui/format';

/** One part of the board: its head stays, what has no room scrolls. */
export const BoardCard = ({
  title,
  area,
  count,
  children,
}: {
  title: string;
  area: string;
  count?: number;
  children: ReactNode;
}) => (
  <section className={`card board-card ${area}`} aria-label={title}>
    <h2 className="spread">
      {title} {count === undefined ? null : <span className="quiet number">{count}</span>}
    </h2>
    <div className="board-list scroll" tabIndex={0} role="group" aria-label={title}>
      {children}
    </div>
  </section>
);

const AllGood = ({ text }: { text: string }) => (
  <p className="row quiet">
    <CircleCheck size={20} className="good" aria-hidden="true" /> {text}
  </p>
);

const Bar = ({ share, tone }: { share: number; tone: string }) => (
  <span className="board-bar" aria-hidden="true">
    <span className={tone} style={{ width: `${Math.round(share * 100)}%` }} />
  </span>
);

type CutOff = TodayBoard['byCutOff'][number];

const CutOffRow = ({ row, now }: { row: CutOff; now: number }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const left = row.cutOffAt === null ? null : formatCountdown(Date.parse(row.cutOffAt), now);
  const total = row.open + row.packed;
  const tone = left === null ? 'quiet' : left.late ? 'bad' : left.minutes < 30 ? 'need' : 'quiet';
  return (
    <div className="cutoff">
      <strong className="cutoff-time number">{row.cutOffAt === null ? '–' : formatTime(row.cutOffAt, timeZone)}</strong>
      <span className="cutoff-what">
        <span className="spread">
          <span className="cut">{row.service}</span>
          <span className={`number ${tone}`}>
            {left === null ? t('pack.noCutOff') : `${left.late ? `${t('pack.late')} ` : ''}${left.text}`}
          </span>
        </span>
        <Bar share={total === 0 ? 0 : row.packed / total} tone="good" />
      </span>
      <span className="cutoff-open number">
        <strong>{row.open}</strong> <span className="quiet">/ {total}</span>
      </span>
    </div>
  );
};

/** What must leave when: groups with open orders, the next first. */
export const CutOffs = ({ board }: { board: TodayBoard }) => {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const open = board.byCutOff.filter((row) => row.open > 0);
  return (
    <BoardCard title={t('today.cutOffs')} area="cutoffs">
      {open.length === 0 ? <AllGood text={t('start.empty')} /> : null}
      {open.map((row) => (
        <CutOffRow key={`${row.service}${row.cutOffAt ?? ''}`} row={row} now={now} />
      ))}
    </BoardCard>
  );
};

export const Stops = ({ board, none }: { board: Pick<TodayBoard, 'stops'>; none: string }) => {
  const { t } = useTranslation();
  const most = Math.max(1, ...board.stops.map(({ count }) => count));
  const all = board.stops.reduce((sum, { count }) => sum + count, 0);
  return (
    <BoardCard title={t('today.stops')} area="stops" count={all}>
      {board.stops.length === 0 ? <AllGood text={none} /> : null}
      {board.stops.map(({ code, count }) => (
        <div key={code} className="board-row">
          <span className="spread">
            <span className="cut">{t([`failure.${code}`, 'failure.other'])}</span>
            <strong className="number">{count}</strong>
          </span>
          <Bar share={count / most} tone="need" />
        </div>
      ))}
    </BoardCard>
  );
};

export const People = ({ board }: { board: Pick<TodayBoard, 'byPerson'> }) => {
  const { t } = useTranslation();
  const most = Math.max(1, ...board.byPerson.map(({ parcels }) => parcels));
  return (
    <BoardCard title={t('today.people')} area="people">
      {board.byPerson.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      {board.byPerson.map(({ personId, name, parcels, hours }) => (
        <div key={personId} className="board-row">
          <span className="spread">
            <span className="cut">{name}</span>
            <span className="number">
              <strong>{parcels}</strong>{' '}
              <span className="quiet">{t('today.rate', { value: Math.round(parcels / Math.max(1, hours)) })}</span>
            </span>
          </span>
          <Bar share={parcels / most} tone="accent" />
        </div>
      ))}
    </BoardCard>
  );
};

export const Overrides = ({ board, none }: { board: Pick<TodayBoard, 'overrides'>; none: string }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return (
    <BoardCard title={t('today.overrides')} area="overrides" count={board.overrides.length}>
      {board.overrides.length === 0 ? <AllGood text={none} /> : null}
      {board.overrides.map((row, index) => (
        <div key={index} className="override-row">
          <span className="number quiet">{formatWhen(row.at, timeZone, language)}</span>
          <span>
            <strong>{t([`today.override.${row.action}`, 'today.override.weight'])}</strong>{' '}
            <span className="number">{row.order}</span>
            <br />
            <span className="quiet">
              {[
                row.supervisor === ''
                  ? row.person
                  : t('today.approvedBy', { person: row.person, supervisor: row.supervisor }),
                row.reason,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </div>
      ))}
    </BoardCard>
  );
};
