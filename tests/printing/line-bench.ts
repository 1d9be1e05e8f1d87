import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { until } from '../devices/pty';
import { forkSimulator } from '../simulators/fork-simulator';
import { openPackStore } from '../support/pack-store';
import { gtins } from '../support/pack-world';
import type { LineWish } from '../support/line-station';

const started = async <K extends 'printer' | 'scanner'>(
  simulator: ReturnType<typeof startSimulator<K>>,
): Promise<Simulator<K>> => {
  const answer = await simulator;
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
};

/** The code by which a label is told: its copy code, or the station's number on a label of a template. */
const codeIn = (zpl: string): string => {
  const text = zpl.replaceAll('_2A', '*').replaceAll('_2D', '-');
  return /PWL\*[0-9A-Z./-]+\*\d+\*[A-Z]{2}/.exec(text)?.[0] ?? /S1-\d{6}/.exec(text)?.[0] ?? '';
};

/** Boxes that were packed and weighed, each order put aside for the line; the folder holds their record. */
export const packBoxes = async (orders: readonly string[]): Promise<{ readonly folder: string; remove(): void }> => {
  const prepared = await openPackStore();
  const { hand } = prepared;
  for (const order of orders) {
    await hand.order(order, [{ sku: 'PLAIN', quantity: 1 }]);
    await hand.open(order);
    await hand.scan(gtins.plain, { aim: 'I1' });
    await hand.weigh();
    await hand.must('packing.release', { packId: (await hand.view())?.packId });
  }
  prepared.open.close();
  return { folder: prepared.folder, remove: prepared.close };
};

/** The devices of a line, each a process that speaks its bytes: a printer that peels, and three scanners on ptys. */
export const createLineBench = async (
  orders: readonly string[],
  printerOptions: Partial<SimulatorOptionsInput & { kind: 'printer' }> = {},
) => {
  const ptys = mkdtempSync(join(tmpdir(), 'packwright-line-'));
  const boxes = await packBoxes(orders);
  const printer = await started(
    startSimulator({ kind: 'printer', labelMs: 60, peel: true, ...printerOptions }, forkSimulator),
  );
  const scanner = (name: string): Promise<Simulator<'scanner'>> =>
    started(startSimulator({ kind: 'scanner', ptyLink: join(ptys, name), suffix: '\r\n', aim: true }, forkSimulator));
  const infeed = await scanner('infeed');
  const verify = await scanner('verify');
  const hand = await scanner('hand');
  /** Copy code, or number, of every whole label that came out. */
  const labels: string[] = [];
  printer.onEvent((event) => {
    if (event.event === 'label-printed' && event.complete) labels.push(codeIn(event.zpl));
  });
  const scan =
    (simulator: Simulator<'scanner'>) =>
    async (data: string, aim = 'C0'): Promise<void> => {
      const answer = await simulator.send({ op: 'scan', data, aim });
      if (!answer.ok) throw new Error(answer.failure.code);
    };
  const wish: LineWish = {
    folder: boxes.folder,
    printerPort: printer.place.port,
    infeed: infeed.place.ptyLink ?? '',
    verify: verify.place.ptyLink ?? '',
    hand: hand.place.ptyLink ?? '',
  };
  return {
    wish,
    printer,
    labels,
    atInfeed: scan(infeed),
    atVerify: (data: string, aim = 'd1'): Promise<void> => scan(verify)(data, aim),
    byHand: scan(hand),
    /** The applicator takes the label off. */
    takeLabel: async (): Promise<void> => void (await printer.send({ op: 'take-labels' })),
    label: async (count: number): Promise<string> => {
      await until(`${count} labels`, () => labels.length >= count, 30_000);
      return labels[count - 1] ?? '';
    },
    close: async (): Promise<void> => {
      for (const each of [printer, infeed, verify, hand]) await each.stop();
      boxes.remove();
      rmSync(ptys, { recursive: true, force: true });
    },
  };
};
export type LineBench = Awaited<ReturnType<typeof createLineBench>>;
