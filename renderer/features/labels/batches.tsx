import { useTranslation } from 'react-i18next';
import { labelQueries, type BatchRow } from '../../../shared/features/labels/queries';
import { sendCommand, useQuery, useStation } from '../../station/client';
import { formatDateTime } from '../../ui/format';

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

/** What was asked for lately, and how far it is, by the printers' own evidence. */
export const Batches = () => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { data } = useQuery('labels.batches', { limit: 8 }, labelQueries['labels.batches'].tables);
  if (data === null || data.length === 0) return null;
  return (
    <section className="card">
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
                {batch.open > 0 ? (
                  <button
                    type="button"
                    className="button danger"
                    onClick={() => void sendCommand('labels.cancel', { batchId: batch.batchId })}
                  >
                    {t('labels.cancel')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
