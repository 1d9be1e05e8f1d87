import './accuracy.css';
import { ChartColumn, FileDown, Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { slotsOf } from '../../../shared/days';
import { accuracyBySlot, type CountAccuracy } from '../../../shared/features/counts/accuracy';
import { leastLines, lineShareOf } from '../../../shared/features/counts/share';
import type { Result } from '../../../shared/result';
import { civilTime } from '../../../shared/time';
import { callStation, useBusy, useReport, useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { FailureLine } from '../../ui/failure';
import { formatMoney, formatShare, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { presets, type Preset, type Range } from '../board/periods';
import { RangePicker } from '../board/range-picker';
import { ShareChart, ShrinkageChart, shrinkageText } from './accuracy-charts';
import {
  DaysTable,
  ItemsTable,
  PeopleTable,
  ReasonsTable,
  ShrinkageTable,
  signed,
  ZonesTable,
} from './accuracy-tables';
import { Figure } from './parts';

const ranges: readonly Preset[] = ['days30', 'lastMonth', 'days90', 'year'];

const Sums = ({ report: { counts, total } }: { report: CountAccuracy }) => {
  const { t } = useTranslation();
  const { language, currency } = useStation();
  const share = lineShareOf(total.right, total.lines);
  return (
    <div className="count-sums">
      <Figure word={t('counts.acc.right')} name="share">
        {share === null ? t('counts.acc.tooFew') : formatShare(share.share, language)}
        {share === null ? null : (
          <small className="quiet">
            {formatShare(share.low, language)} – {formatShare(share.high, language)}
          </small>
        )}
      </Figure>
      <Figure word={t('counts.acc.lines')} name="lines">
        {formatWhole(total.lines, language)}
        <small className="quiet">{t('counts.acc.inCounts', { count: counts })}</small>
      </Figure>
      <Figure word={t('counts.acc.pieces')} name="pieces">
        {formatWhole(total.counted, language)}
      </Figure>
      <Figure word={t('counts.acc.units')} name="off">
        {formatWhole(total.off, language)}
        <small className="quiet">{t('counts.acc.netOf', { value: signed(total.net, language) })}</small>
      </Figure>
      <Figure word={t('counts.acc.shrinkage')} name="shrinkage" tone={total.lostMinor > total.gainedMinor ? 'bad' : ''}>
        {formatMoney(total.gainedMinor - total.lostMinor, currency, language)}
        <small className="quiet">{t('counts.acc.ofCounted', { share: shrinkageText(total, language) })}</small>
      </Figure>
    </div>
  );
};

const Part = ({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) => (
  <section className={`card stack acc-part ${wide ? 'wide' : ''}`} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);

const definitions = ['line', 'right', 'interval', 'units', 'shrinkage', 'people', 'only'] as const;

/** What each figure means, in words: no figure without its rule. */
const Definitions = ({ unvalued }: { unvalued: number }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <Part title={t('counts.acc.how')} wide>
      <dl className="acc-words">
        {definitions.map((each) => (
          <div key={each}>
            <dt>{t(`counts.acc.word.${each}`)}</dt>
            <dd>{t(`counts.acc.means.${each}`, { count: leastLines })}</dd>
          </div>
        ))}
      </dl>
      {unvalued === 0 ? null : (
        <p className="strip need" role="status" data-unvalued>
          {t('counts.acc.unvalued', { count: unvalued, lines: formatWhole(unvalued, language) })}
        </p>
      )}
    </Part>
  );
};

const Report = ({ report, range }: { report: CountAccuracy; range: Range }) => {
  const { t } = useTranslation();
  const slots = slotsOf(range.from, range.to);
  const rows = accuracyBySlot(report.days, slots);
  return (
    <>
      <Sums report={report} />
      <div className="acc-parts">
        <Part title={t('counts.acc.overTime')}>
          <ShareChart starts={slots.starts} rows={rows} />
          <DaysTable rows={rows} />
        </Part>
        <Part title={t('counts.acc.shrinkage')}>
          <ShrinkageChart starts={slots.starts} rows={rows} />
          <ShrinkageTable rows={rows} />
        </Part>
        <Part title={t('counts.acc.zones')}>
          <ZonesTable rows={report.zones} />
        </Part>
        <Part title={t('counts.acc.reasons')}>
          {report.reasons.length === 0 ? <p className="quiet">{t('none')}</p> : <ReasonsTable rows={report.reasons} />}
        </Part>
        <Part title={t('counts.acc.items')}>
          <ItemsTable rows={report.items} />
        </Part>
        <Part title={t('counts.acc.people')}>
          {report.people.length === 0 ? (
            <p className="quiet">{t('counts.acc.noPeople')}</p>
          ) : (
            <PeopleTable rows={report.people} />
          )}
        </Part>
        <Definitions unvalued={report.unvalued} />
      </div>
    </>
  );
};

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
        onClick={() => void run(() => callStation('counts.accuracyCsv', range)).then(onMade)}
        data-csv
      >
        <FileDown size={22} aria-hidden="true" /> {t('counts.csv')}
      </button>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(() => callStation('counts.accuracyPaper', range)).then(onMade)}
        data-paper
      >
        <Printer size={22} aria-hidden="true" /> {t('counts.paper')}
      </button>
    </div>
  );
};

/** How true the book is, how well it is counted and what is lost, by what posted counts say. */
export const Accuracy = ({ head }: { head: ReactNode }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const today = civilTime(useNow(60_000), timeZone).date;
  const [range, setRange] = useState<Range>(() => presets.days90(today));
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const { data, failure, loading, again } = useReport('counts.accuracy', range);
  const isEmpty = data !== null && data.value.counts === 0;
  return (
    <div className="acc-page">
      <div className="spread">
        {head}
        <Files range={range} onMade={setMade} />
      </div>
      <RangePicker
        names={ranges}
        range={range}
        today={today}
        onChange={(next) => {
          setRange(next);
          setMade(null);
        }}
      />
      <MadeFile made={made} />
      {failure === null ? null : (
        <div className="row" data-report="failed">
          <FailureLine failure={failure} />
          <button type="button" className="button" onClick={again}>
            {t('retry')}
          </button>
        </div>
      )}
      {loading ? (
        <p className="quiet" role="status" data-report="loading">
          {t('period.loading')}
        </p>
      ) : null}
      {isEmpty && !loading ? (
        <section className="card acc-empty quiet" data-report="empty">
          <ChartColumn size={48} strokeWidth={1.3} aria-hidden="true" />
          <p>{t('counts.acc.empty')}</p>
        </section>
      ) : null}
      {data === null || isEmpty || loading ? null : <Report report={data.value} range={range} />}
    </div>
  );
};
