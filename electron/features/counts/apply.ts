import type { CountEventData, CountEventType } from '../../../shared/features/counts/events';
import type { BookedDifference, CountedHeap, CountLine, ZoneAssignment } from '../../../shared/features/counts/records';
import type { EntryMeta, Feature, Writer } from '../../store/types';
import { hideBins, showBins } from '../stock/unseen';
import { filePassFrom } from './dating';
import { tagsSeen } from './heard';
import { lotOf } from './lines';
import { unreadLines } from './passes';
import { scanUndone } from './undo';
import { forgetWeighings, weighed, weightLearned } from './weighings';

type Apply<T extends CountEventType> = (db: Writer, data: CountEventData<T>, meta: EntryMeta) => void;

const started: Apply<'v1.counts.started'> = (db, data, { n, at, actor }) => {
  db.run(
    `INSERT INTO counts(count_id, title, method, scope, blind, tolerance_minor, approval_minor, state, round, bins, started_n, started_at,
       started_by, round_n, round_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'counting', 1, ?, ?, ?, ?, ?, ?)`,
    data.countId,
    data.title,
    data.method,
    JSON.stringify(data.scope),
    data.blind ? 1 : 0,
    data.toleranceMinor,
    data.approvalMinor,
    data.locations.length,
    n,
    at,
    actor.personId,
    n,
    at,
  );
  for (const each of data.assigned ?? []) assign(db, data.countId, each);
  data.locations.forEach((location, index) =>
    db.run(
      'INSERT OR IGNORE INTO count_bins(count_id, location, seq, round, done) VALUES (?, ?, ?, 1, 0)',
      data.countId,
      location,
      index,
    ),
  );
  hideBins(db, blindBins(db, data.countId));
};

/** Whoever counts blind is told nothing of these bins on any page, as long as it is counted. */
const blindBins = (db: Writer, countId: string): readonly string[] =>
  db
    .all<{ location: string }>(
      'SELECT b.location FROM counts c JOIN count_bins b ON b.count_id = c.count_id WHERE c.count_id = ? AND c.blind = 1',
      countId,
    )
    .map(({ location }) => location);

/** The same difference of the same thing, before and after a recount. Two lots of an item in one bin are two things. */
const identityOf = (line: CountLine): string => {
  const { class: kind, sku, key, epc, tid, location } = line;
  return JSON.stringify([kind, sku, key, key === null || tid !== null ? epc : null, tid, location, lotOf(line)]);
};

