import type { CartonFacts } from '../../../shared/features/packing/cartons';
import type {
  Awaiting,
  ItemFacts,
  LabelState,
  LineState,
  PackedItem,
  PackState,
  ParcelExpectation,
  ParcelFacts,
} from '../../../shared/features/packing/state';
import { divisionOf, unknownDivisionMg } from '../../../shared/features/packing/decide-weight';
import {
  expectParcel,
  priorModel,
  type WeighedPart,
  type WeightModel,
} from '../../../shared/features/packing/weight-model';
import type { ParcelState, PrintState } from '../../../shared/features/packing/view';
import type { Weight } from '../../../shared/units';
import type { Reader } from '../../store/types';
import { readRule } from '../stock/facts';
import { readChange } from './order-change';

interface PackRow {
  pack_id: string;
  order_id: string;
  state: PackState['state'];
  claimed_by: string | null;
  station: string;
  order_version: number;
  hold_reason: string | null;
  awaiting: string | null;
  number: string;
}
interface ItemRow {
  sku: string;
  name: string;
  picture: string;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  weight_mg: number | null;
  weight_spread_mg: number | null;
  lot_rule: string;
  serial_rule: string;
  expiry_rule: string;
  min_days_left: number | null;
  keyed_quantity: number;
  fragile: number;
  hazmat: number;
  retired: number;
}
interface CartonRow {
  carton_id: string;
  name: string;
  kind: 'carton' | 'mailer';
  inner_length_mm: number;
  inner_width_mm: number;
  inner_height_mm: number;
  tare_mg: number;
  tare_spread_mg: number | null;
  max_weight_mg: number;
  cost_minor: number;
  stock: number | null;
  barcode: string | null;
}
interface ParcelRow {
  parcel_id: string;
  sequence: number;
  state: ParcelState;
  finished: number;
  carton_id: string | null;
  verdict: ParcelFacts['verdict'];
  weight: string | null;
  weight_text: string | null;
  weight_source: ParcelFacts['weightSource'];
  gross_mg: number | null;
  label_id: string | null;
  label_copy: number | null;
  label_job: string | null;
  sscc: string | null;
  number: string | null;
}
interface ItemInParcelRow {
  item_id: string;
  parcel_id: string;
  line_id: string;
  sku: string;
  quantity: number;
  lot: string | null;
  serial: string | null;
  expiry: string | null;
}

export const readItem = (db: Reader, sku: string): ItemFacts => {
  const row = db.get<ItemRow>('SELECT * FROM items WHERE sku = ?', sku);
  // An order may name a SKU that the catalogue lacks: it is packed by choice, without picture, size or weight.
  if (row === undefined)
    return {
      sku,
      name: sku,
      picture: 'unknown',
      size: null,
      lotRequired: false,
      serialRequired: false,
      expiryRequired: false,
      minDaysLeft: 0,
      keyedQuantity: true,
      fragile: false,
      hazmat: false,
      retired: false,
    };
  const { length_mm: lengthMm, width_mm: widthMm, height_mm: heightMm } = row;
  const size = lengthMm === null || widthMm === null || heightMm === null ? null : { lengthMm, widthMm, heightMm };
  return {
    sku,
    name: row.name,
    picture: row.picture,
    size,
    lotRequired: row.lot_rule === 'required',
    serialRequired: row.serial_rule === 'required',
    expiryRequired: row.expiry_rule === 'required',
    minDaysLeft: row.min_days_left ?? 0,
    keyedQuantity: row.keyed_quantity === 1,
    fragile: row.fragile === 1,
    hazmat: row.hazmat === 1,
    retired: row.retired === 1,
  };
};

const cartonFacts = (row: CartonRow): CartonFacts => ({
  cartonId: row.carton_id,
  name: row.name,
  kind: row.kind,
  inner: { lengthMm: row.inner_length_mm, widthMm: row.inner_width_mm, heightMm: row.inner_height_mm },
  tareMg: row.tare_mg,
  tareSpreadMg: row.tare_spread_mg,
  maxWeightMg: row.max_weight_mg,
  costMinor: row.cost_minor,
  stock: row.stock,
  barcode: row.barcode,
});

export const readCartons = (db: Reader): CartonFacts[] =>
  db.all<CartonRow>('SELECT * FROM cartons ORDER BY carton_id').map(cartonFacts);

const readCarton = (db: Reader, cartonId: string | null): CartonFacts | null => {
  if (cartonId === null) return null;
  const row = db.get<CartonRow>('SELECT * FROM cartons WHERE carton_id = ?', cartonId);
  return row === undefined ? null : cartonFacts(row);
};

