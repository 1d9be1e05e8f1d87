import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '../../../shared/feature';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, onPush, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';

type Person = CallAnswer<'people.list'>[number];
type Ask = { readonly what: 'pin' | 'badge'; readonly person: Person };

const usePeople = (): { people: readonly Person[]; failure: Failure | null } => {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const answer = await callStation('people.list', {});
    if (answer.ok) setPeople(answer.value);
    else setFailure(answer.failure);
  }, []);
  useEffect(() => {
    void load();
    return onPush('changed', (tables) => {
      if (tables.includes('people')) void load();
    });
  }, [load]);
  return { people, failure };
};

const Add = ({ onFailure }: { onFailure: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [pin, setPin] = useState('');
  const [badge, setBadge] = useState('');
  const [busy, run] = useBusy();
  const ready = name.trim() !== '' && /^\d{4,12}$/.test(pin) && !busy;
  const add = (): void =>
    void run(async () => {
      const answer = await callStation('people.add', {
        name,
        role,
        pin,
        ...(badge.trim() === '' ? {} : { badge: badge.trim() }),
      });
      onFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return;
      setName('');
      setPin('');
      setBadge('');
    });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add();
      }}
    >
      <h2>{t('people.add')}</h2>
      <label className="field">
        <span>{t('name')}</span>
        <input
          className="input"
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t('role')}</span>
        <select className="input" value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('pin')}</span>
        <input
          className="input"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          maxLength={12}
          onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, ''))}
        />
        <small>{t('session.pin.hint')}</small>
      </label>
      <label className="field">
        <span>{t('session.badge.optional')}</span>
        <input
          className="input"
          value={badge}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setBadge(event.target.value)}
        />
      </label>
      <button type="submit" className="button primary" disabled={!ready}>
        {t('add')}
      </button>
    </form>
  );
};

const Change = ({ ask, onDone }: { ask: Ask; onDone: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  const [busy, run] = useBusy();
  const ready = !busy && (ask.what === 'pin' ? /^\d{4,12}$/.test(value) : value.trim().length >= 4);
  const save = (): void =>
    void run(async () => {
      const { personId } = ask.person;
      const answer = await (ask.what === 'pin'
        ? callStation('people.resetPin', { personId, pin: value })
        : callStation('people.setBadge', { personId, badge: value.trim() }));
      onDone(answer.ok ? null : answer.failure);
    });
  return (
    <Dialog
      title={`${t(ask.what === 'pin' ? 'people.resetPin' : 'people.setBadge')}: ${ask.person.name}`}
      onClose={() => onDone(null)}
      onSubmit={() => ready && save()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {t('save')}
        </button>
      }
    >
      <label className="field">
        <span>{t(ask.what === 'pin' ? 'people.newPin' : 'people.badgeCode')}</span>
        <input
          className="input"
          autoFocus
          autoComplete="off"
          type={ask.what === 'pin' ? 'password' : 'text'}
          value={value}
          maxLength={80}
          onChange={(event) => setValue(event.target.value)}
        />
      </label>
      {ask.what === 'badge' ? (
        <button
          type="button"
          className="button"
          onClick={() =>
            void callStation('people.newBadgeCode', {}).then((answer) => answer.ok && setValue(answer.value.code))
          }
        >
          {t('people.generate')}
        </button>
      ) : null}
    </Dialog>
  );
};

const PersonState = ({ person }: { person: Person }) => {
  const { t } = useTranslation();
  return (
    <span className="row">
      <span className={`chip ${person.hasBadge ? 'good' : 'plain'}`}>
        {t(person.hasBadge ? 'people.hasBadge' : 'people.noBadge')}
      </span>
      {person.pinMustChange ? <span className="chip need">{t('people.mustChange')}</span> : null}
      {person.active ? null : <span className="chip bad">{t('people.inactive')}</span>}
    </span>
  );
};

const PersonActions = ({
  person,
  onAsk,
  onFailure,
}: {
  person: Person;
  onAsk: (ask: Ask) => void;
  onFailure: (failure: Failure | null) => void;
}) => {
  const { t } = useTranslation();
  return (
    <span className="row">
      <button type="button" className="button" disabled={!person.active} onClick={() => onAsk({ what: 'pin', person })}>
        {t('people.resetPin')}
      </button>
      <button
        type="button"
        className="button"
        disabled={!person.active}
        onClick={() => onAsk({ what: 'badge', person })}
      >
        {t('people.setBadge')}
      </button>
      <button
        type="button"
        className="button danger"
        disabled={!person.active}
        onClick={() =>
          void callStation('people.deactivate', { personId: person.personId }).then((answer) =>
            onFailure(answer.ok ? null : answer.failure),
          )
        }
      >
        {t('people.deactivate')}
      </button>
    </span>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { people, failure: loadFailure } = usePeople();
  const [ask, setAsk] = useState<Ask | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <>
      <h1>{t('people.title')}</h1>
      <FailureLine failure={failure ?? loadFailure} />
      <div className="two wide-first">
        <section className="card list-scroll" tabIndex={0} aria-label={t('people.title')}>
          <table className="list">
            <tbody>
              {people.map((person) => (
                <tr key={person.personId}>
                  <td>
                    <strong>{person.name}</strong>
                    <br />
                    <span className="quiet">{t(`role.${person.role}`)}</span>
                  </td>
                  <td>
                    <PersonState person={person} />
                  </td>
                  <td>
                    <PersonActions person={person} onAsk={setAsk} onFailure={setFailure} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Add onFailure={setFailure} />
      </div>
      {ask === null ? null : (
        <Change
          ask={ask}
          onDone={(why) => {
            setFailure(why);
            setAsk(null);
          }}
        />
      )}
    </>
  );
};
