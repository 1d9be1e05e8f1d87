import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '../../../shared/feature';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { FailureLine } from '../../ui/failure';
import { PinField } from '../../ui/pin-field';

export const RoleField = ({ value, onChange }: { value: Role; onChange: (role: Role) => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  return (
    <label className="field">
      <span>{t('role')}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => onChange(roles.find((each) => each === event.target.value) ?? value)}
      >
        {roles
          .filter((each) => roleAtLeast(session, each))
          .map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
      </select>
    </label>
  );
};

/** `onAdded` hears whom to show next: a badge is what they need then. */
export const AddPerson = ({ onAdded }: { onAdded: (personId: string, name: string) => void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const ready = name.trim() !== '' && pin.length >= 4 && !busy;
  const add = (): void =>
    void run(async () => {
      const answer = await callStation('people.add', { name, role, pin });
      if (answer.ok) onAdded(answer.value.personId, answer.value.name);
      else setFailure(answer.failure);
    });
  return (
    <form
      className="card stack"
      data-add-person
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
      <RoleField value={role} onChange={setRole} />
      <PinField label={t('people.firstPin')} hint={t('people.firstPinText')} value={pin} onChange={setPin} />
      <FailureLine failure={failure} />
      <button type="submit" className="button primary" disabled={!ready}>
        {t('add')}
      </button>
      <p className="quiet">{t('people.choose')}</p>
    </form>
  );
};
