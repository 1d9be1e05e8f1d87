import { createHash } from 'node:crypto';
import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import { passFile, type FileSighting, type FileTime, type PassFile } from '../../../shared/features/counts/records';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { clockFits } from './dating';
import { knownIdentity } from './identities';
import { passesOf, unreadLines, type PassRow } from './passes';
import { taking } from './who';
import { readFailure } from './zones';

type Input = InputOf<(typeof countCommands)['counts.takeFile']>;

/** Of one event. */
const mostAtOnce = 500;

/** The same for the same reads, whatever the file is called, and however it is written. */
export const contentOf = (sightings: readonly FileSighting[]): string => {
  const rows = sightings.map((each) => [
    each.epc,
    each.tid,
    each.antenna,
    each.reads,
    each.rssiCentiDbm,
    each.firstAt,
    each.lastAt,
  ]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
};

export const fileOf = ({ file }: Pick<PassRow, 'file'>): PassFile | null =>
  file === null ? null : passFile.parse(JSON.parse(file));

interface FileTimes {
  readonly time: FileTime;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** When it was read by its own clock, if that can be right and dates all of it. */
export const timesOf = (sightings: readonly FileSighting[], roundAt: string, now: number): FileTimes => {
  let firstAt: number | null = null;
  let lastAt: number | null = null;
  for (const each of sightings) {
    if (each.firstAt !== null) firstAt = Math.min(firstAt ?? each.firstAt, each.firstAt);
    if (each.lastAt !== null) lastAt = Math.max(lastAt ?? each.lastAt, each.lastAt);
  }
  if (firstAt === null || lastAt === null) return { time: 'none', firstAt: null, lastAt: null };
  if (!clockFits(firstAt, lastAt, roundAt, now)) return { time: 'clock', firstAt, lastAt };
  return { time: sightings.some((each) => each.lastAt === null) ? 'none' : 'known', firstAt, lastAt };
};

const chunksOf = (sightings: readonly FileSighting[]): (readonly FileSighting[])[] =>
  Array.from({ length: Math.ceil(sightings.length / mostAtOnce) }, (_, index) =>
    sightings.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );

const knownPass = (passes: readonly PassRow[], content: string): PassRow | undefined =>
  passes.find((each) => fileOf(each)?.content === content);

/** Tags of a file, as readers tell them: a clock that can't be right dates none of them. */
const seenIn = (countId: string, pass: number, { name, time }: PassFile, sightings: readonly FileSighting[]) =>
  chunksOf(sightings).map((some) =>
    countEvent('v1.counts.tagsSeen', {
      countId,
      sightings: some.map((each) => {
        knownIdentity(each.epc);
        const dated = time === 'clock' ? { ...each, firstAt: null, lastAt: null } : each;
        return { ...dated, readerId: name, pass };
      }),
    }),
  );

/** The same file again counts nothing; its unread lines may be settled by it. */
const again = (countId: string, { pass, lost }: PassRow, isWhole: boolean): Decision<Answer> =>
  decided(
    { pass, known: true },
    isWhole && lost === unreadLines ? [countEvent('v1.counts.fileSettled', { countId, pass })] : [],
  );

interface Answer {
  readonly pass: number;
  readonly known: boolean;
}

/** A sled's file as one pass: all of it in one entry, so that nothing ever takes half of it, or takes it twice. */
export const takeFile = (context: CommandContext, input: Input): Decision<Answer> => {
  const { countId, name, sightings, unreadRows, noTags } = input;
  const found = taking(context, countId);
  if ('result' in found) return found;
  const { count, joined } = found;
  if (count.method !== 'rfid') return refused({ code: 'count-by-barcode' });
  const failure = readFailure(context, count);
  if (failure !== null) return refused(failure);
  const passes = passesOf(context.db, countId);
  if (passes.some(({ ended_at }) => ended_at === null)) return refused({ code: 'count-pass-runs' });
  const content = contentOf(sightings);
  const isWhole = unreadRows.length === 0 || noTags;
  const before = knownPass(passes, content);
  if (before !== undefined) return again(countId, before, isWhole);
  const pass = (passes.at(-1)?.pass ?? 0) + 1;
  if (pass > 30) return refused({ code: 'count-too-many-passes' });
  const file: PassFile = {
    name,
    content,
    ...timesOf(sightings, count.round_at, Date.parse(context.at)),
    unreadLines: unreadRows.length,
    unreadRows: unreadRows.slice(0, 100),
    noTags: unreadRows.length > 0 && noTags,
  };
  const attachment = context.attach(new Uint8Array(Buffer.from(input.bytesBase64, 'base64')), 'txt');
  const lost: FeatureEvent[] = isWhole
    ? []
    : [countEvent('v1.counts.reportsLost', { countId, pass, readerId: name, cause: unreadLines, since: 0 })];
  return decided({ pass, known: false }, [
    ...joined,
    countEvent('v1.counts.passStarted', { countId, pass, readers: [name], file, attachment }),
    ...seenIn(countId, pass, file, sightings),
    ...lost,
    countEvent('v1.counts.passEnded', { countId, pass }),
  ]);
};
