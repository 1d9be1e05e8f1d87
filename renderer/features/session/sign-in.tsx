import { IdCard } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoPin } from '../../../shared/demo-pin';
import type { Failure } from '../../../shared/result';
import type { PersonView, SessionView } from '../../../shared/station';
import { callStation, useBusy, useFeedback, useStation } from '../../station/client';
import { PeopleGrid } from './people-grid';
import { PinEntry } from './pin-entry';
import { useWait } from './use-wait';
import { WhyNot } from './why-not';

type Stage =
  | { readonly name: 'choose' }
  | { readonly name: 'pin'; readonly person: PersonView }
  /** The given PIN was right but somebody else's choice; `first` is the new one, typed once. */
  | { readonly name: 'new-pin'; readonly person: PersonView; readonly pin: string; readonly first: string | null };

type Shown = Extract<SessionView, { people: readonly PersonView[] }>;

/** Where a person is on the way in, and why not further. Each try makes a new key, so that fields begin empty. */
const useSignIn = () => {
  const feedback = useFeedback();
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const [, run] = useBusy();
  useEffect(() => {
    if (feedback?.tone === 'bad') setFailure({ code: feedback.code, details: feedback.details });
  }, [feedback]);

  const show = (next: Stage, why: Failure | null): void => {
    setStage(next);
    setFailure(why);
    setTries((before) => before + 1);
  };

  const signIn = (person: PersonView, pin: string): void =>
    void run(async () => {
      const answer = await callStation('session.signIn', { personId: person.personId, pin });
      if (answer.ok) return;
      if (answer.failure.code === 'pin-must-change') show({ name: 'new-pin', person, pin, first: null }, null);
      else show({ name: 'pin', person }, answer.failure);
    });

  const choosePin = (chosen: Extract<Stage, { name: 'new-pin' }>, newPin: string): void => {
    if (chosen.first === null) return show({ ...chosen, first: newPin }, null);
    if (chosen.first !== newPin) return show({ ...chosen, first: null }, { code: 'pins-differ' });
    void run(async () => {
      const { personId } = chosen.person;
      const answer = await callStation('session.chooseNewPin', { personId, pin: chosen.pin, newPin });
      if (!answer.ok) show({ ...chosen, first: null }, answer.failure);
    });
  };

  return { stage, failure, tries, show, signIn, choosePin };
};

const Entry = ({ stage, wait, tries, show, signIn, choosePin }: ReturnType<typeof useSignIn> & { wait: number }) => {
  const { t } = useTranslation();
  const back = (): void => show({ name: 'choose' }, null);
  if (stage.name === 'pin')
    return (
      <PinEntry
        key={tries}
        title={t('session.enterPin', { name: stage.person.name })}
        word={t('signIn')}
        blocked={wait > 0}
        onDone={(pin) => signIn(stage.person, pin)}
        onBack={back}
      />
    );
  if (stage.name === 'new-pin')
    return (
      <PinEntry
        key={tries}
        title={t(stage.first === null ? 'session.newPin' : 'session.newPinAgain')}
        text={t('session.newPinText')}
        word={t(stage.first === null ? 'session.next' : 'signIn')}
        onDone={(pin) => choosePin(stage, pin)}
        onBack={back}
      />
    );
  return null;
};

/** By badge, or by name and PIN. */
export const SignIn = ({ session }: { session: Shown }) => {
  const { t } = useTranslation();
  const { mode } = useStation();
  const signing = useSignIn();
  const wait = useWait(signing.failure);
  return (
    <main className="session">
      <div className="panel card" data-stage={signing.stage.name}>
        <div className="badge-hint">
          <IdCard size={120} strokeWidth={1.2} aria-hidden="true" />
          <h1>{t('session.scanBadge')}</h1>
          {session.state === 'locked' ? (
            <p className="quiet">{t('session.locked', { name: session.person.name })}</p>
          ) : null}
          <WhyNot failure={signing.failure} wait={wait} />
          {mode === 'demo' ? <p className="quiet">{t('session.demoPin', { pin: demoPin })}</p> : null}
        </div>
        {signing.stage.name === 'choose' ? (
          <div className="stack">
            <h2>{t('session.orName')}</h2>
            <PeopleGrid
              people={session.people}
              lockedBy={session.state === 'locked' ? session.person.personId : null}
              onChoose={(person) => signing.show({ name: 'pin', person }, null)}
            />
          </div>
        ) : (
          <Entry {...signing} wait={wait} />
        )}
      </div>
    </main>
  );
};
