import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { openStore } from '../../electron/store/store';
import { exportRecord } from '../../shared/features/export/record';
import { createPackHand, gtins, packSettings, stationItself } from './pack-world';
import type { Random } from './random';

const files = 6;
const ordersPerFile = 3;
const parcels = 4;

const orderFile = (file: number): string =>
  JSON.stringify({
    format: 'packwright.orders/1',
    orders: Array.from({ length: ordersPerFile }, (_, index) => ({
      number: `F${file}-${index}`,
      service: 'standard',
      shipTo: { name: 'Eva Muster', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
      lines: [{ sku: 'PLAIN', quantity: index + 1 }],
    })),
  });

interface Folders {
  readonly base: string;
  readonly record: string;
  readonly import: string;
  readonly export: string;
}

const openRecord = (folder: string) =>
  openStore({ folder, port: nodeFilePort, features, settings: packSettings, now: Date.now });

/** A record with parcels that wait for their files, and an import folder with files that nobody has taken. */
const prepare = async (): Promise<Folders> => {
  const base = mkdtempSync(join(tmpdir(), 'packwright-folders-'));
  const folders = { base, record: join(base, 'live'), import: join(base, 'import'), export: join(base, 'export') };
  for (const folder of [folders.import, folders.export]) mkdirSync(folder);
  const open = await openRecord(folders.record);
  const hand = createPackHand({
    execute: (envelope) => Promise.resolve(open.execute(envelope)),
    query: (name, params, actor) => Promise.resolve(open.query(name, params, actor)),
  });
  await hand.begin();
  for (let each = 0; each < parcels; each += 1) {
    await hand.order(`P${each}`, [{ sku: 'PLAIN', quantity: 1 }]);
    await hand.open(`P${each}`);
    await hand.scan(gtins.plain);
    await hand.close();
  }
  open.close();
  for (let file = 0; file < files; file += 1)
    writeFileSync(join(folders.import, `orders-${file}.json`), orderFile(file));
  writeFileSync(join(folders.import, 'broken.json'), '{"format": "packwright.orders/1", "orders": [');
  return folders;
};

/** One life; it is killed so long after its record was open. Answers whether it had done all before. */
const live = async (program: string, folders: Folders, killAfterMs: number | null): Promise<boolean> => {
  const child = fork(program, [folders.record, folders.import, folders.export], { execArgv: [] });
  const exited = once(child, 'exit');
  let idle = false;
  let timer: NodeJS.Timeout | undefined;
  child.on('message', (message) => {
    if (message === 'idle') idle = true;
    if (message === 'ready' && killAfterMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  await exited;
  clearTimeout(timer);
  return idle;
};

/** What stands in the folders and in the record once all is done, in words of how often each thing is there. */
const look = async (folders: Folders) => {
  const open = await openRecord(folders.record);
  const ask = <T>(name: string, params: unknown): T => {
    const answer = open.query(name, params, stationItself);
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value as T;
  };
  const wanted = { state: 'all', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 500 };
  const orders = ask<{ rows: readonly { number: string; units: number }[] }>('orders.list', wanted).rows;
  open.close();
  const written = readdirSync(folders.export);
  const records = written
    .filter((name) => name.endsWith('.json'))
    .map((name) => exportRecord.parse(JSON.parse(readFileSync(join(folders.export, name), 'utf8'))));
  return {
    /** With how many pieces: an order that came twice would have more, or another version. */
    orders: orders.map(({ number, units }) => `${number}×${units}`).toSorted(),
    done: readdirSync(join(folders.import, 'done')).toSorted(),
    rejected: readdirSync(join(folders.import, 'rejected')).filter((name) => !name.endsWith('.reason.txt')),
    left: readdirSync(folders.import).filter((name) => name.includes('.')),
    exported: records.map(({ order }) => order.number).toSorted(),
    tables: written.filter((name) => name.endsWith('.csv')).length,
    halves: written.filter((name) => name.startsWith('.')),
    verified: verifyFolder(nodeFilePort, folders.record, null).ok,
  };
};
export type AfterKills = Awaited<ReturnType<typeof look>>;

/** What it must be, however often the process was killed. */
export const whole: AfterKills = {
  orders: [
    ...Array.from({ length: files * ordersPerFile }, (_, index) => {
      const place = index % ordersPerFile;
      return `F${Math.floor(index / ordersPerFile)}-${place}×${place + 1}`;
    }),
    ...Array.from({ length: parcels }, (_, each) => `P${each}×1`),
  ].toSorted(),
  done: Array.from({ length: files }, (_, file) => `orders-${file}.json`),
  rejected: ['broken.json'],
  left: [],
  exported: Array.from({ length: parcels }, (_, each) => `P${each}`),
  tables: parcels,
  halves: [],
  verified: true,
};

/** Kills the process at random moments of its work, life after life, until all is done; answers what is there then. */
export const killWhileMovingFiles = async (
  program: string,
  random: Random,
  longestMs: number,
): Promise<{ readonly kills: number; readonly after: AfterKills }> => {
  const folders = await prepare();
  try {
    let kills = 0;
    // Later lives are longer, so that a busy machine gets through as well.
    const longest = (): number => Math.round(longestMs * (1 + kills / 2));
    while (!(await live(program, folders, random.integer(0, longest())))) kills += 1;
    await live(program, folders, null);
    return { kills, after: await look(folders) };
  } finally {
    rmSync(folders.base, { recursive: true, force: true });
  }
};
