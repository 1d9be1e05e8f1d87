import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import { noteClasses, type LineShelf } from '../../../shared/features/counts/records';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { quantityOn, readLocation } from '../stock/facts';
import { nameOf, readCount, type CountRow } from './facts';
import { differences, lineOf, movedValue, onlyShelf, readLine, withLimits, writesOff, type StoredLine } from './lines';
import { onePassOnly } from './passes';
import { binsWith, bringFailure, heldPiece } from './pieces';
import { isCorrectedSince } from './position';
import { involvedIn } from './who';

type Input<N extends keyof typeof countCommands> = InputOf<(typeof countCommands)[N]>;

const isIn = (db: Reader, countId: string, location: string): boolean =>
  db.get('SELECT 1 AS known FROM count_bins WHERE count_id = ? AND location = ?', countId, location) !== undefined;

/** The shelf that somebody chose must be one of the line's; where it names none, a bin of the count. */
const shelfFailure = (db: Reader, count: CountRow, line: StoredLine, chosen: LineShelf | null): Failure | null => {
  const data = lineOf(line);
  if (chosen === null) return onlyShelf(data) === null ? { code: 'count-shelf-needed' } : null;
  const { goods, shelf } = chosen;
  const other = { code: 'count-other-shelf', details: { location: shelf.location } };
  if (goods.sku !== line.sku) return { code: 'count-other-goods' };
  if (readLocation(db, shelf.location) === null)
    return { code: 'location-unknown', details: { location: shelf.location } };
  if (!isIn(db, count.count_id, shelf.location) || (line.location ?? shelf.location) !== shelf.location) return other;
  if (data.shelves.length === 0 || line.class === 'misplaced') return null;
  const same = (each: LineShelf): boolean =>
    JSON.stringify([each.goods, each.shelf]) === JSON.stringify([goods, shelf]);
  return data.shelves.some(same) || (data.moreShelves > 0 && quantityOn(db, goods, shelf) > 0) ? null : other;
};

/** One piece is on one shelf: what the book has elsewhere, or what was scanned in two bins, can't be put here. */
const pieceFailure = (db: Reader, count: CountRow, line: StoredLine): Failure | null => {
  const serial = serialOfKey(lineOf(line).key);
  if (serial === null || line.sku === null || writesOff(line)) return null;
  const [first, second] = binsWith(db, count.count_id, line.sku, serial);
  if (first !== undefined && second !== undefined)
    return { code: 'count-serial-two-bins', details: { serial, first, second } };
  const held = heldPiece(db, line.sku, serial);
  if (line.class === 'misplaced') return bringFailure(db, line, held, line.location ?? '');
  return held === null ? null : { code: 'count-serial-held', details: { serial, location: held.shelf.location } };
};

const adjustFailure = (db: Reader, count: CountRow, line: StoredLine, shelf: LineShelf | null): Failure | null => {
  if (noteClasses.includes(line.class)) return { code: 'count-not-ours' };
  if (line.class === 'moved') return { code: 'count-moved' };
  if (isCorrectedSince(db, count, line))
    return { code: 'count-corrected-since', details: { name: nameOf(db, line.sku ?? '') } };
  return shelfFailure(db, count, line, shelf) ?? pieceFailure(db, count, line);
};

const recount = (db: Reader, count: CountRow, lines: readonly StoredLine[]): FeatureEvent[] => {
  const { count_id: countId, round } = count;
  // Of a piece that was found in one bin and is missed in another, both are counted again.
  const places = lines.flatMap((line) => [line.location, line.location === null ? null : lineOf(line).belongs]);
  const bins = [...new Set(places)].filter((each) => each !== null && isIn(db, countId, each));
  return [
    countEvent('v1.counts.reopened', { countId, round: round + 1 }),
    ...bins.flatMap((location) =>
      location === null ? [] : [countEvent('v1.counts.binReopened', { countId, location })],
    ),
  ];
};

/** A supervisor's word on lines, with its reason. */
export const decide = ({ db }: CommandContext, input: Input<'counts.decide'>): Decision<null> => {
  const { countId, decision, reason, note, shelf } = input;
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  // What a recount has overtaken is not decided any more.
  if (count.state !== 'submitted' || count.round !== input.round)
    return refused({ code: count.round === input.round ? 'count-not-submitted' : 'count-line-gone' });
  const lines: StoredLine[] = [];
  for (const number of input.lines) {
    const line = readLine(db, countId, number);
    if (line === null) return refused({ code: 'count-line-gone' });
    lines.push(line);
  }
  if (decision === 'adjust') {
    for (const line of lines) {
      const failure = adjustFailure(db, count, line, shelf);
      if (failure !== null) return refused(failure);
    }
    const failure = lines.some(writesOff) ? onePassOnly(db, count) : null;
    if (failure !== null) return refused(failure);
  }
  const said = countEvent('v1.counts.decided', { countId, lines: input.lines, decision, reason, note, shelf });
  return decided(null, decision === 'recount' ? [said, ...recount(db, count, lines)] : [said]);
};

/** Somebody who has neither started the count nor counted nor decided agrees to what is to be posted. */
export const approve = (context: CommandContext, input: Input<'counts.approve'>): Decision<null> => {
  const { countId, approval, reason } = input;
  const { db, settings } = context;
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  if (count.state !== 'submitted') return refused({ code: 'count-not-submitted' });
  if (involvedIn(context, count).has(approval.personId)) return refused({ code: 'count-needs-another' });
  const agreed = countEvent('v1.counts.approved', {
    countId,
    supervisor: approval.personId,
    badgeTyped: approval.badgeTyped,
    reason,
    valueMinor: movedValue(withLimits(count, settings), differences(db, countId)),
  });
  return decided(null, [agreed]);
};
