import { applicatorEvent, type LineScan } from '../../../shared/features/applicator/events';
import type { ItemState } from '../../../shared/features/applicator/queries';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import type { FeatureEvent } from '../../../shared/feature';
import type { FailureDetails } from '../../../shared/result';
import type { Reader } from '../../store/types';
import type { PrintJobRow } from '../../../shared/features/printing/queries';

/** An item as decisions see it. */
export interface Item {
  readonly item_id: string;
  readonly applicator_id: string;
  readonly state: ItemState;
  readonly parcel_id: string | null;
  readonly order_id: string | null;
  readonly title: string;
  readonly code: string;
  readonly infeed: string;
  readonly job_id: string | null;
  readonly label_id: string | null;
  readonly copy: number | null;
  readonly codes: string | null;
  readonly record: string | null;
  readonly job_state: PrintJobRow['state'] | null;
}

const itemSql = `SELECT i.*, j.state AS job_state FROM applicator_items i LEFT JOIN print_jobs j ON j.job_id = i.job_id`;

export const readItem = (db: Reader, itemId: string): Item | null =>
  db.get<Item>(`${itemSql} WHERE i.item_id = ?`, itemId) ?? null;

export const isOpen = ({ state }: Pick<Item, 'state'>): boolean => state !== 'applied' && state !== 'off';

/** What is on the line, in the order of arrival. */
export const openItems = (db: Reader, applicatorId: string): readonly Item[] =>
  db.all<Item>(
    `${itemSql} WHERE i.applicator_id = ? AND i.state IN ('waiting', 'asked', 'taken', 'refused') ORDER BY i.n`,
    applicatorId,
  );

/** The last item whose label was read: its other barcodes may still come. */
export const lastApplied = (db: Reader, applicatorId: string): Item | null =>
  db.get<Item>(
    `${itemSql} WHERE i.applicator_id = ? AND i.ended_at IS NOT NULL AND i.state = 'applied' ORDER BY i.ended_at DESC, i.n DESC LIMIT 1`,
    applicatorId,
  ) ?? null;

/** Somebody's label is due to this parcel on some line already. */
export const openItemOf = (db: Reader, parcelId: string): Item | null =>
  db.get<Item>(`${itemSql} WHERE i.parcel_id = ? AND i.state IN ('waiting', 'asked', 'taken')`, parcelId) ?? null;

/** Barcodes of a label of a template; none of a box's own label, which the record knows. */
export const codesOf = ({ codes }: Pick<Item, 'codes'>): readonly string[] =>
  codes === null ? [] : (JSON.parse(codes) as readonly string[]);

/** The same code, however its reader writes it: a separator in front, or a GTIN with or without zeros. */
export const isSameCode = (a: string, b: string): boolean => {
  const plain = (code: string): string => {
    const text = code.replace(/^\u001d/, '').trim();
    return /^\d{8}$|^\d{12,14}$/.test(text) ? text.padStart(14, '0') : text;
  };
  return plain(a) === plain(b);
};

/** The infeed scanner read this code on it, as far as it was kept. */
export const isCodeOf = ({ code }: Pick<Item, 'code'>, scan: AttestedScan): boolean =>
  isSameCode(code, lineScan(scan).data);

export interface Stop {
  readonly item_id: string | null;
  readonly why: string;
}

/** What somebody must see to first; the oldest. */
export const stopOf = (db: Reader, applicatorId: string): Stop | null => stopsOf(db, applicatorId)[0] ?? null;

export const stopsOf = (db: Reader, applicatorId: string): readonly Stop[] =>
  db.all<Stop>('SELECT item_id, why FROM applicator_stops WHERE applicator_id = ? ORDER BY n', applicatorId);

export const lineScan = ({ deviceId, data, source, simulated, at }: AttestedScan): LineScan => ({
  deviceId,
  data: data.slice(0, 200),
  source,
  simulated,
  at,
});

export const stopEvent = (
  applicatorId: string,
  itemId: string | null,
  why: string,
  details: FailureDetails,
  scan: AttestedScan | null,
): FeatureEvent =>
  applicatorEvent('v1.applicator.stopped', {
    applicatorId,
    itemId,
    why,
    details,
    scan: scan === null ? null : lineScan(scan),
  });
