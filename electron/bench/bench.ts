import { isDeepStrictEqual } from 'node:util';
import type { BenchAct, BenchLabel, BenchView } from '../../shared/bench';
import type { DeviceConfig } from '../../shared/device-config';
import type { Result } from '../../shared/result';
import { startSimulator, type ForkSimulator, type Simulator } from '../devices/simulators/client';
import type { SimulatorEvent } from '../devices/simulators/protocol';
import { tagsOf } from './bench-tags';
import { suggest, type SuggestFacts } from './suggest';

export interface BenchParts {
  readonly fork: ForkSimulator;
  /** Draws a label that came out, or `null` when it can't be drawn. */
  readonly drawLabel: (zpl: string) => Promise<Uint8Array | null>;
  readonly onView: (view: BenchView) => void;
  readonly facts: () => Promise<Omit<SuggestFacts, 'loadMg' | 'labelCode'>>;
}

interface Devices {
  readonly scale: Simulator<'scale'>;
  readonly scanner: Simulator<'scanner'>;
  readonly printer: Simulator<'printer'>;
  readonly rfid: Simulator<'rfid'>;
}

const keptLabels = 24;

/** Copy code of a label, as its small square code carries it. */
const copyCodeOf = (zpl: string): string | null =>
  /PWL\*[0-9A-Z./-]+\*\d+\*[A-Z]{2}/.exec(zpl.replaceAll(/_2A/g, '*'))?.[0] ?? null;

const start = async (fork: ForkSimulator): Promise<Devices> => {
  const [scale, scanner, printer, rfid] = await Promise.all([
    startSimulator({ kind: 'scale', dialect: 'mt-sics', unit: 'kg', decimals: 3, settleMs: 500 }, fork),
    startSimulator({ kind: 'scanner', suffix: '\r', aim: true }, fork),
    startSimulator({ kind: 'printer', labelMs: 250, rfid: true }, fork),
    startSimulator({ kind: 'rfid', impinj: true }, fork),
  ]);
  if (!scale.ok || !scanner.ok || !printer.ok || !rfid.ok) throw new Error('the virtual bench did not start');
  return {
    scale: scale.value,
    scanner: scanner.value,
    printer: printer.value,
    rfid: rfid.value,
  };
};

/** Entries for the devices of the bench, as `station.yaml` would hold them. */
const configsOf = ({ scale, scanner, printer, rfid }: Devices): readonly DeviceConfig[] => [
  {
    kind: 'scale',
    id: 'bench-scale',
    name: 'Bench scale',
    protocol: 'mt-sics',
    simulated: true,
    transport: { type: 'tcp', host: scale.place.host, port: scale.place.port },
    options: { division: '0.001 kg', capacity: '30 kg' },
  },
  {
    kind: 'scanner',
    id: 'bench-scanner',
    name: 'Bench scanner',
    protocol: 'serial-line',
    simulated: true,
    transport: { type: 'tcp', host: scanner.place.host, port: scanner.place.port },
    options: { suffix: '\\r', aim: true },
  },
  {
    kind: 'printer',
    id: 'bench-printer',
    name: 'Bench label printer',
    protocol: 'zpl',
    simulated: true,
    transport: { type: 'tcp', host: printer.place.host, port: printer.place.port },
    options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152 },
  },
  {
    kind: 'rfid',
    id: 'bench-reader',
    name: 'Bench RFID reader',
    protocol: 'llrp',
    simulated: true,
    transport: { type: 'tcp', host: rfid.place.host, port: rfid.place.port },
  },
];

