import type { FeatureEvent } from '../../feature';
import { decideItem, type ItemWish } from './decide-item';
import {
  accept,
  good,
  refuse,
  stop,
  type Decided,
  type ScanFacts,
  type ScanMeaning,
  type ScannedLabel,
} from './decided';
import { packingEvent } from './events';
import { areItemsComplete, currentParcel, packStep, type PackState, type ParcelFacts } from './state';

const closeEvents = (pack: PackState, parcel: ParcelFacts, facts: ScanFacts): FeatureEvent[] => {
  const closed = packingEvent('v1.packing.parcelClosed', {
    packId: pack.packId,
    orderId: pack.orderId,
    parcelId: parcel.parcelId,
  });
  const othersOpen = pack.parcels.some(
    (other) => other.parcelId !== parcel.parcelId && other.state !== 'closed' && other.state !== 'voided',
  );
  if (othersOpen) return [closed];
  if (!areItemsComplete(pack)) return [closed, ...facts.startParcel(pack, facts.newId())];
  const short = pack.lines.some((line) => line.short > 0);
  return [closed, packingEvent('v1.packing.orderPacked', { packId: pack.packId, orderId: pack.orderId, short })];
};

const confirmLabel = (pack: PackState, parcel: ParcelFacts, meaning: ScanMeaning, facts: ScanFacts): Decided => {
  const label = parcel.label;
  if (label === null) return stop(pack, parcel.parcelId, 'label-unknown');
  const copy = meaning.label?.copy ?? null;
  if (copy === null && label.copy > 1) return refuse('copy-code-needed', { copy: label.copy });
  if ((copy ?? label.copy) !== label.copy)
    return stop(pack, parcel.parcelId, 'label-superseded', { copy, current: label.copy });
  const { deviceId, source, simulated, at } = meaning.scan;
  const events: FeatureEvent[] = [
    packingEvent('v1.packing.labelConfirmed', {
      packId: pack.packId,
      parcelId: parcel.parcelId,
      labelId: label.labelId,
      copy: label.copy,
      scan: { deviceId, source, simulated, at },
    }),
  ];
  // The scan of the label itself is the strongest proof that it is out (decision: it settles `uncertain`).
  if (label.job !== 'printed')
    events.push({ type: 'v1.printing.confirmedByScan', data: { jobId: label.jobId, keyed: source === 'keyed' } });
  events.push(...closeEvents(pack, parcel, facts));
  const done = events.some((event) => event.type === 'v1.packing.orderPacked');
  return accept(good(done ? 'order-packed' : 'parcel-closed', { parcel: parcel.sequence, order: pack.number }), events);
};

/** A label that is not of the parcel in front of the operator: on this box it would send somebody else's goods away. */
const decideStrangeLabel = (pack: PackState, parcel: ParcelFacts | null, label: ScannedLabel): Decided => {
  const parcelId = parcel?.parcelId ?? null;
  if (label.parcelId === null || label.name === null) return stop(pack, parcelId, 'label-unknown');
  const own = pack.parcels.find((each) => each.parcelId === label.parcelId);
  if (own?.state === 'voided') return stop(pack, parcelId, 'label-voided', { parcel: own.sequence });
  if (own !== undefined && parcel?.state !== 'labelled')
    return refuse('parcel-already-closed', { parcel: own.sequence });
  return stop(pack, parcelId, 'label-wrong-box', { ...label.name, current: parcel?.sequence ?? null });
};

const decideLabel = (pack: PackState, label: ScannedLabel, meaning: ScanMeaning, facts: ScanFacts): Decided => {
  const parcel = currentParcel(pack);
  if (parcel === null || label.parcelId !== parcel.parcelId) return decideStrangeLabel(pack, parcel, label);
  if (parcel.state !== 'labelled') return refuse('not-now', { step: packStep(pack) });
  return confirmLabel(pack, parcel, meaning, facts);
};

const decideCarton = (pack: PackState, cartonId: string): Decided => {
  const parcel = currentParcel(pack);
  if (parcel === null) return refuse('no-parcel');
  if (parcel.state === 'labelled') return refuse('not-now', { step: packStep(pack) });
  return accept(good('carton-chosen', { carton: cartonId }), [
    packingEvent('v1.packing.cartonChosen', { packId: pack.packId, parcelId: parcel.parcelId, cartonId }),
  ]);
};

