import type { QueryContext } from '../store/types';

/** Names of the people that a list mentions; sealed in the tables. */
export const namer = (context: Pick<QueryContext, 'db' | 'unseal'>): ((personId: string | null) => string) => {
  const known = new Map<string, string>();
  return (personId) => {
    if (personId === null) return '';
    const found = known.get(personId);
    if (found !== undefined) return found;
    const row = context.db.get<{ name_sealed: string; subject: string }>(
      'SELECT name_sealed, subject FROM people WHERE person_id = ?',
      personId,
    );
    const name = row === undefined ? '—' : (context.unseal(row.subject, row.name_sealed) ?? '—');
    known.set(personId, name);
    return name;
  };
};
