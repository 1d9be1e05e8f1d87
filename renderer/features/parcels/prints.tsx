import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { printingQueries, type PrintJobRow } from '../../../shared/features/printing/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useQuery, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { LabelPicture } from './label-picture';

const tones: Readonly<Record<PrintJobRow['state'], string>> = {
  requested: 'need',
  sent: 'need',
  printed: 'good',
  uncertain: 'need',
  failed: 'bad',
  discarded: 'plain',
};

const Row = ({
  job,
  onPick,
  onFailure,
}: {
  job: PrintJobRow;
  onPick: () => void;
  onFailure: (failure: Failure | null) => void;
}) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const open = job.state === 'requested' || job.state === 'failed' || job.state === 'uncertain';
  return (
    <tr>
      <td>
        <button type="button" className="button quiet" onClick={onPick}>
          {job.title}
        </button>
      </td>
      <td className="number">
        {t('prints.copy')} {job.copy ?? '–'}
      </td>
      <td>
        <span className={`chip ${tones[job.state]}`}>{t(`prints.state.${job.state}`)}</span>{' '}
        <span className="quiet">{job.reason ?? ''}</span>
      </td>
      <td className="quiet">{job.evidence ?? ''}</td>
      <td className="number">{formatDateTime(job.requestedAt, timeZone, language)}</td>
      <td>
        {open ? (
          <span className="row">
            {job.state === 'uncertain' ? null : (
              <button
                type="button"
                className="button"
                onClick={() =>
                  void sendCommand('printing.resume', { jobId: job.jobId }).then((answer) =>
                    onFailure(answer.ok ? null : answer.failure),
                  )
                }
              >
                {t('prints.resume')}
              </button>
            )}
            <button
              type="button"
              className="button danger"
              onClick={() =>
                void sendCommand('printing.discard', { jobId: job.jobId, reason: t('prints.discard') }).then((answer) =>
                  onFailure(answer.ok ? null : answer.failure),
                )
              }
            >
              {t('prints.discard')}
            </button>
          </span>
        ) : null}
      </td>
    </tr>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const open = useQuery('printing.openJobs', {}, printingQueries['printing.openJobs'].tables);
  const history = useQuery('printing.history', { limit: 100 }, printingQueries['printing.history'].tables);
  const [picked, setPicked] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const rows = (jobs: readonly PrintJobRow[]) => (
    <table className="list">
      <tbody>
        {jobs.map((job) => (
          <Row
            key={job.jobId}
            job={job}
            onPick={() => setPicked(job.pictureSha256 ?? job.sha256)}
            onFailure={setFailure}
          />
        ))}
      </tbody>
    </table>
  );
  return (
    <>
      <h1>{t('prints.title')}</h1>
      <FailureLine failure={failure} />
      <section className="card stack">
        <h2>{t('prints.open')}</h2>
        {open.data !== null && open.data.length === 0 ? (
          <p className="quiet">{t('prints.none')}</p>
        ) : (
          rows(open.data ?? [])
        )}
      </section>
      <div className="two">
        <section className="card list-scroll" tabIndex={0} aria-label={t('prints.history')}>
          <h2>{t('prints.history')}</h2>
          {rows(history.data ?? [])}
        </section>
        {picked === null ? null : (
          <section className="card">
            <LabelPicture sha256={picked} />
          </section>
        )}
      </div>
    </>
  );
};
