import type { InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import type { CountZoneView } from '../../../shared/features/counts/queries';
import type { CountZone, ZoneAssignment } from '../../../shared/features/counts/records';
import type { Failure } from '../../../shared/result';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type QueryContext,
  type Reader,
} from '../../store/types';
import { namer } from '../names';
import { readCount, type CountRow } from './facts';
import { counters, taking } from './who';

type Input<N extends keyof typeof countCommands> = InputOf<(typeof countCommands)[N]>;

const keyOfZone = ({ site, zone }: CountZone): string => JSON.stringify([site, zone]);

interface ZoneRow extends CountZone {
  bins: number;
  done: number;
}

export const zonesIn = (db: Reader, countId: string): readonly ZoneRow[] =>
  db.all<ZoneRow>(
    `SELECT l.site, l.zone, count(*) AS bins, sum(b.done) AS done FROM count_bins b JOIN stock_locations l ON l.location = b.location
     WHERE b.count_id = ? GROUP BY l.site, l.zone ORDER BY min(b.seq)`,
    countId,
  );

interface LyingRow extends CountZone {
  sku: string;
  serial: string;
}

/** In which zone the book has each kind of goods of a count, by its number in the list of zones; `null`: in several. */
export const zonesOfGoods = (
  db: Reader,
  countId: string,
  zones: readonly CountZone[],
  keyOf: (sku: string, serial: string) => string,
): ReadonlyMap<string, number | null> => {
  const numbers = new Map(zones.map((zone, index) => [keyOfZone(zone), index]));
  const found = new Map<string, number | null>();
  const rows = db.all<LyingRow>(
    `SELECT DISTINCT g.sku, g.serial, l.site, l.zone FROM count_bins c CROSS JOIN stock_locations l ON l.location = c.location
     CROSS JOIN stock_accounts a ON a.location = c.location CROSS JOIN stock_balances b ON b.account = a.account
     CROSS JOIN stock_goods g ON g.goods = b.goods WHERE c.count_id = ?`,
    countId,
  );
  for (const row of rows) {
    const key = keyOf(row.sku, row.serial);
    const number = numbers.get(keyOfZone(row)) ?? null;
    const before = found.get(key);
    found.set(key, before === undefined || before === number ? number : null);
  }
  return found;
};

/** Zones of a scope, in walking order, for whoever plans it. */
export const zonesOf = (db: Reader, locations: readonly string[]): (CountZone & { bins: number })[] => {
  const found = new Map<string, CountZone & { bins: number }>();
  for (const location of locations) {
    const row = db.get<CountZone>('SELECT site, zone FROM stock_locations WHERE location = ?', location);
    if (row === undefined) continue;
    const before = found.get(keyOfZone(row));
    found.set(keyOfZone(row), { ...row, bins: (before?.bins ?? 0) + 1 });
  }
  return [...found.values()];
};

/**
 * Whose each zone is in this round. Who counted the round before may not count it again: a zone that was theirs alone is
 * for whoever comes.
 */
const assignedIn = (db: Reader, { count_id: countId, round }: CountRow): ReadonlyMap<string, readonly string[]> => {
  const rows = db.all<CountZone & { person_id: string }>(
    'SELECT site, zone, person_id FROM count_zones WHERE count_id = ? ORDER BY site, zone, person_id',
    countId,
  );
  const before = rows.length === 0 ? new Set<string>() : counters({ db }, countId, round);
  const assigned = new Map<string, readonly string[]>();
  for (const row of rows)
    if (!before.has(row.person_id))
      assigned.set(keyOfZone(row), [...(assigned.get(keyOfZone(row)) ?? []), row.person_id]);
  return assigned;
};

const isOpenTo = (people: readonly string[] | undefined, personId: string | null): boolean =>
  people === undefined || (personId !== null && people.includes(personId));

const othersFailure = (context: CommandContext, { zone }: CountZone, people: readonly string[]): Failure => ({
  code: 'count-zone-others',
  details: { zone, names: people.map(namer(context)).join(', ') },
});

/** Why this person may not count in a bin: its zone is given to others. */
export const binFailure = (context: CommandContext, count: CountRow, location: string): Failure | null => {
  const assigned = assignedIn(context.db, count);
  if (assigned.size === 0) return null;
  const zone = context.db.get<CountZone>('SELECT site, zone FROM stock_locations WHERE location = ?', location);
  const people = zone === undefined ? undefined : assigned.get(keyOfZone(zone));
  if (zone === undefined || people === undefined || isOpenTo(people, context.actor.personId)) return null;
  return othersFailure(context, zone, people);
};

