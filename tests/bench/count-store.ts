import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { features } from '../../electron/features';
import { createIntake } from '../../electron/features/import/intake';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor, CommandContext, Decision, Feature } from '../../electron/store/types';
import { defineCommand } from '../../shared/feature';
import { stockEvent } from '../../shared/features/stock/events';
import { movementLine, type MovementLine } from '../../shared/features/stock/records';
import { command, place, settings } from './world';

export const boss: Actor = { personId: 'bench-supervisor', role: 'supervisor', ...place };
const filled = z.object({ lines: z.array(movementLine).max(500) }).strict();

/** Books what lies on the shelves by the hundred: as many serial numbers by scans would take all day. */
const filling: Feature = {
  name: 'filling',
  schema: [],
  apply: {},
  commands: {
    'bench.fill': (_context: CommandContext, { lines }: z.infer<typeof filled>): Decision<null> => ({
      events: [
        stockEvent('v1.stock.moved', {
          kind: 'receive',
          reason: null,
          document: null,
          undoes: null,
          lines: [...lines],
        }),
      ],
      result: { ok: true, value: null },
    }),
  },
  queries: {},
  definitions: {
    commands: { 'bench.fill': defineCommand<null>()({ input: filled, origin: 'trusted', role: 'supervisor' }) },
    queries: {},
  },
};

/** Books these by the hundred. */
export const fill = (store: OpenStore, lines: readonly MovementLine[]): void => {
  for (let from = 0; from < lines.length; from += 500)
    command(store, 'bench.fill', { lines: lines.slice(from, from + 500) }, boss);
};

export const bringFile = async (store: OpenStore, name: string, rows: readonly string[]): Promise<void> => {
  const bytes = new TextEncoder().encode(rows.join('\n'));
  const asked = { ...store, execute: async (each: Parameters<OpenStore['execute']>[0]) => store.execute(each) };
  const intake = createIntake(
    { execute: asked.execute, query: async (query, params, actor) => store.query(query, params, actor) },
    () => settings,
  );
  const taken = await intake.take({ name, bytes, source: 'drop', actor: boss });
  if (!taken.ok || taken.value.state !== 'done') throw new Error(`${name} was not taken`);
};

/** A store of its own with one item that has serial numbers, and these bins (`location,zone`). */
export const withCountStore = async (
  folder: string,
  bins: readonly string[],
  act: (store: OpenStore) => Promise<void> | void,
): Promise<void> => {
  const data = mkdtempSync(join(folder, 'count-'));
  const store = await openStore({
    folder: data,
    port: nodeFilePort,
    features: [...features, filling],
    settings,
    now: Date.now,
  });
  try {
    await bringFile(store, 'items.csv', [
      'sku,name,barcode,serial_rule,value,currency',
      'LAMP,Lamp,00614141999996,yes,4,EUR',
    ]);
    await bringFile(store, 'bins.csv', ['location,zone', ...bins]);
    await act(store);
  } finally {
    store.close();
    rmSync(data, { recursive: true, force: true });
  }
};

/** One piece with its serial number, from nowhere to this bin. */
export const received = (serial: number, location: string): MovementLine => ({
  goods: { sku: 'LAMP', owner: null, lot: null, serial: String(serial), expiry: null, condition: 'new' },
  from: { counter: 'supplier' },
  to: { location, unit: null, status: 'available' },
  quantity: 1,
});
