import { FileUp, Printer } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readCsv, sniffCsv } from '../../../shared/features/import/csv';
import { fieldsOfTemplate, recordOfRow } from '../../../shared/features/labels/record-fields';
import type { LabelRecord } from '../../../shared/labels/description/values';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import type { TemplateProps } from './one-label';
import { Preview } from './preview';
import { Progress } from './progress';

interface Loaded {
  readonly name: string;
  readonly records: readonly LabelRecord[];
  /** Fields of the template that no column is called. */
  readonly missing: readonly string[];
}

const mostRecords = 10_000;

const load = async (file: File, fields: readonly string[]): Promise<Loaded | Failure> => {
  if (file.size > 5_000_000) return { code: 'file-too-large' };
  const text = await file.text();
  const { delimiter, start } = sniffCsv(text);
  const rows = [...readCsv(text.slice(start), delimiter)].flatMap((each) => ('cells' in each ? [each.cells] : []));
  const [header, ...rest] = rows;
  if (header === undefined || rest.length === 0) return { code: 'file-empty' };
  if (rest.length > mostRecords) return { code: 'file-too-large' };
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  return {
    name: file.name.slice(0, 120),
    records: rest.map((cells) => recordOfRow(header, cells, fields)),
    missing: fields.filter((field) => !names.has(field.toLowerCase())),
  };
};

/** A label for each row of a CSV file: its columns are called as the template's fields. */
export const FromFile = ({ view, description, printerId }: TemplateProps) => {
  const { t } = useTranslation();
  const fields = useMemo(() => fieldsOfTemplate(description), [description]);
  const input = useRef<HTMLInputElement>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [row, setRow] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [made, setMade] = useState<number | null>(null);
  const [busy, run] = useBusy();
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = await load(file, fields);
    setMade(null);
    setRow(0);
    setFailure('code' in found ? found : null);
    setLoaded('code' in found ? null : found);
  };
  const print = () =>
    run(async () => {
      if (loaded === null) return;
      const { name, records } = loaded;
      const wish = { templateId: view.templateId, printerId, title: name, records: [...records], copies: 1 };
      const answer = await callStation('labels.print', wish);
      setFailure(answer.ok ? null : answer.failure);
      setMade(answer.ok ? answer.value.made : null);
    });
  const record = loaded?.records[row];
  return (
    <div className="label-form">
      <section className="card stack">
        <p className="quiet">{t('labels.columns', { fields: fields.join(', ') })}</p>
        <button type="button" className="button large" onClick={() => input.current?.click()}>
          <FileUp size={22} aria-hidden="true" />
          {t('labels.chooseFile')}
        </button>
        <input
          ref={input}
          className="sr"
          type="file"
          accept=".csv,.txt,.tsv"
          tabIndex={-1}
          aria-label={t('labels.chooseFile')}
          data-labels-file
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {loaded === null ? null : (
          <>
            <strong>{t('labels.rows', { count: loaded.records.length })}</strong>
            {loaded.missing.length === 0 ? null : (
              <p className="need">{t('labels.missing', { fields: loaded.missing.join(', ') })}</p>
            )}
            <div className="row">
              <button type="button" className="button" disabled={row === 0} onClick={() => setRow(row - 1)}>
                ‹
              </button>
              <span className="number">
                {row + 1} / {loaded.records.length}
              </span>
              <button
                type="button"
                className="button"
                disabled={row + 1 >= loaded.records.length}
                onClick={() => setRow(row + 1)}
              >
                ›
              </button>
            </div>
            <button
              type="button"
              className="button primary large"
              disabled={busy || view.approved === null}
              onClick={() => void print()}
              data-print
            >
              <Printer size={22} aria-hidden="true" />
              {t('labels.printAll', { count: loaded.records.length })}
            </button>
          </>
        )}
        <Progress />
        <FailureLine failure={failure} />
        {made === null ? null : (
          <p className="strip good" role="status">
            {t('labels.asked', { count: made })}
          </p>
        )}
      </section>
      <section className="card">
        {record === undefined ? (
          <p className="quiet">{t('labels.noFile')}</p>
        ) : (
          <Preview description={view.description} record={record} printerId={printerId} />
        )}
      </section>
    </div>
  );
};