/** Why this person may not read: every zone that readers would hear is given to others. */
export const readFailure = (context: CommandContext, count: CountRow): Failure | null => {
  const assigned = assignedIn(context.db, count);
  if (assigned.size === 0) return null;
  const zones = zonesIn(context.db, count.count_id);
  if (zones.some((zone) => isOpenTo(assigned.get(keyOfZone(zone)), context.actor.personId))) return null;
  const [first] = zones;
  return first === undefined ? null : othersFailure(context, first, assigned.get(keyOfZone(first)) ?? []);
};

/** Zones must be of the count, people known. */
export const assignmentFailure = (
  db: Reader,
  zones: readonly CountZone[],
  assigned: readonly ZoneAssignment[],
): Failure | null => {
  const known = new Set(zones.map(keyOfZone));
  const other = assigned.find((each) => !known.has(keyOfZone(each)));
  if (other !== undefined) return { code: 'count-other-zone', details: { zone: other.zone } };
  const isKnown = (personId: string): boolean =>
    db.get('SELECT 1 AS known FROM people WHERE person_id = ? AND active = 1', personId) !== undefined;
  return assigned.every(({ people }) => people.every(isKnown)) ? null : { code: 'count-person-unknown' };
};

export const assign = ({ db }: CommandContext, { countId, assignment }: Input<'counts.assign'>): Decision<null> => {
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  if (count.state !== 'counting' && count.state !== 'submitted') return refused({ code: 'count-ended' });
  const failure = assignmentFailure(db, zonesIn(db, countId), [assignment]);
  return failure === null
    ? decided(null, [countEvent('v1.counts.assigned', { countId, assignment })])
    : refused(failure);
};

/** Once more by the one whose it is by now changes nothing. */
export const takeOver = (
  context: CommandContext,
  { countId, zone, word }: Input<'counts.takeOver'>,
): Decision<null> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  const failure = assignmentFailure(context.db, zonesIn(context.db, countId), [{ ...zone, people: [] }]);
  if (failure !== null) return refused(failure);
  const from = assignedIn(context.db, found.count).get(keyOfZone(zone));
  if (from === undefined || isOpenTo(from, context.actor.personId)) return decided(null, []);
  return decided(null, [countEvent('v1.counts.takenOver', { countId, zone, from: [...from], word })]);
};

interface CountedRow extends CountZone {
  person_id: string | null;
  bins: number;
}

interface TakenRow extends CountZone {
  person_id: string | null;
  word: string;
  at: string;
}

/** Each zone with whose it is and how far it is; one's own come first, those of others last. */
export const zoneViews = (context: QueryContext, count: CountRow, mayCount: boolean): readonly CountZoneView[] => {
  const { db, actor } = context;
  const { count_id: countId } = count;
  const nameOf = namer(context);
  const assigned = assignedIn(db, count);
  const counted = db.all<CountedRow>(
    `SELECT l.site, l.zone, b.person_id, count(*) AS bins FROM count_bins b JOIN stock_locations l ON l.location = b.location
     WHERE b.count_id = ? AND b.done = 1 GROUP BY l.site, l.zone, b.person_id ORDER BY bins DESC, b.person_id`,
    countId,
  );
  const taken = db.all<TakenRow>('SELECT * FROM count_taken WHERE count_id = ? ORDER BY n DESC', countId);
  const views = zonesIn(db, countId).map((row): CountZoneView => {
    const key = keyOfZone(row);
    const people = assigned.get(key);
    return {
      ...row,
      people: (people ?? []).map((personId) => ({ personId, name: nameOf(personId) })),
      mine: people !== undefined && isOpenTo(people, actor.personId),
      othersOnly: mayCount && !isOpenTo(people, actor.personId),
      counted: counted
        .filter((each) => keyOfZone(each) === key)
        .map(({ person_id: by, bins }) => ({ name: nameOf(by), bins })),
      taken: taken
        .filter((each) => keyOfZone(each) === key)
        .map(({ person_id: by, word, at }) => ({ name: nameOf(by), word, at })),
    };
  });
  const rank = ({ mine, othersOnly }: CountZoneView): number => (mine ? 0 : othersOnly ? 2 : 1);
  return views.toSorted((one, other) => rank(one) - rank(other));
};

/** Counts with a zone that is for this person, and that they may still count in this round. */
export const mineOf = (db: Reader, personId: string | null): ReadonlySet<string> =>
  new Set(
    db
      .all<{ count_id: string }>(
        `SELECT DISTINCT z.count_id FROM count_zones z JOIN counts c ON c.count_id = z.count_id AND c.state = 'counting'
         WHERE z.person_id = ? AND NOT EXISTS (
           SELECT 1 FROM count_people p WHERE p.count_id = z.count_id AND p.person_id = z.person_id AND p.round < c.round)`,
        personId,
      )
      .map(({ count_id: countId }) => countId),
  );
