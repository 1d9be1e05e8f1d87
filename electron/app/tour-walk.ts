import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchSuggestion } from '../../shared/bench';
import type { OrderRow } from '../../shared/features/orders/queries';
import type { PackView } from '../../shared/features/packing/view';
import type { TourStep } from '../../shared/tour';
import type { StationDocuments } from '../station/documents';
import type { Station } from '../station/station';
import type { LabelPreview } from './label-preview';
import { until } from './tour-waiting';

export interface WalkParts {
  readonly station: Station;
  readonly documents: StationDocuments;
  readonly labels: LabelPreview;
  readonly folder: string;
  /** Says which step this is, takes its picture once `selector` stands on the page, and gives time to read. */
  readonly show: (step: TourStep, selector: string) => Promise<void>;
}

const createHand = (station: Station) => {
  const { bench } = station;
  if (bench === null) throw new Error('the tour needs the virtual bench');
  const suggestion = (wanted: (each: BenchSuggestion) => boolean): BenchSuggestion | null =>
    bench.view().suggestions.find(wanted) ?? null;
  return {
    scan: (data: string) => bench.act({ act: 'scan', data, aim: 'C0' }),
    /** Does what the bench suggests, once it does. */
    press: async (what: string, wanted: (each: BenchSuggestion) => boolean): Promise<void> => {
      const { act } = await until(what, async () => {
        await bench.refresh();
        return suggestion(wanted);
      });
      if (act.kind === 'scan') await bench.act({ act: 'scan', data: act.data, aim: act.aim });
      else if (act.kind === 'put') await bench.act({ act: 'put', weightMg: act.weightMg });
      else await bench.act({ act: 'remove' });
    },
    emptyScale: async (): Promise<void> => {
      if (bench.view().scale.loadMg > 0) await bench.act({ act: 'remove' });
    },
  };
};
type Hand = ReturnType<typeof createHand>;

/** An order that is quickly packed, the most urgent of them; else the most urgent one. */
const chooseOrder = async ({ client, session }: Station): Promise<OrderRow> => {
  const params = {
    state: 'waiting',
    search: '',
    service: null,
    country: null,
    cutOffUntil: null,
    offset: 0,
    limit: 200,
  };
  const answer = await client.query('orders.list', params, session.actor());
  const { rows } = answer.ok ? (answer.value as { readonly rows: readonly OrderRow[] }) : { rows: [] };
  const chosen = rows.find(({ lines, units }) => lines >= 2 && units >= 2 && units <= 8) ?? rows[0];
  if (chosen === undefined) throw new Error('no order is waiting');
  return chosen;
};

/** The banner about a scanned item, whatever more it needs. */
const counted = ['item-packed', 'line-complete', 'items-complete', 'lot-needed', 'serial-needed', 'expiry-needed']
  .map((code) => `[data-feedback="${code}"]`)
  .join();

/** Scans everything that the order asks for, whatever each item needs (lot, serial). */
const scanItems = async ({ station, show }: WalkParts, hand: Hand): Promise<void> => {
  for (let scans = 0; scans < 200; scans += 1) {
    const pack = await station.controller.view();
    if (pack === null || pack.step !== 'items') return;
    const before = JSON.stringify([pack.packed, pack.awaiting]);
    await hand.press('an item to scan', (each) => each.next && each.act.kind === 'scan');
    await until('the item to be counted', async () => {
      const after = await station.controller.view();
      return after === null || JSON.stringify([after.packed, after.awaiting]) !== before ? true : null;
    });
    if (scans === 0) await show('first-item', counted);
  }
};

const atStep = (station: Station, step: PackView['step']) => async (): Promise<PackView | null> => {
  const pack = await station.controller.view();
  return pack?.step === step ? pack : null;
};

const keepLabel = async ({ station, labels, folder }: WalkParts, pack: PackView): Promise<void> => {
  const file = await station.client.attachment(pack.parcel?.label?.sha256 ?? '');
  const zpl = Buffer.from((file.ok ? file.value : null) ?? []).toString('utf8');
  await writeFile(join(folder, 'label.zpl'), zpl);
  const png = await labels.draw(zpl, station.settings().label);
  if (png === null) throw new Error('the label could not be drawn');
  await writeFile(join(folder, 'label.png'), png);
};

const signIn = async ({ station, show }: WalkParts, hand: Hand): Promise<void> => {
  if (station.session.person() === null) {
    await show('sign-in', 'main.session');
    await hand.press('a badge', (each) => each.label === 'badge' && String(each.details['name']).startsWith('Mia'));
    await until('somebody signed in', () => station.session.person());
  }
};

/** One order from scan to closed parcel by hand of the virtual bench. @returns the order's number */
export const walkTour = async (parts: WalkParts): Promise<string> => {
  const { station, documents, show, folder } = parts;
  const hand = createHand(station);
  await until('the devices', () =>
    station.devices.statuses().filter((each) => each.state === 'ready').length >= 3 ? true : null,
  );
  await hand.emptyScale();
  await signIn(parts, hand);
  await show('start', 'main.start');
  const order = await chooseOrder(station);
  await hand.scan(order.tote ?? order.number);
  const opened = await until('the order', atStep(station, 'items'));
  await show('order-open', 'main.pack[data-step="items"] [data-feedback="order-opened"]');
  await hand.press('a wrong item', (each) => each.label === 'wrong-item');
  await show('wrong-item', '[data-feedback="wrong-item"]');
  await scanItems(parts, hand);
  await until('the weighing', atStep(station, 'weigh'));
  await show('weigh', 'main.pack[data-step="weigh"]');
  await hand.press('the parcel to weigh', (each) => each.label === 'put');
  await keepLabel(parts, await until('the label', atStep(station, 'confirm')));
  await show('label-printed', 'main.pack[data-step="confirm"] [data-feedback="label-printed"]');
  await hand.press('the label to scan', (each) => each.label === 'label');
  await until('the closed parcel', async () =>
    (await station.controller.view())?.packId === opened.packId ? null : true,
  );
  await hand.emptyScale();
  await show('parcel-closed', 'main.start [data-feedback="order-packed"]');
  const slip = await documents.packingSlip(opened.packId);
  if (!slip.ok) throw new Error(`packing slip: ${slip.failure.code}`);
  await copyFile(slip.value.file, join(folder, 'packing-slip.pdf'));
  return opened.number;
};
