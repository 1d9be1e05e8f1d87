import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/station';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** From this many names on one looks for one's own. */
const many = 12;

const fits = (name: string, search: string): boolean => name.toLowerCase().includes(search.trim().toLowerCase());

/** Who may sign in. Whoever locked the station comes back most often, and stands first. */
export const PeopleGrid = ({
  people,
  lockedBy,
  onChoose,
}: {
  people: readonly PersonView[];
  lockedBy: string | null;
  onChoose: (person: PersonView) => void;
}) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const sorted = [...people].sort((a, b) => Number(b.personId === lockedBy) - Number(a.personId === lockedBy));
  const shown = sorted.filter(({ name }) => fits(name, search));
  return (
    <>
      {people.length > many ? (
        <input
          className="input"
          aria-label={t('session.find')}
          placeholder={t('session.find')}
          value={search}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      <div className="people-grid">
        {shown.map((person) => (
          <button
            key={person.personId}
            autoFocus={person === sorted[0]}
            type="button"
            className="person"
            onClick={() => onChoose(person)}
          >
            <span className="avatar" aria-hidden="true">
              {person.personId === lockedBy ? <Lock size={20} /> : initials(person.name)}
            </span>
            <span className="anywhere">
              {person.name}
              <br />
              <span className="quiet">{t(`role.${person.role}`)}</span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
};
