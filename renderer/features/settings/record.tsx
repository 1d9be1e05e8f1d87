import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, useBusy, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhen } from '../../ui/format';
import { CommandSheetButton } from '../packing/command-sheet-button';
import { CodeField, isWholeCode } from '../session/recovery-code';
import { ExportEpcis } from './export-epcis';
import { ExportPart } from './export-part';
import { LastRestore } from './last-restore';
import { Signatures } from './signatures';
import { WorkStrip } from './work-strip';

type Backup = CallAnswer<'backup.list'>[number];
type Verdict = CallAnswer<'store.verify'>;

const Verify = () => {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Result<Verdict> | null>(null);
  const [busy, run] = useBusy();
  const verdict = answer?.ok === true ? answer.value : null;
  return (
    <>
      {verdict === null ? null : (
        <p className={`strip ${verdict.ok ? 'good' : 'bad'}`} role="status" data-verdict={verdict.ok ? 'good' : 'bad'}>
          {verdict.ok
            ? t('record.good', { entries: verdict.n, evidence: verdict.evidence, signatures: verdict.checkpoints })
            : t('record.bad', { text: verdict.text })}
        </p>
      )}
      <FailureLine failure={answer?.ok === false ? answer.failure : null} />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void run(() => callStation('store.verify', {})).then(setAnswer)}
          data-verify
        >
          {t('record.verify')}
        </button>
      </div>
    </>
  );
};

const CommandSheet = () => {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <h2>{t('record.commands')}</h2>
      <p className="quiet">{t('record.commandsText')}</p>
      <div className="row">
        <CommandSheetButton word="record.make" />
      </div>
    </section>
  );
};

const RestoreDialog = ({ backup, onClose }: { backup: Backup; onClose: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const { timeZone, language, store } = useStation();
  const [busy, run] = useBusy();
  /** Asked for where this station did not sign the backup. */
  const [why, setWhy] = useState<Failure | null>(null);
  const [code, setCode] = useState('');
  const since = Math.max(0, (store.head?.n ?? 0) - backup.entries);
  return (
    <Dialog
      title={t('record.restore')}
      onClose={() => onClose(null)}
      onSubmit={() =>
        void run(() => callStation('backup.restore', { folder: backup.folder, code: why === null ? null : code })).then(
          (answer) => {
            if (answer === null || answer.ok) return;
            if (answer.failure.code.startsWith('recovery-code-')) setWhy(answer.failure);
            else onClose(answer.failure);
          },
        )
      }
      footer={
        <>
          <button type="button" className="button" onClick={() => onClose(null)}>
            {t('cancel')}
          </button>
          <button type="submit" className="button danger" disabled={busy || (why !== null && !isWholeCode(code))}>
            {t('record.restore')}
          </button>
        </>
      }
    >
      <p>
        <strong className="number">{formatWhen(backup.at, timeZone, language)}</strong> ·{' '}
        {t('record.entries', { count: backup.entries })}
      </p>
      <p>{t('record.restoreText')}</p>
      {since === 0 ? null : <p className="need">{t('record.restoreSince', { count: since })}</p>}
      <FailureLine failure={why} />
      {why === null ? null : <CodeField code={code} onChange={setCode} />}
    </Dialog>
  );
};

/** The code that IT keeps on paper: it restores where nobody can sign in, and what another station signed. */
const RecoveryCode = () => {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Result<string> | null>(null);
  const [busy, run] = useBusy();
  return (
    <section className="card stack">
      <h2>{t('recovery.code')}</h2>
      <p className="quiet">{t('record.codeText')}</p>
      <FailureLine failure={answer?.ok === false ? answer.failure : null} />
      {answer?.ok === true ? (
        <p className="recovery-code" data-code>
          {answer.value}
        </p>
      ) : null}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() =>
            answer?.ok === true ? setAnswer(null) : void run(() => callStation('backup.code', {})).then(setAnswer)
          }
          data-show-code
        >
          {t(answer?.ok === true ? 'record.hideCode' : 'record.showCode')}
        </button>
      </div>
    </section>
  );
};

const Backups = () => {
  const { t } = useTranslation();
  const { backup: plan, store, timeZone, language } = useStation();
  const [backups, setBackups] = useState<readonly Backup[]>([]);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const load = (): void => void callStation('backup.list', {}).then((answer) => answer.ok && setBackups(answer.value));
  useEffect(load, []);
  const lastAt = backups[0]?.at ?? plan.lastAt;
  const isBroken = store.failure?.code === 'record-broken';
  const make = (): void =>
    void run(() => callStation('backup.now', {})).then((answer) => {
      if (answer === null) return;
      setFailure(answer.ok ? null : answer.failure);
      load();
    });
  return (
    <section className="card stack" aria-label={t('record.backups')}>
      <div className="spread">
        <h2>{t('record.backups')}</h2>
        <button type="button" className="button primary" disabled={busy || isBroken} onClick={make} data-backup-now>
          {t('record.backup')}
        </button>
      </div>
      <p className="quiet">
        {lastAt === null
          ? t('record.noBackup', { folder: plan.folder })
          : t('record.lastBackup', { at: formatWhen(lastAt, timeZone, language), folder: plan.folder })}
      </p>
      {plan.sameDisk ? <p className="need">{t('record.sameDisk')}</p> : null}
      <FailureLine failure={failure} />
      {backups.map((each) => (
        <div key={each.folder} className="spread backup" data-backup-folder={each.folder}>
          <span>
            <strong className="number">{formatWhen(each.at, timeZone, language)}</strong>{' '}
            <span className="number">{t('record.entries', { count: each.entries })}</span>
            <br />
            <span className="quiet mono">{each.folder}</span>
          </span>
          <button type="button" className="button danger" onClick={() => setRestoring(each)}>
            {t('record.restore')}
          </button>
        </div>
      ))}
      {restoring === null ? null : (
        <RestoreDialog
          backup={restoring}
          onClose={(why) => {
            setRestoring(null);
            setFailure(why);
          }}
        />
      )}
    </section>
  );
};

const TheRecord = () => {
  const { t } = useTranslation();
  const { store, version, dataDir } = useStation();
  return (
    <section className="card stack">
      <h2>{t('orders.record')}</h2>
      <h3>{t('record.head')}</h3>
      <p className="quiet">{t('record.headText')}</p>
      <p className="mono" data-head>
        {store.head?.n ?? 0}:{store.head?.hash ?? ''}
      </p>
      {store.notices.length === 0 ? null : <h3>{t('record.notices')}</h3>}
      {store.notices.map((notice, index) => (
        <p key={index}>{t([`record.${notice.code}`, 'failure.other'], { ...notice.details, code: notice.code })}</p>
      ))}
      <LastRestore />
      <Verify />
      <p className="quiet mono">
        Packwright {version} · {dataDir}
      </p>
    </section>
  );
};

/** The record and what keeps it: its head, its check, its backups, and the sheet of command barcodes. */
export const Page = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  return (
    <>
      <h1>{t('record.title')}</h1>
      <WorkStrip />
      <div className="two">
        <div className="stack">
          <TheRecord />
          <Signatures />
          <CommandSheet />
        </div>
        <div className="stack">
          {roleAtLeast(session, 'it') ? (
            <>
              <Backups />
              <RecoveryCode />
            </>
          ) : null}
          <ExportPart />
          <ExportEpcis />
        </div>
      </div>
    </>
  );
};
