import { FileUp, Printer } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfTemplate } from '../../../shared/features/labels/record-fields';
import { mostLabelFileBytes, mostLabels } from '../../../shared/features/labels/rows';
import { fail, type Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { toBase64 } from '../../ui/read-file';
import { StripSign } from '../../ui/strip-sign';
import type { TemplateProps } from './one-label';
import { Preview } from './preview';
import { Progress } from './progress';

interface Loaded extends CallAnswer<'labels.readFile'> {
  /** The batch that it becomes: pressed twice, it is printed once. */
  readonly batchId: string;
}

const named = 10;

/** Lines of the file that become no label. */
const Unread = ({ lines }: { lines: readonly number[] }) => {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  const some = lines.slice(0, named).join(', ');
  return (
    <p className="strip need" role="status" data-unread={lines.length}>
      <StripSign tone="need" />
      <span>{t('labels.unread', { count: lines.length, lines: lines.length > named ? `${some} …` : some })}</span>
    </p>
  );
};

/** A label for each row of a CSV file: its columns are called as the template's fields. */
export const FromFile = ({ view, description, printerId }: TemplateProps) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const fields = useMemo(() => fieldsOfTemplate(description), [description]);
  const input = useRef<HTMLInputElement>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [row, setRow] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [made, setMade] = useState<number | null>(null);
  const [busy, run] = useBusy();
  const read = async (file: File) => {
    if (file.size > mostLabelFileBytes) return fail('label-file-too-large', { most: mostLabels });
    const contentBase64 = await toBase64(file);
    return contentBase64 === null
      ? fail('file-not-readable')
      : callStation('labels.readFile', { name: file.name.slice(0, 200), contentBase64, templateId: view.templateId });
  };
  const take = (file: File | undefined) =>
    run(async () => {
      if (file === undefined) return;
      const answer = await read(file);
      setMade(null);
      setRow(0);
      setFailure(answer.ok ? null : answer.failure);
      setLoaded(answer.ok ? { ...answer.value, batchId: crypto.randomUUID() } : null);
    });
  const print = () =>
    run(async () => {
      if (loaded === null) return;
      const { batchId, token } = loaded;
      const answer = await callStation('labels.printFile', { batchId, token, printerId });
      setFailure(answer.ok ? null : answer.failure);
      setMade(answer.ok ? answer.value.made : null);
    });
  const record = loaded?.records[row];
  const count = loaded?.records.length ?? 0;
  const number = formatWhole(count, language);
  return (
    <div className="label-form">
      <section className="card stack">
        <p className="quiet">{t('labels.columns', { fields: fields.join(', ') })}</p>
        <button type="button" className="button large" disabled={busy} onClick={() => input.current?.click()}>
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
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file may be chosen once more.
            event.target.value = '';
          }}
        />
        {loaded === null ? null : (
          <>
            <strong data-file-rows={count}>{t('labels.rows', { count, number })}</strong>
            <Unread lines={loaded.unread} />
            {loaded.missing.length === 0 ? null : (
              <p className="need">{t('labels.missing', { fields: loaded.missing.join(', ') })}</p>
            )}
            <div className="row">
              <button type="button" className="button" disabled={row === 0} onClick={() => setRow(row - 1)}>
                ‹
              </button>
              <span className="number">
                {formatWhole(row + 1, language)} / {number}
              </span>
              <button type="button" className="button" disabled={row + 1 >= count} onClick={() => setRow(row + 1)}>
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
              {t('labels.printAll', { number })}
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
