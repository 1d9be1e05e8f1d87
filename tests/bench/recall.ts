import { features } from '../../electron/features';
import { recallOf } from '../../electron/features/trace/recall';
import { traceOf } from '../../electron/features/trace/view';
import { openProjection, type Projection } from '../../electron/projection/projection';
import type { QueryContext } from '../../electron/store/types';
import { percentile, row, type Part } from './rows';
import { operator, settings } from './world';

const sizes = { quick: 20_000, usual: 1_000_000, large: 10_000_000 } as const;
/** Pieces of goods that nobody tells apart: a thousand SKUs, each in lots. */
const skus = 1000;
const binsFrom = 10;
const bins = 20_000;
const parcelsFrom = 100_000;
/** Movements that each parcel stands for: its pick, its packing, its shipping, and what filled the shelf. */
const perParcel = 4;

const series = (count: number): string =>
  `WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ${count})`;

/**
 * Rows as a warehouse leaves them after years: lots received into bins and picked into parcels. Written as rows and not
 * through the journal: what is measured is the question, and ten million entries would take an hour to write.
 */
const fill = (db: Projection, movements: number): { readonly lots: number } => {
  const lots = Math.max(skus, Math.floor(movements / 100));
  const parcels = Math.floor(movements / perParcel);
  db.inBulk(() => {
    db.run(
      `${series(lots)} INSERT INTO stock_goods(goods, sku, lot, serial, expiry, owner, condition) SELECT i + 1, 'SKU-' || (i % ${skus}), 'LOT-' || i, '', '', '', 'new' FROM s`,
    );
    db.run(`INSERT INTO stock_accounts VALUES (1, '@supplier', '', ''), (2, '@customer', '', '')`);
    db.run(`${series(bins)} INSERT INTO stock_accounts SELECT i + ${binsFrom}, 'A-' || i, '', 'available' FROM s`);
    db.run(
      `${series(parcels)} INSERT INTO stock_accounts SELECT i + ${parcelsFrom}, 'S1', 'parcel-' || i, 'picked' FROM s`,
    );
    db.run(
      `${series(parcels)} INSERT INTO orders(order_id, number, state, version, service, country, subject, imported_at, changed_at, weight_known, line_count, unit_count, file_id)
       SELECT 'order-' || i, i, 'open', 1, 'Standard', 'DE', 'order:' || i, '', '', 1, 1, 1, 'f' FROM s`,
    );
    db.run(
      `${series(parcels)} INSERT INTO parcels(parcel_id, pack_id, order_id, sequence, state, opened_at, closed_at)
       SELECT 'parcel-' || i, 'pack-' || i, 'order-' || i, 1, 'closed', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM s`,
    );
    // The lots take turns, so that those of one lot lie all over the years.
    db.run(
      `${series(parcels)} INSERT INTO stock_movements
       SELECT ${perParcel} * i + k.k + 1, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'), k.kind, i % ${lots} + 1,
         CASE k.k WHEN 0 THEN 1 WHEN 1 THEN i % ${bins} + ${binsFrom} ELSE i + ${parcelsFrom} END,
         CASE k.k WHEN 0 THEN i % ${bins} + ${binsFrom} WHEN 3 THEN 2 ELSE i + ${parcelsFrom} END,
         2, NULL, i || '/1', 'p', 'S1', NULL
       FROM s CROSS JOIN (SELECT 0 AS k, 'receive' AS kind UNION ALL SELECT 1, 'pick' UNION ALL SELECT 2, 'pack' UNION ALL SELECT 3, 'ship') k`,
    );
  });
  return { lots };
};

const asked = 200;

const timesOf = (act: (round: number) => void): readonly number[] =>
  Array.from({ length: asked }, (_, round) => {
    const begun = performance.now();
    act(round);
    return performance.now() - begun;
  });

/** From a lot to every customer and shelf, and its trace, beside the size of the book. */
export const recallPart: Part = async ({ quick, large }, tell) => {
  const movements = quick ? sizes.quick : large ? sizes.large : sizes.usual;
  const db = await openProjection(features, null);
  const { lots } = fill(db, movements);
  const context: QueryContext = {
    db,
    actor: { ...operator, role: 'supervisor' },
    at: '2026-11-24T08:00:00.000Z',
    settings,
    unseal: () => null,
    attachment: () => null,
  };
  const lotAt = (round: number): { readonly sku: string; readonly lot: string } => {
    const lot = (round * 7919) % lots;
    return { sku: `SKU-${lot % skus}`, lot: `LOT-${lot}` };
  };
  const size = `${movements / 1_000_000} million movements`;
  let found = 0;
  const recalls = timesOf((round) => {
    const view = recallOf(context, { ...lotAt(round), offset: 0, limit: 1000 });
    found += view.parcelsTotal;
  });
  if (found === 0) throw new Error('nobody was found');
  const traces = timesOf((round) => void traceOf(context, { subject: { kind: 'lot', ...lotAt(round) }, limit: 300 }));
  tell(row(`recall of a lot, ${size}, longest`, percentile(recalls, 1), 'ms', { aim: { of: 'value', atMost: 2000 } }));
  tell(row(`trace of a lot, ${size}, p99`, percentile(traces, 0.99), 'ms', { aim: { of: 'value', atMost: 50 } }));
};