/** Answers whether the line is a new one, with this number. */
const addLine = (db: Writer, countId: string, round: number, line: CountLine, number: number): boolean => {
  const identity = identityOf(line);
  const before = db.get<{ line: number; book: number; counted: number }>(
    'SELECT line, book, counted FROM count_lines WHERE count_id = ? AND identity = ?',
    countId,
    identity,
  );
  // What was decided stays decided as long as the figures are the same.
  if (before !== undefined && before.book === line.book && before.counted === line.counted) {
    db.run(
      `UPDATE count_lines SET stale = 0, data = ?, round = ?, valued = ?, shelves = ?, decision = nullif(decision, 'recount')
       WHERE count_id = ? AND line = ?`,
      JSON.stringify(line),
      round,
      line.valueMinor === null ? 0 : 1,
      line.shelves.length,
      countId,
      before.line,
    );
    return false;
  }
  if (before !== undefined) db.run('DELETE FROM count_lines WHERE count_id = ? AND line = ?', countId, before.line);
  db.run(
    `INSERT INTO count_lines(count_id, line, round, class, sku, identity, location, book, counted, value_minor, data, stale, valued, shelves)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
    countId,
    number,
    round,
    line.class,
    line.sku,
    identity,
    line.location,
    line.book,
    line.counted,
    // A misplaced piece is in the book already: nothing is gained.
    line.class === 'misplaced' ? 0 : (line.counted - line.book) * (line.valueMinor ?? 0),
    JSON.stringify(line),
    line.valueMinor === null ? 0 : 1,
    line.shelves.length,
  );
  return true;
};

/** Writes lines one after the other. A number is never used again: whoever speaks of a line that is gone speaks of no other. */
const addLines = (db: Writer, countId: string, round: number, lines: readonly CountLine[]): void => {
  const first =
    db.get<{ next_line: number }>('SELECT next_line FROM counts WHERE count_id = ?', countId)?.next_line ?? 1;
  let next = first;
  for (const line of lines) if (addLine(db, countId, round, line, next)) next += 1;
  if (next !== first) db.run('UPDATE counts SET next_line = ? WHERE count_id = ?', next, countId);
};

interface Counted {
  readonly countId: string;
  readonly location: string;
  readonly round: number;
  readonly personId: string | null;
}

const addResults = (db: Writer, of: Counted, heaps: readonly CountedHeap[]): void => {
  for (const { sku, book, counted, off, valueMinor } of heaps)
    db.run(
      'INSERT INTO count_results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      of.countId,
      of.location,
      of.round,
      sku,
      of.personId,
      book,
      counted,
      off,
      valueMinor,
    );
};

const addBooked = (db: Writer, countId: string, booked: readonly BookedDifference[]): void => {
  for (const { sku, reason, lost, gained, valueMinor } of booked)
    db.run('INSERT INTO count_booked VALUES (?, ?, ?, ?, ?, ?)', countId, sku, reason, lost, gained, valueMinor);
};

const scanned: Apply<'v1.counts.scanned'> = (db, data, meta) => {
  const { countId, round, entry, deviceId } = data;
  const { n, at, actor } = meta;
  db.run(
    'INSERT INTO count_scans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
    countId,
    entry.location,
    round,
    n,
    at,
    entry.goods.sku,
    JSON.stringify(entry.goods),
    entry.quantity,
    actor.personId,
    actor.station,
    deviceId ?? null,
  );
  db.run(
    `INSERT INTO count_entries VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT(count_id, location, goods) DO UPDATE SET quantity = quantity + excluded.quantity, last_n = excluded.last_n`,
    countId,
    entry.location,
    JSON.stringify(entry.goods),
    entry.quantity,
    n,
    n,
  );
  db.run(
    'UPDATE count_bins SET first_n = coalesce(first_n, ?) WHERE count_id = ? AND location = ?',
    n,
    countId,
    entry.location,
  );
  weighed(db, data, meta);
};

const binCounted: Apply<'v1.counts.binCounted'> = (db, data, { n, at, actor }) => {
  const { countId, location, round } = data;
  db.run(
    `UPDATE count_bins SET done = 1, done_n = ?, round = ?, expected = ?, counted = ?, person_id = ?, at = ?
     WHERE count_id = ? AND location = ?`,
    n,
    round,
    data.expected,
    data.counted,
    actor.personId,
    at,
    countId,
    location,
  );
  db.run('UPDATE count_lines SET stale = 1 WHERE count_id = ? AND location = ?', countId, location);
  addLines(db, countId, round, data.lines);
  db.run('DELETE FROM count_lines WHERE count_id = ? AND location = ? AND stale = 1', countId, location);
  db.run('DELETE FROM count_results WHERE count_id = ? AND location = ? AND round = ?', countId, location, round);
  addResults(db, { countId, location, round, personId: actor.personId }, data.heaps ?? []);
};

const submitted: Apply<'v1.counts.submitted'> = (db, data, { at, actor }) => {
  const { countId, round, lines, last } = data;
  addLines(db, countId, round, lines);
  // Readers heard it, not a person.
  addResults(db, { countId, location: '', round, personId: null }, data.heaps ?? []);
  if (!last) return;
  db.run(
    `UPDATE counts SET state = 'submitted', submitted_at = ?, submitted_by = ?, expected = ?, found = ?, unlisted = ? WHERE count_id = ?`,
    at,
    actor.personId,
    data.expected,
    data.found,
    data.unlisted ?? 0,
    countId,
  );
  showBins(db, blindBins(db, countId));
  db.run('DELETE FROM count_lines WHERE count_id = ? AND stale = 1', countId);
  db.run('UPDATE count_lines SET paired = 0 WHERE count_id = ? AND paired <> 0', countId);
  for (const { missing, found } of data.pairs ?? [])
    db.run('UPDATE count_lines SET paired = ? WHERE count_id = ? AND line = ?', found, countId, missing);
};

/** Lines that no later scan confirms go; of a count by barcode only those of bins that are counted again. */
const reopened: Apply<'v1.counts.reopened'> = (db, { countId, round }, { n, at }) => {
  db.run(
    `UPDATE counts SET state = 'counting', round = ?, round_n = ?, round_at = ?, approved_by = NULL, approved_minor = NULL
     WHERE count_id = ?`,
    round,
    n,
    at,
    countId,
  );
  hideBins(db, blindBins(db, countId));
  db.run(
    `UPDATE count_lines SET stale = 1 WHERE count_id = ?
     AND (SELECT method FROM counts c WHERE c.count_id = count_lines.count_id) = 'rfid'`,
    countId,
  );
};

const decided: Apply<'v1.counts.decided'> = (db, data, { at, actor }) => {
  for (const line of data.lines)
    db.run(
      `UPDATE count_lines SET decision = ?, reason = ?, note = ?, shelf = ?, decided_by = ?, decided_at = ?
       WHERE count_id = ? AND line = ?`,
      data.decision,
      data.reason,
      data.note,
      data.shelf === null ? null : JSON.stringify(data.shelf),
      actor.personId,
      at,
      data.countId,
      line,
    );
  db.run('UPDATE counts SET approved_by = NULL, approved_minor = NULL WHERE count_id = ?', data.countId);
  if (actor.personId !== null)
    db.run('INSERT OR IGNORE INTO count_deciders VALUES (?, ?)', data.countId, actor.personId);
};

const ended = (db: Writer, countId: string, state: string, { n, at, actor }: EntryMeta): void => {
  showBins(db, blindBins(db, countId));
  db.run(
    'UPDATE counts SET state = ?, ended_at = ?, ended_by = ?, ended_n = ? WHERE count_id = ?',
    state,
    at,
    actor.personId,
    n,
    countId,
  );
};

const assign = (db: Writer, countId: string, { site, zone, people }: ZoneAssignment): void => {
  db.run('DELETE FROM count_zones WHERE count_id = ? AND site = ? AND zone = ?', countId, site, zone);
  for (const personId of people)
    db.run('INSERT OR IGNORE INTO count_zones VALUES (?, ?, ?, ?)', countId, site, zone, personId);
};

const table: { readonly [T in CountEventType]: Apply<T> } = {
  'v1.counts.started': started,
  'v1.counts.assigned': (db, { countId, assignment }) => assign(db, countId, assignment),
  'v1.counts.takenOver': (db, { countId, zone, word }, { n, at, actor }) => {
    assign(db, countId, { ...zone, people: actor.personId === null ? [] : [actor.personId] });
    db.run(
      'INSERT OR REPLACE INTO count_taken VALUES (?, ?, ?, ?, ?, ?, ?)',
      countId,
      n,
      zone.site,
      zone.zone,
      at,
      actor.personId,
      word,
    );
  },
  'v1.counts.joined': (db, { countId, round }, { actor }) => {
    if (actor.personId === null) return;
    db.run('INSERT OR IGNORE INTO count_people VALUES (?, ?, ?)', countId, round, actor.personId);
  },
  'v1.counts.scanned': scanned,
  'v1.counts.scanUndone': scanUndone,
  'v1.counts.weightLearned': weightLearned,
  'v1.counts.binCounted': binCounted,
  'v1.counts.binReopened': (db, { countId, location }) => {
    db.run(
      // Whoever counts again must not see what was counted before.
      `UPDATE count_bins SET done = 0, round = round + 1, first_n = NULL, done_n = NULL, restarted = 0, expected = NULL, counted = NULL,
         person_id = NULL, at = NULL WHERE count_id = ? AND location = ?`,
      countId,
      location,
    );
    db.run('DELETE FROM count_entries WHERE count_id = ? AND location = ?', countId, location);
    forgetWeighings(db, countId, location);
  },
  'v1.counts.binRestarted': (db, { countId, location, reason }) => {
    db.run(
      'UPDATE count_bins SET first_n = NULL, restarted = ? WHERE count_id = ? AND location = ?',
      reason === 'moved' ? 1 : 0,
      countId,
      location,
    );
    db.run('DELETE FROM count_entries WHERE count_id = ? AND location = ?', countId, location);
    db.run(
      'DELETE FROM count_scans WHERE count_id = ? AND location = ? AND round = (SELECT round FROM counts c WHERE c.count_id = ?)',
      countId,
      location,
      countId,
    );
    forgetWeighings(db, countId, location);
  },
  'v1.counts.passStarted': (db, { countId, pass, readers, file }, { n, at, actor }) =>
    db.run(
      `INSERT INTO count_passes(count_id, pass, round, readers, started_at, person_id, started_n, tags, file)
       SELECT count_id, ?, round, ?, ?, ?, ?, 0, ? FROM counts WHERE count_id = ?`,
      pass,
      JSON.stringify(readers),
      at,
      actor.personId,
      file === undefined ? n : filePassFrom(db, countId, file, n),
      file === undefined ? null : JSON.stringify(file),
      countId,
    ),
  'v1.counts.fileSettled': (db, { countId, pass }) =>
    db.run(
      'UPDATE count_passes SET lost = NULL WHERE count_id = ? AND pass = ? AND lost = ?',
      countId,
      pass,
      unreadLines,
    ),
  'v1.counts.passEnded': (db, { countId, pass }, { n, at }) =>
    db.run('UPDATE count_passes SET ended_at = ?, ended_n = ? WHERE count_id = ? AND pass = ?', at, n, countId, pass),
  'v1.counts.tagsSeen': tagsSeen,
  'v1.counts.reportsLost': (db, { countId, pass, cause }) =>
    db.run('UPDATE count_passes SET lost = ? WHERE count_id = ? AND pass = ?', cause, countId, pass),
  'v1.counts.submitted': submitted,
  'v1.counts.decided': decided,
  'v1.counts.reopened': reopened,
  'v1.counts.approved': (db, { countId, supervisor, valueMinor }) =>
    db.run('UPDATE counts SET approved_by = ?, approved_minor = ? WHERE count_id = ?', supervisor, valueMinor, countId),
  'v1.counts.posted': (db, { countId, adjusted, valueMinor, booked }, meta) => {
    ended(db, countId, 'posted', meta);
    addBooked(db, countId, booked ?? []);
    db.run('UPDATE counts SET adjusted = ?, value_minor = ? WHERE count_id = ?', adjusted, valueMinor, countId);
  },
  'v1.counts.cancelled': (db, { countId }, meta) => ended(db, countId, 'cancelled', meta),
};

/** How the events of counts become rows. */
export const countsApply: Feature['apply'] = table;
