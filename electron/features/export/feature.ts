import { encodeExportCsv } from '../../../shared/features/export/csv';
import { exportCommands, exportQueries, type ExportRow } from '../../../shared/features/export/contract';
import { exportEvent, type ExportEventData, type ExportEventType } from '../../../shared/features/export/events';
import type { ExportKind } from '../../../shared/features/export/record';
import type { PackingEventData } from '../../../shared/features/packing/events';
import type { AnswerOf } from '../../../shared/feature';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type EntryMeta,
  type Feature,
  type QueryContext,
  type Writer,
} from '../../store/types';
import { loadRecord, type ExportDue, type LoadRecord } from './load-record';
import { exportRange } from './range';

const schema: readonly string[] = [
  `CREATE TABLE exports (
    export_id TEXT PRIMARY KEY, kind TEXT NOT NULL, pack_id TEXT NOT NULL, order_id TEXT NOT NULL, parcel_id TEXT, state TEXT NOT NULL,
    name TEXT, json_sha256 TEXT, csv_sha256 TEXT, at TEXT NOT NULL, site TEXT NOT NULL, station TEXT NOT NULL, person_id TEXT, reason TEXT,
    written_at TEXT, n INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE INDEX exports_open ON exports(n) WHERE state <> 'written'`,
  `CREATE INDEX exports_parcel ON exports(parcel_id, n)`,
  `CREATE INDEX exports_order ON exports(order_id, n)`,
];

type ApplyOwn<T extends ExportEventType> = (db: Writer, data: ExportEventData<T>, meta: EntryMeta) => void;

interface Occasion {
  readonly packId: string;
  readonly orderId: string;
  readonly parcelId: string | null;
  readonly reason: string | null;
}

const addDue = (
  db: Writer,
  kind: ExportKind,
  { packId, orderId, parcelId, reason }: Occasion,
  { n, at, actor }: EntryMeta,
): void =>
  db.run(
    `INSERT OR IGNORE INTO exports(export_id, kind, pack_id, order_id, parcel_id, state, at, site, station, person_id, reason, n)
     VALUES (?, ?, ?, ?, ?, 'due', ?, ?, ?, ?, ?, ?)`,
    `${kind}-${parcelId ?? `${packId}-${n}`}`,
    kind,
    packId,
    orderId,
    parcelId,
    at,
    actor.site,
    actor.station,
    actor.personId,
    reason,
    n,
  );

const parcelClosed = (db: Writer, data: PackingEventData<'v1.packing.parcelClosed'>, meta: EntryMeta): void =>
  addDue(db, 'closed', { ...data, reason: null }, meta);

const parcelVoided = (db: Writer, data: PackingEventData<'v1.packing.parcelVoided'>, meta: EntryMeta): void =>
  addDue(db, 'voided', data, meta);

const orderPacked = (
  db: Writer,
  { packId, orderId, short }: PackingEventData<'v1.packing.orderPacked'>,
  meta: EntryMeta,
): void => {
  if (short) addDue(db, 'short', { packId, orderId, parcelId: null, reason: null }, meta);
};

const made: ApplyOwn<'v1.export.made'> = (db, { exportId, name, json, csv }) =>
  db.run(
    `UPDATE exports SET state = 'made', name = ?, json_sha256 = ?, csv_sha256 = ? WHERE export_id = ?`,
    name,
    json.sha256,
    csv.sha256,
    exportId,
  );

const written: ApplyOwn<'v1.export.written'> = (db, { exportId }, { at }) =>
  db.run(`UPDATE exports SET state = 'written', written_at = ? WHERE export_id = ?`, at, exportId);

const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);

/** The same for every try, so that a second file could only take the first one's place. */
const nameOf = (due: ExportDue, number: string): string =>
  `${due.kind}_${safe(number)}_${safe(due.parcel_id ?? due.export_id)}`;

interface StoredExport extends ExportDue {
  readonly state: ExportRow['state'];
  readonly name: string | null;
  readonly json_sha256: string | null;
  readonly csv_sha256: string | null;
}