const readLabel = (db: Reader, row: ParcelRow): LabelState | null => {
  if (row.label_id === null || row.label_job === null || row.label_copy === null) return null;
  const label = db.get<{ sha256: string; printer_id: string }>(
    'SELECT sha256, printer_id FROM labels WHERE label_id = ? AND copy = ?',
    row.label_id,
    row.label_copy,
  );
  const job = db.get<{ state: PrintState; reason: string | null; printer_id: string }>(
    'SELECT state, reason, printer_id FROM print_jobs WHERE job_id = ?',
    row.label_job,
  );
  return {
    labelId: row.label_id,
    copy: row.label_copy,
    jobId: row.label_job,
    job: job?.state ?? 'requested',
    reason: job?.reason ?? null,
    // A job may have moved to a spare since.
    printerId: job?.printer_id ?? label?.printer_id ?? '',
    sha256: label?.sha256 ?? '',
  };
};

const readParcel = (db: Reader, row: ParcelRow, items: readonly ItemInParcelRow[]): ParcelFacts => ({
  parcelId: row.parcel_id,
  sequence: row.sequence,
  state: row.state,
  finished: row.finished === 1,
  carton: readCarton(db, row.carton_id),
  dunnage: db
    .all<{ dunnage_id: string; name: string | null; quantity: number; unit_label: string | null }>(
      'SELECT p.dunnage_id, d.name, p.quantity, d.unit_label FROM parcel_dunnage p LEFT JOIN dunnage d USING (dunnage_id) WHERE p.parcel_id = ? ORDER BY p.dunnage_id',
      row.parcel_id,
    )
    .map((each) => ({
      dunnageId: each.dunnage_id,
      name: each.name ?? each.dunnage_id,
      quantity: each.quantity,
      unitLabel: each.unit_label ?? '',
    })),
  items: items.filter((item) => item.parcel_id === row.parcel_id).map(packedItem),
  verdict: row.verdict,
  weight: row.weight === null ? null : parseWeight(row.weight),
  weightText: row.weight_text,
  grossMg: row.gross_mg,
  weightSource: row.weight_source,
  label: readLabel(db, row),
  sscc: row.sscc,
  number: row.number,
});

/** Written by our own apply, from an event that was checked. */
const parseWeight = (json: string): Weight => JSON.parse(json) as Weight;

const packedItem = (row: ItemInParcelRow): PackedItem => ({
  itemId: row.item_id,
  lineId: row.line_id,
  sku: row.sku,
  quantity: row.quantity,
  lot: row.lot,
  serial: row.serial,
  expiry: row.expiry,
});

const readLines = (
  db: Reader,
  orderId: string,
  packId: string,
  items: readonly ItemInParcelRow[],
  live: ReadonlySet<string>,
): LineState[] => {
  const lines = db.all<{
    line_id: string;
    line_number: number;
    sku: string;
    quantity: number;
    lot: string | null;
  }>('SELECT * FROM order_lines WHERE order_id = ? ORDER BY line_number', orderId);
  const shorts = db.all<{ line_id: string; quantity: number }>(
    'SELECT line_id, sum(quantity) AS quantity FROM shorts WHERE pack_id = ? GROUP BY line_id',
    packId,
  );
  const inBoxes = items.filter((item) => live.has(item.parcel_id));
  const gone = inBoxes.filter((item) => !lines.some((line) => line.line_id === item.line_id));
  const removed = [...new Map(gone.map((item) => [item.line_id, item])).values()].map((item, index) => ({
    line_id: item.line_id,
    line_number: 9000 + index,
    sku: item.sku,
    quantity: 0,
    lot: null,
  }));
  /** The lot that a line goes on with: of an item that goes by lot, the one in the box. */
  const lotOf = (line: {
    readonly line_id: string;
    readonly sku: string;
    readonly lot: string | null;
  }): string | null =>
    line.lot ??
    (readRule(db, line.sku).rotation === 'lot'
      ? (inBoxes.find((item) => item.line_id === line.line_id && item.lot !== null)?.lot ?? null)
      : null);
  return [...lines, ...removed].map((line) => ({
    lineId: line.line_id,
    lineNumber: line.line_number,
    item: readItem(db, line.sku),
    quantity: line.quantity,
    lot: lotOf(line),
    packed: inBoxes.filter((item) => item.line_id === line.line_id).reduce((sum, item) => sum + item.quantity, 0),
    short: shorts.find((short) => short.line_id === line.line_id)?.quantity ?? 0,
  }));
};

const packSql = 'SELECT p.*, o.number FROM packs p JOIN orders o USING (order_id)';

