import type { Milligrams } from '../../units';

/**
 * What is believed about the weight of one thing (a unit of a SKU, a carton, a piece of dunnage).
 * All in mg and mg²; statistics, so floats.
 */
export interface WeightModel {
  readonly meanMg: number;
  /** How unsure the mean itself is. */
  readonly meanVariance: number;
  /** How much single units differ from the mean. */
  readonly unitVariance: number;
  /** Parcels that taught it. */
  readonly samples: number;
}

/** Two-sided 99 % with a little air: at most 1 % of right parcels are blocked. */
export const blockSigmas = 2.6;
/** Only parcels inside ± 2.6 sigma teach; their variance is 0.929 of the whole one (truncated normal). */
const truncation = 0.929;
/** A missing unit at least this heavy is missed in at most 0.1 % of cases (2.6 + 3.09). */
export const visibleSigmas = 5.7;

/** Where the catalogue gives no spread: 2 % of the weight, at least 0.5 g. */
const defaultSpreadMg = (weightMg: number): number => Math.max(weightMg * 0.02, 500);
/** How far a catalogue weight may be off for all units alike (another batch, another pack): 1 %, at least 0.3 g. */
const catalogueErrorMg = (weightMg: number): number => Math.max(weightMg * 0.01, 300);
/** Nothing is known: any weight from 0 to some 20 kg. */
const ignorance: WeightModel = { meanMg: 0, meanVariance: 1e14, unitVariance: 0, samples: 0 };

/** What the catalogue says of a weight before anything was weighed. `null` weight: nothing is known. */
export const priorModel = (weightMg: Milligrams | null, spreadMg: Milligrams | null): WeightModel => {
  if (weightMg === null) return ignorance;
  const spread = spreadMg ?? defaultSpreadMg(weightMg);
  return { meanMg: weightMg, meanVariance: catalogueErrorMg(weightMg) ** 2, unitVariance: spread ** 2, samples: 0 };
};

/** `true` while the model can't expect anything: such a parcel is never blocked, it teaches. */
export const isUnknown = (model: WeightModel): boolean => model.meanVariance >= 1e12;

export interface WeighedPart {
  readonly subject: string;
  readonly quantity: number;
  readonly model: WeightModel;
}

export interface Expectation {
  readonly expectedMg: Milligrams;
  readonly toleranceMg: Milligrams;
  readonly sigmaMg: number;
  readonly unknown: readonly string[];
}

const partVariance = ({ quantity, model }: WeighedPart): number =>
  quantity * quantity * model.meanVariance + quantity * model.unitVariance;

/** Variance of a scale with division `divisionMg`: rounding plus one division of repeatability. */
const scaleVariance = (divisionMg: number): number => divisionMg ** 2 / 12 + divisionMg ** 2;

/** Expected weight of a parcel and the tolerance that blocks at most 1 % of right parcels. */
export const expectParcel = (parts: readonly WeighedPart[], divisionMg: number): Expectation => {
  const unknown = parts.filter((part) => part.quantity > 0 && isUnknown(part.model)).map((part) => part.subject);
  const known = parts.filter((part) => !isUnknown(part.model));
  const variance = known.reduce((sum, part) => sum + partVariance(part), scaleVariance(divisionMg));
  const sigmaMg = Math.sqrt(variance);
  const expected = known.reduce((sum, part) => sum + part.quantity * part.model.meanMg, 0);
  return { expectedMg: Math.round(expected), toleranceMg: Math.ceil(blockSigmas * sigmaMg), sigmaMg, unknown };
};

/** Whether one missing unit of this weight would be noticed (decision: ≥ 5.7 sigma of the whole parcel). */
export const weightCanSee = (model: WeightModel, expectation: Expectation): boolean =>
  expectation.unknown.length === 0 && !isUnknown(model) && model.meanMg >= visibleSigmas * expectation.sigmaMg;

export type Verdict = 'within' | 'outside' | 'learning';

/** A parcel with an unknown item teaches and is never blocked, unless it is lighter than what is known of it. */
export const judgeWeight = (grossMg: Milligrams, expectation: Expectation): Verdict => {
  const difference = grossMg - expectation.expectedMg;
  if (expectation.unknown.length > 0) return difference < -expectation.toleranceMg ? 'outside' : 'learning';
  return Math.abs(difference) <= expectation.toleranceMg ? 'within' : 'outside';
};

/** One unit too many or too few of something in the parcel. */
export interface Suspect {
  readonly subject: string;
  readonly units: -1 | 1;
}

/** The one unit whose lack or surplus explains a difference that blocks; `null` when none does, or more than one. */
export const explainDifference = (
  parts: readonly WeighedPart[],
  differenceMg: Milligrams,
  { toleranceMg }: Expectation,
): Suspect | null => {
  if (Math.abs(differenceMg) <= toleranceMg) return null;
  const units = differenceMg < 0 ? -1 : 1;
  const suspects = parts.filter(
    ({ quantity, model }) =>
      quantity > 0 && !isUnknown(model) && Math.abs(Math.abs(differenceMg) - model.meanMg) <= toleranceMg,
  );
  const [only] = suspects;
  return only === undefined || suspects.length > 1 ? null : { subject: only.subject, units };
};

/** Weight given to the first guess of the spread, in parcels: the more, the slower it tightens. */
const spreadPriorParcels = 4;

/**
 * Learns from one weighed parcel: a Kalman step with diagonal covariance. The residual is shared out by how unsure
 * each part is; the spread of units follows the squared residual.
 */
export const learnFrom = (parts: readonly WeighedPart[], grossMg: Milligrams, divisionMg: number): WeighedPart[] => {
  const total = parts.reduce((sum, part) => sum + partVariance(part), scaleVariance(divisionMg));
  const residual = grossMg - parts.reduce((sum, part) => sum + part.quantity * part.model.meanMg, 0);
  const surprising = residual * residual > 16 * total;
  return parts.map((part) => {
    const { model, quantity, subject } = part;
    if (quantity === 0 || surprising) return part;
    const gain = (quantity * model.meanVariance) / total;
    const meanMg = model.meanMg + gain * residual;
    const meanVariance = model.meanVariance * (1 - gain * quantity);
    return {
      subject,
      quantity,
      model: {
        ...model,
        meanMg,
        meanVariance,
        unitVariance: learnSpread(part, residual, total),
        samples: model.samples + 1,
      },
    };
  });
};

/** One step of expectation–maximisation: the expected square of the part's own deviation, given the residual. */
const learnSpread = ({ model, quantity }: WeighedPart, residual: number, total: number): number => {
  if (isUnknown(model)) return defaultSpreadMg(Math.abs(residual) / quantity) ** 2;
  const share = (quantity * model.unitVariance) / total;
  const seen = (share * share * residual * residual) / (truncation * quantity) + (1 - share) * model.unitVariance;
  const weight = 1 / (model.samples + spreadPriorParcels);
  return model.unitVariance + weight * (seen - model.unitVariance);
};
