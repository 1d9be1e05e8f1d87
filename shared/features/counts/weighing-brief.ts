import type { Milligrams } from '../../units';
import type { WeighedPieces } from './queries';
import type { CountReading } from './records';
import { ofOne } from './unit-weight';

/** What a line's pieces were counted by, weighing by weighing. */
export interface LineWeighings {
  readonly line: number;
  readonly weighings: readonly WeighedPieces[];
}

/** One weighing as it stands in a row of a list or a paper. */
export interface WeighingBrief {
  readonly pieces: number;
  readonly lot: string | null;
  /** What one piece was taken to weigh, and how far that may be off. */
  readonly meanMg: Milligrams;
  readonly errorMg: Milligrams;
  /** As the scale sent it, with its unit; `null`: the scale took its tare off by itself and sent the net weight only. */
  readonly gross: string | null;
  /** The empty tote as the scale sent it; `scale`: tared there; `null`: none. */
  readonly tare: string | null;
  readonly netMg: Milligrams;
  readonly scale: string;
  readonly simulated: boolean;
}

/** A weight as the scale showed it. */
export const shownWeight = (readings: readonly CountReading[]): string => {
  const last = readings.at(-1);
  return last === undefined ? '' : `${last.text.trim()} ${last.weight.unit}`;
};

export const briefOf = ({ pieces, lot, weighing }: WeighedPieces): WeighingBrief => {
  const { readings, tote, netMg, unit } = weighing;
  const last = readings.at(-1);
  const tared = last?.net === true;
  return {
    pieces,
    lot,
    ...ofOne(unit),
    gross: tared ? null : shownWeight(readings),
    tare: tote !== null ? shownWeight(tote) : tared ? 'scale' : null,
    netMg,
    scale: last?.deviceId ?? '',
    simulated: last?.simulated === true,
  };
};
