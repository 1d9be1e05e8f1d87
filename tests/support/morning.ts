import { randomUUID } from 'node:crypto';
import { chownSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStation } from '../../electron/config/parse-station';
import { itemScan } from '../../electron/bench/suggest';
import { toStoreSettings } from '../../electron/config/store-settings';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { encodeLine, genesis, splitLines, type JournalLine } from '../../electron/journal/format';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor } from '../../electron/store/types';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import type { OrderRow } from '../../shared/features/orders/queries';
import type { AttestedReading } from '../../shared/features/packing/commands';
import type { PackView } from '../../shared/features/packing/view';
import type { StationConfig } from '../../shared/config/station-config';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import type { Result } from '../../shared/result';
import { launchApp } from './launch-app';
import { createRandom } from './random';

const hourMs = 3_600_000;

/** A zone in which it is early afternoon now, so that a picture taken at night shows a day as well. */
const afternoonZone = (now: Date): string => {
  const hours = 14 - now.getUTCHours();
  const offset = hours > 12 ? hours - 24 : hours < -11 ? hours + 24 : hours;
  // POSIX counts the other way round: Etc/GMT-3 is three hours ahead.
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
};

/** The record's first entries, written again as if the station had been started some hours ago. */
export const startEarlier = (dataDir: string, hours: number): void => {
  const folder = join(dataDir, 'journal');
  const [segment, more] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  if (segment === undefined || more !== undefined) throw new Error('a new station has one segment');
  let { hash } = genesis;
  const lines = splitLines(readFileSync(join(folder, segment))).lines.map(({ bytes }) => {
    const line = JSON.parse(Buffer.from(bytes).toString('utf8').slice(65)) as JournalLine;
    const moved =
      line.kind === 'entry' ? { ...line, at: new Date(Date.parse(line.at) - hours * hourMs).toISOString() } : line;
    const encoded = encodeLine(moved, hash);
    ({ hash } = encoded);
    return encoded.bytes;
  });
  writeFileSync(join(folder, segment), Buffer.concat(lines));
  rmSync(join(dataDir, 'snapshots'), { recursive: true, force: true });
};

type Person = Actor & { readonly name: string };

const createHand = (store: OpenStore, now: () => number, tick: (seconds: number) => void, settings: StationConfig) => {
  const place = { site: settings.site, station: settings.station };
  const stationActor: Actor = { personId: null, role: 'station', ...place };
  let sequence = 0;
  const attempt = (name: string, input: unknown, actor: Actor): Result<unknown> =>
    store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });
  const command = (name: string, input: unknown, actor: Actor): unknown => {
    const answer = attempt(name, input, actor);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
    return answer.value;
  };
  const scan = (data: string, aim: string | null, by: Actor): boolean => {
    sequence += 1;
    const attested = { sequence, deviceId: 'bench-scanner', data, aim, source: 'tcp', at: now(), simulated: true };
    const input = { scan: attested, quantity: null, sku: null, approval: null };
    return attempt('packing.scan', input, by).ok;
  };
  const ask = <T>(name: string, params: unknown, by: Actor): T => {
    const answer = store.query(name, params, by);
    if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
    return answer.value as T;
  };
  const view = (by: Actor): PackView | null => ask<PackView | null>('packing.current', {}, by);
  const serial = (): string => `SN${100_000 + sequence}`;
  let labels = 1400;
  /** The printer's counter with this label. */
  const countLabel = (): number => {
    labels += 1;
    return labels;
  };
  return { now, serial, countLabel, attempt, command, scan, ask, view, tick, stationActor };
};
type Hand = ReturnType<typeof createHand>;

const readingOf = (grams: number, at: number): AttestedReading => ({
  deviceId: 'bench-scale',
  weight: { mantissa: grams, exponent: -3, unit: 'kg' },
  text: (grams / 1000).toFixed(3),
  state: 'stable',
  checked: true,
  at,
  rawHex: '',
  simulated: true,
});

const packItems = (hand: Hand, by: Actor): boolean => {
  for (let scans = 0; scans < 40; scans += 1) {
    const pack = hand.view(by);
    if (pack === null || pack.step !== 'items') return pack?.step === 'weigh';
    const line = pack.lines.find((each) => each.packed + each.short < each.quantity);
    if (line === undefined) return false;
    const item = hand.ask<CatalogueItem>('catalogue.item', { sku: line.sku }, by);
    const gtin = item.barcodes.find((each) => each.quantity === 1 && each.kind === 'gtin')?.code ?? null;
    const code = itemScan(line, { gtin, text: line.sku }, hand.serial());
    hand.tick(5);
    if (code === null || !hand.scan(code.data, code.aim, by)) return false;
  }
  return false;
};

