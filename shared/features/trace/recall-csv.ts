import { csvText } from '../../csv-text';
import type { BalanceRow } from '../stock/queries';
import type { RecallParcel } from './queries';

const columns = [
  'where',
  'quantity',
  'location',
  'stock_status',
  'order',
  'parcel',
  'sscc',
  'parcel_number',
  'closed_at',
  'customer',
  'address',
  'phone',
  'country',
  'kits',
  'sku',
] as const;

/** Every shelf and every customer of a lot as CSV (RFC 4180, UTF-8); instants in UTC. */
export const encodeRecall = (shelves: readonly BalanceRow[], parcels: readonly RecallParcel[]): string =>
  csvText([
    columns,
    ...shelves.map((row) => ['shelf', row.quantity, row.location, row.status, ...Array<null>(10).fill(null), row.sku]),
    ...parcels.map((row) => [
      row.closedAt === null ? 'open parcel' : row.state === 'voided' ? 'voided parcel' : 'customer',
      row.quantity,
      null,
      null,
      row.order,
      row.sequence,
      row.sscc,
      row.number,
      row.closedAt,
      row.customer?.name ?? null,
      row.customer?.address ?? null,
      row.customer?.phone ?? null,
      row.country,
      row.kits === 0 ? null : row.kits,
      null,
    ]),
  ]);
