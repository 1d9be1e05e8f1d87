import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBadge } from '../../shared/barcode/command-codes';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import type { OrderRow } from '../../shared/features/orders/queries';
import { loadDemo } from '../features/demo';
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
export const demoPin = '7391';

const badgesFile = (dataDir: string): string => join(dataDir, 'demo-badges.json');

/** First start on demo data: people, catalogue and orders. Never on live data: the store itself refuses it. */
export const demoPeople = async (people: PeopleService, store: Store, actor: Actor, dataDir: string): Promise<void> => {
  const needed = await people.needsFirstPerson();
  if (!needed.ok || !needed.value) return;
  const [first, ...others] = team;
  if (first === undefined) return;
  const made = await people.createFirstPerson({ name: first.name, pin: demoPin, badge: first.code });
  if (!made.ok) throw new Error(`demo person: ${made.failure.code}`);
  const by: Actor = { ...actor, personId: made.value.personId, role: 'it' };
  for (const person of others) {
    const added = await people.addPerson(
      { name: person.name, role: person.role, pin: demoPin, badge: person.code, pinMustChange: false },
      by,
    );
    if (!added.ok) throw new Error(`demo person: ${added.failure.code}`);
  }
  await writeFile(badgesFile(dataDir), JSON.stringify(team.map(({ name, code }) => ({ name, code }))), { mode: 0o600 });
  await loadDemo(store, by);
};

const badges = async (dataDir: string): Promise<SuggestFacts['badges']> => {
  const text = await readFile(badgesFile(dataDir), 'utf8').catch(() => '[]');
  return (JSON.parse(text) as { name: string; code: string }[]).flatMap(({ name, code }) => {
    const badge = encodeBadge(code);
    return badge.ok ? [{ name, code: badge.value }] : [];
  });
};

let serial = Date.now() % 1_000_000;

const codesOf = async (store: Store, actor: Actor, sku: string): Promise<ItemCodes> => {
  const answer = await store.query('catalogue.item', { sku }, actor);
  const item = answer.ok ? (answer.value as CatalogueItem | null) : null;
  const single = item?.barcodes.find((each) => each.quantity === 1) ?? null;
  return { gtin: single?.kind === 'gtin' ? single.code : null, text: single?.kind === 'other' ? single.code : sku };
};

/** What the bench needs to know to suggest the next act of a hand. */
export const benchFacts = async (
  store: Store,
  actor: Actor,
  controller: PackController,
  dataDir: string,
): Promise<Omit<SuggestFacts, 'loadMg' | 'labelCode'>> => {
  const signedIn = actor.role !== 'station';
  const pack = signedIn ? await controller.view() : null;
  const list = await store.query(
    'orders.list',
    { state: 'open', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 6 },
    actor,
  );
  const rows = list.ok ? (list.value as { readonly rows: readonly OrderRow[] }).rows : [];
  const wanted =
    pack?.lines
      .filter((line) => line.packed + line.short < line.quantity)
      .slice(0, 6)
      .map((line) => line.sku) ?? [];
  const codes = new Map<string, ItemCodes>(
    await Promise.all(wanted.map(async (sku) => [sku, await codesOf(store, actor, sku)] as const)),
  );
  const other = await store.query('catalogue.list', { search: '', filter: 'all', offset: 0, limit: 30 }, actor);
  const ordered = new Set(pack?.lines.map((line) => line.sku) ?? []);
  const wrongSku = other.ok
    ? (other.value as { readonly rows: readonly { sku: string }[] }).rows.find(({ sku }) => !ordered.has(sku))?.sku
    : undefined;
  return {
    signedIn,
    pack,
    nextOrders: rows.map(({ number, tote }) => ({ number, tote })),
    codesOf: (sku) => codes.get(sku) ?? { gtin: null, text: sku },
    wrongItem: pack === null || wrongSku === undefined ? null : await codesOf(store, actor, wrongSku),
    badges: await badges(dataDir),
    serialNumber: () => {
      serial += 1;
      return `SN${serial}`;
    },
  };
};
