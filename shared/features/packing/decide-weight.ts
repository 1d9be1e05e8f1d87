import type { FeatureEvent } from '../../feature';
import { toMilligrams, weightDigits, type Weight } from '../../units';
import type { Approval, AttestedReading } from './commands';
import { accept, good, refuse, type Decided } from './decided';
import { packingEvent } from './events';
import { packStep, type PackState, type ParcelExpectation, type ParcelFacts } from './state';
import { explainDifference, judgeWeight, learnFrom } from './weight-model';

/** Size of the last digit that the device sends: the best that is known of its division. */
export const divisionOf = ({ exponent, unit }: Weight): number =>
  Math.max(1, toMilligrams({ mantissa: 1, exponent, unit }));

/** The division of the scale that the figures of a parcel are judged with, before it was ever seen: 1 g. */
export const unknownDivisionMg = 1000;

interface Weighing {
  readonly weight: Weight;
  readonly text: string;
  readonly source: 'measured' | 'typed' | 'simulated';
  readonly readings: readonly AttestedReading[];
  readonly approval: Approval | null;
  readonly reason: string | null;
}

const weighable = (pack: PackState, parcel: ParcelFacts): boolean => {
  const step = packStep(pack);
  return (step === 'weigh' || step === 'weight-refused' || step === 'label') && parcel.state !== 'labelled';
};

const weighed = (pack: PackState, parcel: ParcelFacts, expectation: ParcelExpectation, weighing: Weighing): Decided => {
  const grossMg = toMilligrams(weighing.weight);
  const verdict = judgeWeight(grossMg, expectation);
  const teaches = weighing.source !== 'typed' && verdict !== 'outside';
  const learned = teaches
    ? learnFrom(expectation.parts, grossMg, expectation.divisionMg).map(({ subject, model }) => ({ subject, ...model }))
    : [];
  const event = packingEvent('v1.packing.parcelWeighed', {
    packId: pack.packId,
    parcelId: parcel.parcelId,
    weight: weighing.weight,
    text: weighing.text,
    grossMg,
    expectedMg: expectation.expectedMg,
    toleranceMg: expectation.toleranceMg,
    verdict,
    source: weighing.source,
    readings: weighing.readings.map(({ deviceId, weight, text, rawHex, at, checked, simulated }) => ({
      deviceId,
      weight,
      text,
      rawHex,
      at,
      checked,
      simulated,
    })),
    divisionMg: expectation.divisionMg,
    learned,
    supervisor: weighing.approval?.personId ?? null,
    reason: weighing.reason,
  });
  const suspect = verdict === 'outside' ? suspectOf(pack, parcel, expectation, grossMg - expectation.expectedMg) : null;
  const details = {
    text: weighing.text,
    unit: weighing.weight.unit,
    grossMg,
    expectedMg: expectation.expectedMg,
    toleranceMg: expectation.toleranceMg,
    typed: weighing.source === 'typed',
    ...(suspect === null ? {} : { name: suspect.name, units: suspect.units }),
  };
  if (verdict !== 'outside') return accept(good('weighed', details), [event]);
  const stopped = packingEvent('v1.packing.stopped', {
    packId: pack.packId,
    orderId: pack.orderId,
    parcelId: parcel.parcelId,
    code: 'weight-outside',
    details,
  });
  return { events: [event, stopped], outcome: null, refusal: { code: 'weight-outside', details } };
};

/** Name of what a unit too many or too few of would explain the weight, and which of both it is. */
export const suspectOf = (
  pack: PackState,
  parcel: ParcelFacts,
  expectation: ParcelExpectation,
  differenceMg: number,
): { readonly name: string; readonly units: -1 | 1 } | null => {
  const goods = expectation.parts.filter(({ subject }) => !subject.startsWith('carton:'));
  const suspect = explainDifference(goods, differenceMg, expectation);
  return suspect === null ? null : { name: nameOfPart(pack, parcel, suspect.subject), units: suspect.units };
};

/** Name of an item or filler by its subject (`sku:…`, `dunnage:…`). */
const nameOfPart = (pack: PackState, parcel: ParcelFacts, subject: string): string => {
  const id = subject.slice(subject.indexOf(':') + 1);
  return subject.startsWith('dunnage:')
    ? (parcel.dunnage.find(({ dunnageId }) => dunnageId === id)?.name ?? id)
    : (pack.lines.find(({ item }) => item.sku === id)?.item.name ?? id);
};

/** The readings of a capture agree: same figure, same device, usable states only. */
export const readingsAgree = (readings: readonly AttestedReading[]): boolean => {
  const [first, ...rest] = readings;
  if (first === undefined || first.state !== 'stable') return false;
  const needed = first.checked ? 2 : 3;
  return (
    readings.length >= needed &&
    first.weight.mantissa > 0 &&
    rest.every(
      (reading) =>
        reading.state === 'stable' &&
        reading.deviceId === first.deviceId &&
        reading.text === first.text &&
        reading.weight.unit === first.weight.unit,
    )
  );
};

/** A weight measured by a scale: at least two equal stable readings on checked links, three otherwise. */
export const decideWeight = (
  pack: PackState,
  parcel: ParcelFacts,
  expectation: ParcelExpectation,
  readings: readonly AttestedReading[],
): Decided => {
  if (!weighable(pack, parcel)) return refuse('not-now', { step: packStep(pack) });
  const last = readings.at(-1);
  if (last === undefined || !readingsAgree(readings)) return refuse('weight-not-usable');
  const source = last.simulated ? 'simulated' : 'measured';
  return weighed(pack, parcel, expectation, {
    weight: last.weight,
    text: last.text,
    source,
    readings,
    approval: null,
    reason: null,
  });
};

/** A typed weight, when the scale is broken: never called measured, never teaches. */
export const decideTypedWeight = (
  pack: PackState,
  parcel: ParcelFacts,
  expectation: ParcelExpectation,
  weight: Weight,
  approval: Approval,
  reason: string,
): Decided => {
  if (!weighable(pack, parcel)) return refuse('not-now', { step: packStep(pack) });
  return weighed(pack, parcel, expectation, {
    weight,
    text: weightDigits(weight),
    source: 'typed',
    readings: [],
    approval,
    reason,
  });
};

/** A supervisor lets a parcel go whose weight is outside the tolerance. */
export const decideOverride = (
  pack: PackState,
  parcel: ParcelFacts,
  expectation: ParcelExpectation,
  approval: Approval,
  reason: string,
): Decided => {
  if (packStep(pack) !== 'weight-refused' || parcel.grossMg === null)
    return refuse('not-now', { step: packStep(pack) });
  const events: FeatureEvent[] = [
    packingEvent('v1.packing.weightOverridden', {
      packId: pack.packId,
      parcelId: parcel.parcelId,
      orderId: pack.orderId,
      supervisor: approval.personId,
      reason,
      grossMg: parcel.grossMg,
      expectedMg: expectation.expectedMg,
      toleranceMg: expectation.toleranceMg,
      badgeTyped: approval.badgeTyped,
    }),
  ];
  return accept(good('approved'), events);
};
