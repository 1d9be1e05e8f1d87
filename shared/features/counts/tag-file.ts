import { fail, ok, type Result } from '../../result';
import { detectDecimalMark, type DecimalMark } from '../import/numbers';
import { shownValue } from '../import/text';
import { mostFileTags, type FileSighting, type FileTime } from './records';
import { antennaOfCell, epcOfCell, readsOfCell, rssiOfCell, tidOfCell, timeOfCell } from './tag-file-cells';
import {
  cutLines,
  layoutOf,
  namedDelimiter,
  type TagColumns,
  type TagField,
  type TagFileLayout,
} from './tag-file-columns';

/** A line that names no tag that anybody could read. */
export interface UnreadLine {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly why: 'no-epc' | 'bad-tid' | 'broken';
  readonly text: string;
}

/** What a file of a sled or handheld says: one entry for each tag and antenna, in the order of the file. */
export interface TagFile {
  readonly sightings: readonly FileSighting[];
  /** Different tags: chips with different numbers are, whatever their EPC. */
  readonly tags: number;
  /** Lines that named a tag. */
  readonly lines: number;
  readonly unread: readonly UnreadLine[];
}

/** What a file would bring, before it is taken into a count. */
export interface TagFilePreview {
  readonly token: string;
  readonly tags: number;
  readonly lines: number;
  /** The first of those lines; all of them are `unreadLines`. */
  readonly unread: readonly UnreadLine[];
  readonly unreadLines: number;
  readonly time: FileTime;
  /** As the file has them; epoch milliseconds. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** The pass as which this very file was taken in before. */
  readonly knownPass: number | null;
  /** That pass is not whole: its lines that nobody could read are not settled. */
  readonly isOpen: boolean;
}

/** Each tag may be in several lines, one for each read. */
const mostLines = 200_000;

export type TagFileFault = 'tag-file-no-tags' | 'tag-file-too-long';

interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

const cellOf = ({ cells }: Line, columns: TagColumns, field: TagField): string => {
  const index = columns[field];
  return index === undefined ? '' : (cells[index] ?? '').trim();
};

const later = (one: number | null, other: number | null, pick: (a: number, b: number) => number): number | null =>
  one === null || other === null ? null : pick(one, other);
const louder = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** One read of two that can't be dated leaves the tag without a time. */
const merged = (one: FileSighting, other: FileSighting): FileSighting => ({
  ...one,
  reads: one.reads + other.reads,
  rssiCentiDbm: louder(one.rssiCentiDbm, other.rssiCentiDbm),
  firstAt: later(one.firstAt, other.firstAt, Math.min),
  lastAt: later(one.lastAt, other.lastAt, Math.max),
});

const linesOf = (all: readonly string[], { delimiter, heading }: TagFileLayout) => {
  const lines: Line[] = [];
  const unread: UnreadLine[] = [];
  let record = 0;
  for (const each of cutLines(all, delimiter)) {
    if ('broken' in each) {
      unread.push({ row: each.row, why: 'broken', text: shownValue(each.broken) });
      continue;
    }
    record += 1;
    // What stands above the heading is no line of the table, unless it has a tag.
    if (record > heading || (record < heading && each.cells.some((cell) => epcOfCell(cell) !== null))) lines.push(each);
  }
  return { lines, unread };
};

/** What a line says of one tag, or why nobody can read it. */
const sightingOf = (
  line: Line,
  columns: TagColumns,
  mark: DecimalMark,
  timeZone: string,
): FileSighting | UnreadLine['why'] => {
  const cell = (field: TagField): string => cellOf(line, columns, field);
  const epc = epcOfCell(cell('epc'));
  const tid = tidOfCell(cell('tid'));
  if (epc === null) return 'no-epc';
  if (tid === undefined) return 'bad-tid';
  const lastAt = timeOfCell(`${cell('date')} ${cell('last')}`, timeZone);
  const firstAt = timeOfCell(cell('first'), timeZone) ?? lastAt;
  return {
    epc,
    tid,
    antenna: antennaOfCell(cell('antenna')),
    reads: readsOfCell(cell('reads')),
    rssiCentiDbm: rssiOfCell(cell('rssi'), mark),
    firstAt: lastAt === null || firstAt === null ? null : Math.min(firstAt, lastAt),
    lastAt,
  };
};

/**
 * Tags from what a sled or handheld stored: a list of EPCs, or a table with chip numbers, strength, antenna, reads and
 * times. A line that can't be understood is said with its number; none is left out in silence.
 *
 * @param timeZone of times that name none.
 */
export const readTagFile = (text: string, timeZone: string): Result<TagFile, TagFileFault> => {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/, mostLines + 1);
  if (all.length > mostLines) return fail('tag-file-too-long', { most: mostFileTags });
  const named = namedDelimiter(all[0]);
  // Its number stays: a line is called what the file calls it.
  const body = named === null ? all : ['', ...all.slice(1)];
  const layout = layoutOf(body, named);
  const { columns } = layout;
  const { lines, unread } = linesOf(body, layout);
  const mark = detectDecimalMark(
    lines.map((line) => cellOf(line, columns, 'rssi')),
    layout.delimiter === ';' ? ',' : '.',
  );
  const found = new Map<string, FileSighting>();
  let tagged = 0;
  for (const line of lines) {
    const sighting = sightingOf(line, columns, mark, timeZone);
    if (typeof sighting === 'string') {
      unread.push({ row: line.row, why: sighting, text: shownValue(line.cells.join(' ')) });
      continue;
    }
    tagged += 1;
    const key = [sighting.epc, sighting.tid ?? '', sighting.antenna ?? ''].join(' ');
    const before = found.get(key);
    found.set(key, before === undefined ? sighting : merged(before, sighting));
  }
  if (found.size === 0) return fail('tag-file-no-tags');
  if (found.size > mostFileTags) return fail('tag-file-too-long', { most: mostFileTags });
  const sightings = [...found.values()];
  const tags = new Set(sightings.map(({ epc, tid }) => `${epc} ${tid ?? ''}`)).size;
  return ok({ sightings, tags, lines: tagged, unread: unread.toSorted((a, b) => a.row - b.row) });
};
