import { classifyScan } from '../../../shared/barcode/classify';
import { meaningOf } from '../../../shared/barcode/gs1-meaning';
import { keyboardFailure, otherReadings } from '../../../shared/barcode/keyboard-layout';
import type { Gs1Date } from '../../../shared/barcode/gs1-date';
import type { Gs1Element } from '../../../shared/barcode/gs1';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import type { ScanMeaning, ScannedLabel } from '../../../shared/features/packing/decided';
import { decodeCopyCode, isCopyCode } from '../../../shared/labels/copy-code';
import type { Failure } from '../../../shared/result';
import type { Reader } from '../../store/types';
import { findCandidates, findCarton, findParcelOfLabel, nameOfParcel } from './lookups';
import { findOrder, orderInTote } from './open-order';

type Traits = Pick<ScanMeaning, 'gtin' | 'lot' | 'serial' | 'expiry'>;

const nothing: Traits = { gtin: null, lot: null, serial: null, expiry: null };

/** Best-before counts as expiry where no expiry is given: neither may leave the house past its day. */
const traitsOf = (gtin: string | null, elements: readonly Gs1Element[], year: number): Traits => {
  const { lot, serial, expiry, bestBefore } = meaningOf(elements, year);
  const day: Gs1Date | null = expiry ?? bestBefore;
  return { gtin, lot, serial, expiry: day === null ? null : day.date };
};

const labelOf = (
  db: Reader,
  parcelId: string | null,
  { labelId, copy }: { readonly labelId: string | null; readonly copy: number | null } = { labelId: null, copy: null },
): ScannedLabel => ({ parcelId, labelId, copy, name: parcelId === null ? null : nameOfParcel(db, parcelId) });

const isNothing = ({ failure, candidates, cartonId, label, order, gtin, serial, lot }: ScanMeaning): boolean =>
  failure === null &&
  candidates.length === 0 &&
  [cartonId, label, order, gtin, serial, lot].every((each) => each === null);

/** Known to this station: what a guess must be before it is worth telling. */
const isKnown = ({ failure, candidates, cartonId, label, order }: ScanMeaning): boolean =>
  failure === null &&
  (candidates.length > 0 || cartonId !== null || order !== null || (label !== null && label.parcelId !== null));

/** Why typed text means nothing here, when it would mean something under another keyboard layout. */
const keyboardFaultOf = (db: Reader, scan: AttestedScan): Failure | null => {
  const reading = otherReadings(scan.data).find(({ text }) => isKnown(readAsSent(db, { ...scan, data: text })));
  return reading === undefined ? null : keyboardFailure(reading.fault);
};

/**
 * Asks catalogue, orders and labels what a scan is. What a keyboard wedge typed under a wrong layout is explained and
 * never put right.
 */
export const readMeaning = (db: Reader, scan: AttestedScan): ScanMeaning => {
  const meaning = readAsSent(db, scan);
  return scan.source === 'wedge' && isNothing(meaning) ? { ...meaning, failure: keyboardFaultOf(db, scan) } : meaning;
};

/** The symbology decides first; the text last. */
const readAsSent = (db: Reader, scan: AttestedScan): ScanMeaning => {
  const year = new Date(scan.at).getUTCFullYear();
  const base: ScanMeaning = {
    scan,
    failure: null,
    ...nothing,
    candidates: [],
    cartonId: null,
    label: null,
    order: null,
  };
  const text = scan.data.trim();
  const copy = decodeCopyCode(text);
  if (copy !== null)
    return {
      ...base,
      label: labelOf(db, findParcelOfLabel(db, { labelId: copy.labelId }), copy),
    };
  if (isCopyCode(text)) return { ...base, failure: { code: 'unreadable' } };
  const code = classifyScan(scan, year);
  switch (code.kind) {
    case 'invalid':
      return { ...base, failure: code.failure };
    case 'sscc':
      return readSscc(db, base, code.sscc);
    case 'product':
      return { ...base, ...traitsOf(code.gtin, code.elements, year), candidates: findCandidates(db, code.gtin, text) };
    case 'gs1':
      return { ...base, ...traitsOf(null, code.elements, year) };
    case 'ambiguous':
      return readAmbiguous(db, base, code.gtin, code.sscc, text);
    default:
      return readText(db, base, text);
  }
};

/** A parcel of ours, a tote with picked goods, or a label of somebody else's. */
const readSscc = (db: Reader, base: ScanMeaning, sscc: string): ScanMeaning => {
  const parcelId = findParcelOfLabel(db, { sscc });
  const order = parcelId === null ? orderInTote(db, sscc) : null;
  return order === null ? { ...base, label: labelOf(db, parcelId) } : { ...base, order };
};

/** Digits without symbology: a label of ours if there is one, a product if the catalogue has it, else text. */
const readAmbiguous = (
  db: Reader,
  base: ScanMeaning,
  gtin: string | null,
  sscc: string | null,
  text: string,
): ScanMeaning => {
  const parcelId = sscc === null ? null : findParcelOfLabel(db, { sscc });
  if (parcelId !== null) return { ...base, label: labelOf(db, parcelId) };
  const candidates = findCandidates(db, gtin, text);
  return candidates.length > 0 ? { ...base, gtin, candidates } : readText(db, base, text);
};

const readText = (db: Reader, base: ScanMeaning, text: string): ScanMeaning => {
  const parcelId = findParcelOfLabel(db, { number: text });
  if (parcelId !== null) return { ...base, label: labelOf(db, parcelId) };
  const candidates = findCandidates(db, null, text);
  return {
    ...base,
    candidates,
    cartonId: candidates.length > 0 ? null : findCarton(db, text),
    order: findOrder(db, text),
  };
};
