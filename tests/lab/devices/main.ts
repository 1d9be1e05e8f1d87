import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createPrinterSimulator } from '../../../electron/devices/simulators/printer';
import { simulatorOptionsSchema } from '../../../electron/devices/simulators/protocol';
import { createScaleSimulator } from '../../../electron/devices/simulators/scale';
import type { AnySimulatedDevice, SimulatorSession } from '../../../electron/devices/simulators/simulator';
import { openNode, type NodeLine } from './descriptor-fd';
import { gadgetAttribute, isSwitchedOn, makeGadget, plugGadget, unplugGadget } from './gadget';
import { createUhid, descriptors, type UhidDevice } from './uhid';
import { plugUsb, type PluggedUsb } from './usbip';

/**
 * The virtual devices, in a process of their own: an `open()` of the code under test may wait for an answer of the
 * device. Asked by `{ id, op, args }`, answers `{ id, ok, value }`.
 */
type Operation = (args: readonly unknown[]) => unknown;

const until = async (what: string, condition: () => boolean): Promise<void> => {
  const end = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited for ${what}`);
    await delay(5);
  }
};

const made = (kind: 'scale' | 'printer', extra: object): AnySimulatedDevice => {
  const options = simulatorOptionsSchema.parse({ kind, ...extra });
  const ignore = (): void => undefined;
  return options.kind === 'scale'
    ? createScaleSimulator(options, ignore)
    : createPrinterSimulator(options as never, ignore);
};

/** A serial scale on a CDC-ACM gadget. */
const createSerialScale = () => {
  const scale = made('scale', { dialect: 'mt-sics' });
  let node: NodeLine | null = null;
  let session: SimulatorSession | null = null;
  return {
    async plug(socket: number): Promise<void> {
      makeGadget(
        { name: 'acm', vendorId: '0eb8', productId: '2200', serial: 'LABSCALE1', product: 'Serial scale' },
        'acm',
        {},
      );
      plugGadget('acm', socket);
      // A reset while it is being asked hangs its line up: opened before that, it would be deaf until the next plug.
      await until('the serial scale to be switched on', () => isSwitchedOn(socket));
      const path = `/dev/ttyGS${gadgetAttribute('acm', 'acm', 'port_num')}`;
      await until(path, () => existsSync(path));
      await rawLine(path);
      const opened = openNode(path, (bytes) => session?.receive(bytes));
      node = opened;
      session = scale.connect({ write: (bytes) => void opened.write(bytes), close: () => undefined });
    },
    unplug(): void {
      unplugGadget('acm');
      session?.gone();
      node?.close();
      node = null;
      session = null;
    },
    scale: (command: object) => scale.command({ kind: 'scale', ...command } as never),
  };
};

/** Two raw ends would echo to each other for ever. */
const rawLine = async (path: string): Promise<void> => {
  const { execFileSync } = await import('node:child_process');
  execFileSync('stty', ['-F', path, 'raw', '-echo']);
};

/** Grams as a HID scale reports them: status, unit 2 (g), exponent 0, weight. */
const scaleReport = (status: number, grams: number): Uint8Array =>
  Uint8Array.of(3, status, 2, 0, grams & 255, grams >> 8);

/** A HID scale that streams ten readings a second, as a gadget (a true USB device). */
const createHidScale = () => {
  let node: NodeLine | null = null;
  let timer: NodeJS.Timeout | null = null;
  let grams = 0;
  return {
    async plug(socket: number): Promise<void> {
      makeGadget({ name: 'hid', vendorId: '0922', productId: '8003', serial: 'LABHID1', product: 'HID scale' }, 'hid', {
        protocol: '0',
        subclass: '0',
        report_length: '6',
        report_desc: descriptors.scale,
      });
      plugGadget('hid', socket);
      await until('/dev/hidg0', () => existsSync('/dev/hidg0'));
      const opened = openNode('/dev/hidg0', () => undefined);
      node = opened;
      timer = setInterval(() => opened.write(scaleReport(grams === 0 ? 2 : 4, grams)), 100);
    },
    put: (value: number) => void (grams = value),
    unplug(): void {
      if (timer !== null) clearInterval(timer);
      timer = null;
      node?.close();
      node = null;
      unplugGadget('hid');
    },
  };
};

const aimBytes = [0x5d, 0x43, 0x31];
/** HID POS layout A: report 2, length, AIM identifier, data, continuation. */
const codeReport = (code: string): Uint8Array => {
  const report = new Uint8Array(64);
  report.set([2, code.length, ...aimBytes]);
  report.set(Buffer.from(code, 'latin1'), 5);
  return report;
};

const createHidScanner = () => {
  let device: UhidDevice | null = null;
  return {
    plug(): void {
      device = createUhid({
        name: 'Lab scanner',
        serial: 'LABSCAN1',
        vendorId: 0x0c2e,
        productId: 0x0b0f,
        descriptor: descriptors.scanner,
      });
    },
    scan: (code: string) => device?.input(codeReport(code)),
    unplug(): void {
      device?.destroy();
      device = null;
    },
  };
};

/** The kernel's own printer gadget, or one written here that can stop, tell its port status, and be deaf. */
const createUsbPrinter = () => {
  const printer = made('printer', { labelMs: 50 });
  let usb: PluggedUsb | null = null;
  let session: SimulatorSession | null = null;
  let received = 0;
  let stopAfter = Number.MAX_SAFE_INTEGER;
  let portStatus = 0x18;
  const deviceId = 'MFG:Zebra Technologies;CMD:ZPL;MDL:Lab;CLS:PRINTER;';
  return {
    async plug(socket: number): Promise<void> {
      received = 0;
      const plugged = await plugUsb(
        socket,
        { vendorId: 0x0a5f, productId: 0x0166, serial: 'LABPRT1', product: 'Lab printer', interfaceClass: [7, 1, 2] },
        {
          control({ request }) {
            if (request === 0) return Buffer.concat([Buffer.from([0, deviceId.length + 2]), Buffer.from(deviceId)]);
            return request === 1 ? Buffer.from([portStatus]) : request === 2 ? Buffer.alloc(0) : null;
          },
          out(bytes) {
            if (received + bytes.length > stopAfter) return false;
            received += bytes.length;
            session?.receive(bytes);
            return true;
          },
        },
      );
      usb = plugged;
      session = printer.connect({ write: (bytes) => plugged.send(bytes), close: () => undefined });
    },
    unplug(): void {
      usb?.unplug();
      session?.gone();
      usb = null;
      session = null;
    },
    received: () => received,
    stopAfter(bytes: number): void {
      stopAfter = bytes;
    },
    resume(): void {
      stopAfter = Number.MAX_SAFE_INTEGER;
      usb?.resume();
    },
    portStatus: (value: number) => void (portStatus = value),
    printer: (command: object) => printer.command({ kind: 'printer', ...command } as never),
  };
};

/** Plugged in, and never says a word: the kernel gives up on it, and everybody else must not wait. */
const createDeaf = () => {
  let usb: PluggedUsb | null = null;
  return {
    async plug(socket: number): Promise<void> {
      const identity = {
        vendorId: 0x1234,
        productId: 0x5678,
        serial: 'DEAF',
        product: 'Deaf',
        interfaceClass: [255, 0, 0],
      } as const;
      usb = await plugUsb(socket, identity, { control: () => null, out: () => true }, { deaf: true });
    },
    unplug(): void {
      usb?.unplug();
    },
  };
};

const devices = {
  acm: createSerialScale(),
  hid: createHidScale(),
  scanner: createHidScanner(),
  printer: createUsbPrinter(),
  deaf: createDeaf(),
};

process.on('message', (message: { id: number; device: keyof typeof devices; op: string; args: unknown[] }) => {
  const operation = (devices[message.device] as unknown as Record<string, Operation>)[message.op];
  Promise.resolve()
    .then(() => (operation as unknown as (...args: unknown[]) => unknown)(...message.args))
    .then(
      (value) => process.send?.({ id: message.id, ok: true, value }),
      (error: unknown) => process.send?.({ id: message.id, ok: false, value: String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
