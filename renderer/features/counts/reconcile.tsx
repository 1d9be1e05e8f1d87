import { BookCheck, FileDown, Printer, Scale, Share2, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countQueries, type CountLineRow, type CountView } from '../../../shared/features/counts/queries';
import { lineClasses, noteClasses, type LineClass } from '../../../shared/features/counts/records';
import type { Failure, Result } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Confirm } from '../../ui/confirm';
import { FailureLine } from '../../ui/failure';
import { formatMoney, formatWhen, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { Pictogram } from '../../ui/pictogram';
import { Confidence, Incomplete } from './count-work';
import { LineDialog } from './line-dialog';
import { ClassChip, CountChip, Figure, Head, NoValue } from './parts';
import { FileNote } from './tag-file';

const Sums = ({ count }: { count: CountView }) => {
  const { t } = useTranslation();
  const { language, currency } = useStation();
  const money = (minor: number): string => formatMoney(minor, currency, language);
  return (
    <div className="count-sums">
      <Figure word={t('counts.expected')} name="expected">
        {formatWhole(count.expected ?? 0, language)}
      </Figure>
      <Figure word={t('counts.class.found')} name="found" tone="good">
        {formatWhole(count.found ?? 0, language)}
      </Figure>
      <Figure word={t('counts.tooFew')} name="minus" tone={count.minusMinor < 0 ? 'bad' : ''}>
        {money(count.minusMinor)}
      </Figure>
      <Figure word={t('counts.tooMany')} name="plus" tone={count.plusMinor > 0 ? 'need' : ''}>
        {money(count.plusMinor)}
      </Figure>
      {count.unvalued === 0 ? null : (
        <Figure word={t('counts.unvalued')} name="unvalued" tone="need">
          {formatWhole(count.unvalued, language)}
        </Figure>
      )}
      {count.state === 'submitted' ? (
        <Figure word={t('counts.open')} name="open" tone={count.decided.open > 0 ? 'need' : 'good'}>
          {formatWhole(count.decided.open + count.decided.recount, language)}
        </Figure>
      ) : null}
      {count.confidence === null ? null : (
        <div className="count-figure card">
          <span className="quiet">{t('counts.confidence')}</span>
          <Confidence confidence={count.confidence} />
        </div>
      )}
    </div>
  );
};

const Filters = ({
  count,
  filter,
  onFilter,
}: {
  count: CountView;
  filter: LineClass | null;
  onFilter: (filter: LineClass | null) => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <div className="count-filters" role="group" aria-label={t('counts.filter')}>
      <button type="button" className="button" aria-pressed={filter === null} onClick={() => onFilter(null)}>
        {t('counts.everything')}
      </button>
      {lineClasses.flatMap((each) => {
        const sum = count.sums[each];
        if (sum === undefined) return [];
        return [
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={filter === each}
            onClick={() => onFilter(filter === each ? null : each)}
            data-filter={each}
          >
            <ClassChip of={each} figure={formatWhole(sum.lines, language)} />
          </button>,
        ];
      })}
    </div>
  );
};

/** A blank chip has no number but the maker's. */
const whatOf = ({ name, data: { sku, epc, tid } }: CountLineRow): string => (sku === null ? epc || tid || '–' : name);

const Decision = ({ row }: { row: CountLineRow }) => {
  const { t } = useTranslation();
  if (noteClasses.includes(row.data.class)) return <span className="quiet">{t('counts.noteOnly')}</span>;
  if (row.decision === null)
    return row.small ? (
      <span className="quiet">{t('counts.small')}</span>
    ) : (
      <span className="chip need">{t('counts.undecided')}</span>
    );
  return (
    <span className="stack tight">
      <strong>{t(`counts.decision.${row.decision}`)}</strong>
      <span className="quiet">
        {t(`stock.reason.${row.reason}`)}
        {row.decidedBy === null ? '' : ` · ${row.decidedBy}`}
      </span>
    </span>
  );
};

const Line = ({ row, onOpen }: { row: CountLineRow; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { language, currency } = useStation();
  const { data } = row;
  const difference = data.counted - data.book;
  const place = data.location ?? data.shelves[0]?.shelf.location ?? '–';
  return (
    <tr data-line={data.class}>
      <td>
        <ClassChip of={data.class} />
      </td>
      <td>
        <span className="count-item">
          <Pictogram name={row.picture} size={36} label="" />
          <span className="stack tight">
            <button type="button" className="link count-name" onClick={onOpen} data-open-line>
              {whatOf(row)}
            </button>
            <span className="quiet number">{data.key ?? data.sku ?? data.scheme}</span>
            {data.notes.includes('weighed') ? (
              <span className="quiet" data-by-weight>
                <Scale size={14} aria-hidden="true" /> {t('counts.note.weighed')}
              </span>
            ) : null}
          </span>
        </span>
      </td>
      <td className="number">
        {place}
        {data.belongs === null ? null : <div className="quiet">{t('counts.belongs', { place: data.belongs })}</div>}
      </td>
      {noteClasses.includes(data.class) ? (
        ['book', 'counted', 'difference', 'value'].map((each) => (
          <td key={each} className="number quiet">
            –
          </td>
        ))
      ) : (
        <>
          <td className="number">{formatWhole(data.book, language)}</td>
          <td className="number">{formatWhole(data.counted, language)}</td>
          <td className="number">
            <strong className={difference < 0 ? 'bad' : difference > 0 ? 'need' : ''}>
              {difference > 0 ? '+' : ''}
              {formatWhole(difference, language)}
            </strong>
          </td>
          <td className="number">
            {data.valueMinor === null ? <NoValue /> : formatMoney(row.valueMinor, currency, language)}
          </td>
        </>
      )}
      <td>
        <Decision row={row} />
      </td>
    </tr>
  );
};

const Acts = ({ count }: { count: CountView }) => {
  const { t } = useTranslation();
  const { language, currency } = useStation();
  const [posting, setPosting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { countId, approval } = count;
  const approve = (): void =>
    void callStation('override.begin', { action: 'count-approval', countId }).then((answer) =>
      setFailure(answer.ok ? null : answer.failure),
    );
  if (count.state !== 'submitted') return null;
  const waits = approval.needed && approval.by === null;
  return (
    <>
      <FailureLine failure={failure} />
      {waits ? (
        <button type="button" className="button" onClick={approve} data-approve>
          <ShieldCheck size={22} aria-hidden="true" /> {t('counts.approve')}
        </button>
      ) : null}
      {approval.by === null ? null : (
        <span className="chip good" data-approved>
          <ShieldCheck size={14} aria-hidden="true" /> {t('counts.approvedBy', { name: approval.by })}
        </span>
      )}
      <button
        type="button"
        className="button primary"
        disabled={waits || count.decided.open > 0 || count.decided.recount > 0 || count.incomplete !== null}
        onClick={() => setPosting(true)}
        data-post
      >
        <BookCheck size={22} aria-hidden="true" /> {t('counts.post')}
      </button>
      {posting ? (
        <Confirm
          title={t('counts.post')}
          text={t('counts.postText', { value: formatMoney(approval.valueMinor, currency, language) })}
          word={t('counts.post')}
          tone="primary"
          onYes={() => sendCommand('counts.post', { countId })}
          onClose={() => setPosting(false)}
        />
      ) : null}
    </>
  );
};

const Posted = ({ count }: { count: CountView }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { state, ended, adjusted, approval } = count;
  if (state !== 'posted' || ended === null) return null;
  const when = formatWhen(ended.at, timeZone, language);
  return (
    <p className="strip good" role="status" data-posted>
      <BookCheck size={22} aria-hidden="true" />
      <span>
        {t('counts.postedBy', { name: ended.by, when, count: adjusted ?? 0 })}{' '}
        {approval.by === null ? '' : t('counts.approvedBy', { name: approval.by })}
      </span>
    </p>
  );
};

type Made = Result<{ readonly file: string }> | null;
const files = [
  ['counts.paper', Printer],
  ['counts.csv', FileDown],
  ['counts.epcis', Share2],
] as const;

/** The whole count to take along: on paper, as a table, for partners' systems. */
const Files = ({ countId, onMade }: { countId: string; onMade: (made: Made) => void }) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  return files.map(([call, Icon]) => (
    <button
      key={call}
      type="button"
      className="button"
      disabled={busy}
      onClick={() => void run(async () => onMade(await callStation(call, { countId })))}
      data-file={call}
    >
      <Icon size={22} aria-hidden="true" /> {t(call)}
    </button>
  ));
};

/** Lines at a time. */
const page = 200;

/** Sums first, then each difference with what speaks for it, and what is to become of it. */
export const Reconcile = ({
  count,
  line,
  onBack,
  onCount,
}: {
  count: CountView;
  /** That is opened at once; `null`: none. */
  line: number | null;
  onBack: () => void;
  onCount: (countId: string, line: number) => void;
}) => {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<LineClass | null>(null);
  const [open, setOpen] = useState<number | null>(line);
  const [made, setMade] = useState<Made>(null);
  const [limit, setLimit] = useState(page);
  const { countId } = count;
  const { data } = useQuery(
    'counts.lines',
    { countId, class: filter, decision: null, offset: 0, limit },
    countQueries['counts.lines'].tables,
  );
  return (
    <>
      <Head title={count.title} onBack={onBack}>
        <CountChip state={count.state} />
        <Files countId={countId} onMade={setMade} />
        <Acts count={count} />
      </Head>
      <div className="count-review">
        <MadeFile made={made} opens={made === null || !made.ok || !made.value.file.endsWith('.jsonld')} />
        <Posted count={count} />
        <Incomplete cause={count.state === 'posted' ? null : count.incomplete} />
        <FileNote count={count} />
        {count.approval.needed && count.approval.by === null && count.state === 'submitted' ? (
          <p className="strip need" role="status">
            {t('counts.approvalNeeded')}
          </p>
        ) : null}
        <Sums count={count} />
        <Filters count={count} filter={filter} onFilter={setFilter} />
        <section className="card count-list scroll" tabIndex={0} aria-label={t('counts.differences')}>
          {data !== null && data.rows.length === 0 ? <p className="quiet count-none">{t('counts.noLines')}</p> : null}
          {data === null || data.rows.length === 0 ? null : (
            <table className="list">
              <thead>
                <tr>
                  <th>{t('counts.class')}</th>
                  <th>{t('counts.item')}</th>
                  <th className="number">{t('counts.place')}</th>
                  <th className="number">{t('counts.book')}</th>
                  <th className="number">{t('counts.counted')}</th>
                  <th className="number">{t('counts.difference')}</th>
                  <th className="number">{t('counts.value')}</th>
                  <th>{t('counts.decided')}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((row) => (
                  <Line key={row.line} row={row} onOpen={() => setOpen(row.line)} />
                ))}
              </tbody>
            </table>
          )}
          {data === null || data.rows.length >= data.total ? null : (
            <button type="button" className="button wide" onClick={() => setLimit(limit + page)} data-more-lines>
              {t('counts.moreLines', { count: data.total - data.rows.length })}
            </button>
          )}
          {count.unlisted === 0 ? null : (
            <p className="quiet count-none">{t('counts.unlisted', { count: count.unlisted })}</p>
          )}
        </section>
      </div>
      {open === null ? null : (
        <LineDialog
          key={open}
          count={count}
          line={open}
          onLine={setOpen}
          onCount={onCount}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
};
