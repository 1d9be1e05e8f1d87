import type { FoundParcels } from '../../../shared/features/packing/reports';
import { dayBounds } from '../../../shared/time';
import type { Cell, QueryContext } from '../../store/types';
import { readParcelRows, withoutSsccIdentifier } from './parcel-rows';

const shownParcels = 200;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const partOf = (column: string): string => String.raw`${column} LIKE ? ESCAPE '\'`;
const parts = ['o.number', 'o.reference', 'o.tote', 'c.sscc', 'c.number'] as const;
const wholes = ['sku', 'gtin', 'lot', 'serial'] as const;

/** Parcels of all times by any part of what names them, or by what is inside. Looks at every row. */
export const findParcels = (
  context: QueryContext,
  { text, from, to }: { readonly text: string; readonly from: string | null; readonly to: string | null },
): FoundParcels => {
  const { timeZone } = context.settings;
  const wanted = withoutSsccIdentifier(text);
  const gtin = /^\d{8,13}$/.test(wanted) ? wanted.padStart(14, '0') : wanted;
  const inside = wholes.map((column) => `i.${column} = ?`).join(' OR ');
  const found = `${parts.map(partOf).join(' OR ')} OR c.parcel_id IN (SELECT i.parcel_id FROM parcel_items i WHERE ${inside})`;
  const condition = `WHERE (${found}) AND c.opened_at >= ? AND c.opened_at < ?`;
  const params: Cell[] = [
    ...parts.map(() => `%${escapeLike(wanted)}%`),
    ...wholes.map((column) => (column === 'gtin' ? gtin : wanted)),
    from === null ? '' : dayBounds(from, timeZone).from,
    to === null ? '9999' : dayBounds(to, timeZone).to,
  ];
  const total =
    context.db.get<{ count: number }>(
      `SELECT count(*) AS count FROM parcels c JOIN orders o USING (order_id) ${condition}`,
      ...params,
    )?.count ?? 0;
  return { total, rows: readParcelRows(context, condition, params, shownParcels) };
};
