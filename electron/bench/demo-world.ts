import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { encodeBadge } from '../../shared/barcode/command-codes';
import { demoPin } from '../../shared/demo-pin';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import type { OrderRow } from '../../shared/features/orders/queries';
import type { PackView } from '../../shared/features/packing/view';
import { ok, type Result } from '../../shared/result';
import type { PeopleService } from '../people/people-service';
import type { PackController } from '../station/pack-controller';
import type { Actor, Store } from '../store/types';
import type { ItemCodes, SuggestFacts } from './suggest';

interface DemoPerson {
  readonly name: string;
  readonly role: 'operator' | 'supervisor' | 'it';
  readonly code: string;
}

/** The demo's people. Their PIN is no secret: it stands on the sign-in screen of the README. */
const team: readonly DemoPerson[] = [
  { name: 'Ines Technik', role: 'it', code: 'DEMOIT01' },
  { name: 'Sam Okafor', role: 'supervisor', code: 'DEMOSUP1' },
  { name: 'Mia Okonkwo', role: 'operator', code: 'DEMOOP01' },
  { name: 'Jonas Weber', role: 'operator', code: 'DEMOOP02' },
];

const badgesFile = (dataDir: string): string => join(dataDir, 'demo-badges.json');

/** First start on demo data: its people. A record that can't be written, damaged or on a full disk, has none to add. */
export const demoPeople = async (people: PeopleService, actor: Actor, dataDir: string): Promise<Result<unknown>> => {
  const needed = await people.needsFirstPerson();
  const [first, ...others] = team;
  if (!needed.ok || !needed.value || first === undefined) return needed;
  const made = await people.createFirstPerson({ name: first.name, pin: demoPin, badge: first.code });
  if (!made.ok) return made;
  const by: Actor = { ...actor, personId: made.value.personId, role: 'it' };
  for (const person of others) {
    const added = await people.addPerson(
      { name: person.name, role: person.role, pin: demoPin, badge: person.code, pinMustChange: false },
      by,
    );
    if (!added.ok) return added;
  }
  await writeFile(badgesFile(dataDir), JSON.stringify(team.map(({ name, code }) => ({ name, code }))), { mode: 0o600 });
  return ok(null);
};

const badges = async (dataDir: string): Promise<SuggestFacts['badges']> => {
  const text = await readFile(badgesFile(dataDir), 'utf8').catch(() => '[]');
  return (JSON.parse(text) as { name: string; code: string }[]).flatMap(({ name, code }) => {
    const badge = encodeBadge(code);
    return badge.ok ? [{ name, code: badge.value }] : [];
  });
};

const worldFile = z.object({ trueWeightsMg: z.record(z.string(), z.number().int().min(1)) });

/** What goods really weigh that nobody has weighed yet: a hand that lifts them knows nothing, but the scale will. */
export const readTrueWeights = async (demoFolder: string): Promise<ReadonlyMap<string, number>> => {
  const { trueWeightsMg } = worldFile.parse(JSON.parse(await readFile(join(demoFolder, 'bench.json'), 'utf8')));
  return new Map(Object.entries(trueWeightsMg));
};

let serial = Date.now() % 1_000_000;

const codesOf = async (store: Store, actor: Actor, sku: string): Promise<ItemCodes> => {
  const answer = await store.query('catalogue.item', { sku }, actor);
  const item = answer.ok ? (answer.value as CatalogueItem | null) : null;
  const ofPiece = (item?.barcodes ?? []).filter((each) => each.quantity === 1);
  const ofCase = item?.barcodes.find((each) => each.quantity > 1 && each.kind === 'gtin') ?? null;
  return {
    gtin: ofPiece.find((each) => each.kind === 'gtin')?.code ?? null,
    text: ofPiece.find((each) => each.kind === 'other')?.code ?? sku,
    case: ofCase === null ? null : { gtin: ofCase.code, quantity: ofCase.quantity },
  };
};

/** Something that the order does not want, with a code that means nothing else. */
const wrongItemFor = async (store: Store, actor: Actor, pack: PackView): Promise<ItemCodes | null> => {
  const answer = await store.query('catalogue.list', { search: '', filter: 'all', offset: 0, limit: 30 }, actor);
  const rows = answer.ok ? (answer.value as { readonly rows: readonly { readonly sku: string }[] }).rows : [];
  const ordered = new Set(pack.lines.map((line) => line.sku));
  for (const { sku } of rows) {
    if (ordered.has(sku)) continue;
    const codes = await codesOf(store, actor, sku);
    const meant = await store.query('catalogue.byBarcode', { code: codes.gtin ?? sku }, actor);
    if (meant.ok && (meant.value as readonly unknown[]).length === 1) return codes;
  }
  return null;
};

const noCodes = (sku: string): ItemCodes => ({ gtin: null, text: sku, case: null });
/** An item that somebody added without a weight: any will do. */
const someWeightMg = 250_000;

export interface DemoWorld {
  readonly store: Store;
  readonly actor: Actor;
  readonly controller: Pick<PackController, 'view'>;
  readonly dataDir: string;
  readonly trueWeights: ReadonlyMap<string, number>;
}

/** What the bench needs to know to suggest the next act of a hand. */
export const benchFacts = async (world: DemoWorld): Promise<Omit<SuggestFacts, 'loadMg' | 'labelCode'>> => {
  const { store, actor, controller, dataDir, trueWeights } = world;
  const signedIn = actor.role !== 'station';
  const pack = signedIn ? await controller.view() : null;
  const list = await store.query(
    'orders.list',
    { state: 'open', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 6 },
    actor,
  );
  const rows = list.ok ? (list.value as { readonly rows: readonly OrderRow[] }).rows : [];
  const wanted = (pack?.lines ?? []).filter((line) => line.packed + line.short < line.quantity).slice(0, 6);
  const codes = new Map<string, ItemCodes>(
    await Promise.all(wanted.map(async ({ sku }) => [sku, await codesOf(store, actor, sku)] as const)),
  );
  return {
    signedIn,
    pack,
    nextOrders: rows.map(({ number, tote }) => ({ number, tote })),
    codesOf: (sku) => codes.get(sku) ?? noCodes(sku),
    wrongItem: pack === null ? null : await wrongItemFor(store, actor, pack),
    badges: await badges(dataDir),
    trueWeightMg: (sku) => trueWeights.get(sku) ?? someWeightMg,
    serialNumber: () => {
      serial += 1;
      return `SN${serial}`;
    },
  };
};
