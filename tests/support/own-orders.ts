import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import { giveToApp } from './app-environment';
import type { RunningApp } from './launch-app';
import type { Day } from './pack-day';

export interface OwnLine {
  readonly sku: string;
  readonly quantity: number;
  readonly lot?: string;
}

/** Items of the catalogue that fit, by property: the demo's names and numbers are nobody's promise. */
export const findItems = async (
  day: Day<RunningApp>,
  count: number,
  fits: (item: CatalogueItem) => boolean,
): Promise<readonly CatalogueItem[]> => {
  const found: CatalogueItem[] = [];
  const { rows } = await day.query<{ readonly rows: readonly { readonly sku: string }[] }>('catalogue.list', {
    search: '',
    filter: 'all',
    offset: 0,
    limit: 400,
  });
  for (const { sku } of rows) {
    const item = await day.query<CatalogueItem | null>('catalogue.item', { sku });
    if (item !== null && fits(item) && (await isOnlyMeaning(day, item))) found.push(item);
    if (found.length === count) return found;
  }
  throw new Error(`the catalogue has only ${found.length} such items`);
};

const isOnlyMeaning = async (day: Day<RunningApp>, item: CatalogueItem): Promise<boolean> =>
  (await day.query<readonly unknown[]>('catalogue.byBarcode', { code: codeOf(item) })).length === 1;

/** The code of one piece. */
export const codeOf = ({ barcodes, sku }: CatalogueItem): string =>
  barcodes.find(({ kind, quantity }) => kind === 'gtin' && quantity === 1)?.code ?? sku;

/** No rule, a known weight, countable, and heavy enough for the scale to miss one. */
export const isPlain = (item: CatalogueItem): boolean =>
  item.lotRule === 'none' &&
  item.serialRule === 'none' &&
  item.expiryRule === 'none' &&
  item.keyedQuantity &&
  !item.retired &&
  item.weightMg !== null &&
  item.weightMg > 100_000 &&
  item.weightMg < 1_000_000 &&
  item.barcodes.some(({ kind, quantity }) => kind === 'gtin' && quantity === 1);

/** Puts an order of one's own into the import folder and waits until it can be packed. */
export const importOrder = async (day: Day<RunningApp>, number: string, lines: readonly OwnLine[]): Promise<void> => {
  const folder = join(day.launched.dataDir, 'demo', 'import');
  const order = {
    number,
    service: 'Standard',
    shipTo: { name: 'Eva Muster', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
    lines: lines.map(({ sku, quantity, lot }) => ({ sku, quantity, ...(lot === undefined ? {} : { lot }) })),
  };
  const part = join(day.launched.dataDir, `${randomUUID()}.part`);
  writeFileSync(part, JSON.stringify({ format: 'packwright.orders/1', orders: [order] }));
  giveToApp(part);
  renameSync(part, join(folder, `${number}.json`));
  await expect
    .poll(
      async () =>
        (
          await day.query<{ total: number }>('orders.list', {
            state: 'all',
            search: number,
            service: null,
            country: null,
            cutOffUntil: null,
            offset: 0,
            limit: 1,
          })
        ).total,
      { timeout: 30_000 },
    )
    .toBe(1);
};
