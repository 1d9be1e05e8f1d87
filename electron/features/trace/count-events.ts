import { epcisObservation, type EpcisEvent, type EpcisNames } from '../../../shared/features/trace/epcis';
import { goods } from '../../../shared/features/stock/records';
import { decodeEpc } from '../../../shared/epc/decode';
import type { Cell, Reader } from '../../store/types';
import type { EpcisFacts } from './write-epcis';

interface CountRow {
  count_id: string;
  title: string;
  method: string;
  round: number;
  submitted_at: string;
}

/** So many things in one event. */
const mostInOne = 1000;

const chunks = <T>(all: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / mostInOne) }, (_, index) =>
    all.slice(index * mostInOne, (index + 1) * mostInOne),
  );

/** What a tag says it is; chips that were never encoded, and what is no EPC, have no name that anybody else would know. */
const nameOf = (hex: string): string | null => {
  const decoded = decodeEpc(hex);
  return decoded.ok ? (decoded.value.digitalLink ?? decoded.value.identityUri) : null;
};

/** All tags that the last round read, but for those that were heard from outside. */
const tagsOf = (db: Reader, { count_id: countId, round }: CountRow): readonly string[] => {
  const rows = db.all<{ epc: string }>(
    `SELECT DISTINCT h.epc FROM count_heard h WHERE h.count_id = ? AND h.round = ? AND h.epc NOT IN
       (SELECT coalesce(json_extract(l.data, '$.epc'), '') FROM count_lines l WHERE l.count_id = ? AND l.class = 'stray') ORDER BY h.epc`,
    countId,
    round,
    countId,
  );
  return [...new Set(rows.flatMap(({ epc }) => nameOf(epc) ?? []))];
};

/** The zone that readers heard, or the whole site where it was more than one. */
const placeOf = (db: Reader, { count_id: countId }: CountRow): readonly [what: string, name: string] => {
  const zones = db.all<{ zone: string; site: string }>(
    `SELECT DISTINCT l.zone, l.site FROM count_bins b JOIN stock_locations l ON l.location = b.location WHERE b.count_id = ? LIMIT 2`,
    countId,
  );
  const [first, second] = zones;
  return first !== undefined && second === undefined ? ['zone', first.zone] : ['site', ''];
};

interface EntryRow {
  location: string;
  goods: string;
  quantity: number;
}

const where = (countId: string | null): string =>
  `FROM counts WHERE state IN ('submitted', 'posted') AND ${countId === null ? 'submitted_at >= ? AND submitted_at < ?' : 'count_id = ?'}`;

/** Counts that were handed in within a time, or one of them. */
export interface CountChoice {
  readonly from: string;
  readonly to: string;
  readonly countId: string | null;
}

const cellsOf = ({ from, to, countId }: CountChoice): Cell[] => (countId === null ? [from, to] : [countId]);

export const hasCounts = (db: Reader, choice: CountChoice): boolean =>
  db.get(`SELECT 1 AS known ${where(choice.countId)} LIMIT 1`, ...cellsOf(choice)) !== undefined;

/** What counts saw, as observations: the tags that were read, or what was scanned bin by bin. */
export function* countEvents(
  db: Reader,
  choice: CountChoice,
  names: EpcisNames,
  facts: EpcisFacts,
): Generator<EpcisEvent> {
  const counts = db.all<CountRow>(
    `SELECT count_id, title, method, round, submitted_at ${where(choice.countId)} ORDER BY submitted_at, count_id`,
    ...cellsOf(choice),
  );
  for (const count of counts) {
    const { count_id: countId, submitted_at: at } = count;
    const base = { countId, at, offset: facts.offset(at) };
    if (count.method === 'rfid') {
      const [kind, name] = placeOf(db, count);
      for (const [index, epcs] of chunks(tagsOf(db, count)).entries())
        yield epcisObservation({ ...base, part: `tags ${index}`, place: [kind, name], epcs, lines: [] }, names);
      continue;
    }
    const bins = new Map<string, EntryRow[]>();
    const entries = db.all<EntryRow>(
      'SELECT location, goods, quantity FROM count_entries WHERE count_id = ? ORDER BY location, goods',
      countId,
    );
    for (const row of entries) {
      const known = bins.get(row.location);
      if (known === undefined) bins.set(row.location, [row]);
      else known.push(row);
    }
    for (const [location, rows] of bins)
      for (const [index, some] of chunks(rows).entries()) {
        const lines = some.map((row) => {
          const what = goods.parse(JSON.parse(row.goods));
          return { goods: what, gtin: facts.gtin(what.sku), quantity: row.quantity };
        });
        const part = `${location} ${index}`;
        yield epcisObservation({ ...base, part, place: ['location', location], epcs: [], lines }, names);
      }
  }
}
