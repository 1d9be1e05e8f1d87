import type { EntryMeta, Writer } from '../../store/types';

/** Values worth showing in the record of an order; the whole event stays in the journal. */
const shown = [
  'sku',
  'quantity',
  'lot',
  'serial',
  'expiry',
  'code',
  'text',
  'grossMg',
  'expectedMg',
  'toleranceMg',
  'verdict',
  'source',
  'supervisor',
  'reason',
  'copy',
  'sscc',
  'number',
  'cartonId',
  'how',
  'sequence',
  'short',
] as const;

const hasDevice = (value: unknown): value is { readonly deviceId: string } =>
  typeof value === 'object' && value !== null && 'deviceId' in value && typeof value.deviceId === 'string';

/** The scanner, scale or printer that the event came from. */
const deviceOf = ({ scan, readings, printerId }: Readonly<Record<string, unknown>>): string | null => {
  if (hasDevice(scan)) return scan.deviceId;
  const last: unknown = Array.isArray(readings) ? readings.at(-1) : null;
  if (hasDevice(last)) return last.deviceId;
  return typeof printerId === 'string' ? printerId : null;
};

/** Adds one event to the record of its order. */
export const remember = (db: Writer, type: string, data: Readonly<Record<string, unknown>>, meta: EntryMeta): void => {
  const orderId = typeof data['orderId'] === 'string' ? data['orderId'] : orderOfPack(db, data['packId']);
  if (orderId === null) return;
  const kept: Record<string, unknown> = Object.fromEntries(
    shown.flatMap((key) => (data[key] === undefined || data[key] === null ? [] : [[key, data[key]]])),
  );
  const device = deviceOf(data);
  if (device !== null) kept['device'] = device;
  // Several events of one entry stand in their order.
  db.run(
    `INSERT INTO pack_history VALUES (?1, ?2, (SELECT count(*) FROM pack_history WHERE order_id = ?1 AND n = ?2), ?3, ?4, ?5, ?6, ?7, ?8)`,
    orderId,
    meta.n,
    meta.at,
    type,
    typeof data['parcelId'] === 'string' ? data['parcelId'] : null,
    meta.actor.personId,
    meta.actor.station,
    JSON.stringify(kept),
  );
};

const orderOfPack = (db: Writer, packId: unknown): string | null =>
  typeof packId === 'string'
    ? (db.get<{ order_id: string }>('SELECT order_id FROM packs WHERE pack_id = ?', packId)?.order_id ?? null)
    : null;
