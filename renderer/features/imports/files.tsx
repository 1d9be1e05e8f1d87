import { FolderInput, Hand } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importQueries, type ImportFileRow } from '../../../shared/features/import/queries';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Confirm } from '../../ui/confirm';
import { formatWhen } from '../../ui/format';
import { useReport, type Told } from './report';

const tones: Readonly<Record<ImportFileRow['state'], string>> = {
  'waiting-for-mapping': 'need',
  'waiting-for-approval': 'need',
  retry: 'need',
  discard: 'plain',
  done: 'good',
  rejected: 'bad',
};

const Outcome = ({ file }: { file: ImportFileRow }) => {
  const { t } = useTranslation();
  const { created, changed, cancelled, unchanged, stale } = file.counts;
  if (file.state === 'rejected')
    return <>{t([`import.${file.code ?? ''}`, 'failure.other.next'], { code: file.code })}</>;
  if (file.state === 'waiting-for-approval') return <>{t('imports.heldWhy')}</>;
  if (file.state !== 'done') return null;
  return (
    <>
      {t('imports.counts', { created, changed, cancelled, same: unchanged + stale })}
      {file.badRows === 0 ? null : (
        <>
          <br />
          <span className="bad">{t('imports.rows', { ok: file.okRows, bad: file.badRows })}</span>
        </>
      )}
    </>
  );
};

const Acts = ({
  file,
  onMap,
  onTold,
}: {
  file: ImportFileRow;
  onMap: (fileId: string) => void;
  onTold: (told: readonly Told[]) => void;
}) => {
  const { t } = useTranslation();
  const report = useReport();
  const [asking, setAsking] = useState(false);
  const [busy, run] = useBusy();
  const retry = (): void =>
    void run(async () => {
      const answer = await callStation('import.retry', { fileId: file.fileId });
      onTold([report(file.name, answer)]);
      if (answer.ok && answer.value.state === 'waiting') onMap(file.fileId);
    });
  if (file.state === 'retry' || file.state === 'discard' || file.source === 'demo') return null;
  const isHeld = file.state === 'waiting-for-approval';
  if (file.state !== 'waiting-for-mapping' && !isHeld)
    return (
      <button type="button" className="button" disabled={busy} onClick={retry}>
        {t('imports.again')}
      </button>
    );
  return (
    <span className="row">
      {isHeld ? (
        <button
          type="button"
          className="button primary"
          onClick={() => void callStation('override.begin', { action: 'stock-file', fileId: file.fileId })}
          data-approve
        >
          {t('imports.approve')}
        </button>
      ) : (
        <button type="button" className="button primary" onClick={() => onMap(file.fileId)}>
          {t('imports.map')}
        </button>
      )}
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('imports.discard')}
      </button>
      {asking ? (
        <Confirm
          title={`${t('imports.discard')}: ${file.name}`}
          text={t('imports.discardText')}
          word={t('imports.discard')}
          onClose={() => setAsking(false)}
          onYes={() => sendCommand('import.discard', { fileId: file.fileId })}
        />
      ) : null}
    </span>
  );
};

/** Every file that came, newest first, and what became of it. */
export const Files = ({
  onMap,
  onTold,
}: {
  onMap: (fileId: string) => void;
  onTold: (told: readonly Told[]) => void;
}) => {
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
            <tr key={file.fileId} data-file={file.name} data-state={file.state}>
              <td>
                <span className="row nowrap">
                  {file.source === 'drop' ? (
                    <Hand size={18} className="quiet" aria-hidden="true" />
                  ) : (
                    <FolderInput size={18} className="quiet" aria-hidden="true" />
                  )}
                  <span className="grow file-name">
                    <strong className="anywhere">{file.name}</strong>
                    <br />
                    <span className="quiet number">{formatWhen(file.at, timeZone, language)}</span>
                  </span>
                </span>
              </td>
              <td>
                <span className={`chip ${tones[file.state]}`}>{t(`imports.state.${file.state}`)}</span>
                <div className="quiet">
                  <Outcome file={file} />
                </div>
              </td>
              <td className="acts">
                <Acts file={file} onMap={onMap} onTold={onTold} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data !== null && data.rows.length === 0 ? <p className="quiet">{t('imports.noFiles')}</p> : null}
      <Layouts />
    </section>
  );
};

/** Layouts that somebody has mapped: files like them come in by themselves. */
const Layouts = () => {
  const { t } = useTranslation();
  const [forgetting, setForgetting] = useState<{ fingerprint: string; name: string } | null>(null);
  const { data } = useQuery('import.mappings', {}, importQueries['import.mappings'].tables);
  if (data === null || data.length === 0) return null;
  return (
    <>
      <h3 className="apart">{t('imports.layouts')}</h3>
      <table className="list">
        <tbody>
          {data.map(({ fingerprint, name, mapping }) => (
            <tr key={fingerprint}>
              <td>
                <strong className="anywhere">{name}</strong>
              </td>
              <td className="quiet">{t(`imports.kind.${mapping.kind}`)}</td>
              <td className="acts">
                <button type="button" className="button" onClick={() => setForgetting({ fingerprint, name })}>
                  {t('imports.forget')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {forgetting === null ? null : (
        <Confirm
          title={`${t('imports.forget')}: ${forgetting.name}`}
          text={t('imports.forgetText')}
          word={t('imports.forget')}
          onClose={() => setForgetting(null)}
          onYes={() => sendCommand('import.forgetMapping', { fingerprint: forgetting.fingerprint })}
        />
      )}
    </>
  );
};
