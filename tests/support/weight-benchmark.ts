import {
  expectParcel,
  judgeWeight,
  learnFrom,
  priorModel,
  weightCanSee,
  type WeighedPart,
  type WeightModel,
} from '../../shared/features/packing/weight-model';
import { createRandom, type Random } from './random';

/** What a seeded run of the weight check comes to. */
export interface WeightRun {
  readonly firstOrders: number;
  readonly firstFalseBlocks: number;
  readonly parcels: number;
  readonly falseBlocks: number;
  readonly removals: number;
  /** Parcels with one visible unit missing that were let through. */
  readonly missed: number;
  /** Share of units that the check can see, at the start and at the end of the run. */
  readonly visibleAtFirst: number;
  readonly visibleAtLast: number;
  readonly toleranceAtFirstMg: number;
  readonly toleranceAtLastMg: number;
}

interface TrueItem {
  readonly sku: string;
  readonly catalogueMg: number;
  readonly spreadMg: number;
  readonly trueMg: number;
  readonly hasSpread: boolean;
}

const divisionMg = 1000;
const tareMg = 180_000;

const makeItems = (random: Random, count: number): TrueItem[] =>
  Array.from({ length: count }, (_, index) => {
    const catalogueMg = Math.round(10 ** (4 + random.next() * 2.2));
    const spreadMg = Math.round(catalogueMg * (0.002 + random.next() * 0.015));
    const error = Math.max(catalogueMg * 0.01, 300);
    return {
      sku: `sku:${index}`,
      catalogueMg,
      spreadMg,
      trueMg: catalogueMg + random.normal() * error,
      hasSpread: index % 2 === 0,
    };
  });

const weigh = (random: Random, items: readonly TrueItem[]): number => {
  const goods = items.reduce((sum, item) => sum + item.trueMg + random.normal() * item.spreadMg, 0);
  const raw = goods + tareMg + random.normal() * 4000 * 0.5 + random.normal() * divisionMg;
  return Math.round(raw / divisionMg) * divisionMg;
};

/** A parcel weighed with one unit missing: how heavy that unit was in sigmas of the parcel, and whether it passed. */
export interface Removal {
  readonly sigmas: number;
  readonly missed: boolean;
}

/**
 * Packs `parcels` seeded parcels, each also with one unit removed, learning from the right ones. `onRemoval` hears of
 * every removed unit, of those too that are too light to be seen.
 */
export const runWeightBenchmark = (
  seed: number,
  parcels: number,
  onRemoval?: (removal: Removal) => void,
): WeightRun => {
  const random = createRandom(seed);
  const lightRandom = createRandom(seed + 1_000_000);
  const items = makeItems(random, 60);
  const models = new Map<string, WeightModel>(
    items.map((item) => [item.sku, priorModel(item.catalogueMg, item.hasSpread ? item.spreadMg : null)]),
  );
  models.set('carton', priorModel(tareMg, 2000));
  const seen = new Set<string>();
  const before = panel(items, models);
  const run = { firstOrders: 0, firstFalseBlocks: 0, parcels: 0, falseBlocks: 0, removals: 0, missed: 0 };
  for (let index = 0; index < parcels; index += 1) {
    const chosen = Array.from({ length: random.integer(1, 4) }, () => random.pick(items));
    const parts: WeighedPart[] = chosenParts(chosen, models);
    const expectation = expectParcel(parts, divisionMg);
    const gross = weigh(random, chosen);
    const blocked = judgeWeight(gross, expectation) === 'outside';
    const key = chosen
      .map((item) => item.sku)
      .sort()
      .join();
    if (!seen.has(key)) {
      seen.add(key);
      run.firstOrders += 1;
      run.firstFalseBlocks += Number(blocked);
    }
    run.parcels += 1;
    run.falseBlocks += Number(blocked);
    const missing = random.pick(chosen);
    const visible = weightCanSee(models.get(missing.sku) as WeightModel, expectation);
    if (visible || onRemoval !== undefined) {
      const others = chosen.filter((_, at) => at !== chosen.indexOf(missing));
      const without = weigh(visible ? random : lightRandom, others);
      const missed = judgeWeight(without, expectation) !== 'outside';
      run.removals += Number(visible);
      run.missed += Number(visible && missed);
      onRemoval?.({ sigmas: missing.trueMg / expectation.sigmaMg, missed });
    }
    if (!blocked) for (const part of learnFrom(parts, gross, divisionMg)) models.set(part.subject, part.model);
  }
  const after = panel(items, models);
  return {
    ...run,
    visibleAtFirst: before.visible,
    visibleAtLast: after.visible,
    toleranceAtFirstMg: before.toleranceMg,
    toleranceAtLastMg: after.toleranceMg,
  };
};

/** The same parcels before and after: one unit of each item in the carton. */
const panel = (items: readonly TrueItem[], models: ReadonlyMap<string, WeightModel>) => {
  const each = items.map((item) => {
    const expectation = expectParcel(chosenParts([item], models), divisionMg);
    return {
      toleranceMg: expectation.toleranceMg,
      visible: Number(weightCanSee(models.get(item.sku) as WeightModel, expectation)),
    };
  });
  return {
    toleranceMg: Math.round(each.reduce((sum, { toleranceMg }) => sum + toleranceMg, 0) / each.length),
    visible: each.reduce((sum, { visible }) => sum + visible, 0) / each.length,
  };
};

const chosenParts = (chosen: readonly TrueItem[], models: ReadonlyMap<string, WeightModel>): WeighedPart[] => {
  const counts = new Map<string, number>();
  for (const { sku } of chosen) counts.set(sku, (counts.get(sku) ?? 0) + 1);
  return [
    ...[...counts].map(([subject, quantity]) => ({ subject, quantity, model: models.get(subject) as WeightModel })),
    { subject: 'carton', quantity: 1, model: models.get('carton') as WeightModel },
  ];
};
