import { volumeMm3 } from '../../../shared/features/packing/cartons';
import {
  currentParcel,
  packStep,
  unitsTooMany,
  type PackState,
  type ParcelExpectation,
  type ParcelFacts,
} from '../../../shared/features/packing/state';
import type {
  CartonChoice,
  PackCarton,
  PackLine,
  PackParcel,
  PackView,
  ParcelLabel,
  ParcelWeight,
} from '../../../shared/features/packing/view';
import { suspectOf } from '../../../shared/features/packing/decide-weight';
import { weightCanSee } from '../../../shared/features/packing/weight-model';
import type { QueryContext, Reader } from '../../store/types';
import { openNotes } from '../orders/stored-order';
import { promisedLines } from '../stock/promised-lines';
import { readCurrentPack, readExpectation, readItem, skuModel } from './load';
import { adviseCartons } from './start-parcel';
import { labelSeconds } from './label-seconds';
import { readShipTo } from './ship-to';
import type { CartonFacts } from '../../../shared/features/packing/cartons';

export const cartonView = (carton: CartonFacts): PackCarton => ({
  cartonId: carton.cartonId,
  name: carton.name,
  kind: carton.kind,
  inner: carton.inner,
  barcode: carton.barcode,
  maxWeightMg: carton.maxWeightMg,
  stock: carton.stock,
});

const linesView = (
  db: Reader,
  pack: PackState,
  parcel: ParcelFacts | null,
  expectation: ParcelExpectation | null,
): Omit<PackLine, 'note'>[] => {
  const promised = promisedLines(db, pack.orderId);
  return pack.lines.map((line) => {
    const { item } = line;
    const inParcel = (parcel?.items ?? [])
      .filter((each) => each.lineId === line.lineId)
      .reduce((sum, each) => sum + each.quantity, 0);
    return {
      lineId: line.lineId,
      lineNumber: line.lineNumber,
      sku: item.sku,
      name: item.name,
      picture: item.picture,
      quantity: line.quantity,
      packed: line.packed,
      short: line.short,
      inParcel,
      takeOut: unitsTooMany(pack, line),
      ...promised(line.lineId),
      lot: line.lot,
      lotRequired: item.lotRequired || line.lot !== null,
      serialRequired: item.serialRequired,
      expiryRequired: item.expiryRequired,
      keyedQuantity: item.keyedQuantity && !item.serialRequired,
      fragile: item.fragile,
      hazmat: item.hazmat,
      weightCanSee: expectation === null || inParcel === 0 || weightCanSee(skuModel(db, item.sku), expectation),
    };
  });
};

interface StoredWeight {
  expected_mg: number | null;
  tolerance_mg: number | null;
  weight_at: string | null;
}

const weightView = (
  pack: PackState,
  parcel: ParcelFacts,
  expectation: ParcelExpectation,
  at: StoredWeight,
): ParcelWeight | null => {
  if (parcel.weight === null || parcel.grossMg === null || parcel.verdict === null || parcel.weightSource === null)
    return null;
  const difference = parcel.grossMg - (at.expected_mg ?? 0);
  return {
    weight: parcel.weight,
    text: parcel.weightText ?? '',
    grossMg: parcel.grossMg,
    expectedMg: at.expected_mg ?? 0,
    toleranceMg: at.tolerance_mg ?? 0,
    verdict: parcel.verdict,
    source: parcel.weightSource,
    suspect: parcel.verdict === 'outside' ? suspectOf(pack, parcel, expectation, difference) : null,
    at: at.weight_at ?? '',
  };
};

const labelView = (parcel: ParcelFacts): ParcelLabel | null =>
  parcel.label === null
    ? null
    : {
        labelId: parcel.label.labelId,
        copy: parcel.label.copy,
        sscc: parcel.sscc,
        parcelNumber: parcel.number ?? '',
        jobId: parcel.label.jobId,
        job: parcel.label.job,
        reason: parcel.label.reason,
        printerId: parcel.label.printerId,
        sha256: parcel.label.sha256,
        confirmed: parcel.state === 'closed',
      };

const pieces = (db: Reader, parcel: ParcelFacts): PackParcel['pieces'] =>
  parcel.items
    .flatMap(({ sku, lineId, quantity }) => {
      const { size } = readItem(db, sku);
      return size === null ? [] : Array.from({ length: Math.min(quantity, 12) }, () => ({ lineId, size }));
    })
    .sort((a, b) => volumeMm3(b.size) - volumeMm3(a.size))
    .slice(0, 24);

