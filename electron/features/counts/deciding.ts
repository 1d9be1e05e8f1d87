import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import { noteClasses } from '../../../shared/features/counts/records';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { readLocation } from '../stock/facts';
import { readCount, type CountRow } from './facts';
import { differences, lineOf, movedValue, onlyShelf, readLine, writesOff, type StoredLine } from './lines';
import { onePassOnly } from './passes';
import { counters } from './who';

type Input<N extends keyof typeof countCommands> = InputOf<(typeof countCommands)[N]>;

const adjustFailure = (db: Reader, line: StoredLine, shelf: Input<'counts.decide'>['shelf']): Failure | null => {
  if (noteClasses.includes(line.class)) return { code: 'count-not-ours' };
  const data = lineOf(line);
  if (shelf === null && (onlyShelf(data) === null || line.class === 'misplaced')) return { code: 'count-shelf-needed' };
  if (shelf === null) return null;
  if (shelf.goods.sku !== line.sku) return { code: 'count-other-goods' };
  return readLocation(db, shelf.shelf.location) === null
    ? { code: 'location-unknown', details: { location: shelf.shelf.location } }
    : null;
};

const recount = (count: CountRow, lines: readonly StoredLine[]): FeatureEvent[] => {
  const { count_id: countId, round } = count;
  const bins = [...new Set(lines.map(({ location }) => location))].filter((each) => each !== null);
  return [
    countEvent('v1.counts.reopened', { countId, round: round + 1 }),
    ...bins.map((location) => countEvent('v1.counts.binReopened', { countId, location })),
  ];
};

/** A supervisor's word on lines, with its reason. */
export const decide = ({ db }: CommandContext, input: Input<'counts.decide'>): Decision<null> => {
  const { countId, decision, reason, note, shelf } = input;
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  if (count.state !== 'submitted') return refused({ code: 'count-not-submitted' });
  const lines: StoredLine[] = [];
  for (const number of input.lines) {
    const line = readLine(db, countId, number);
    if (line === null) return refused({ code: 'count-line-gone' });
    lines.push(line);
  }
  if (decision === 'adjust') {
    for (const line of lines) {
      const failure = adjustFailure(db, line, shelf);
      if (failure !== null) return refused(failure);
    }
    const failure = lines.some(writesOff) ? onePassOnly(db, count) : null;
    if (failure !== null) return refused(failure);
  }
  const said = countEvent('v1.counts.decided', { countId, lines: input.lines, decision, reason, note, shelf });
  return decided(null, decision === 'recount' ? [said, ...recount(count, lines)] : [said]);
};

/** Somebody who has neither counted nor decided agrees to what is to be posted. */
export const approve = (context: CommandContext, input: Input<'counts.approve'>): Decision<null> => {
  const { countId, approval, reason } = input;
  const { db } = context;
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  if (count.state !== 'submitted') return refused({ code: 'count-not-submitted' });
  const lines = differences(db, countId);
  const involved = counters(context, countId);
  for (const { decided_by: person } of lines) if (person !== null) involved.add(person);
  if (involved.has(approval.personId)) return refused({ code: 'count-needs-another' });
  const agreed = countEvent('v1.counts.approved', {
    countId,
    supervisor: approval.personId,
    badgeTyped: approval.badgeTyped,
    reason,
    valueMinor: movedValue(count, lines),
  });
  return decided(null, [agreed]);
};
