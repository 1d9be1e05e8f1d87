import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Confirm } from '../../ui/confirm';
import { FailureLine } from '../../ui/failure';
import { RoleField } from './add-person';
import { BadgeActs } from './badge-acts';
import { ResetPin } from './reset-pin';
import type { Person } from './use-people';

const NameAndRole = ({ person, onTold }: { person: Person; onTold: (text: string) => void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const changed = name.trim() !== person.name || role !== person.role;
  const save = (): void =>
    void run(async () => {
      const answer = await callStation('people.change', { personId: person.personId, name, role });
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) onTold(t('people.told.changed', { name: name.trim() }));
    });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && name.trim() !== '' && !busy) save();
      }}
    >
      <div className="pair">
        <label className="field grow">
          <span>{t('name')}</span>
          <input
            className="input"
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <RoleField value={role} onChange={setRole} />
      </div>
      <FailureLine failure={failure} />
      <button type="submit" className="button" disabled={!changed || name.trim() === '' || busy}>
        {t('people.change')}
      </button>
    </form>
  );
};

type Ask = 'pin' | 'deactivate' | 'erase';

const Ends = ({ person, onAsk }: { person: Person; onAsk: (ask: Ask) => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  return (
    <div className="row">
      {person.active ? (
        <button type="button" className="button danger" onClick={() => onAsk('deactivate')}>
          {t('people.deactivate')}
        </button>
      ) : null}
      {roleAtLeast(session, 'it') && !person.erased ? (
        <button type="button" className="button danger" onClick={() => onAsk('erase')}>
          {t('people.erase')}
        </button>
      ) : null}
    </div>
  );
};

/** One person, and what may be done about them. */
export const PersonCard = ({ person, onTold }: { person: Person; onTold: (text: string) => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [ask, setAsk] = useState<Ask | null>(null);
  const close = (): void => setAsk(null);
  const { personId, name } = person;
  if (!roleAtLeast(session, person.role))
    return (
      <section className="card stack">
        <h2>{name}</h2>
        <p className="quiet">{t('people.above')}</p>
      </section>
    );
  return (
    <section className="card stack" data-person={name}>
      <h2 className="anywhere">{person.erased ? t('people.nobody') : name}</h2>
      {person.active ? (
        <>
          <NameAndRole key={`${name}-${person.role}`} person={person} onTold={onTold} />
          <hr />
          <div className="row">
            <button type="button" className="button" onClick={() => setAsk('pin')}>
              {t('people.resetPin')}
            </button>
          </div>
          <BadgeActs person={person} disabled={false} onTold={onTold} />
          <hr />
        </>
      ) : null}
      <Ends person={person} onAsk={setAsk} />
      {ask === 'pin' ? (
        <ResetPin
          person={person}
          onClose={close}
          onDone={() => {
            close();
            onTold(t('people.told.pin', { name }));
          }}
        />
      ) : null}
      {ask === 'deactivate' || ask === 'erase' ? (
        <Confirm
          title={`${t(`people.${ask}`)}: ${name}`}
          text={t(`people.${ask}Text`, { name })}
          word={t(`people.${ask}`)}
          onClose={close}
          onYes={() => callStation(`people.${ask}`, { personId })}
        />
      ) : null}
    </section>
  );
};
