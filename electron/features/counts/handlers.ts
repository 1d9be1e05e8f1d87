import { randomUUID } from 'node:crypto';
import type { InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import { mostBins } from '../../../shared/features/counts/records';
import type { Failure } from '../../../shared/result';
import {
  decided,
  refused,
  type CommandContext,
  type CommandHandler,
  type Decision,
  type Reader,
} from '../../store/types';
import { binsOf, readCount, type CountRow } from './facts';
import { finishBin, scan } from './bins';
import { approve, decide } from './deciding';
import { lineOf, type StoredLine } from './lines';
import { post } from './posting';
import { knownIdentity } from './identities';
import { endLeftOpen, passesOf } from './passes';
import { sortTags } from './sort-tags';
import { takeFile } from './take-file';
import { heapsOfTags } from './tag-heaps';
import { linesOfTags } from './tag-lines';
import { learnWeight, weigh } from './weighing';
import { undoScan } from './undo';
import { taking } from './who';
import { assign, assignmentFailure, readFailure, takeOver, zonesOf } from './zones';

type Commands = typeof countCommands;
type Input<N extends keyof Commands> = InputOf<Commands[N]>;

const overlap = (db: Reader, locations: readonly string[]): Failure | null => {
  const wanted = new Set(locations);
  const other = db
    .all<{ location: string; title: string }>(
      `SELECT b.location, c.title FROM counts c JOIN count_bins b ON b.count_id = c.count_id
       WHERE c.state IN ('counting', 'submitted')`,
    )
    .find(({ location }) => wanted.has(location));
  return other === undefined
    ? null
    : { code: 'count-overlaps', details: { location: other.location, title: other.title } };
};

const start = (
  { db, settings }: CommandContext,
  input: Input<'counts.start'>,
): Decision<{ countId: string; bins: number }> => {
  const { title, method, scope, blind, toleranceMinor, approvalMinor, assigned } = input;
  // The site's limits are not for whoever starts a count to loosen.
  if (toleranceMinor > settings.countToleranceMinor || approvalMinor > settings.countApprovalMinor)
    return refused({ code: 'count-limits' });
  const locations = [...binsOf(db, scope)];
  if (locations.length === 0) return refused({ code: 'count-no-bins' });
  if (locations.length > mostBins)
    return refused({ code: 'count-too-many-bins', details: { bins: locations.length, most: mostBins } });
  const zones = zonesOf(db, locations);
  const failure = overlap(db, locations) ?? assignmentFailure(db, zones, assigned ?? []);
  if (failure !== null) return refused(failure);
  const countId = randomUUID();
  const begun = countEvent('v1.counts.started', {
    countId,
    title,
    method,
    scope,
    blind,
    toleranceMinor,
    approvalMinor,
    locations,
    ...(assigned === undefined ? {} : { assigned }),
  });
  return decided({ countId, bins: locations.length }, [begun]);
};

const join = (context: CommandContext, { countId }: Input<'counts.join'>): Decision<null> => {
  const found = taking(context, countId);
  return 'result' in found ? found : decided(null, found.joined);
};

const startPass = (
  context: CommandContext,
  { countId, readers }: Input<'counts.startPass'>,
): Decision<{ pass: number }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  if (found.count.method !== 'rfid') return refused({ code: 'count-by-barcode' });
  const failure = readFailure(context, found.count);
  if (failure !== null) return refused(failure);
  const passes = passesOf(context.db, countId);
  const pass = (passes.at(-1)?.pass ?? 0) + 1;
  if (pass > 30) return refused({ code: 'count-too-many-passes' });
  return decided({ pass }, [
    ...found.joined,
    ...endLeftOpen(countId, passes),
    countEvent('v1.counts.passStarted', { countId, pass, readers }),
  ]);
};

const openPass = ({ db }: CommandContext, countId: string, pass: number): boolean =>
  passesOf(db, countId).some((each) => each.pass === pass && each.ended_at === null);

const endPass = (context: CommandContext, { countId, pass }: Input<'counts.endPass'>): Decision<null> =>
  decided(null, openPass(context, countId, pass) ? [countEvent('v1.counts.passEnded', { countId, pass })] : []);

/** What was seen is seen: it is taken even after the pass has ended, as long as the count goes on. */
const see = ({ db }: CommandContext, { countId, sightings }: Input<'counts.see'>): Decision<null> => {
  if (readCount(db, countId)?.state !== 'counting') return refused({ code: 'count-not-counting' });
  for (const { epc } of sightings) knownIdentity(epc);
  return decided(null, [countEvent('v1.counts.tagsSeen', { countId, sightings })]);
};

