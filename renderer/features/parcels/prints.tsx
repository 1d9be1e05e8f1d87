import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { printingQueries, type PrintedRow, type PrintJobRow } from '../../../shared/features/printing/queries';
import type { Failure, Result } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatWhen } from '../../ui/format';
import { Split } from '../../ui/split';
import { StateChip } from '../../ui/state-chip';
import { LabelPicture } from './label-picture';
import { copyOf, HistoryList, usePrinterName, usePrintHistory } from './print-history';
import { Reprint } from './reprint';
import { proofText, whyText } from './print-words';
import { PickRow, PickTable, type PickProps } from '../../ui/pick-table';

const isOpen = ({ state }: PrintJobRow): boolean =>
  state === 'requested' || state === 'failed' || state === 'uncertain';

/** An uncertain label is never sent again: it is scanned, or reprinted as a new copy. */
const JobActions = ({ job }: { job: PrintJobRow }) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const act = (send: () => Promise<Result<unknown>>): void =>
    void run(send).then((answer) => answer !== null && setFailure(answer.ok ? null : answer.failure));
  return (
    <>
      <div className="row">
        {job.state === 'uncertain' ? null : (
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => act(() => sendCommand('printing.resume', { jobId: job.jobId }))}
          >
            {t('prints.resume')}
          </button>
        )}
        <button
          type="button"
          className="button danger"
          disabled={busy}
          onClick={() => act(() => sendCommand('printing.discard', { jobId: job.jobId, reason: t('prints.discard') }))}
        >
          {t('prints.discard')}
        </button>
      </div>
      <FailureLine failure={failure} />
    </>
  );
};

const Facts = ({ row }: { row: PrintedRow }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const printerName = usePrinterName();
  const facts: readonly (readonly [string, string | null])[] = [
    [t('labels.printer'), printerName(row.printerId)],
    [t('person'), row.person],
    [t('prints.asked'), formatWhen(row.requestedAt, timeZone, language)],
    [t('prints.sentAt'), row.sentAt === null ? null : formatWhen(row.sentAt, timeZone, language)],
    [t('prints.printedAt'), row.printedAt === null ? null : formatWhen(row.printedAt, timeZone, language)],
    [t('prints.template'), row.template === null ? null : `${row.template.name} · ${row.template.version}`],
    [t('prints.batch'), row.batch],
    [t('prints.reprints'), row.reprints === 0 ? null : String(row.reprints)],
    [t('prints.reprintReason'), row.reprintReason],
  ];
  return (
    <dl className="print-facts" data-print-facts>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd className="anywhere">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
};

const Detail = ({ job, row }: { job: PrintJobRow; row: PrintedRow | null }) => {
  const { t } = useTranslation();
  const proof = proofText(job.evidence, t);
  const why = whyText(job.reason, t);
  const copy = row === null ? job.copy : copyOf(row);
  return (
    <section className="card pane stack" aria-label={job.title} data-print-job={job.jobId}>
      <div className="spread">
        <h2 className="number">{job.title}</h2>
        <span className="row">
          {copy === null ? null : <span className="chip accent">{t('prints.reprint', { copy })}</span>}
          <StateChip state={job.state} word={t(`prints.state.${job.state}`)} />
        </span>
      </div>
      {why === '' ? null : <p>{why}</p>}
      {proof === '' ? null : (
        <p>
          <span className="quiet">{t('prints.evidence')}:</span> {proof}
        </p>
      )}
      {isOpen(job) ? <JobActions job={job} /> : null}
      <LabelPicture sha256={job.pictureSha256 ?? job.sha256} />
      {row === null ? null : <Reprint row={row} />}
      {row === null ? null : <Facts row={row} />}
    </section>
  );
};

const Jobs = ({ rows, chosen, onChoose }: PickProps<PrintJobRow>) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return (
    <PickTable
      empty={rows?.length === 0}
      heads={[
        { title: t('parcels.label') },
        { title: t('prints.copy'), figures: true },
        { title: t('state') },
        { title: t('prints.evidence') },
        { title: t('time'), figures: true },
      ]}
    >
      {rows?.map((job) => (
        <PickRow key={job.jobId} name={job.title} isChosen={job.jobId === chosen} onChoose={() => onChoose(job.jobId)}>
          <td className="number">{job.copy ?? '–'}</td>
          <td>
            <StateChip state={job.state} word={t(`prints.state.${job.state}`)} />
          </td>
          <td className="quiet">{whyText(job.reason, t) || proofText(job.evidence, t)}</td>
          <td className="number">{formatWhen(job.requestedAt, timeZone, language)}</td>
        </PickRow>
      ))}
    </PickTable>
  );
};

/** What is not settled, and all that was ever printed. */
export const Page = () => {
  const { t } = useTranslation();
  const open = useQuery('printing.openJobs', {}, printingQueries['printing.openJobs'].tables);
  const [picked, setPicked] = useState<string | null>(null);
  const history = usePrintHistory(setPicked);
  const row = history.data?.rows.find(({ jobId }) => jobId === picked) ?? null;
  const job = row ?? open.data?.find(({ jobId }) => jobId === picked);
  const list = (
    <>
      <h2>{t('prints.open')}</h2>
      {open.data !== null && open.data.length === 0 ? (
        <p className="row quiet">
          <CircleCheck size={20} className="good" aria-hidden="true" /> {t('prints.none')}
        </p>
      ) : (
        <Jobs rows={open.data} chosen={picked} onChoose={setPicked} />
      )}
      <h2>{t('prints.history')}</h2>
      <HistoryList history={history} chosen={picked} onChoose={setPicked} />
    </>
  );
  return (
    <>
      <h1>{t('prints.title')}</h1>
      <Split label={t('prints.title')} list={list}>
        {job === undefined ? null : <Detail key={job.jobId} job={job} row={row} />}
      </Split>
    </>
  );
};
