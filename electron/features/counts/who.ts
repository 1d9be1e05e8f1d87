import type { FeatureEvent } from '../../../shared/feature';
import { countEvent } from '../../../shared/features/counts/events';
import { refused, type CommandContext, type Decision } from '../../store/types';
import { readCount, type CountRow } from './facts';

/** Whoever counted a round, by person. */
export const counters = ({ db }: Pick<CommandContext, 'db'>, countId: string, beforeRound = Infinity): Set<string> =>
  new Set(
    db
      .all<{ person_id: string; round: number }>(
        'SELECT person_id, round FROM count_people WHERE count_id = ?',
        countId,
      )
      .filter(({ round }) => round < beforeRound)
      .map(({ person_id }) => person_id),
  );

/** Everybody who had a hand in a count: started it, counted, handed it in or decided any line of any round. */
export const involvedIn = (context: Pick<CommandContext, 'db'>, count: CountRow): ReadonlySet<string> => {
  const deciders = context.db.all<{ person_id: string }>(
    'SELECT person_id FROM count_deciders WHERE count_id = ?',
    count.count_id,
  );
  const people = [count.started_by, count.submitted_by, ...deciders.map(({ person_id }) => person_id)];
  return new Set([...counters(context, count.count_id), ...people.filter((each) => each !== null)]);
};

export interface Taking {
  readonly count: CountRow;
  /** Says who counts, when that is new. */
  readonly joined: readonly FeatureEvent[];
}

/** A recount is another person's. */
export const startedBy = (context: CommandContext, count: CountRow): Taking | Decision<never> => {
  const { personId } = context.actor;
  const { count_id: countId, round } = count;
  if (personId !== null && counters(context, countId, round).has(personId))
    return refused({ code: 'count-same-person' });
  const known = context.db.get(
    'SELECT 1 AS known FROM count_people WHERE count_id = ? AND round = ? AND person_id = ?',
    countId,
    round,
    personId,
  );
  return { count, joined: known === undefined ? [countEvent('v1.counts.joined', { countId, round })] : [] };
};

/** The count that is being taken, or why this person may not count it. */
export const taking = (context: CommandContext, countId: string): Taking | Decision<never> => {
  const count = readCount(context.db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  if (count.state !== 'counting') return refused({ code: 'count-not-counting' });
  return startedBy(context, count);
};
