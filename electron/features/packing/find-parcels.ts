import type { FoundParcels } from '../../../shared/features/packing/reports';
import { dayBounds } from '../../../shared/time';
import type { Cell, QueryContext } from '../../store/types';
import { readParcelRows, withoutSsccIdentifier } from './parcel-rows';
import { readShipTo } from './ship-to';

const shownParcels = 200;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const partOf = (column: string): string => String.raw`${column} LIKE ? ESCAPE '\'`;
const parts = ['o.number', 'o.reference', 'o.tote', 'c.sscc', 'c.number'] as const;
const wholes = ['sku', 'gtin', 'lot', 'serial'] as const;

/** Orders of these parcels that go to somebody of that name. Names are sealed: each has to be opened. */
const ordersTo = (context: QueryContext, name: string, from: string, to: string): readonly string[] => {
  const wanted = name.toLocaleLowerCase();
  // Codes name no person.
  if (!/\p{L}/u.test(wanted)) return [];
  return context.db
    .all<{ order_id: string }>('SELECT DISTINCT order_id FROM parcels WHERE opened_at >= ? AND opened_at < ?', from, to)
    .map(({ order_id }) => order_id)
    .filter((orderId) => {
      const shipTo = readShipTo(context, orderId);
      return [shipTo?.name, shipTo?.company].some((each) => each?.toLocaleLowerCase().includes(wanted) === true);
    });
};

/** Parcels of all times by any part of what names them, or by what is inside. Looks at every row. */
export const findParcels = (
  context: QueryContext,
  { text, from, to }: { readonly text: string; readonly from: string | null; readonly to: string | null },
): FoundParcels => {
  const { timeZone } = context.settings;
  const wanted = withoutSsccIdentifier(text);
  const gtin = /^\d{8,13}$/.test(wanted) ? wanted.padStart(14, '0') : wanted;
  const inside = wholes.map((column) => `i.${column} = ?`).join(' OR ');
  const opened = [
    from === null ? '' : dayBounds(from, timeZone).from,
    to === null ? '9999' : dayBounds(to, timeZone).to,
  ] as const;
  const found = `${parts.map(partOf).join(' OR ')} OR c.order_id IN (SELECT value FROM json_each(?)) OR c.parcel_id IN (SELECT i.parcel_id FROM parcel_items i WHERE ${inside})`;
  const condition = `WHERE (${found}) AND c.opened_at >= ? AND c.opened_at < ?`;
  const params: Cell[] = [
    ...parts.map(() => `%${escapeLike(wanted)}%`),
    JSON.stringify(ordersTo(context, wanted, ...opened)),
    ...wholes.map((column) => (column === 'gtin' ? gtin : wanted)),
    ...opened,
  ];
  const total =
    context.db.get<{ count: number }>(
      `SELECT count(*) AS count FROM parcels c JOIN orders o USING (order_id) ${condition}`,
      ...params,
    )?.count ?? 0;
  return { total, rows: readParcelRows(context, condition, params, shownParcels) };
};
