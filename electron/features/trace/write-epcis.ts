import { createHash } from 'node:crypto';
import {
  epcisEnd,
  epcisEvents,
  epcisHead,
  type EpcisEvent,
  type EpcisLine,
  type EpcisMovement,
  type EpcisNames,
} from '../../../shared/features/trace/epcis';
import { counterAccounts, type MovementKind, type Place, type Shelf } from '../../../shared/features/stock/records';
import { fail, ok, type Result } from '../../../shared/result';
import { syncOrStop, writeAll } from '../../journal/file-port';
import type { Reader, TaskContext } from '../../store/types';
import { gtinOf } from '../counts/facts';
import { readLocation } from '../stock/facts';
import { countMovements, movementsWhere } from '../stock/ledger';
import type { Which } from '../stock/which-movements';
import { countEvents, hasCounts } from './count-events';

export interface EpcisExport {
  /** UTC; from this moment, and before that one. */
  readonly from: string;
  readonly to: string;
  readonly folder: string;
  /** File name without extension. */
  readonly name: string;
  /** One count alone: what it saw and what its posting booked. */
  readonly countId: string | null;
}

interface Row {
  n: number;
  line: number;
  at: string;
  kind: MovementKind;
  quantity: number;
  reason: string | null;
  document: string | null;
  sku: string;
  lot: string;
  serial: string;
  from_location: string;
  from_unit: string;
  from_status: Shelf['status'];
  to_location: string;
  to_unit: string;
  to_status: Shelf['status'];
}

const rowSql = (
  from: string,
): string => `SELECT m.n, m.line, m.at, m.kind, m.quantity, m.reason, m.document, g.sku, g.lot, g.serial, f.location AS from_location,
  f.unit AS from_unit, f.status AS from_status, t.location AS to_location, t.unit AS to_unit, t.status AS to_status
  FROM ${from} m CROSS JOIN stock_goods g ON g.goods = m.goods CROSS JOIN stock_accounts f ON f.account = m.source
  CROSS JOIN stock_accounts t ON t.account = m.target
  WHERE m.n > ? OR m.line > ? ORDER BY m.n, m.line LIMIT ?`;
const rowsInOne = 5000;

const none = (text: string): string | null => (text === '' ? null : text);
const placeOf = (location: string, unit: string, status: Shelf['status']): Place => {
  const counter = counterAccounts.find((each) => `@${each}` === location);
  return counter === undefined ? { location, unit: none(unit), status } : { counter };
};

/** `+01:00`: what the clocks of the site said then. */
export const offsetAt = (at: string, timeZone: string): string => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /[+-]\d{2}:\d{2}/.exec(name)?.[0] ?? '+00:00';
};

/** RFC 9562 version 8: of our own making, the same for the same text. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};

const remembered = <T>(of: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = of(key);
    known.set(key, value);
    return value;
  };
};

export interface EpcisFacts {
  readonly gtin: (sku: string) => string | null;
  readonly sscc: (unit: string) => string | null;
  /** Of a moment, UTC, ISO. */
  readonly offset: (at: string) => string;
}

const quarterOf = (at: string): string => {
  const minute = Math.floor(Number(at.slice(14, 16)) / 15) * 15;
  return `${at.slice(0, 14)}${String(minute).padStart(2, '0')}`;
};

const glnOf = (db: Reader, location: string): ReturnType<EpcisNames['glnOf']> => {
  const place = readLocation(db, location);
  return { gln: place?.gln ?? null, extension: place?.glnExtension ?? null };
};

const factsOf = (db: Reader, timeZone: string): EpcisFacts => {
  // No clock changes within a quarter of an hour that begins at a full one.
  const offset = remembered((quarter) => offsetAt(`${quarter}:00Z`, timeZone));
  return {
    gtin: remembered((sku) => gtinOf(db, sku)),
    sscc: remembered(
      (unit) => db.get<{ sscc: string | null }>('SELECT sscc FROM parcels WHERE parcel_id = ?', unit)?.sscc ?? null,
    ),
    offset: (at) => offset(quarterOf(at)),
  };
};

const lineOf = (row: Row, facts: EpcisFacts): EpcisLine => ({
  goods: { sku: row.sku, lot: none(row.lot), serial: none(row.serial) },
  gtin: facts.gtin(row.sku),
  from: placeOf(row.from_location, row.from_unit, row.from_status),
  to: placeOf(row.to_location, row.to_unit, row.to_status),
  quantity: row.quantity,
});

