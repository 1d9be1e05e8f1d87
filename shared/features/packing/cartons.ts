import type { Milligrams, Size } from '../../units';

/** A carton or mailer as the catalogue describes it. */
export interface CartonFacts {
  readonly cartonId: string;
  readonly name: string;
  readonly kind: 'carton' | 'mailer';
  readonly inner: Size;
  readonly tareMg: Milligrams;
  readonly tareSpreadMg: Milligrams | null;
  readonly maxWeightMg: Milligrams;
  readonly costMinor: number;
  readonly stock: number | null;
  readonly barcode: string | null;
}

export interface CartonLoad {
  readonly size: Size | null;
  readonly quantity: number;
  readonly weightMg: Milligrams | null;
  readonly fragile: boolean;
}

export interface CartonFit {
  readonly carton: CartonFacts;
  /** Whole percent of the inner volume. */
  readonly fillPercent: number;
  readonly fits: boolean;
}

/** Chooses among cartons; the 3D optimiser comes behind this same interface. */
export type CartonAdvisor = (cartons: readonly CartonFacts[], load: readonly CartonLoad[]) => readonly CartonFit[];

/** Air and wrapping between real goods: a carton counts as full at this share, a soft mailer earlier. */
const usablePercent = { carton: 80, mailer: 65 } as const;

const sides = ({ lengthMm, widthMm, heightMm }: Size): readonly [number, number, number] => {
  const [a = 0, b = 0, c = 0] = [lengthMm, widthMm, heightMm].sort((x, y) => y - x);
  return [a, b, c];
};

/** mm³ of a box; whole, and far below 2^53 for anything that ships. */
export const volumeMm3 = ({ lengthMm, widthMm, heightMm }: Size): number => lengthMm * widthMm * heightMm;

/** Whether one piece can lie in the carton in some orientation along its sides. */
export const pieceFits = (piece: Size, inner: Size): boolean => {
  const [a, b, c] = sides(piece);
  const [x, y, z] = sides(inner);
  return a <= x && b <= y && c <= z;
};

const fitOf = (carton: CartonFacts, load: readonly CartonLoad[]): CartonFit => {
  const volume = load.reduce((sum, { size, quantity }) => sum + (size === null ? 0 : volumeMm3(size) * quantity), 0);
  const inner = volumeMm3(carton.inner);
  const fillPercent = inner === 0 ? 100 : Math.round((volume * 100) / inner);
  const weight = load.reduce((sum, { weightMg, quantity }) => sum + (weightMg ?? 0) * quantity, carton.tareMg);
  const fits =
    fillPercent <= usablePercent[carton.kind] &&
    weight <= carton.maxWeightMg &&
    // No mailer keeps glass from breaking.
    (carton.kind === 'carton' || !load.some(({ fragile, quantity }) => fragile && quantity > 0)) &&
    load.every(({ size, quantity }) => quantity === 0 || size === null || pieceFits(size, carton.inner));
  return { carton, fillPercent, fits };
};

/** Best first: what fits and costs least, then the smallest; what doesn't fit comes last, largest first. */
export const adviseByVolume: CartonAdvisor = (cartons, load) =>
  cartons
    .map((carton) => fitOf(carton, load))
    .sort((a, b) => {
      if (a.fits !== b.fits) return a.fits ? -1 : 1;
      if (!a.fits) return volumeMm3(b.carton.inner) - volumeMm3(a.carton.inner);
      const empty = Number(a.carton.stock === 0) - Number(b.carton.stock === 0);
      return empty || a.carton.costMinor - b.carton.costMinor || volumeMm3(a.carton.inner) - volumeMm3(b.carton.inner);
    });