/** A plain code while a lot, serial or expiry is awaited answers that question. */
const awaitedWish = (pack: PackState, meaning: ScanMeaning): ItemWish | null => {
  const { awaiting } = pack;
  if (awaiting === null) return null;
  const plain =
    meaning.gtin === null &&
    meaning.lot === null &&
    meaning.serial === null &&
    meaning.expiry === null &&
    meaning.candidates.length === 0;
  const typed = plain ? meaning.scan.data.trim() : null;
  const date = typed !== null && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : null;
  if (meaning.candidates.length > 0 && !meaning.candidates.some(({ sku }) => sku === awaiting.sku)) return null;
  return {
    sku: awaiting.sku,
    quantity: awaiting.quantity,
    gtin: awaiting.gtin ?? meaning.gtin,
    lot: meaning.lot ?? awaiting.lot ?? (awaiting.need === 'lot' ? typed : null),
    serial: meaning.serial ?? awaiting.serial ?? (awaiting.need === 'serial' ? typed : null),
    expiry: meaning.expiry ?? awaiting.expiry ?? (awaiting.need === 'expiry' ? date : null),
  };
};

const wishOf = (pack: PackState, meaning: ScanMeaning, facts: ScanFacts): ItemWish | Decided => {
  const parcelId = currentParcel(pack)?.parcelId ?? null;
  const scanned = { scanned: meaning.scan.data.slice(0, 80) };
  if (meaning.failure !== null)
    return stop(pack, parcelId, meaning.failure.code, { ...meaning.failure.details, ...scanned });
  const skus = new Set(pack.lines.map((line) => line.item.sku));
  const chosen =
    facts.chosenSku === null ? meaning.candidates : meaning.candidates.filter(({ sku }) => sku === facts.chosenSku);
  if (chosen.length === 0)
    return stop(pack, parcelId, 'unknown-barcode', { ...scanned, gtin: meaning.gtin, sequence: meaning.scan.sequence });
  const ordered = chosen.filter(({ sku }) => skus.has(sku));
  if (ordered.length === 0) return stop(pack, parcelId, 'wrong-item', { sku: chosen[0]?.sku ?? '', ...scanned });
  if (ordered.length > 1)
    return refuse('ambiguous-barcode', {
      skus: ordered.map(({ sku }) => sku).join(' '),
      sequence: meaning.scan.sequence,
      ...scanned,
    });
  const { sku, quantity } = ordered[0] ?? { sku: '', quantity: 1 };
  return { sku, quantity, gtin: meaning.gtin, lot: meaning.lot, serial: meaning.serial, expiry: meaning.expiry };
};

const decideProduct = (pack: PackState, meaning: ScanMeaning, facts: ScanFacts): Decided => {
  const awaited = awaitedWish(pack, meaning);
  if (awaited !== null) return decideItem(pack, awaited, meaning.scan, { ...facts, quantity: null });
  const wish = wishOf(pack, meaning, facts);
  return 'events' in wish ? wish : decideItem(pack, wish, meaning.scan, facts);
};

/** Decides any scan while an order is open at this station. */
export const decideScan = (pack: PackState, meaning: ScanMeaning, facts: ScanFacts): Decided => {
  const step = packStep(pack);
  if (step === 'held') return refuse('order-held');
  if (step === 'changed')
    return stop(pack, null, pack.change?.cancelled === true ? 'order-cancelled' : 'order-changed');
  if (meaning.label !== null) return decideLabel(pack, meaning.label, meaning, facts);
  // A lot or serial may read like an order or a carton: the question that is open comes first.
  if (pack.awaiting !== null) return decideProduct(pack, meaning, facts);
  if (meaning.cartonId !== null) return decideCarton(pack, meaning.cartonId);
  if (meaning.order !== null && meaning.candidates.length === 0)
    return meaning.order.orderId === pack.orderId
      ? accept(good('order-opened', { order: pack.number }), [])
      : refuse('finish-first', { order: pack.number });
  return decideProduct(pack, meaning, facts);
};
