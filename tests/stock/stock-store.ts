import { catalogue } from '../../electron/features/catalogue';
import { importing } from '../../electron/features/import/feature';
import { orders } from '../../electron/features/orders';
import { packing } from '../../electron/features/packing';
import { peopleFeature } from '../../electron/features/people';
import { printing } from '../../electron/features/printing';
import { stock } from '../../electron/features/stock';
import { createIntake, type IntakeReport } from '../../electron/features/import/intake';
import { expect } from 'vitest';
import { openTestStore, supervisor, testSettings, type TestStore } from '../import/support/test-store';

export const stockFeatures = [peopleFeature, catalogue, orders, importing, printing, packing, stock];

/** Brings a CSV in as the station does. */
export const bring = async (store: TestStore, name: string, rows: readonly string[]): Promise<IntakeReport> => {
  const bytes = new TextEncoder().encode(rows.join('\n'));
  const intake = createIntake(store, () => testSettings);
  const taken = await intake.take({ name, bytes, source: 'drop', actor: supervisor });
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
};

const items = [
  'sku,name,barcode,lot_rule,expiry_rule,serial_rule,value,currency',
  'MUG,Mug,4006381333931,no,no,no,0.01,EUR',
  'TEA,Tea,,yes,yes,no,0.01,EUR',
  'LAMP,Lamp,,no,no,yes,0.01,EUR',
];

/** A store with three items: one plain, one with lot and expiry, one with serial numbers. */
export const openStockStore = async (features = stockFeatures): Promise<TestStore> => {
  const store = await openTestStore({ features });
  expect((await bring(store, 'items.csv', items)).state).toBe('done');
  return store;
};

const side = (location: string, status = 'available') => ({ location, status, unit: null });

export interface MoveWish {
  readonly kind?: string;
  readonly sku?: string;
  readonly lot?: string | null;
  readonly serial?: string | null;
  readonly expiry?: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly quantity: number;
  readonly beyondBook?: boolean;
}

/** A movement as a window would send it. */
export const moveOf = ({
  kind = 'move',
  sku = 'MUG',
  lot = null,
  serial = null,
  expiry = null,
  from,
  to,
  ...more
}: MoveWish) => ({
  kind,
  wanted: { sku, lot, serial, expiry },
  from: from === null ? null : side(from),
  to: to === null ? null : side(to),
  quantity: more.quantity,
  reason: null,
  document: null,
  beyondBook: more.beyondBook ?? false,
});
