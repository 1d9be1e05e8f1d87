import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { CountEventData } from '../../../shared/features/counts/events';
import type { countQueries } from '../../../shared/features/counts/queries';
import { countWeighing } from '../../../shared/features/counts/records';
import {
  catalogueUnit,
  learnedUnit,
  mostPieces,
  mostSamples,
  type CatalogueWeight,
  type UnitWeight,
  type WeightSample,
} from '../../../shared/features/counts/unit-weight';
import { goods } from '../../../shared/features/stock/records';
import type { EntryMeta, QueryContext, Reader, Writer } from '../../store/types';
import { namer } from '../names';
import { readCount } from './facts';

type Queries = typeof countQueries;

interface ItemRow {
  weight_mg: number | null;
  weight_spread_mg: number | null;
  serial_rule: string;
}

export const readItem = (db: Reader, sku: string): ItemRow | undefined =>
  db.get<ItemRow>('SELECT weight_mg, weight_spread_mg, serial_rule FROM items WHERE sku = ?', sku);

export const catalogueOf = (item: ItemRow | undefined): CatalogueWeight => ({
  weightMg: item?.weight_mg ?? null,
  spreadMg: item?.weight_spread_mg ?? null,
});

export const samplesOf = (db: Reader, sku: string): readonly WeightSample[] =>
  db
    .all<{ pieces: number; net_mg: number; scale_error_mg: number; counted: number }>(
      'SELECT pieces, net_mg, scale_error_mg, counted FROM count_unit_samples WHERE sku = ? ORDER BY n DESC',
      sku,
    )
    .map(({ pieces, net_mg: netMg, scale_error_mg: scaleErrorMg, counted }) => ({
      pieces,
      netMg,
      scaleErrorMg,
      counted: counted === 1,
    }));

/** What one piece weighs: what was weighed, else what the catalogue says. */
export const unitOf = (db: Reader, sku: string): UnitWeight | null => {
  const catalogue = catalogueOf(readItem(db, sku));
  return learnedUnit(samplesOf(db, sku), catalogue) ?? catalogueUnit(catalogue);
};

/** Pieces counted by weight teach too, if their number goes back to a count by hand and not to the catalogue alone. */
export const sampleOf = (
  {
    netMg,
    scaleErrorMg,
    unit,
  }: Pick<CountEventData<'v1.counts.weightLearned'>, 'netMg' | 'scaleErrorMg'> & {
    readonly unit: UnitWeight;
  },
  pieces: number,
): WeightSample | null => (unit.source === 'catalogue' ? null : { pieces, netMg, scaleErrorMg, counted: true });

const addSample = (
  db: Writer,
  sku: string,
  n: number,
  { pieces, netMg, scaleErrorMg, counted }: WeightSample,
): void => {
  db.run(
    'INSERT INTO count_unit_samples VALUES (?, ?, ?, ?, ?, ?)',
    sku,
    n,
    pieces,
    netMg,
    scaleErrorMg,
    counted ? 1 : 0,
  );
  db.run(
    `DELETE FROM count_unit_samples WHERE sku = ? AND n NOT IN
     (SELECT n FROM count_unit_samples WHERE sku = ? ORDER BY pieces DESC, n DESC LIMIT ${mostSamples})`,
    sku,
    sku,
  );
};

export const weighed = (
  db: Writer,
  { countId, entry, weighing }: CountEventData<'v1.counts.scanned'>,
  { n, at, actor }: EntryMeta,
): void => {
  if (weighing === undefined) return;
  const { sku } = entry.goods;
  db.run(
    'INSERT INTO count_weighings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    countId,
    entry.location,
    sku,
    n,
    JSON.stringify(entry.goods),
    entry.quantity,
    at,
    actor.personId,
    JSON.stringify(weighing),
  );
  const sample = sampleOf(weighing, entry.quantity);
  if (sample !== null) addSample(db, sku, n, sample);
};

export const weightLearned = (
  db: Writer,
  { sku, pieces, netMg, scaleErrorMg, anew }: CountEventData<'v1.counts.weightLearned'>,
  { n }: EntryMeta,
): void => {
  if (anew) db.run('DELETE FROM count_unit_samples WHERE sku = ?', sku);
  addSample(db, sku, n, { pieces, netMg, scaleErrorMg, counted: false });
};

/** A weighing that was taken back counts for nothing and has taught nothing. */
export const forgetWeighing = (
  db: Writer,
  { countId, location, sku, n }: { countId: string; location: string; sku: string; n: number },
): void => {
  db.run(
    'DELETE FROM count_weighings WHERE count_id = ? AND location = ? AND sku = ? AND n = ?',
    countId,
    location,
    sku,
    n,
  );
  db.run('DELETE FROM count_unit_samples WHERE sku = ? AND n = ?', sku, n);
};

/** A bin that is begun anew holds nothing yet. */
export const forgetWeighings = (db: Writer, countId: string, location: string): void =>
  db.run('DELETE FROM count_weighings WHERE count_id = ? AND location = ?', countId, location);

export const weighedSkus = (db: Reader, countId: string, location: string): ReadonlySet<string> =>
  new Set(
    db
      .all<{ sku: string }>(
        'SELECT DISTINCT sku FROM count_weighings WHERE count_id = ? AND location = ?',
        countId,
        location,
      )
      .map(({ sku }) => sku),
  );

export const unitWeightNow = (
  { db }: QueryContext,
  { sku, divisionMg }: ParamsOf<Queries['counts.unitWeight']>,
): AnswerOf<Queries['counts.unitWeight']> => {
  const unit = unitOf(db, sku);
  return { unit, most: unit === null ? 0 : mostPieces(unit, Math.max(1, divisionMg)) };
};

export const weighings = (
  context: QueryContext,
  { countId, sku, location }: ParamsOf<Queries['counts.weighings']>,
): AnswerOf<Queries['counts.weighings']> => {
  const { db } = context;
  const state = readCount(db, countId)?.state;
  if (state === undefined || state === 'counting') return [];
  return db
    .all<{ goods: string; pieces: number; at: string; person_id: string | null; data: string }>(
      'SELECT goods, pieces, at, person_id, data FROM count_weighings WHERE count_id = ? AND location = ? AND sku = ? ORDER BY n',
      countId,
      location,
      sku,
    )
    .map((row) => ({
      pieces: row.pieces,
      lot: goods.parse(JSON.parse(row.goods)).lot,
      at: row.at,
      person: row.person_id === null ? '' : namer(context)(row.person_id),
      weighing: countWeighing.parse(JSON.parse(row.data)),
    }));
};
