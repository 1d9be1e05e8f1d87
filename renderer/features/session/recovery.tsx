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

/** Which backup, who of its IT people, and their PIN. */
const Steps = () => {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [person, setPerson] = useState<PersonView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const [busy, run] = useBusy();
  const wait = useWait(failure);
  const choose = (backup: Backup): void =>
    void run(async () => {
      const people = await callStation('recovery.people', { folder: backup.folder });
      setFailure(people.ok ? null : people.failure);
      if (people.ok) setChosen({ backup, people: people.value });
    });
  const restore = (by: PersonView, backup: Backup, pin: string): void =>
    void run(async () => {
      setFailure(null);
      const answer = await callStation('recovery.restore', { folder: backup.folder, personId: by.personId, pin });
      if (answer.ok) return;
      setFailure(answer.failure);
      setTries((before) => before + 1);
    });
  const back = (): void => {
    setPerson(null);
    setChosen(null);
    setFailure(null);
  };
  return (
    <div className="stack">
      <WorkStrip />
      <WhyNot failure={failure} wait={wait} />
      {chosen === null ? (
        <>
          <h2>{t('recovery.choose')}</h2>
          <Backups onChoose={choose} busy={busy} />
        </>
      ) : person === null ? (
        <>
          <h2>{t('recovery.who')}</h2>
          {chosen.people.length === 0 ? <p className="strip need">{t('recovery.nobody')}</p> : null}
          <PeopleGrid people={chosen.people} lockedBy={null} onChoose={setPerson} />
          <div className="row">
            <button type="button" className="button" onClick={back}>
              {t('back')}
            </button>
          </div>
        </>
      ) : (
        <PinEntry
          key={tries}
          title={t('session.enterPin', { name: person.name })}
          word={t('record.restore')}
          blocked={wait > 0 || busy}
          onDone={(pin) => restore(person, chosen.backup, pin)}
          onBack={back}
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
