import { openControlSocket, type ControlSocket } from './control-socket';
import {
  simulatorRequestSchema,
  type CableCommand,
  type SimulatorCommand,
  type SimulatorEvent,
  type SimulatorOptions,
} from './protocol';
import { createPrinterSimulator } from './printer';
import { createRfidSimulator } from './rfid';
import { createScaleSimulator } from './scale';
import { createScannerSimulator } from './scanner';
import type { AnySimulatedDevice, SimulatorAnswer } from './simulator';
import { createWire, type Wire } from './wire';

export interface RunningSimulator {
  /** A request as it came from a parent process or a control line; what is no request is answered as refused. */
  handle(message: unknown): void;
  stop(): Promise<void>;
}

type Report = (event: SimulatorEvent) => void;

const createDevice = (options: SimulatorOptions, report: Report): AnySimulatedDevice => {
  switch (options.kind) {
    case 'scale':
      return createScaleSimulator(options, report);
    case 'scanner':
      return createScannerSimulator(options, report);
    case 'rfid':
      return createRfidSimulator(options, report);
    case 'printer':
      return createPrinterSimulator(options, report);
    default:
      return options satisfies never;
  }
};

const isCable = (command: SimulatorCommand): command is CableCommand =>
  command.op === 'plug' || command.op === 'unplug';

const act = async (
  command: SimulatorCommand,
  device: AnySimulatedDevice,
  wire: Wire,
  report: Report,
): Promise<SimulatorAnswer> => {
  if (!isCable(command)) return device.command(command);
  if (command.op === 'unplug') {
    await wire.unplug();
  } else {
    const plugged = await wire.plug();
    if ('code' in plugged) return { ok: false, code: plugged.code };
  }
  report({ event: 'plugged', plugged: wire.plugged });
  return { ok: true };
};

/** The number of a request that is otherwise wrong, so that whoever sent it learns of it; 0 when it has none. */
const requestNumber = (message: unknown): number => {
  const numbered = simulatorRequestSchema.pick({ request: true }).loose().safeParse(message);
  return numbered.success ? numbered.data.request : 0;
};

/** Starts the device and its wire. `tell` gets every event; the first is `listening` or `failed`. */
export const runSimulator = async (options: SimulatorOptions, tell: Report): Promise<RunningSimulator | null> => {
  let control: ControlSocket | null = null;
  const report: Report = (event) => {
    tell(event);
    control?.tell(event);
  };
  const device = createDevice(options, report);
  const wire = createWire(options, device, report);

  const answer = (request: number, outcome: SimulatorAnswer): void =>
    report({
      event: 'answer',
      request,
      ok: outcome.ok,
      code: outcome.ok ? null : outcome.code,
      value: outcome.ok ? (outcome.value ?? null) : null,
    });

  // One after the other: a plug must not overtake the unplug before it.
  let last: Promise<void> = Promise.resolve();
  const handle = (message: unknown): void => {
    const parsed = simulatorRequestSchema.safeParse(message);
    if (!parsed.success || parsed.data.command.kind !== options.kind) {
      answer(requestNumber(message), { ok: false, code: 'bad-request' });
      return;
    }
    const { request, command } = parsed.data;
    last = last.then(async () => answer(request, await act(command, device, wire, report)));
  };

  const plugged = await wire.plug();
  if (options.controlPort !== null) control = await openControlSocket(options.controlPort, handle);
  if ('code' in plugged || (options.controlPort !== null && control === null)) {
    const failure = 'code' in plugged ? plugged : { code: 'port-in-use', text: 'control port' };
    report({ event: 'failed', ...failure });
    await wire.unplug();
    return null;
  }
  report({ event: 'listening', port: plugged.port, ptyLink: options.ptyLink, controlPort: control?.port ?? null });
  return {
    handle,
    async stop() {
      device.dispose();
      control?.close();
      await wire.unplug();
    },
  };
};
