import { runWeightBenchmark, type Removal, type WeightRun } from '../support/weight-benchmark';
import { row, type Part } from './rows';

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);

const total = (runs: readonly WeightRun[], of: (run: WeightRun) => number): number =>
  runs.reduce((sum, run) => sum + of(run), 0);

const mean = (runs: readonly WeightRun[], of: (run: WeightRun) => number): number => total(runs, of) / runs.length;

/** Upper ends of the curve's steps, in sigmas of the parcel's expected weight. */
const steps = [1, 2, 3, 4, 5, 6, 8, 12] as const;

/** Of the pieces that weigh so many sigmas: the share whose absence the check lets pass. */
const emitCurve = (removals: readonly Removal[], emit: Parameters<Part>[1]): void => {
  for (const [index, to] of steps.entries()) {
    const from = steps[index - 1] ?? 0;
    const within = removals.filter(({ sigmas }) => sigmas > from && sigmas <= to);
    const missed = within.filter((removal) => removal.missed).length;
    if (within.length > 0)
      emit(row(`weight check, missing piece of ${from}–${to} σ passes`, percent(missed, within.length), '%'));
  }
};

/** What the weight check stops without need, and what it lets through, over seeded parcels with one piece taken out. */
export const weightPart: Part = async ({ quick }, emit) => {
  const removals: Removal[] = [];
  const runs = Array.from({ length: quick ? 2 : 10 }, (_, seed) =>
    runWeightBenchmark(seed + 1, quick ? 300 : 2000, (removal) => removals.push(removal)),
  );
  const first = percent(
    total(runs, (run) => run.firstFalseBlocks),
    total(runs, (run) => run.firstOrders),
  );
  emit(row('weight check, false stops of first orders', first, '%'));
  const all = percent(
    total(runs, (run) => run.falseBlocks),
    total(runs, (run) => run.parcels),
  );
  emit(row('weight check, false stops of all orders', all, '%'));
  const missed = percent(
    total(runs, (run) => run.missed),
    total(runs, (run) => run.removals),
  );
  emit(row('weight check, missing visible piece not seen', missed, '%'));
  emit(row('weight check, pieces it can see at first', 100 * mean(runs, (run) => run.visibleAtFirst), '%'));
  emit(row('weight check, pieces it can see in the end', 100 * mean(runs, (run) => run.visibleAtLast), '%'));
  const grams = (of: (run: WeightRun) => number): number => mean(runs, of) / 1000;
  emit(
    row(
      'weight check, tolerance in the end',
      grams((run) => run.toleranceAtLastMg),
      'g',
      {
        baseline: grams((run) => run.toleranceAtFirstMg),
      },
    ),
  );
  emitCurve(removals, emit);
};