const find = (db: CommandContext['db'], exportId: string): StoredExport | undefined =>
  db.get<StoredExport>('SELECT * FROM exports WHERE export_id = ?', exportId);

const utf8 = new TextEncoder();

const make = (context: CommandContext, load: LoadRecord, exportId: string): Decision<{ name: string }> => {
  const due = find(context.db, exportId);
  if (due === undefined) return refused({ code: 'export-unknown' });
  if (due.name !== null) return decided({ name: due.name }, []);
  const record = load(context.db, due);
  if (record === null) return refused({ code: 'order-unknown' });
  const name = nameOf(due, record.order.number);
  const json = context.attach(utf8.encode(`${JSON.stringify(record, null, 2)}\n`), 'json');
  const csv = context.attach(utf8.encode(encodeExportCsv(record)), 'csv');
  return decided({ name }, [exportEvent('v1.export.made', { exportId, name, json, csv })]);
};

const confirm = (
  context: CommandContext,
  { exportId, again }: { exportId: string; again: boolean },
): Decision<null> => {
  const row = find(context.db, exportId);
  if (row?.name === undefined || row.name === null || row.json_sha256 === null)
    return refused({ code: 'export-unknown' });
  const data = { exportId, parcelId: row.parcel_id, file: `${row.name}.json`, sha256: row.json_sha256 };
  if (row.state !== 'written') return decided(null, [exportEvent('v1.export.written', data)]);
  return decided(null, again ? [exportEvent('v1.export.repeated', data)] : []);
};

const rowSql = `SELECT export_id AS exportId, kind, order_id AS orderId, parcel_id AS parcelId, state, name, at, written_at AS writtenAt FROM exports`;

const pending = (
  { db }: QueryContext,
  { limit }: { limit: number },
): AnswerOf<(typeof exportQueries)['export.pending']> => ({
  total: db.get<{ total: number }>(`SELECT count(*) AS total FROM exports WHERE state <> 'written'`)?.total ?? 0,
  rows: db.all<ExportRow>(`${rowSql} WHERE state <> 'written' ORDER BY n, export_id LIMIT ?`, limit),
});

const content = (
  context: QueryContext,
  { exportId }: { exportId: string },
): AnswerOf<(typeof exportQueries)['export.content']> => {
  const row = find(context.db, exportId);
  if (row === undefined || row.name === null || row.json_sha256 === null || row.csv_sha256 === null) return null;
  const json = context.attachment(row.json_sha256);
  const csv = context.attachment(row.csv_sha256);
  if (json === null || csv === null) return null;
  const decoder = new TextDecoder();
  return { name: row.name, json: decoder.decode(json), csv: decoder.decode(csv) };
};

/** What must go to the shop's system. `load` reads a parcel from the tables of packing. */
export const createExportFeature = (load: LoadRecord): Feature => ({
  name: 'export',
  schema,
  apply: {
    'v1.packing.parcelClosed': parcelClosed,
    'v1.packing.parcelVoided': parcelVoided,
    'v1.packing.orderPacked': orderPacked,
    'v1.export.made': made,
    'v1.export.written': written,
  },
  commands: {
    'export.make': (context: CommandContext, { exportId }: { exportId: string }) => make(context, load, exportId),
    'export.confirm': confirm,
  },
  queries: {
    'export.pending': pending,
    'export.ofParcel': ({ db }: QueryContext, { parcelId }: { parcelId: string }) =>
      db.all<ExportRow>(`${rowSql} WHERE parcel_id = ? ORDER BY n, export_id`, parcelId),
    'export.ofOrder': ({ db }: QueryContext, { orderId }: { orderId: string }) =>
      db.all<ExportRow>(`${rowSql} WHERE order_id = ? ORDER BY n, export_id`, orderId),
    'export.content': content,
  },
  tasks: { 'export.range': exportRange(load) },
  definitions: { commands: exportCommands, queries: exportQueries },
});

export const exporting: Feature = createExportFeature(loadRecord);
