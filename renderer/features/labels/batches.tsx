import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelQueries, type BatchRow } from '../../../shared/features/labels/queries';
import type { Failure } from '../../../shared/result';
import type { LeftOut } from '../../../shared/station';
import { callStation, sendCommand, useBusy, useLabelProgress, useQuery, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { LeftOutList } from './left-out';

const Counts = ({ batch }: { batch: BatchRow }) => {
  const { t } = useTranslation();
  const parts = [
    ['printed', 'good', batch.printed],
    ['open', 'need', batch.open],
    ['uncertain', 'need', batch.uncertain],
    ['failed', 'bad', batch.failed],
    ['cancelled', 'plain', batch.cancelled],
  ] as const;
  return (
    <span className="row">
      {parts.map(([name, tone, count]) =>
        count === 0 ? null : (
          <span key={name} className={`chip ${tone}`}>
            {t(`labels.count.${name}`, { count })}
          </span>
        ),
      )}
    </span>
  );
};

/** Something of it was never made, or waits for a person's word since the app ended. */
const hasRest = ({ stopped, kept, made, total, waiting, failed }: BatchRow, isLeft: boolean): boolean =>
  !stopped && ((kept && made < total) || failed > 0 || (waiting > 0 && isLeft));

const Actions = ({ batch }: { batch: BatchRow }) => {
  const { t } = useTranslation();
  const { leftJobs } = useStation();
  const progress = useLabelProgress();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [leftOut, setLeftOut] = useState<readonly LeftOut[]>([]);
  const [busy, run] = useBusy();
  const { batchId } = batch;
  const isMaking = progress?.batchId === batchId;
  const rest = hasRest(batch, leftJobs.length > 0);
  const resume = () =>
    run(async () => {
      const answer = await callStation('labels.resume', { batchId });
      setFailure(answer.ok ? null : answer.failure);
      setLeftOut(answer.ok ? answer.value.leftOut : []);
    });
  const cancel = () =>
    run(async () => {
      const answer = await sendCommand('labels.cancel', { batchId });
      setFailure(answer.ok ? null : answer.failure);
    });
  return (
    <>
      <div className="row">
        {rest && progress === null ? (
          <button type="button" className="button" disabled={busy} onClick={() => void resume()} data-continue>
            {t('labels.continue')}
          </button>
        ) : null}
        {batch.open > 0 || rest || isMaking ? (
          <button type="button" className="button danger" disabled={busy} onClick={() => void cancel()} data-cancel>
            {t('labels.cancel')}
          </button>
        ) : null}
      </div>
      <FailureLine failure={failure} />
      <LeftOutList rows={leftOut} />
    </>
  );
};

/** What was asked for lately, and how far it is, by the printers' own evidence. */
export const Batches = () => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { data } = useQuery('labels.batches', { limit: 8 }, labelQueries['labels.batches'].tables);
  if (data === null || data.length === 0) return null;
  return (
    <section className="card label-batches">
      <h2>{t('labels.batches')}</h2>
      <table className="list">
        <tbody>
          {data.map((batch) => (
            <tr key={batch.batchId} data-batch={batch.batchId}>
              <td>{batch.title}</td>
              <td className="number quiet">{formatDateTime(batch.startedAt, timeZone, language)}</td>
              <td className="number">
                {batch.printed} / {batch.total}
              </td>
              <td>
                <Counts batch={batch} />
              </td>
              <td>
                <Actions batch={batch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
