import { IdCard, ScanLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import type { PersonView, SessionView } from '../../../shared/station';
import { callStation, useBusy, useFeedback, useStation } from '../../station/client';
import { NumberPad } from '../../ui/number-pad';
import { FailureLine } from '../../ui/failure';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

const PinEntry = ({ title, onDone, onBack }: { title: string; onDone: (pin: string) => void; onBack: () => void }) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key)) setPin((before) => (before + event.key).slice(0, 12));
      if (event.key === 'Backspace') setPin((before) => before.slice(0, -1));
      if (event.key === 'Escape') onBack();
      // On a button Enter presses that button.
      if (event.key === 'Enter' && pin.length >= 4 && !(event.target instanceof HTMLButtonElement)) onDone(pin);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pin, onDone, onBack]);
  return (
    <div className="stack">
      <h2>{title}</h2>
      <div className="pin-dots" aria-label={t('pin')} data-pin>
        {'•'.repeat(pin.length)}
      </div>
      <NumberPad
        onDigit={(digit) => setPin((before) => (before + digit).slice(0, 12))}
        onBack={() => setPin((before) => before.slice(0, -1))}
        onClear={() => setPin('')}
      />
      <div className="row">
        <button type="button" className="button" onClick={onBack}>
          {t('back')}
        </button>
        <button type="button" className="button primary grow" disabled={pin.length < 4} onClick={() => onDone(pin)}>
          {t('signIn')}
        </button>
      </div>
    </div>
  );
};

type Stage =
  | { readonly name: 'choose' }
  | { readonly name: 'pin'; readonly person: PersonView }
  | { readonly name: 'new-pin'; readonly person: PersonView; readonly pin: string };

/** By badge, or by name and PIN. */
export const SignIn = ({ session }: { session: Extract<SessionView, { people: readonly PersonView[] }> }) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [, run] = useBusy();
  useEffect(() => {
    if (feedback?.tone === 'bad') setFailure({ code: feedback.code, details: feedback.details });
  }, [feedback]);
  const signIn = (person: PersonView, pin: string): void =>
    void run(async () => {
      const answer = await callStation('session.signIn', { personId: person.personId, pin });
      if (answer.ok) return;
      setFailure(answer.failure);
      setStage(answer.failure.code === 'pin-must-change' ? { name: 'new-pin', person, pin } : { name: 'pin', person });
    });
  const choose = (newPin: string): void =>
    void run(async () => {
      if (stage.name !== 'new-pin') return;
      const answer = await callStation('session.chooseNewPin', {
        personId: stage.person.personId,
        pin: stage.pin,
        newPin,
      });
      if (!answer.ok) setFailure(answer.failure);
    });
  const back = (): void => setStage({ name: 'choose' });
  /** Whoever locked the station comes back most often. */
  const likely = session.state === 'locked' ? session.person.personId : session.people[0]?.personId;
  return (
    <main className="session">
      <div className="panel card">
        <div className="badge-hint">
          <IdCard size={120} strokeWidth={1.2} aria-hidden="true" />
          <h1>{t('session.scanBadge')}</h1>
          {session.state === 'locked' ? (
            <p className="quiet">{t('session.locked', { name: session.person.name })}</p>
          ) : null}
          <FailureLine failure={failure} />
        </div>
        {stage.name === 'choose' ? (
          <div className="stack">
            <h2>{t('session.orName')}</h2>
            <div className="people-grid">
              {session.people.map((person) => (
                <button
                  key={person.personId}
                  autoFocus={person.personId === likely}
                  type="button"
                  className="person"
                  onClick={() => setStage({ name: 'pin', person })}
                >
                  <span className="avatar" aria-hidden="true">
                    {initials(person.name)}
                  </span>
                  <span>
                    {person.name}
                    <br />
                    <span className="quiet">{t(`role.${person.role}`)}</span>
                  </span>
                </button>
              ))}
            </div>
          </div>
        ) : stage.name === 'pin' ? (
          <PinEntry
            key={`pin-${failure?.code ?? ''}`}
            title={t('session.enterPin', { name: stage.person.name })}
            onDone={(pin) => signIn(stage.person, pin)}
            onBack={back}
          />
        ) : (
          <PinEntry key="new" title={t('session.newPin')} onDone={choose} onBack={back} />
        )}
      </div>
    </main>
  );
};

/** The first start: one person of IT, and a way to try the app without one. */
export const FirstPerson = () => {
  const { t } = useTranslation();
  const { mode } = useStation();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [badge, setBadge] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const differ = again !== '' && again !== pin;
  const ready = name.trim() !== '' && /^\d{4,12}$/.test(pin) && pin === again;
  const create = (): void =>
    void run(async () => {
      const answer = await callStation('session.createFirst', {
        name,
        pin,
        ...(badge.trim() === '' ? {} : { badge: badge.trim() }),
      });
      if (!answer.ok) setFailure(answer.failure);
    });
  return (
    <main className="session">
      <form
        className="panel single card"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create();
        }}
      >
        <div className="stack">
          <ScanLine size={48} aria-hidden="true" />
          <h1>{t('session.first.title')}</h1>
          <p className="quiet">{t('session.first.text')}</p>
          <label className="field">
            <span>{t('name')}</span>
            <input
              className="input"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
            />
          </label>
          <div className="row">
            <label className="field grow">
              <span>{t('pin')}</span>
              <input
                className="input"
                type="password"
                inputMode="numeric"
                value={pin}
                maxLength={12}
                onChange={(event) => setPin(event.target.value)}
                autoComplete="off"
              />
              <small>{t('session.pin.hint')}</small>
            </label>
            <label className="field grow">
              <span>{t('session.pin.repeat')}</span>
              <input
                className="input"
                type="password"
                inputMode="numeric"
                value={again}
                maxLength={12}
                aria-invalid={differ}
                onChange={(event) => setAgain(event.target.value)}
                autoComplete="off"
              />
              <small className={differ ? 'bad' : ''}>{differ ? t('session.pin.differ') : '\u00a0'}</small>
            </label>
          </div>
          <label className="field">
            <span>{t('session.badge.optional')}</span>
            <input
              className="input"
              value={badge}
              maxLength={80}
              onChange={(event) => setBadge(event.target.value)}
              autoComplete="off"
            />
          </label>
          <FailureLine failure={failure} />
          <button type="submit" className="button primary large" disabled={!ready || busy}>
            {t('session.first.create')}
          </button>
          {mode === 'live' ? (
            <button type="button" className="button" data-try-demo onClick={() => void callStation('demo.try', {})}>
              {t('session.tryDemo')}
            </button>
          ) : null}
        </div>
      </form>
    </main>
  );
};