/** The virtual bench: four device processes and the hand that works them. */
export const createBench = async (parts: BenchParts) => {
  const devices = await start(parts.fork);
  let view: BenchView = {
    scale: { plugged: true, text: '0.000', unit: 'kg', state: 'zero', loadMg: 0 },
    scanner: { plugged: true, last: null },
    printer: { plugged: true, paperOut: false, headOpen: false, paused: false, odometer: 0, labels: [] },
    rfid: { plugged: true, tags: 'none' },
    suggestions: [],
  };
  const formats: string[] = [];

  const show = (next: Partial<BenchView>): void => {
    const after = { ...view, ...next };
    if (isDeepStrictEqual(after, view)) return;
    view = after;
    parts.onView(view);
  };

  const refresh = async (): Promise<void> => {
    const facts = await parts.facts();
    const labels = formats.map((zpl) => copyCodeOf(zpl)).filter((code) => code !== null);
    show({ suggestions: suggest({ ...facts, loadMg: view.scale.loadMg, labelCode: labels.at(-1) ?? null }) });
  };

  const printed = async (event: Extract<SimulatorEvent, { event: 'label-printed' }>): Promise<void> => {
    if (event.complete) formats.push(event.zpl);
    const number = (view.printer.labels[0]?.number ?? 0) + 1;
    const label: BenchLabel = {
      number,
      complete: event.complete,
      odometer: event.odometer,
      zpl: event.zpl,
      pngBase64: null,
    };
    show({
      printer: {
        ...view.printer,
        odometer: event.odometer,
        labels: [label, ...view.printer.labels].slice(0, keptLabels),
      },
    });
    const png = await parts.drawLabel(event.zpl);
    const pngBase64 = png === null ? null : Buffer.from(png).toString('base64');
    show({
      printer: {
        ...view.printer,
        labels: view.printer.labels.map((each) => (each.number === number ? { ...each, pngBase64 } : each)),
      },
    });
    await refresh();
  };

  devices.scale.onEvent((event) => {
    if (event.event === 'scale-shows')
      show({ scale: { ...view.scale, text: event.text, unit: event.unit, state: event.state } });
    if (event.event === 'plugged') show({ scale: { ...view.scale, plugged: event.plugged } });
  });
  devices.scanner.onEvent((event) => {
    // A badge is a secret: the bench shows that a code was sent, not which.
    if (event.event === 'code-sent')
      show({ scanner: { ...view.scanner, last: event.data.startsWith('PWB*') ? 'PWB*…' : event.data } });
    if (event.event === 'plugged') show({ scanner: { ...view.scanner, plugged: event.plugged } });
  });
  devices.rfid.onEvent((event) => {
    if (event.event === 'plugged') show({ rfid: { ...view.rfid, plugged: event.plugged } });
  });
  devices.printer.onEvent((event) => {
    if (event.event === 'label-printed') void printed(event);
    if (event.event === 'printer-shows')
      show({ printer: { ...view.printer, paperOut: event.paperOut, headOpen: event.headOpen, paused: event.paused } });
    if (event.event === 'plugged') show({ printer: { ...view.printer, plugged: event.plugged } });
  });

  const load = async (loadMg: number): Promise<Result<unknown>> => {
    show({ scale: { ...view.scale, loadMg } });
    const done = await (loadMg === 0
      ? devices.scale.send({ op: 'remove' })
      : devices.scale.send({ op: 'put', weightMg: loadMg }));
    await refresh();
    return done;
  };

  const act = async (wish: BenchAct): Promise<Result<unknown>> => {
    switch (wish.act) {
      case 'scan':
        return devices.scanner.send({ op: 'scan', data: wish.data, aim: wish.aim });
      case 'put':
        return load(wish.weightMg);
      case 'remove':
        return load(0);
      case 'behave':
        return devices.scale.send({ op: 'behave', as: wish.as });
      case 'paper-out':
        return devices.printer.send({ op: 'paper-out' });
      case 'tags':
        show({ rfid: { ...view.rfid, tags: wish.what } });
        return devices.rfid.send({ op: 'tags', tags: [...tagsOf(wish.what)] });
      case 'lose-reports':
        return devices.rfid.send({ op: 'overflow' });
      case 'cable':
        return devices[wish.device].send({ op: wish.plugged ? 'plug' : 'unplug' });
      default:
        return devices.printer.send({ op: wish.act });
    }
  };

  return {
    configs: configsOf(devices),
    view: (): BenchView => view,
    act,
    refresh,
    labels: (): readonly string[] => formats,
    stop: async (): Promise<void> => {
      await Promise.all([devices.scale.stop(), devices.scanner.stop(), devices.printer.stop(), devices.rfid.stop()]);
    },
  };
};
export type Bench = Awaited<ReturnType<typeof createBench>>;
