import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, useBusy, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';

type Backup = CallAnswer<'backup.list'>[number];

export const Page = () => {
  const { t } = useTranslation();
  const { session, store, backup: plan, work, version, dataDir, timeZone, language } = useStation();
  const [verdict, setVerdict] = useState<CallAnswer<'store.verify'> | null>(null);
  const [backups, setBackups] = useState<readonly Backup[]>([]);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const isIt = roleAtLeast(session, 'it');
  const load = (): void => void callStation('backup.list', {}).then((answer) => answer.ok && setBackups(answer.value));
  useEffect(() => {
    if (isIt) load();
  }, [isIt]);
  const verify = (): void =>
    void run(() => callStation('store.verify', {})).then(
      (answer) => answer !== null && (answer.ok ? setVerdict(answer.value) : setFailure(answer.failure)),
    );
  const backup = (): void =>
    void run(() => callStation('backup.now', {})).then((answer) => {
      if (answer === null) return;
      setFailure(answer.ok ? null : answer.failure);
      load();
    });
  const sheet = (): void =>
    void run(() => callStation('sheet.commands', {})).then(
      (answer) => answer?.ok === true && setMade(answer.value.file),
    );
  return (
    <>
      <h1>{t('record.title')}</h1>
      <FailureLine failure={failure} />
      {verdict === null ? null : (
        <p className={`strip ${verdict.ok ? 'good' : 'bad'}`}>
          {verdict.ok
            ? t('record.good', { entries: verdict.n, evidence: verdict.evidence })
            : t('record.bad', { text: verdict.text })}
        </p>
      )}
      {work === null ? null : (
        <p className="strip need" data-work={work.task}>
          <span className="grow">
            {t(`record.work.${work.task}`)} … {Math.floor((100 * work.done) / Math.max(1, work.total))} %
          </span>
          <button type="button" className="button" onClick={() => void callStation('work.cancel', {})}>
            {t('record.work.stop')}
          </button>
        </p>
      )}
      {made === null ? null : <p className="strip good">{t('record.made', { file: made })}</p>}
      <div className="row">
        <button type="button" className="button" disabled={busy} onClick={verify}>
          {t('record.verify')}
        </button>
        <button type="button" className="button" disabled={busy} onClick={sheet}>
          {t('record.commands')}
        </button>
        {isIt ? (
          <button type="button" className="button primary" disabled={busy} onClick={backup}>
            {t('record.backup')}
          </button>
        ) : null}
      </div>
      <section className="card stack">
        <h2>{t('record.head')}</h2>
        <p className="wire">
          {store.head?.n ?? 0}:{store.head?.hash ?? ''}
        </p>
        {store.notices.length === 0 ? null : <h3>{t('record.notices')}</h3>}
        {store.notices.map((notice, index) => (
          <p key={index}>{t([`record.${notice.code}`, 'failure.other'], { ...notice.details, code: notice.code })}</p>
        ))}
        <p className="quiet">
          Packwright {version} · {dataDir}
        </p>
      </section>
      {isIt ? (
        <section className="card stack">
          <h2>{t('record.backups')}</h2>
          <p className="quiet">
            {plan.lastAt === null
              ? t('record.noBackup', { folder: plan.folder })
              : t('record.lastBackup', { at: formatDateTime(plan.lastAt, timeZone, language), folder: plan.folder })}
          </p>
          {plan.sameDisk ? <p className="need">{t('record.sameDisk')}</p> : null}
          {backups.map((each) => (
            <p key={each.folder} className="spread">
              <span className="number">
                {formatDateTime(each.at, timeZone, language)} · {t('record.entries', { count: each.entries })}{' '}
                <span className="quiet">{each.folder}</span>
              </span>
              <button type="button" className="button danger" onClick={() => setRestoring(each)}>
                {t('record.restore')}
              </button>
            </p>
          ))}
        </section>
      ) : null}
      {restoring === null ? null : (
        <Dialog
          title={t('record.restore')}
          onClose={() => setRestoring(null)}
          onSubmit={() =>
            void run(() => callStation('backup.restore', { folder: restoring.folder })).then(
              (answer) => answer !== null && !answer.ok && setFailure(answer.failure),
            )
          }
          footer={
            <button type="submit" className="button danger" disabled={busy}>
              {t('record.restore')}
            </button>
          }
        >
          <p>{t('record.restoreText')}</p>
        </Dialog>
      )}
    </>
  );
};
