import { DatabaseBackup } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../../shared/result';
import type { CallAnswer, PersonView } from '../../../shared/station';
import { callStation, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { WorkStrip } from '../settings/work-strip';
import { PeopleGrid } from './people-grid';
import { PinEntry } from './pin-entry';
import { CodeEntry } from './recovery-code';
import { useWait } from './use-wait';
import { WhyNot } from './why-not';

type Backup = CallAnswer<'recovery.backups'>[number];

interface Chosen {
  readonly backup: Backup;
  readonly people: readonly PersonView[];
}

const Backups = ({ onChoose, busy }: { onChoose: (backup: Backup) => void; busy: boolean }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const [answer, setAnswer] = useState<Result<readonly Backup[]> | null>(null);
  useEffect(() => void callStation('recovery.backups', {}).then(setAnswer), []);
  if (answer === null) return <p className="quiet">{t('loading')}</p>;
  if (!answer.ok) return <FailureLine failure={answer.failure} />;
  if (answer.value.length === 0) return <p className="strip need">{t('recovery.none')}</p>;
  return (
    <div className="stack scroll recovery-backups">
      {answer.value.map((backup, index) => (
        <button
          key={backup.folder}
          type="button"
          className="person"
          disabled={busy}
          autoFocus={index === 0}
          onClick={() => onChoose(backup)}
          data-recovery={backup.folder}
        >
          <DatabaseBackup size={28} aria-hidden="true" />
          <span className="anywhere">
            <span className="number">{formatDateTime(backup.at, timeZone, language)}</span>
            <br />
            <span className="quiet number">{t('record.entries', { count: backup.entries })}</span>
          </span>
        </button>
      ))}
    </div>
  );
};

/** The way that needs no sign-in and no backup folder in the settings. */
const ByCommandLine = () => {
  const { t } = useTranslation();
  const { dataDir, backup } = useStation();
  return (
    <p className="quiet">
      {t('recovery.command')}
      <br />
      <code className="mono anywhere" data-command>
        packwright restore {backup.folder === '' ? '<backup>' : `"${backup.folder}/packwright-…"`} &quot;{dataDir}&quot;
      </code>
    </p>
  );
};

const isCodeWanted = (failure: Failure | null): boolean =>
  failure?.code === 'recovery-code-needed' || failure?.code === 'recovery-code-wrong';

type Step =
  | { readonly at: 'backups' }
  | { readonly at: 'people'; readonly chosen: Chosen }
  | { readonly at: 'pin'; readonly chosen: Chosen; readonly person: PersonView }
  /** `proved`: who confirmed by PIN, and then the backup turned out not to be this station's own. */
  | {
      readonly at: 'code';
      readonly chosen: Chosen;
      readonly proved: { readonly person: PersonView; readonly pin: string } | null;
    };

const People = ({
  people,
  onPerson,
  onCode,
  onBack,
}: {
  people: readonly PersonView[];
  onPerson: (person: PersonView) => void;
  onCode: () => void;
  onBack: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <>
      <h2>{t('recovery.who')}</h2>
      {people.length === 0 ? <p className="strip need">{t('recovery.nobody')}</p> : null}
      <PeopleGrid people={people} lockedBy={null} onChoose={onPerson} />
      <div className="row">
        <button type="button" className="button" onClick={onBack}>
          {t('back')}
        </button>
        <button type="button" className="button grow" onClick={onCode} data-by-code>
          {t('recovery.byCode')}
        </button>
      </div>
    </>
  );
};

/** Which backup, who of its IT people, and their PIN; or the recovery code. */
const Steps = () => {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ at: 'backups' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const [busy, run] = useBusy();
  const wait = useWait(failure);
  const go = (next: Step): void => {
    setFailure(null);
    setStep(next);
  };
  const choose = (backup: Backup): void =>
    void run(async () => {
      const people = await callStation('recovery.people', { folder: backup.folder });
      if (people.ok) go({ at: 'people', chosen: { backup, people: people.value } });
      else setFailure(people.failure);
    });
  const restore = (ask: () => Promise<Result<null>>, onCodeWanted?: () => void): void =>
    void run(async () => {
      setFailure(null);
      const answer = await ask();
      if (answer.ok) return;
      if (isCodeWanted(answer.failure)) onCodeWanted?.();
      setFailure(answer.failure);
      setTries((before) => before + 1);
    });
  const byPin = (chosen: Chosen, person: PersonView, pin: string, code: string | null): void => {
    const asked = { folder: chosen.backup.folder, personId: person.personId, pin, code };
    restore(
      () => callStation('recovery.restore', asked),
      () => setStep({ at: 'code', chosen, proved: { person, pin } }),
    );
  };
  const byCode = ({ chosen, proved }: Extract<Step, { at: 'code' }>, code: string): void =>
    proved === null
      ? restore(() => callStation('recovery.restoreByCode', { folder: chosen.backup.folder, code }))
      : byPin(chosen, proved.person, proved.pin, code);
  return (
    <div className="stack">
      <WorkStrip />
      <WhyNot failure={failure} wait={wait} />
      {step.at === 'backups' ? (
        <>
          <h2>{t('recovery.choose')}</h2>
          <Backups onChoose={choose} busy={busy} />
        </>
      ) : step.at === 'people' ? (
        <People
          people={step.chosen.people}
          onPerson={(person) => go({ at: 'pin', chosen: step.chosen, person })}
          onCode={() => go({ at: 'code', chosen: step.chosen, proved: null })}
          onBack={() => go({ at: 'backups' })}
        />
      ) : step.at === 'pin' ? (
        <PinEntry
          key={tries}
          title={t('session.enterPin', { name: step.person.name })}
          word={t('record.restore')}
          blocked={wait > 0 || busy}
          onDone={(pin) => byPin(step.chosen, step.person, pin, null)}
          onBack={() => go({ at: 'people', chosen: step.chosen })}
        />
      ) : (
        <CodeEntry
          word={t('record.restore')}
          busy={busy}
          onDone={(code) => byCode(step, code)}
          onBack={() => go({ at: 'people', chosen: step.chosen })}
        />
      )}
    </div>
  );
};

/** The record breaks before it names anybody: nobody can sign in, but a backup can be put in its place. */
export const Recovery = () => {
  const { t } = useTranslation();
  return (
    <main className="session">
      <div className="panel card" data-stage="recovery">
        <div className="stack">
          <DatabaseBackup size={72} strokeWidth={1.4} className="bad" aria-hidden="true" />
          <h1>{t('recovery.title')}</h1>
          <p>{t('recovery.text')}</p>
          <ByCommandLine />
        </div>
        <Steps />
      </div>
    </main>
  );
};