/** Rows of one entry and kind that follow each other are one movement. */
const movementsOf = (rows: readonly Row[], facts: EpcisFacts): readonly EpcisMovement[] => {
  const movements: EpcisMovement[] = [];
  let before: Row | null = null;
  let lines: EpcisLine[] = [];
  let ssccs = new Map<string, string>();
  for (const row of rows) {
    const goesOn = before?.n === row.n && before.kind === row.kind && before.document === row.document;
    if (!goesOn) {
      lines = [];
      ssccs = new Map();
      const { n, line: part, kind, reason, document, at } = row;
      movements.push({ n, part, kind, reason, document, at, offset: facts.offset(at), lines, ssccs });
    }
    lines.push(lineOf(row, facts));
    for (const unit of [row.from_unit, row.to_unit]) {
      const sscc = unit === '' ? null : facts.sscc(unit);
      if (sscc !== null) ssccs.set(unit, sscc);
    }
    before = row;
  }
  return movements;
};

/** Whole entries only: the last one may go on in the next rows. */
const wholeEntries = (rows: readonly Row[], isEnd: boolean): readonly Row[] => {
  const last = rows.at(-1)?.n;
  if (isEnd || rows[0]?.n === last) return rows;
  return rows.filter(({ n }) => n !== last);
};

const whichOf = (db: Reader, { from, to, countId }: EpcisExport): Which => {
  if (countId === null) return { fromAt: from, beforeAt: to };
  const row = db.get<{ n: number | null }>('SELECT ended_n AS n FROM counts WHERE count_id = ?', countId);
  return { entries: JSON.stringify([row?.n ?? 0]), kinds: ['count'] };
};

const rowsAfter = (db: Reader, which: Which, { n, line }: { readonly n: number; readonly line: number }): Row[] => {
  // The entry goes on after that line.
  const rest = movementsWhere(db, { ...which, after: n - 1 }, { order: 'oldest', limit: line + rowsInOne });
  return db.all<Row>(rowSql(rest.sql), ...rest.cells, n, line, rowsInOne);
};

/** All events of a time, or of one count, as one EPCIS 2.0 document in JSON-LD, whole or not at all. */
export const writeEpcis = (
  { db, port, settings, at, onProgress }: TaskContext,
  wish: EpcisExport,
): Result<{ readonly file: string; readonly events: number }> => {
  const { folder, name } = wish;
  if (!port.exists(folder)) return fail('no-export-folder');
  const names: EpcisNames = {
    record: `${settings.site}/${settings.station}`,
    site: settings.site,
    gln: settings.siteGln,
    glnOf: remembered((location) => glnOf(db, location)),
    uuid: uuidOf,
  };
  const facts = factsOf(db, settings.timeZone);
  const which = whichOf(db, wish);
  const total = countMovements(db, which);
  if (total === 0 && !hasCounts(db, wish)) return fail('nothing-to-export');
  const file = `${folder}/${name}.jsonld`;
  const temporary = `${folder}/.${name}.jsonld.part`;
  const handle = port.open(temporary, 'create');
  const write = (text: string): void => writeAll(port, handle, new TextEncoder().encode(text));
  let events = 0;
  let done = 0;
  const add = (made: readonly EpcisEvent[]): void => {
    if (made.length > 0) write(`${events > 0 ? ',\n' : ''}${made.map((each) => JSON.stringify(each)).join(',\n')}`);
    events += made.length;
  };
  try {
    write(epcisHead(at));
    for (let [n, line, isEnd] = [0, 0, false]; !isEnd;) {
      const rows = rowsAfter(db, which, { n, line });
      isEnd = rows.length < rowsInOne;
      const whole = wholeEntries(rows, isEnd);
      add(movementsOf(whole, facts).flatMap((movement) => epcisEvents(movement, names)));
      done += whole.length;
      ({ n, line } = whole.at(-1) ?? { n, line });
      onProgress({ done, total });
    }
    for (const event of countEvents(db, wish, names, facts)) add([event]);
    write(epcisEnd);
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
  port.rename(temporary, file);
  port.syncFolder(folder);
  return ok({ file, events });
};
