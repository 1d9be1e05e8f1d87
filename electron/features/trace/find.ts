import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { identityOfTag } from '../../../shared/features/counts/tag-identity';
import { decodeEpc } from '../../../shared/epc/decode';
import type { traceQueries, TraceFound, TraceSubject } from '../../../shared/features/trace/queries';
import type { QueryContext, Reader } from '../../store/types';
import { findCandidates, nameOfParcel } from '../packing/lookups';
import { readMeaning } from '../packing/meaning';
import { withoutSsccIdentifier } from '../packing/parcel-rows';

type Find = (typeof traceQueries)['trace.find'];

const itemOf = (db: Reader, sku: string): { name: string; picture: string | null } =>
  db.get<{ name: string; picture: string }>('SELECT name, picture FROM items WHERE sku = ?', sku) ?? {
    name: sku,
    picture: null,
  };

const most = 50;

const lotsNamed = (db: Reader, lot: string): TraceSubject[] =>
  db
    .all<{ sku: string }>(
      'SELECT sku FROM stock_goods WHERE lot = ?1 UNION SELECT sku FROM parcel_items WHERE lot = ?1 LIMIT ?2',
      lot,
      most,
    )
    .map(({ sku }) => ({ kind: 'lot', sku, lot }));

const serialsNamed = (db: Reader, serial: string): TraceSubject[] =>
  db
    .all<{ sku: string }>(
      'SELECT sku FROM stock_goods WHERE serial = ?1 UNION SELECT sku FROM packed_serials WHERE serial = ?1 LIMIT ?2',
      serial,
      most,
    )
    .map(({ sku }) => ({ kind: 'serial', sku, serial }));

/** A parcel by what is printed on it, its order, or a handling unit of the shelves. */
const unitsNamed = (db: Reader, text: string): TraceSubject[] => {
  const code = withoutSsccIdentifier(text);
  const [, order = '', parcel = ''] = /^(.+)\/(\d+)$/.exec(text) ?? [];
  return db
    .all<{ unit: string }>(
      `SELECT parcel_id AS unit FROM parcels WHERE sscc = ?1 UNION SELECT parcel_id FROM parcels WHERE number = ?1
       UNION SELECT p.parcel_id FROM orders o CROSS JOIN parcels p ON p.pack_id = (SELECT pack_id FROM packs WHERE order_id = o.order_id) WHERE o.number = ?1
       UNION SELECT p.parcel_id FROM orders o CROSS JOIN parcels p ON p.pack_id = (SELECT pack_id FROM packs WHERE order_id = o.order_id)
         WHERE o.number = ?2 AND p.sequence = ?3
       UNION SELECT unit FROM stock_accounts WHERE unit = ?1 AND unit <> '' LIMIT ?4`,
      code,
      order,
      Number(parcel),
      most,
    )
    .map(({ unit }) => ({ kind: 'unit', unit }));
};

/** A tag's EPC: a piece of goods, or a parcel's SSCC. */
const tagged = (db: Reader, text: string): TraceSubject[] => {
  if (!/^[0-9A-Fa-f]{16,62}$/.test(text)) return [];
  const { gtin, serial } = identityOfTag(text);
  if (gtin !== null && serial !== null)
    return findCandidates(db, gtin, gtin).map(({ sku }) => ({ kind: 'serial', sku, serial }));
  const decoded = decodeEpc(text);
  const sscc = decoded.ok ? decoded.value.elements.find(({ ai }) => ai === '00')?.value : undefined;
  return sscc === undefined ? [] : unitsNamed(db, sscc);
};

/** A scan with product, lot and serial in it, or a label of ours. */
const scanned = (db: Reader, data: string, aim: string | null, at: number): TraceSubject[] => {
  const meaning = readMeaning(db, { sequence: 0, deviceId: '', data, aim, source: 'serial', at, simulated: false });
  const { candidates, lot, serial, label, order } = meaning;
  const parcel = label?.parcelId ?? null;
  if (parcel !== null) return [{ kind: 'unit', unit: parcel }];
  if (order !== null) return unitsNamed(db, data);
  return candidates.flatMap(({ sku }): TraceSubject[] => [
    ...(serial === null ? [] : [{ kind: 'serial' as const, sku, serial }]),
    ...(lot === null ? [] : [{ kind: 'lot' as const, sku, lot }]),
  ]);
};

/** Lots of an item that is named by its barcode or SKU, the newest first. */
const lotsOfItem = (db: Reader, text: string): TraceSubject[] =>
  findCandidates(db, /^\d{8,14}$/.test(text) ? text.padStart(14, '0') : null, text).flatMap(({ sku }) =>
    db
      .all<{ lot: string }>(
        `SELECT lot FROM stock_goods WHERE sku = ? AND lot <> '' GROUP BY lot ORDER BY max(goods) DESC LIMIT ?`,
        sku,
        most,
      )
      .map(({ lot }): TraceSubject => ({ kind: 'lot', sku, lot })),
  );

const exists = (db: Reader, subject: TraceSubject): boolean => {
  if (subject.kind === 'unit') return true;
  const { sku } = subject;
  return subject.kind === 'lot'
    ? lotsNamed(db, subject.lot).some((each) => each.kind === 'lot' && each.sku === sku)
    : serialsNamed(db, subject.serial).some((each) => each.kind === 'serial' && each.sku === sku);
};

export const nameOfSubject = (db: Reader, subject: TraceSubject): { name: string; picture: string | null } => {
  if (subject.kind !== 'unit') return itemOf(db, subject.sku);
  const parcel = nameOfParcel(db, subject.unit);
  return { name: parcel === null ? subject.unit : `${parcel.order}/${parcel.parcel}`, picture: null };
};

/** What a scan or a typed text may stand for; what says more comes first. */
export const find = ({ db }: QueryContext, { text, aim, at }: ParamsOf<Find>): AnswerOf<Find> => {
  const data = text.trim();
  const all = [
    ...tagged(db, data),
    ...scanned(db, data, aim, at).filter((each) => exists(db, each)),
    ...unitsNamed(db, data),
    ...serialsNamed(db, data),
    ...lotsNamed(db, data),
  ];
  const subjects = all.length > 0 ? all : lotsOfItem(db, data);
  const unique = new Map(subjects.map((each) => [JSON.stringify(each), each]));
  return [...unique.values()].slice(0, most).map((subject): TraceFound => ({ subject, ...nameOfSubject(db, subject) }));
};
