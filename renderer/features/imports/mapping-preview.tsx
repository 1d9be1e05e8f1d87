import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../shared/features/import/queries';

type Row = ImportPreview['rows'][number];

const Cell = ({ row, field }: { row: Row; field: string }) => {
  const { t } = useTranslation();
  const problems = row.problems.filter((each) => each.field === field);
  return (
    <td className="anywhere">
      {row.values[field] ?? ''}
      {problems.map(({ code, severity }) => (
        <div key={code} className={severity === 'error' ? 'bad' : 'need'}>
          {t([`import.${code}`, 'failure.other.next'], { code })}
        </div>
      ))}
    </td>
  );
};

const RowChip = ({ row }: { row: Row }) => {
  const { t } = useTranslation();
  const good = row.problems.every(({ severity }) => severity === 'warning');
  return (
    <span className={`chip ${good ? 'good' : 'bad'}`} data-row={good ? 'good' : 'bad'}>
      {t(good ? 'imports.previewGood' : 'imports.previewBad')}
    </span>
  );
};

/** The first rows as they would come in. */
export const MappingPreview = ({ preview }: { preview: ImportPreview }) => {
  const { t } = useTranslation();
  const troubled = new Set(preview.rows.flatMap((row) => row.problems.flatMap(({ field }) => field ?? [])));
  const shown = preview.fields
    .map(({ field }) => field)
    .filter((field) => troubled.has(field) || preview.rows.some((row) => row.values[field] !== undefined));
  return (
    <div role="group" className="list-scroll" tabIndex={0} aria-label={t('imports.preview')} data-preview>
      <table className="list">
        <thead>
          <tr>
            <th>{t('imports.preview')}</th>
            {shown.map((field) => (
              <th key={field}>{t(`field.${field}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.slice(0, 5).map((row, index) => (
            <tr key={index}>
              <td>
                <RowChip row={row} />
              </td>
              {shown.map((field) => (
                <Cell key={field} row={row} field={field} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