/** One order from its scan to its last closed box. */
const packOrder = (
  hand: Hand,
  number: string,
  by: Actor,
  approver: Person | null,
  mistake: string | undefined,
): void => {
  hand.scan(number, 'C0', by);
  if (mistake !== undefined) hand.scan(mistake, 'E0', by);
  while (packItems(hand, by)) {
    const parcel = hand.view(by)?.parcel;
    if (parcel === null || parcel === undefined || parcel.expectation === null) return;
    const { parcelId } = parcel;
    const grams = Math.round(parcel.expectation.expectedMg / 1000) + (approver === null ? 0 : 400);
    const count = hand.countLabel();
    hand.tick(3 + ((count * 7) % 6));
    const reading = readingOf(grams, hand.now());
    hand.attempt('packing.recordWeight', { parcelId, readings: [reading, reading, reading] }, by);
    if (approver !== null) {
      const approval = {
        personId: approver.personId,
        role: 'supervisor',
        at: '',
        nonce: randomUUID(),
        badgeTyped: false,
      };
      hand.command('packing.overrideWeight', { parcelId, reason: 'Gift wrap or insert', approval }, by);
    }
    hand.command('packing.requestLabel', { parcelId }, by);
    const label = hand.view(by)?.parcel?.label;
    if (label === null || label === undefined) return;
    hand.command(
      'printing.sending',
      { jobId: label.jobId, odometerBefore: count - 1, printerSerial: 'DEMO' },
      hand.stationActor,
    );
    hand.tick(1);
    hand.command(
      'printing.printed',
      { jobId: label.jobId, evidence: `counter ${count - 1}→${count}, queue empty` },
      hand.stationActor,
    );
    hand.tick(8);
    hand.scan(encodeCopyCode(label.labelId, label.copy), 'd1', by);
  }
};

/** What a hand gets wrong in a morning: an item of another order, a code that nobody knows. */
const mistakes = ['9521101100075', '4006381333931', '9521101100143', '9521101100075'];

export const giveFilesTo = (path: string, owner: { uid: number; gid: number }): void => {
  chownSync(path, owner.uid, owner.gid);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) giveFilesTo(join(path, name), owner);
};

interface Morning {
  readonly dataDir: string;
  readonly config: StationConfig;
  /** Parcels in each hour of the past. */
  readonly hours: readonly number[];
}

/** A morning's work on a demo station that has just been made and is closed: packed by the station's own commands. */
const packMorning = async ({ dataDir, config, hours }: Morning): Promise<number> => {
  startEarlier(dataDir, hours.length + 0.2);
  const owner = statSync(join(dataDir, 'station.yaml'));
  const start = Date.now() - hours.length * hourMs;
  let at = start;
  const settings = { ...toStoreSettings(config, { demo: true }), labelPrinterId: 'bench-printer' };
  const store = await openStore({ folder: dataDir, port: nodeFilePort, features, settings, now: () => at });
  const hand = createHand(
    store,
    () => at,
    (seconds) => (at += seconds * 1000),
    config,
  );
  const boss: Actor = { personId: 'boss', role: 'supervisor', site: config.site, station: config.station };
  const people = hand.ask<{ personId: string; name: string; role: string }[]>('people.all', {}, boss);
  const named = (name: string): Person => {
    const found = people.find((each) => each.name.startsWith(name));
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return { ...boss, personId: found.personId, name: found.name, role: found.role as Actor['role'] };
  };
  const [mia, jonas, sam] = [named('Mia'), named('Jonas'), named('Sam')];
  const list = { state: 'waiting', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 500 };
  const rows = hand.ask<{ rows: OrderRow[] }>('orders.list', list, boss).rows;
  const random = createRandom(5);
  const queue = rows
    .slice(24)
    .filter(({ units, weightKnown }) => weightKnown && units <= 5 && random.integer(0, 2) > 0);
  let packed = 0;
  for (const [hour, count] of hours.entries())
    for (let index = 0; index < count; index += 1) {
      const order = queue.shift();
      if (order === undefined) throw new Error('no order is left to pack');
      const by = index % 5 < 3 ? mia : jonas;
      at = Math.max(at + 1000, start + hour * hourMs + Math.floor((index / count) * (hourMs - 120_000)));
      packOrder(hand, order.number, by, packed % 29 === 17 ? sam : null, mistakes[random.integer(0, 12)]);
      const left = hand.view(by);
      if (left !== null) hand.command('packing.hold', { packId: left.packId, reason: 'Waiting for stock' }, by);
      packed += 1;
    }
  store.close();
  giveFilesTo(dataDir, owner);
  return packed;
};

/** A new demo station, closed again: its data folder, and its settings with a zone in which it is afternoon. */
export const newStation = async (): Promise<{ root: string; dataDir: string; config: StationConfig }> => {
  const first = await launchApp();
  await first.page.locator('.shell[data-session="signed-out"]').waitFor();
  await first.close();
  const dataDir = join(first.dataDir, 'demo');
  const file = join(dataDir, 'station.yaml');
  const text = readFileSync(file, 'utf8').replace(/^timeZone: .*$/m, `timeZone: ${afternoonZone(new Date())}`);
  writeFileSync(file, text);
  const parsed = parseStation(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.code);
  return { root: first.dataDir, dataDir, config: parsed.config };
};

/** A data folder as a station has it in the early afternoon: demo data, and a morning's parcels in the record. */
export const busyStation = async (): Promise<string> => {
  const { root, dataDir, config } = await newStation();
  await packMorning({ dataDir, config, hours: [14, 22, 25, 19, 9, 24] });
  return root;
};
