import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { toStoreSettings } from '../../electron/config/store-settings';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor } from '../../electron/store/types';
import type { CountLineRow, CountView } from '../../shared/features/counts/queries';
import { noteClasses } from '../../shared/features/counts/records';
import type { BalanceRow, BinRow, ZoneRow } from '../../shared/features/stock/queries';
import { giveFilesTo, newStation, startEarlier } from './morning';
import { createRandom, type Random } from './random';

const hourMs = 3_600_000;
/** Bays counted in each week; in one of them too few to say anything. */
export const baysByWeek: readonly number[] = [12, 12, 12, 3, 12, 12, 12, 12];
const weeks = baysByWeek.length;

interface Floor {
  readonly command: (name: string, input: unknown, actor: Actor) => unknown;
  readonly ask: <T>(name: string, params: unknown) => T;
  readonly named: (name: string) => Actor;
  readonly random: Random;
}

const floorOf = (store: OpenStore, boss: Actor): Floor => {
  const ask = <T>(name: string, params: unknown): T => {
    const answer = store.query(name, params, boss);
    if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
    return answer.value as T;
  };
  const people = ask<{ personId: string; name: string; role: Actor['role'] }[]>('people.all', {});
  return {
    ask,
    random: createRandom(23),
    command: (name, input, actor) => {
      const answer = store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
      return answer.value;
    },
    named: (name) => {
      const found = people.find((each) => each.name.startsWith(name));
      if (found === undefined) throw new Error(`nobody is called ${name}`);
      return { ...boss, personId: found.personId, role: found.role };
    },
  };
};

/** A bin as somebody counts it: now and then a piece too few, or one too many. */
const countBin = (
  { ask, command, random }: Floor,
  countId: string,
  location: string,
  by: Actor,
  miss: number,
): void => {
  const { rows } = ask<{ rows: readonly BalanceRow[] }>('stock.atLocation', { location });
  for (const { sku, owner, lot, serial, expiry, condition, quantity } of rows) {
    const goods = { sku, owner, lot, serial, expiry, condition };
    const luck = random.next();
    const seen = goods.serial === null && luck < miss ? quantity - 1 : luck > 1 - miss / 3 ? quantity + 1 : quantity;
    if (seen > 0 && (goods.serial === null || luck > miss / 2))
      command('counts.scan', { countId, entry: { location, goods, quantity: goods.serial === null ? seen : 1 } }, by);
  }
  command('counts.finishBin', { countId, location }, by);
};

const reasons = ['miscounted', 'lost', 'damaged', 'found'] as const;

/** A zone's bays counted, one bin of them counted again, the rest decided, approved and posted. */
const countBay = (floor: Floor, site: string, zone: string, aisle: string, bay: string): void => {
  const { ask, command, named, random } = floor;
  const [mia, jonas, sam, ines] = [named('Mia'), named('Jonas'), named('Sam'), named('Ines')];
  const wish = {
    title: `Zone ${zone} · ${aisle} · ${bay}`,
    method: 'barcode',
    blind: true,
    toleranceMinor: 0,
    approvalMinor: 0,
  };
  const scope = { kind: 'zone', site, zone, aisle, bay };
  const { countId } = command('counts.start', { ...wish, scope }, sam) as { countId: string };
  const view = (): CountView => ask<CountView>('counts.count', { countId });
  const lines = (): readonly CountLineRow[] =>
    ask<{ rows: readonly CountLineRow[] }>('counts.lines', {
      countId,
      class: null,
      decision: null,
      offset: 0,
      limit: 500,
    }).rows.filter(({ data }) => !noteClasses.includes(data.class));
  const by = random.next() < 0.7 ? mia : jonas;
  for (const { location } of view().bins) countBin(floor, countId, location, by, by === mia ? 0.04 : 0.1);
  command('counts.submit', { countId }, by);
  const decide = (line: CountLineRow, decision: string): void =>
    void command(
      'counts.decide',
      {
        countId,
        round: view().round,
        lines: [line.line],
        decision,
        reason: line.data.counted > line.data.book ? 'found' : random.pick(reasons),
        note: null,
        shelf: decision === 'adjust' ? (line.data.shelves[0] ?? null) : null,
      },
      sam,
    );
  const [first] = lines();
  if (first !== undefined && random.next() < 0.6) {
    decide(first, 'recount');
    const again = by === mia ? jonas : mia;
    for (const { location, done } of view().bins) if (!done) countBin(floor, countId, location, again, 0.01);
    command('counts.submit', { countId }, again);
  }
  for (const line of lines()) decide(line, random.next() < 0.12 || line.data.class === 'moved' ? 'accept' : 'adjust');
  const approval = { personId: ines.personId, role: 'it', at: 'now', nonce: 'n', badgeTyped: false };
  if (view().approval.needed) command('counts.approve', { countId, approval, reason: 'Seen on the shelf' }, sam);
  command('counts.post', { countId }, sam);
};

/** A data folder with counts of some weeks in the record, posted by the station's own commands. */
export const countedStation = async (): Promise<string> => {
  const { root, dataDir, config } = await newStation();
  const hours = weeks * 7 * 24;
  startEarlier(dataDir, hours + 2);
  const owner = statSync(join(dataDir, 'station.yaml'));
  let at = Date.now() - hours * hourMs;
  const settings = { ...toStoreSettings(config, { demo: true }), labelPrinterId: 'bench-printer' };
  const store = await openStore({ folder: dataDir, port: nodeFilePort, features, settings, now: () => (at += 1000) });
  const boss: Actor = { personId: 'boss', role: 'supervisor', site: config.site, station: config.station };
  const floor = floorOf(store, boss);
  const bays = floor
    .ask<readonly ZoneRow[]>('stock.zones', {})
    .flatMap(({ site, zone }) => floor.ask<readonly BinRow[]>('stock.map', { site, zone }))
    .flatMap(({ site, zone, aisle, bay }) =>
      aisle === '' || bay === '' ? [] : [JSON.stringify([site, zone, aisle, bay])],
    );
  const each = [...new Set(bays)];
  for (const [week, count] of baysByWeek.entries()) {
    at = Date.now() - (weeks - week) * 7 * 24 * hourMs + 2 * 24 * hourMs;
    for (let index = 0; index < count; index += 1) {
      const [site, zone, aisle, bay] = JSON.parse(floor.random.pick(each)) as [string, string, string, string];
      countBay(floor, site, zone, aisle, bay);
    }
  }
  store.close();
  giveFilesTo(dataDir, owner);
  return root;
};