const parcelView = (db: Reader, pack: PackState, parcel: ParcelFacts, expectation: ParcelExpectation): PackParcel => {
  const stored = db.get<StoredWeight>(
    'SELECT expected_mg, tolerance_mg, weight_at FROM parcels WHERE parcel_id = ?',
    parcel.parcelId,
  );
  const inner = parcel.carton === null ? 0 : volumeMm3(parcel.carton.inner);
  const filled = parcel.items.reduce((sum, each) => {
    const { size } = readItem(db, each.sku);
    return sum + (size === null ? 0 : volumeMm3(size) * each.quantity);
  }, 0);
  return {
    parcelId: parcel.parcelId,
    sequence: parcel.sequence,
    state: parcel.state,
    carton: parcel.carton === null ? null : cartonView(parcel.carton),
    dunnage: parcel.dunnage,
    items: parcel.items.map((each) => ({
      ...each,
      name: pack.lines.find((line) => line.lineId === each.lineId)?.item.name ?? each.sku,
    })),
    units: parcel.items.reduce((sum, each) => sum + each.quantity, 0),
    fillPercent: inner === 0 ? 0 : Math.round((filled * 100) / inner),
    pieces: pieces(db, parcel),
    expectation:
      parcel.items.length === 0
        ? null
        : {
            expectedMg: expectation.expectedMg,
            toleranceMg: expectation.toleranceMg,
            unknownSkus: expectation.unknown.map((subject) => subject.replace(/^\w+:/, '')),
          },
    weight: weightView(pack, parcel, expectation, stored ?? { expected_mg: null, tolerance_mg: null, weight_at: null }),
    label: labelView(parcel),
    labelSeconds: labelSeconds(db, parcel.parcelId),
  };
};

interface OrderHead {
  tote: string | null;
  service: string;
  cut_off_at: string | null;
  country: string;
  notes_sealed: string | null;
  gift_sealed: string | null;
  subject: string;
}

/** The whole pack screen, from the record alone. */
export const packView = (context: QueryContext): PackView | null => {
  const { db } = context;
  const pack = readCurrentPack(db, context.actor.station);
  if (pack === null) return null;
  const order = db.get<OrderHead>(
    'SELECT tote, service, cut_off_at, country, notes_sealed, gift_sealed, subject FROM orders WHERE order_id = ?',
    pack.orderId,
  );
  if (order === undefined) return null;
  const parcel = currentParcel(pack);
  const expectation = parcel === null ? null : readExpectation(db, parcel, null);
  const shipTo = readShipTo(context, pack.orderId);
  const notes = openNotes(context, order.subject, order.notes_sealed);
  const lines = linesView(db, pack, parcel, expectation).map((line) => ({
    ...line,
    note: notes.lines[line.lineId] ?? null,
  }));
  return {
    packId: pack.packId,
    orderId: pack.orderId,
    number: pack.number,
    tote: order.tote,
    service: order.service,
    cutOffAt: order.cut_off_at,
    country: order.country,
    shipTo:
      shipTo === null ? null : { name: shipTo.name, city: shipTo.city, lines: shipTo.lines, postcode: shipTo.postcode },
    note: notes.order,
    gift: order.gift_sealed === null ? null : context.unseal(order.subject, order.gift_sealed),
    step: packStep(pack),
    holdReason: pack.holdReason,
    change: pack.change,
    lines,
    units: sum(lines, 'quantity'),
    packed: sum(lines, 'packed'),
    short: sum(lines, 'short'),
    parcels: pack.parcels.map(({ parcelId, sequence, state }) => ({ parcelId, sequence, state })),
    parcel: parcel === null || expectation === null ? null : parcelView(db, pack, parcel, expectation),
    awaiting:
      pack.awaiting === null
        ? null
        : { sku: pack.awaiting.sku, name: readItem(db, pack.awaiting.sku).name, need: pack.awaiting.need },
  };
};

const sum = (lines: readonly PackLine[], key: 'quantity' | 'packed' | 'short'): number =>
  lines.reduce((total, line) => total + line[key], 0);

/** Cartons to choose from for one parcel, best first. */
export const cartonChoices = (
  context: QueryContext,
  { parcelId }: { readonly parcelId: string },
): readonly CartonChoice[] => {
  const pack = readCurrentPack(context.db, context.actor.station);
  if (pack === null) return [];
  return adviseCartons(context.db, pack, parcelId).map(({ carton, fillPercent, fits }, index) => ({
    ...cartonView(carton),
    fillPercent,
    fits,
    suggested: index === 0 && fits,
  }));
};
