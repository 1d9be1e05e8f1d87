import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importQueries, type ImportFileRow } from '../../../shared/features/import/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { MappingEditor } from './mapping-editor';

const toBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''),
    );
    reader.addEventListener('error', () => reject(new Error('not read')));
    reader.readAsDataURL(file);
  });

const Drop = ({ onDone }: { onDone: (text: string | null, failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, run] = useBusy();
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    void run(async () => {
      const answer = await callStation('import.drop', {
        name: file.name.slice(0, 200),
        contentBase64: await toBase64(file),
      });
      if (!answer.ok) onDone(null, answer.failure);
      else
        onDone(
          answer.value.waiting
            ? t('imports.waiting')
            : t('imports.done', { orders: answer.value.orders, rejected: answer.value.rejected }),
          null,
        );
    });
  };
  // Anywhere on the page: nobody aims with a file in hand.
  useEffect(() => {
    const listeners = {
      dragover: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      dragleave: () => setOver(false),
      drop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      },
    };
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name, listener as EventListener);
    };
  });
  return (
    <div role="group" className={`drop ${over ? 'over' : ''}`} aria-label={t('imports.drop')}>
      <FileUp size={36} aria-hidden="true" />
      <p>{t('imports.drop')}</p>
      <button type="button" className="button" disabled={busy} onClick={() => input.current?.click()}>
        {t('imports.choose')}
      </button>
      <input
        ref={input}
        className="sr"
        type="file"
        accept=".csv,.txt,.tsv,.json"
        aria-label={t('imports.choose')}
        tabIndex={-1}
        onChange={(event) => take(event.target.files?.[0])}
      />
    </div>
  );
};

const Files = ({ onMap }: { onMap: (file: ImportFileRow) => void }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { data } = useQuery(
    'import.files',
    { state: null, offset: 0, limit: 100 },
    importQueries['import.files'].tables,
  );
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('imports.files')}>
      <h2>{t('imports.files')}</h2>
      <table className="list">
        <tbody>
          {(data?.rows ?? []).map((file) => (
            <tr key={file.fileId}>
              <td>
                {file.name}
                <br />
                <span className="quiet number">{formatDateTime(file.at, timeZone, language)}</span>
              </td>
              <td>{t('imports.rows', { ok: file.okRows, bad: file.badRows })}</td>
              <td>
                {file.state === 'waiting-for-mapping' ? (
                  <button type="button" className="button primary" onClick={() => onMap(file)}>
                    {t('imports.map')}
                  </button>
                ) : (
                  <span className={`chip ${file.state === 'rejected' ? 'bad' : 'good'}`}>
                    {t(`imports.state.${file.state}`)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data !== null && data.rows.length === 0 ? <p className="quiet">{t('none')}</p> : null}
    </section>
  );
};

const Problems = () => {
  const { t } = useTranslation();
  const { data } = useQuery(
    'exceptions.list',
    { resolved: false, fileId: null, offset: 0, limit: 200 },
    importQueries['exceptions.list'].tables,
  );
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('imports.problems')}>
      <h2>
        {t('imports.problems')} <span className="quiet number">{data?.open ?? 0}</span>
      </h2>
      <table className="list">
        <tbody>
          {(data?.rows ?? []).map((row) => (
            <tr key={row.id}>
              <td>
                {row.file}
                <br />
                <span className="quiet">
                  {t('imports.row')} {row.row ?? '–'}
                </span>
              </td>
              <td>
                <span className={`chip ${row.severity === 'error' ? 'bad' : 'need'}`}>
                  {row.code.replaceAll('-', ' ')}
                </span>{' '}
                {row.field ?? ''}
                <br />
                <span className="quiet">
                  {row.subject ?? ''} {row.value ?? ''}
                </span>
              </td>
              <td>
                <button
                  type="button"
                  className="button"
                  onClick={() => void sendCommand('exceptions.resolve', { ids: [row.id] })}
                >
                  {t('imports.resolve')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data !== null && data.rows.length === 0 ? <p className="quiet">{t('imports.noProblems')}</p> : null}
    </section>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const [told, setTold] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [mapped, setMapped] = useState<ImportFileRow | null>(null);
  return (
    <>
      <h1>{t('imports.title')}</h1>
      <Drop
        onDone={(text, why) => {
          setTold(text);
          setFailure(why);
        }}
      />
      {told === null ? null : <p className="strip good">{told}</p>}
      <FailureLine failure={failure} />
      {mapped === null ? null : (
        <MappingEditor
          key={mapped.fileId}
          file={mapped}
          onDone={(why) => {
            setFailure(why);
            setMapped(null);
          }}
        />
      )}
      <div className="two">
        <Files onMap={setMapped} />
        <Problems />
      </div>
    </>
  );
};
