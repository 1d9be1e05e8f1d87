import type { SliceWish } from '../../../shared/features/checkpoints/slice';
import type { OnProgress } from '../../host-port';
import type { FilePort } from '../../journal/file-port';
import { hashLength, newline } from '../../journal/format';
import { segmentName, segmentNumbers } from '../../journal/scan';
import { seekMoment } from '../../journal/seek-entry';
import type { Reader } from '../../store/types';
import { withoutSsccIdentifier } from '../packing/parcel-rows';

const said = (name: string, value: string): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;

interface Ids {
  readonly order_id: string;
  readonly pack_id: string | null;
  readonly parcel_id: string | null;
  readonly number: string;
  readonly sequence: number | null;
  readonly imported_at: string;
}

/** Entries that name one of these texts, whole. */
const namesOfOrder = (rows: readonly Ids[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ order_id, pack_id, parcel_id, number, sequence }) =>
      [order_id, pack_id, parcel_id, sequence === null ? null : `${number}/${sequence}`].flatMap((each) =>
        each === null ? [] : [JSON.stringify(each)],
      ),
    ),
  ),
];

const orderSql = `SELECT o.order_id, o.number, o.imported_at, k.pack_id, p.parcel_id, p.sequence FROM orders o LEFT JOIN packs k ON k.order_id = o.order_id
  LEFT JOIN parcels p ON p.pack_id = k.pack_id WHERE o.number = ?`;
const parcelSql = `SELECT o.order_id, o.number, o.imported_at, k.pack_id, p.parcel_id, p.sequence FROM parcels p JOIN packs k ON k.pack_id = p.pack_id
  JOIN orders o ON o.order_id = k.order_id WHERE p.sscc = ?1 OR p.number = ?1 OR p.parcel_id = ?1`;

export interface Wanted {
  /** What a line must hold to be chosen: each list is one way, all of its texts must be there. */
  readonly ways: readonly (readonly string[])[];
  /** When it was first heard of, UTC: no entry before names it. Empty where nobody knows. */
  readonly since: string;
}

/** `null`: nothing is known of it. */
export const wantedTexts = (db: Reader, wish: Exclude<SliceWish, { by: 'entries' }>): Wanted | null => {
  if (wish.by === 'lot') return { ways: [[said('sku', wish.sku), said('lot', wish.lot)]], since: '' };
  const rows =
    wish.by === 'order'
      ? db.all<Ids>(orderSql, wish.number)
      : db.all<Ids>(parcelSql, withoutSsccIdentifier(wish.code.trim()));
  const since = rows
    .map(({ imported_at }) => imported_at)
    .toSorted()
    .at(0);
  return since === undefined ? null : { ways: namesOfOrder(rows).map((each) => [each]), since };
};

/** Read in one go; a longer entry is read in ever larger pieces. */
const pieceBytes = 8 * 1024 * 1024;

const numberOf = (line: string): number | null => {
  const [, n] = /^ \{"kind":"entry","n":(\d+),/.exec(line.slice(hashLength, hashLength + 60)) ?? [];
  return n === undefined ? null : Number(n);
};

/** Bytes as text and text as bytes, one to one. */
const bytesAsText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Lines that hold all texts of one of the ways. The bytes are searched as they are: most lines are never looked at. */
const createSearch = (ways: Wanted['ways']) => {
  const texts = ways.map((all) => all.map(bytesAsText));
  const firsts = texts.map(([first = '']) => first.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
  const any = new RegExp(firsts.join('|'), 'g');
  return (bytes: Buffer, onLine: (line: string) => void): void => {
    const all = bytes.toString('latin1');
    any.lastIndex = 0;
    for (let hit = any.exec(all); hit !== null; hit = any.exec(all)) {
      const end = all.indexOf('\n', hit.index);
      const line = all.slice(all.lastIndexOf('\n', hit.index) + 1, end === -1 ? all.length : end);
      if (texts.some((each) => each.every((text) => line.includes(text)))) onLine(line);
      if (end === -1) return;
      any.lastIndex = end;
    }
  };
};

/** Hands over a file in pieces of whole lines. */
const readPieces = (port: FilePort, path: string, from: number, onPiece: (bytes: Buffer) => void): void => {
  const size = port.size(path);
  let length = pieceBytes;
  for (let at = from; at < size;) {
    const read = port.readRange(path, at, Math.min(length, size - at));
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0 && at + bytes.length >= size) return;
    length = end === 0 ? length * 4 : pieceBytes;
    if (end > 0) onPiece(bytes.subarray(0, end));
    at += end;
  }
};

/** Numbers of the entries whose text holds what is wanted, in their order; every byte since then is looked at. */
export const entriesNaming = (
  port: FilePort,
  journal: string,
  { ways, since }: Wanted,
  onProgress: OnProgress,
): readonly number[] => {
  const search = createSearch(ways);
  const found: number[] = [];
  const paths = segmentNumbers(port, journal).map((segment) => `${journal}/${segmentName(segment)}`);
  const begin = seekMoment(port, paths, since);
  const files = paths.slice(begin.index).map((path, index) => ({ path, from: index === 0 ? begin.byte : 0 }));
  const total = files.reduce((sum, { path, from }) => sum + port.size(path) - from, 0);
  let done = 0;
  const take = (bytes: Buffer): void => {
    search(bytes, (line) => {
      const n = numberOf(line);
      if (n !== null) found.push(n);
    });
    done += bytes.length;
    onProgress({ done, total });
  };
  for (const { path, from } of files) readPieces(port, path, from, take);
  return found;
};
