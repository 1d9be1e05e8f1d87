import { useTranslation } from 'react-i18next';
import { importQueries, type ExceptionRow } from '../../../shared/features/import/queries';
import { sendCommand, useBusy, useQuery } from '../../station/client';

const Problem = ({ row }: { row: ExceptionRow }) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  const place = [row.row === null ? null : t('imports.row', { row: row.row }), row.subject].filter(
    (part) => part !== null,
  );
  return (
    <tr data-problem={row.code}>
      <td className="number place">{place.join(' · ')}</td>
      <td>
        {row.field === null ? null : (
          <>
            <strong>{t([`field.${row.field}`, 'failure.other.next'], { code: row.field })}</strong>:{' '}
          </>
        )}
        <span className={row.severity === 'error' ? 'bad' : 'need'}>
          {t([`import.${row.code}`, 'failure.other.next'], { code: row.code })}
        </span>
        {row.value === null ? null : <div className="quiet anywhere">“{row.value}”</div>}
      </td>
      <td className="acts">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void run(() => sendCommand('exceptions.resolve', { ids: [row.id] }))}
        >
          {t('imports.resolve')}
        </button>
      </td>
    </tr>
  );
};

const byFile = (rows: readonly ExceptionRow[]): readonly (readonly ExceptionRow[])[] => {
  const groups = new Map<string, ExceptionRow[]>();
  for (const row of rows) {
    const group = groups.get(row.fileId);
    if (group === undefined) groups.set(row.fileId, [row]);
    else group.push(row);
  }
  return [...groups.values()];
};

const FileProblems = ({ rows }: { rows: readonly ExceptionRow[] }) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  return (
    <section className="apart">
      <div className="spread">
        <h3 className="anywhere">
          {rows[0]?.file} <span className="quiet number">{rows.length}</span>
        </h3>
        {rows.length < 2 ? null : (
          <button
            type="button"
            className="button quiet"
            disabled={busy}
            onClick={() => void run(() => sendCommand('exceptions.resolve', { ids: rows.map(({ id }) => id) }))}
          >
            {t('imports.resolveAll')}
          </button>
        )}
      </div>
      <table className="list">
        <tbody>
          {rows.map((row) => (
            <Problem key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** What could not come in, or should be looked at. An order that comes in after all settles its own. */
export const Problems = () => {
  const { t } = useTranslation();
  const { data } = useQuery(
    'exceptions.list',
    { resolved: false, fileId: null, offset: 0, limit: 200 },
    importQueries['exceptions.list'].tables,
  );
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('imports.problems')}>
      <h2>
        {t('imports.problems')} <span className="quiet number">{data?.open ?? ''}</span>
      </h2>
      {byFile(data?.rows ?? []).map((rows) => (
        <FileProblems key={rows[0]?.fileId} rows={rows} />
      ))}
      {data !== null && data.rows.length === 0 ? <p className="quiet">{t('imports.noProblems')}</p> : null}
    </section>
  );
};