const lose = ({ db }: CommandContext, input: Input<'counts.lose'>): Decision<null> => {
  const pass = passesOf(db, input.countId).find((each) => each.pass === input.pass);
  if (pass === undefined || pass.lost !== null) return decided(null, []);
  return decided(null, [countEvent('v1.counts.reportsLost', input)]);
};

const inChunks = <T>(all: readonly T[], size: number): (readonly T[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / size)) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

const submitTags = ({ db }: CommandContext, count: CountRow): Decision<{ lines: number }> => {
  const { count_id: countId, round } = count;
  const passes = passesOf(db, countId);
  // What its readers still see would belong to no count any more.
  if (passes.some(({ ended_at }) => ended_at === null)) return refused({ code: 'count-pass-runs' });
  if (!passes.some((each) => each.round === round)) return refused({ code: 'count-nothing-read' });
  const sorted = sortTags(db, count);
  const { expected, found } = sorted;
  const { lines, unlisted } = linesOfTags(db, count, sorted);
  const chunks = inChunks(lines, 200);
  const heaps = inChunks(heapsOfTags(sorted, lines), 500);
  const many = Math.max(chunks.length, heaps.length);
  const events = Array.from({ length: many }, (_, index) =>
    countEvent('v1.counts.submitted', {
      countId,
      round,
      expected,
      found,
      lines: [...(chunks[index] ?? [])],
      last: index === many - 1,
      unlisted,
      heaps: [...(heaps[index] ?? [])],
    }),
  );
  return decided({ lines: lines.length }, events);
};

/** A piece that one bin misses and another one has is one difference: it lies in the wrong place. */
const pairsOf = (lines: readonly StoredLine[]): { missing: number; found: number }[] => {
  const keyOf = (line: StoredLine): string => JSON.stringify([line.sku, lineOf(line).key]);
  const found = new Map(lines.filter((line) => line.class === 'misplaced').map((line) => [keyOf(line), line.line]));
  return lines.flatMap((line) => {
    const other = line.class === 'missing' ? found.get(keyOf(line)) : undefined;
    return other === undefined ? [] : [{ missing: line.line, found: other }];
  });
};

const submitBins = ({ db }: CommandContext, count: CountRow): Decision<{ lines: number }> => {
  const { count_id: countId, round } = count;
  const bins = db.all<{ done: number; expected: number | null }>(
    'SELECT done, expected FROM count_bins WHERE count_id = ?',
    countId,
  );
  const left = bins.filter(({ done }) => done === 0).length;
  if (left > 0) return refused({ code: 'count-bins-left', details: { left } });
  const lines = db.all<StoredLine>('SELECT * FROM count_lines WHERE count_id = ? ORDER BY line', countId);
  const pairs = pairsOf(lines);
  const paired = new Set(pairs.map(({ missing }) => missing));
  const open = lines.filter(({ line }) => !paired.has(line));
  const expected = bins.reduce((sum, each) => sum + (each.expected ?? 0), 0);
  const short = open.reduce((sum, { book, counted }) => sum + Math.max(0, book - counted), 0);
  const event = countEvent('v1.counts.submitted', {
    countId,
    round,
    expected,
    found: expected - short,
    lines: [],
    last: true,
    pairs,
  });
  return decided({ lines: open.length }, [event]);
};

const submit = (context: CommandContext, { countId }: Input<'counts.submit'>): Decision<{ lines: number }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  const made = found.count.method === 'rfid' ? submitTags(context, found.count) : submitBins(context, found.count);
  return { ...made, events: made.result.ok ? [...found.joined, ...made.events] : made.events };
};

const cancel = ({ db }: CommandContext, { countId, reason }: Input<'counts.cancel'>): Decision<null> => {
  const state = readCount(db, countId)?.state;
  if (state === undefined) return refused({ code: 'count-unknown' });
  if (state !== 'counting' && state !== 'submitted') return refused({ code: 'count-ended' });
  return decided(null, [countEvent('v1.counts.cancelled', { countId, reason })]);
};

/** What each command of counts does. */
export const countsHandlers = {
  'counts.start': start,
  'counts.assign': assign,
  'counts.takeOver': takeOver,
  'counts.join': join,
  'counts.scan': scan,
  'counts.weigh': weigh,
  'counts.undoScan': undoScan,
  'counts.learnWeight': learnWeight,
  'counts.finishBin': finishBin,
  'counts.startPass': startPass,
  'counts.endPass': endPass,
  'counts.see': see,
  'counts.takeFile': takeFile,
  'counts.lose': lose,
  'counts.submit': submit,
  'counts.decide': decide,
  'counts.approve': approve,
  'counts.post': post,
  'counts.cancel': cancel,
} satisfies Record<keyof Commands, CommandHandler>;
