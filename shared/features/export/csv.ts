import { csvText, type CsvCell } from '../../csv-text';
import { weightDigits } from '../../units';
import type { ExportItem, ExportRecord } from './record';

const columns = [
  'event',
  'at',
  'order_number',
  'order_reference',
  'service',
  'country',
  'tote',
  'parcel_id',
  'parcel_sequence',
  'sscc',
  'parcel_number',
  'carton',
  'weight_shown',
  'weight',
  'weight_unit',
  'weight_mg',
  'weight_source',
  'label_copy',
  'line_id',
  'sku',
  'item_name',
  'quantity',
  'gtin',
  'lot',
  'serial',
  'expiry',
  'short_quantity',
  'reason',
  'opened_at',
  'closed_at',
  'person',
  'station',
  'site',
] as const;
type Column = (typeof columns)[number];

const parcelCells = ({ parcel }: ExportRecord): Partial<Record<Column, CsvCell>> =>
  parcel === null
    ? {}
    : {
        parcel_id: parcel.parcelId,
        parcel_sequence: parcel.sequence,
        sscc: parcel.sscc,
        parcel_number: parcel.number,
        carton: parcel.carton?.name ?? null,
        weight_shown: parcel.weight?.text ?? null,
        weight: parcel.weight === null ? null : weightDigits(parcel.weight),
        weight_unit: parcel.weight?.unit ?? null,
        weight_mg: parcel.weight?.milligrams ?? null,
        weight_source: parcel.weight?.source ?? null,
        label_copy: parcel.labelCopy,
        opened_at: parcel.openedAt,
        closed_at: parcel.closedAt,
      };

const commonCells = (record: ExportRecord): Partial<Record<Column, CsvCell>> => ({
  event: record.event,
  at: record.at,
  order_number: record.order.number,
  order_reference: record.order.reference,
  service: record.order.service,
  country: record.order.country,
  tote: record.order.tote,
  reason: record.reason,
  person: record.person,
  station: record.station,
  site: record.site,
  ...parcelCells(record),
});

const itemCells = ({
  lineId,
  sku,
  name,
  quantity,
  gtin,
  lot,
  serial,
  expiry,
}: ExportItem): Partial<Record<Column, CsvCell>> => ({
  line_id: lineId,
  sku,
  item_name: name,
  quantity,
  gtin,
  lot,
  serial,
  expiry,
});

/** The record as CSV (RFC 4180, UTF-8): one row for each item and each short line, or one row when there is neither. */
export const encodeExportCsv = (record: ExportRecord): string => {
  const common = commonCells(record);
  const items = record.parcel?.items.map(itemCells) ?? [];
  const short = record.short.map(({ lineId, sku, quantity, reason }) => ({
    line_id: lineId,
    sku,
    short_quantity: quantity,
    reason,
  }));
  const rows: Partial<Record<Column, CsvCell>>[] = [...items, ...short];
  const lines = (rows.length === 0 ? [{}] : rows).map((row) => {
    const cells: Partial<Record<Column, CsvCell>> = { ...common, ...row };
    return columns.map((column) => cells[column] ?? null);
  });
  return csvText([columns, ...lines]);
};
