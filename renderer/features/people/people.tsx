import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { AddPerson } from './add-person';
import { PersonCard } from './person-card';
import { usePeople, type Person } from './use-people';

const PersonState = ({ person }: { person: Person }) => {
  const { t } = useTranslation();
  if (person.erased) return <span className="chip plain">{t('people.erased')}</span>;
  if (!person.active) return <span className="chip bad">{t('people.inactive')}</span>;
  return (
    <span className="row">
      <span className={`chip ${person.hasBadge ? 'good' : 'plain'}`}>
        {t(person.hasBadge ? 'people.hasBadge' : 'people.noBadge')}
      </span>
      {person.hasPin ? null : <span className="chip need">{t('people.noPin')}</span>}
      {person.pinMustChange ? <span className="chip need">{t('people.mustChange')}</span> : null}
    </span>
  );
};

const PersonRow = ({ person, chosen, onChoose }: { person: Person; chosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { lastSignedInAt } = person;
  return (
    <tr className="pick" aria-selected={chosen} onClick={onChoose} data-person-row={person.name}>
      <td>
        <button type="button" className="button quiet left anywhere" onClick={onChoose}>
          {person.erased ? t('people.nobody') : person.name}
        </button>
      </td>
      <td className="quiet">{t(`role.${person.role}`)}</td>
      <td>
        <PersonState person={person} />
      </td>
      <td className="quiet number">
        {lastSignedInAt === null
          ? t('people.never')
          : t('people.lastHere', { time: formatDateTime(lastSignedInAt, timeZone, language) })}
      </td>
    </tr>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { people, failure, reload } = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const person = people.find(({ personId }) => personId === chosen);
  const choose = (personId: string | null): void => {
    setChosen(personId);
    setTold(null);
  };
  const tell = (text: string): void => {
    setTold(text);
    void reload();
  };
  return (
    <>
      <div className="spread">
        <h1>
          {t('people.title')} <span className="quiet number">{people.filter(({ active }) => active).length}</span>
        </h1>
        {person === undefined ? null : (
          <button type="button" className="button" onClick={() => choose(null)}>
            <UserPlus size={20} aria-hidden="true" /> {t('people.add')}
          </button>
        )}
      </div>
      <FailureLine failure={failure} />
      {told === null ? null : (
        <p className="strip good" role="status" data-told>
          <span className="anywhere">{told}</span>
        </p>
      )}
      <div className="two wide-first">
        <section className="card list-scroll" tabIndex={0} aria-label={t('people.title')}>
          <table className="list">
            <tbody>
              {people.map((each) => (
                <PersonRow
                  key={each.personId}
                  person={each}
                  chosen={each.personId === chosen}
                  onChoose={() => choose(each.personId)}
                />
              ))}
            </tbody>
          </table>
        </section>
        {person === undefined ? (
          <AddPerson
            onAdded={(personId, name) => {
              setChosen(personId);
              tell(t('people.told.added', { name }));
            }}
          />
        ) : (
          <PersonCard key={person.personId} person={person} onTold={tell} />
        )}
      </div>
    </>
  );
};
