import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyMapping, tableKinds, type Mapping, type TableKind } from '../../../shared/features/import/mapping';
import { importQueries, type ImportFileRow, type ImportPreview } from '../../../shared/features/import/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { FixedValues, type FixedValue } from './fixed-values';
import { MappingPreview } from './mapping-preview';
import { Units } from './units';
import { StripSign } from '../../ui/strip-sign';

const fieldOf = ({ columns }: Mapping, column: number): string =>
  Object.entries(columns).find(([, indexes]) => indexes.includes(column))?.[0] ?? '';

/** The column means the field from now on, and nothing else; several columns of one field are joined. */
const withColumn = (mapping: Mapping, column: number, field: string): Mapping => {
  const without = Object.fromEntries(
    Object.entries(mapping.columns).flatMap(([key, indexes]) => {
      const rest = indexes.filter((each) => each !== column);
      return rest.length === 0 ? [] : [[key, rest]];
    }),
  );
  const columns = field === '' ? without : { ...without, [field]: [...(without[field] ?? []), column] };
  return { ...mapping, columns };
};

const Columns = ({
  preview,
  mapping,
  onChange,
}: {
  preview: ImportPreview;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) => {
  const { t } = useTranslation();
  return (
    <div role="group" className="list-scroll" tabIndex={0} aria-label={t('imports.column')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('imports.column')}</th>
            <th>{t('imports.example')}</th>
            <th>{t('imports.field')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.header.map((column, index) => (
            <tr key={`${column}-${index}`}>
              <td>
                <strong className="anywhere">{column}</strong>
              </td>
              <td className="quiet anywhere">
                {preview.sample.find((row) => (row[index] ?? '') !== '')?.[index] ?? ''}
              </td>
              <td>
                <select
                  className="input"
                  aria-label={`${t('imports.field')}: ${column}`}
                  value={fieldOf(mapping, index)}
                  onChange={(event) => onChange(withColumn(mapping, index, event.target.value))}
                >
                  <option value="">{t('imports.ignore')}</option>
                  {preview.fields.map(({ field, required }) => (
                    <option key={field} value={field}>
                      {t(`field.${field}`)}
                      {required ? ' *' : ''}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Head = ({
  file,
  mapping,
  ready,
  onKind,
  onCancel,
}: {
  file: ImportFileRow;
  mapping: Mapping;
  ready: boolean;
  onKind: (kind: TableKind) => void;
  onCancel: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <div className="spread wrap">
      <h2 className="anywhere">
        {t('imports.map')}: {file.name}
      </h2>
      <span className="row">
        <label className="row">
          <span className="quiet">{t('imports.kind')}</span>
          <select
            className="input compact"
            value={mapping.kind}
            onChange={(event) => onKind(tableKinds.find((each) => each === event.target.value) ?? 'orders')}
          >
            {tableKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`imports.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="submit" className="button primary" disabled={!ready}>
          {t('imports.saveLayout')}
        </button>
      </span>
    </div>
  );
};

/** Which field each column is; the file's first rows show at once what comes of it. */
export const MappingEditor = ({ file, onDone }: { file: ImportFileRow; onDone: () => void }) => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Mapping | null>(null);
  const [fixed, setFixed] = useState<readonly FixedValue[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const constants =
    fixed === null
      ? null
      : Object.fromEntries(fixed.flatMap(({ field, text }) => (text === '' ? [] : [[field, text]])));
  const wanted = chosen === null ? null : { ...chosen, constants: constants ?? chosen.constants };
  const { data } = useQuery(
    'import.preview',
    { fileId: file.fileId, mapping: wanted },
    importQueries['import.preview'].tables,
  );
  if (data === null) return null;
  const mapping = wanted ?? data.mapping;
  const values = fixed ?? Object.entries(mapping.constants).map(([field, text]) => ({ field, text }));
  const change = (next: Mapping): void => setChosen(next);
  const save = (): void =>
    void run(async () => {
      const answer = await sendCommand('import.saveMapping', {
        fingerprint: file.fingerprint ?? '',
        name: file.name.slice(0, 80),
        mapping,
      });
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  const ready = !busy && data.missing.length === 0;
  return (
    <form
      className="card stack mapping"
      data-mapping={file.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save();
      }}
    >
      <Head
        file={file}
        mapping={mapping}
        ready={ready}
        onKind={(kind) => {
          setFixed([]);
          change(emptyMapping(kind));
        }}
        onCancel={onDone}
      />
      <p className={`strip ${data.missing.length === 0 ? 'good' : 'need'}`} data-missing={data.missing.length}>
        <StripSign tone={data.missing.length === 0 ? 'good' : 'need'} />
        {data.missing.length === 0
          ? t('imports.complete')
          : t('imports.missing', { fields: data.missing.map((field) => t(`field.${field}`)).join(', ') })}
      </p>
      <FailureLine failure={failure} />
      <div className="two">
        <Columns preview={data} mapping={mapping} onChange={change} />
        <div className="stack">
          <FixedValues
            fields={data.fields.map(({ field }) => field).filter((field) => mapping.columns[field] === undefined)}
            values={values}
            onChange={(next) => {
              setFixed(next);
              change(mapping);
            }}
          />
          <MappingPreview preview={data} />
          <Units mapping={mapping} onChange={change} />
        </div>
      </div>
    </form>
  );
};