const assemble = (db: Reader, row: PackRow): PackState => {
  const items = db.all<ItemInParcelRow>(
    'SELECT item_id, parcel_id, line_id, sku, quantity, lot, serial, expiry FROM parcel_items WHERE pack_id = ? ORDER BY n, item_id',
    row.pack_id,
  );
  const parcels = db.all<ParcelRow>(
    `SELECT parcel_id, sequence, state, finished, carton_id, verdict, weight, weight_text, weight_source, gross_mg, label_id,
       label_copy, label_job, sscc, number FROM parcels WHERE pack_id = ? ORDER BY sequence`,
    row.pack_id,
  );
  const live = new Set(parcels.filter((parcel) => parcel.state !== 'voided').map((parcel) => parcel.parcel_id));
  return {
    packId: row.pack_id,
    orderId: row.order_id,
    number: row.number,
    state: row.state,
    claimedBy: row.claimed_by,
    station: row.station,
    change: row.state === 'packed' ? null : readChange(db, row.order_id, row.order_version),
    holdReason: row.hold_reason,
    awaiting: row.awaiting === null ? null : (JSON.parse(row.awaiting) as Awaiting),
    lines: readLines(db, row.order_id, row.pack_id, items, live),
    parcels: parcels.map((parcel) => readParcel(db, parcel, items)),
  };
};

export const readPack = (db: Reader, packId: string): PackState | null => {
  const row = db.get<PackRow>(`${packSql} WHERE p.pack_id = ?`, packId);
  return row === undefined ? null : assemble(db, row);
};

export const readPackOfOrder = (db: Reader, orderId: string): PackState | null => {
  const row = db.get<PackRow>(`${packSql} WHERE p.order_id = ?`, orderId);
  return row === undefined ? null : assemble(db, row);
};

/** The pack that is on the screen of this station. */
export const readCurrentPack = (db: Reader, station: string): PackState | null => {
  const row = db.get<PackRow>(`${packSql} WHERE p.at_station = ?`, station);
  return row === undefined ? null : assemble(db, row);
};

export const readPackOfParcel = (db: Reader, parcelId: string): PackState | null => {
  const row = db.get<PackRow>(
    `${packSql} WHERE p.pack_id = (SELECT pack_id FROM parcels WHERE parcel_id = ?)`,
    parcelId,
  );
  return row === undefined ? null : assemble(db, row);
};

const readModel = (db: Reader, subject: string, prior: () => WeightModel): WeightModel => {
  const row = db.get<{ mean_mg: number; mean_variance: number; unit_variance: number; samples: number }>(
    'SELECT * FROM weight_models WHERE subject = ?',
    subject,
  );
  return row === undefined
    ? prior()
    : { meanMg: row.mean_mg, meanVariance: row.mean_variance, unitVariance: row.unit_variance, samples: row.samples };
};

export const skuModel = (db: Reader, sku: string): WeightModel =>
  readModel(db, `sku:${sku}`, () => {
    const row = db.get<{ weight_mg: number | null; weight_spread_mg: number | null }>(
      'SELECT weight_mg, weight_spread_mg FROM items WHERE sku = ?',
      sku,
    );
    return priorModel(row?.weight_mg ?? null, row?.weight_spread_mg ?? null);
  });

const dunnageModel = (db: Reader, dunnageId: string): WeightModel =>
  readModel(db, `dunnage:${dunnageId}`, () => {
    const row = db.get<{ weight_mg: number | null; weight_spread_mg: number | null }>(
      'SELECT weight_mg, weight_spread_mg FROM dunnage WHERE dunnage_id = ?',
      dunnageId,
    );
    return priorModel(row?.weight_mg ?? null, row?.weight_spread_mg ?? null);
  });

const partsOf = (db: Reader, parcel: ParcelFacts): WeighedPart[] => {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of parcel.items) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  const { carton } = parcel;
  const cartonPart =
    carton === null
      ? []
      : [
          {
            subject: `carton:${carton.cartonId}`,
            quantity: 1,
            model: readModel(db, `carton:${carton.cartonId}`, () => priorModel(carton.tareMg, carton.tareSpreadMg)),
          },
        ];
  return [
    ...[...quantities].map(([sku, quantity]) => ({ subject: `sku:${sku}`, quantity, model: skuModel(db, sku) })),
    ...cartonPart,
    ...parcel.dunnage.map(({ dunnageId, quantity }) => ({
      subject: `dunnage:${dunnageId}`,
      quantity,
      model: dunnageModel(db, dunnageId),
    })),
  ];
};

/** Expected weight of a parcel as it stands, with the division of the scale as far as it is known. */
export const readExpectation = (db: Reader, parcel: ParcelFacts, reading: Weight | null): ParcelExpectation => {
  const known =
    db.get<{ value: number }>(`SELECT value FROM counters WHERE name = 'scale-division-mg'`)?.value ??
    unknownDivisionMg;
  const divisionMg = Math.max(known, reading === null ? 0 : divisionOf(reading));
  const parts = partsOf(db, parcel);
  return { ...expectParcel(parts, divisionMg), parts, divisionMg };
};
