import { useTranslation } from 'react-i18next';
import { stockQueries, type StockTaskRow } from '../../../shared/features/stock/queries';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';
import { PlaceLink } from './parts';

const Task = ({ row, onPlace }: { row: StockTaskRow; onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const [busy, run] = useBusy();
  const close = (): void =>
    void run(() => sendCommand('stock.closeTask', { taskId: row.taskId, note: t('stock.taskLookedAt') }));
  return (
    <tr data-task={row.kind}>
      <td className="number">{formatWhen(row.at, timeZone, language)}</td>
      <td>
        <strong>{t(`stock.task.${row.kind}`, { count: row.quantity })}</strong>
        <div className="quiet">{t(`stock.task.${row.kind}.next`)}</div>
      </td>
      <td>
        {row.name} {row.lot === null ? null : <span className="quiet">{row.lot}</span>}
        {row.document === null ? null : <div className="quiet">{row.document}</div>}
      </td>
      <td>{row.location === null ? '–' : <PlaceLink location={row.location} onPlace={onPlace} />}</td>
      <td>
        <button type="button" className="button" disabled={busy} onClick={close}>
          {t('stock.taskDone')}
        </button>
      </td>
    </tr>
  );
};

/** What somebody should look at, the oldest first. */
export const Tasks = ({ onPlace }: { onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const { data } = useQuery('stock.tasks', { offset: 0, limit: 200 }, stockQueries['stock.tasks'].tables);
  return (
    <section className="card stock-whole scroll" tabIndex={0} aria-label={t('stock.tab.tasks')}>
      {data !== null && data.rows.length === 0 ? <p className="quiet stock-none">{t('stock.noTasks')}</p> : null}
      {data === null || data.rows.length === 0 ? null : (
        <table className="list">
          <thead>
            <tr>
              <th className="number">{t('time')}</th>
              <th>{t('stock.taskWhat')}</th>
              <th>{t('stock.item')}</th>
              <th>{t('stock.place')}</th>
              <th>
                <span className="sr">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <Task key={row.taskId} row={row} onPlace={onPlace} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
