import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { BenchSuggestion } from '../../shared/bench';
import type { PackView } from '../../shared/features/packing/view';
import { verifyFolder } from '../journal/verify';
import { nodeFilePort } from '../journal/file-port';
import type { StationDocuments } from '../station/documents';
import type { Station } from '../station/station';
import type { LabelPreview } from './label-preview';

export interface TourParts {
  readonly station: Station;
  readonly documents: StationDocuments;
  readonly labels: LabelPreview;
  readonly window: BrowserWindow;
  readonly quit: boolean;
  readonly openFolder: (folder: string) => void;
}

const stepLimitMs = 30_000;
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Waits until a condition holds; a tour that hangs says where. */
const until = async <T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> => {
  const end = Date.now() + stepLimitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`the tour waited in vain for: ${what}`);
    await pause(100);
  }
};

const createPictures = (window: BrowserWindow, folder: string) => {
  let number = 0;
  return async (name: string): Promise<void> => {
    number += 1;
    // One more frame, so that the picture shows what the last push brought.
    await pause(350);
    const image = await window.webContents.capturePage();
    await writeFile(join(folder, `${String(number).padStart(2, '0')}-${name}.png`), image.toPNG());
  };
};

type Picture = ReturnType<typeof createPictures>;

const createHand = (station: Station) => {
  const { bench } = station;
  if (bench === null) throw new Error('the tour needs the virtual bench');
  const suggestion = (wanted: (each: BenchSuggestion) => boolean): BenchSuggestion | null =>
    bench.view().suggestions.find(wanted) ?? null;
  return async (what: string, wanted: (each: BenchSuggestion) => boolean): Promise<void> => {
    await bench.refresh();
    const { act } = await until(what, () => suggestion(wanted));
    if (act.kind === 'scan') await bench.act({ act: 'scan', data: act.data, aim: act.aim });
    else if (act.kind === 'put') await bench.act({ act: 'put', weightMg: act.weightMg });
    else await bench.act({ act: 'remove' });
  };
};

/** Scans everything that the order asks for, whatever each item needs (lot, serial). */
const scanItems = async (station: Station, hand: ReturnType<typeof createHand>, picture: Picture): Promise<void> => {
  for (let scans = 0; scans < 200; scans += 1) {
    const pack = await station.controller.view();
    if (pack === null || pack.step !== 'items') return;
    const before = JSON.stringify([pack.packed, pack.awaiting]);
    await hand('an item to scan', (each) => each.next && each.act.kind === 'scan');
    await until('the item to be counted', async () => {
      const after = await station.controller.view();
      return after === null || JSON.stringify([after.packed, after.awaiting]) !== before ? true : null;
    });
    if (scans === 0) await picture('first-item');
  }
};

const atStep = (station: Station, step: PackView['step']) => async (): Promise<PackView | null> => {
  const pack = await station.controller.view();
  return pack?.step === step ? pack : null;
};

const walk = async ({ station, documents, labels, window }: TourParts, folder: string): Promise<string[]> => {
  const picture = createPictures(window, folder);
  const hand = createHand(station);
  await until('the devices', () =>
    station.devices.statuses().filter((each) => each.state === 'ready').length >= 3 ? true : null,
  );
  await picture('sign-in');
  if (station.session.person() === null)
    await hand('a badge', (each) => each.label === 'badge' && String(each.details['name']).startsWith('Mia'));
  await until('somebody signed in', () => station.session.person());
  await picture('start');
  await hand('an order', (each) => each.label === 'order');
  const opened = await until('the order', atStep(station, 'items'));
  await picture('order-open');
  await hand('a wrong item', (each) => each.label === 'wrong-item');
  await picture('wrong-item');
  await scanItems(station, hand, picture);
  await until('the weighing', atStep(station, 'weigh'));
  await picture('weigh');
  await hand('the parcel to weigh', (each) => each.label === 'put');
  const printed = await until('the label', atStep(station, 'confirm'));
  await picture('label-printed');
  const sha256 = printed.parcel?.label?.sha256 ?? '';
  const zpl = Buffer.from((await station.client.attachment(sha256)) ?? []).toString('utf8');
  await writeFile(join(folder, 'label.zpl'), zpl);
  const png = await labels.draw(zpl, station.settings().label);
  if (png === null) throw new Error('the label could not be drawn');
  await writeFile(join(folder, 'label.png'), png);
  await hand('the label to scan', (each) => each.label === 'label');
  await until('the closed parcel', async () =>
    (await station.controller.view())?.packId === opened.packId ? null : true,
  );
  await hand('the empty scale', (each) => each.label === 'remove');
  await picture('parcel-closed');
  const slip = await documents.packingSlip(opened.packId);
  if (!slip.ok) throw new Error(`packing slip: ${slip.failure.code}`);
  return [`Order ${opened.number} packed.`, `Packing slip: ${slip.value.file}`];
};

/** One real order from scan to closed parcel over the virtual bench; leaves its pictures and papers in a folder. */
export const runTour = async (parts: TourParts): Promise<void> => {
  const { station } = parts;
  const folder = join(station.parts.dataDir, 'tour', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  await mkdir(folder, { recursive: true });
  let status = 0;
  try {
    const notes = await walk(parts, folder);
    const verdict = verifyFolder(nodeFilePort, station.parts.dataDir, null);
    const record = verdict.ok
      ? `Record: ${verdict.head.n} entries hold, head ${verdict.head.n}:${verdict.head.hash}`
      : `Record BAD: ${verdict.text}`;
    await writeFile(join(folder, 'record.txt'), `${[...notes, record].join('\n')}\n`);
    for (const note of [...notes, record]) console.log(note);
    if (!verdict.ok) status = 1;
    console.log(`Tour folder: ${folder}`);
  } catch (error) {
    status = 1;
    console.error(error instanceof Error ? error.message : String(error));
  }
  if (parts.quit) {
    await station.stop();
    app.exit(status);
  } else if (status === 0) parts.openFolder(folder);
};
