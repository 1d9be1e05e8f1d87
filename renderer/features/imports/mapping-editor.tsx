import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping } from '../../../shared/features/import/mapping';
import { importQueries, type ImportFileRow } from '../../../shared/features/import/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery } from '../../station/client';

/** Which canonical field each column is; the file's first rows show at once what comes of it. */
export const MappingEditor = ({ file, onDone }: { file: ImportFileRow; onDone: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [busy, run] = useBusy();
  const { data } = useQuery('import.preview', { fileId: file.fileId, mapping }, importQueries['import.preview'].tables);
  if (data === null) return null;
  const current = mapping ?? data.mapping;
  const fieldOf = (column: number): string =>
    Object.entries(current.columns).find(([, columns]) => columns.includes(column))?.[0] ?? '';
  const choose = (column: number, field: string): void => {
    const without = Object.fromEntries(
      Object.entries(current.columns).flatMap(([key, columns]) => {
        const rest = columns.filter((each) => each !== column);
        return rest.length === 0 ? [] : [[key, rest]];
      }),
    );
    setMapping({
      ...current,
      columns: field === '' ? without : { ...without, [field]: [...(without[field] ?? []), column] },
    });
  };
  const save = (): void =>
    void run(async () => {
      const answer = await sendCommand('import.saveMapping', {
        fingerprint: file.fingerprint ?? '',
        name: file.name,
        mapping: current,
      });
      onDone(answer.ok ? null : answer.failure);
    });
  return (
    <section className="card stack">
      <div className="spread">
        <h2>
          {t('imports.map')}: {file.name}
        </h2>
        <span className="row">
          <button type="button" className="button" onClick={() => onDone(null)}>
            {t('cancel')}
          </button>
          <button type="button" className="button primary" disabled={busy || data.missing.length > 0} onClick={save}>
            {t('save')}
          </button>
        </span>
      </div>
      {data.missing.length === 0 ? null : (
        <p className="strip need">{t('imports.missing', { fields: data.missing.join(', ') })}</p>
      )}
      <div role="group" className="list-scroll" tabIndex={0} aria-label={t('imports.preview')}>
        <table className="list">
          <thead>
            <tr>
              <th>{t('imports.column')}</th>
              <th>{t('imports.field')}</th>
              <th>{t('imports.preview')}</th>
            </tr>
          </thead>
          <tbody>
            {data.header.map((column, index) => (
              <tr key={`${column}-${index}`}>
                <td>{column}</td>
                <td>
                  <select
                    className="input"
                    aria-label={`${t('imports.field')}: ${column}`}
                    value={fieldOf(index)}
                    onChange={(event) => choose(index, event.target.value)}
                  >
                    <option value="">{t('imports.ignore')}</option>
                    {data.fields.map(({ field, required }) => (
                      <option key={field} value={field}>
                        {field} {required ? '*' : ''}
                      </option>
                    ))}
                  </select>
                </td>
                <td className="quiet">
                  {data.sample
                    .slice(0, 3)
                    .map((row) => row[index] ?? '')
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
