import { barcodeOf } from '../../../shared/features/catalogue/barcodes';
import type {
  BarcodeMatch,
  CatalogueItem,
  CatalogueRow,
  catalogueQueries,
  LearnedWeight,
} from '../../../shared/features/catalogue/queries';
import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { isUnknown } from '../../../shared/features/packing/weight-model';
import type { Size } from '../../../shared/units';
import type { Cell, QueryContext, QueryHandler } from '../../store/types';
import { readAllDunnage, readCartons, readStoredItem } from './stored-item';

type Queries = typeof catalogueQueries;
type ListParams = ParamsOf<Queries['catalogue.list']>;

const filters: Record<ListParams['filter'], string> = {
  all: 'i.retired = 0',
  'weight-missing': 'i.retired = 0 AND i.weight_mg IS NULL',
  'size-missing': 'i.retired = 0 AND (i.length_mm IS NULL OR i.width_mm IS NULL OR i.height_mm IS NULL)',
  'mentioned-only': 'i.mentioned_only = 1',
  ambiguous: 'i.sku IN (SELECT b.sku FROM barcodes b JOIN barcodes c ON c.code = b.code AND c.sku <> b.sku)',
  retired: 'i.retired = 1',
};

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

interface ListRow {
  sku: string;
  name: string;
  picture: string;
  category: string | null;
  weight_mg: number | null;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  lot_rule: string;
  serial_rule: string;
  expiry_rule: string;
  fragile: number;
  hazmat: number;
  retired: number;
  mentioned_only: number;
  barcodes: number;
  mean_mg: number | null;
  mean_variance: number | null;
  samples: number | null;
}

/** Means are statistics: shown in whole milligrams, and only where something can be expected. */
const learnedOf = (model: Pick<ListRow, 'mean_mg' | 'mean_variance' | 'samples'> | undefined): LearnedWeight | null => {
  const { mean_mg: meanMg = null, mean_variance: meanVariance = null, samples = null } = model ?? {};
  if (meanMg === null || meanVariance === null || samples === null || samples === 0) return null;
  if (isUnknown({ meanMg, meanVariance, unitVariance: 0, samples })) return null;
  return { weightMg: Math.max(0, Math.round(meanMg)), parcels: samples };
};

const sizeOf = ({ length_mm: lengthMm, width_mm: widthMm, height_mm: heightMm }: ListRow): Size | null =>
  lengthMm === null || widthMm === null || heightMm === null ? null : { lengthMm, widthMm, heightMm };

const rowOf = (row: ListRow): CatalogueRow => ({
  sku: row.sku,
  name: row.name,
  picture: row.picture,
  category: row.category,
  weightMg: row.weight_mg,
  learned: learnedOf(row),
  size: sizeOf(row),
  needsLot: row.lot_rule === 'required',
  needsSerial: row.serial_rule === 'required',
  needsExpiry: row.expiry_rule === 'required',
  fragile: row.fragile === 1,
  hazmat: row.hazmat === 1,
  retired: row.retired === 1,
  mentionedOnly: row.mentioned_only === 1,
  barcodes: row.barcodes,
});

const list = (
  { db }: QueryContext,
  { search, filter, offset, limit }: ListParams,
): AnswerOf<Queries['catalogue.list']> => {
  const text = search.trim();
  const like = `%${escapeLike(text)}%`;
  const found = String.raw`(i.name LIKE ? ESCAPE '\' OR i.sku LIKE ? ESCAPE '\' OR i.sku IN (SELECT sku FROM barcodes WHERE code = ?))`;
  const where = text === '' ? filters[filter] : `${filters[filter]} AND ${found}`;
  const params: Cell[] = text === '' ? [] : [like, like, barcodeOf(text, 1).code];
  const total =
    db.get<{ total: number }>(`SELECT count(*) AS total FROM items i WHERE ${where}`, ...params)?.total ?? 0;
  const rows = db.all<ListRow>(
    `SELECT i.*, (SELECT count(*) FROM barcodes b WHERE b.sku = i.sku) AS barcodes, m.mean_mg, m.mean_variance, m.samples
     FROM items i LEFT JOIN weight_models m ON m.subject = 'sku:' || i.sku WHERE ${where}
     ORDER BY i.name COLLATE NOCASE, i.sku LIMIT ? OFFSET ?`,
    ...params,
    limit,
    offset,
  );
  return { total, offset, rows: rows.map(rowOf) };
};

const item = ({ db }: QueryContext, { sku }: ParamsOf<Queries['catalogue.item']>): CatalogueItem | null => {
  const stored = readStoredItem(db, sku);
  if (stored === null) return null;
  const taught = db.all<CatalogueItem['taught'][number]>(
    'SELECT code, quantity, taught_by AS taughtBy FROM barcodes WHERE sku = ? AND taught_at IS NOT NULL ORDER BY code',
    sku,
  );
  const model = db.get<Pick<ListRow, 'mean_mg' | 'mean_variance' | 'samples'>>(
    'SELECT mean_mg, mean_variance, samples FROM weight_models WHERE subject = ?',
    `sku:${sku}`,
  );
  return { ...stored.item, mentionedOnly: stored.mentionedOnly, learned: learnedOf(model), taught };
};

const byBarcode = ({ db }: QueryContext, { code }: ParamsOf<Queries['catalogue.byBarcode']>): BarcodeMatch[] =>
  db
    .all<{ sku: string; name: string; picture: string; quantity: number; retired: number }>(
      `SELECT b.sku, i.name, i.picture, b.quantity, i.retired FROM barcodes b JOIN items i ON i.sku = b.sku WHERE b.code = ?
       ORDER BY i.retired, i.name, b.sku LIMIT 50`,
      barcodeOf(code, 1).code,
    )
    .map((row) => ({ ...row, retired: row.retired === 1 }));

const counts = ({ db }: QueryContext): AnswerOf<Queries['catalogue.counts']> =>
  db.get<AnswerOf<Queries['catalogue.counts']>>(
    `SELECT (SELECT count(*) FROM items WHERE retired = 0) AS items,
       (SELECT count(*) FROM items WHERE retired = 0 AND weight_mg IS NULL) AS weightMissing,
       (SELECT count(*) FROM items WHERE mentioned_only = 1) AS mentionedOnly,
       (SELECT count(*) FROM cartons) AS cartons, (SELECT count(*) FROM dunnage) AS dunnage`,
  ) ?? { items: 0, weightMissing: 0, mentionedOnly: 0, cartons: 0, dunnage: 0 };

export const catalogueReaders = {
  'catalogue.list': list,
  'catalogue.item': item,
  'catalogue.byBarcode': byBarcode,
  'catalogue.cartons': ({ db }: QueryContext) => readCartons(db),
  'catalogue.dunnage': ({ db }: QueryContext) => readAllDunnage(db),
  'catalogue.counts': counts,
} satisfies Record<keyof Queries, QueryHandler>;
