import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SerialPort } from 'serialport';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorKind, SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { mtSics } from '../../electron/devices/scales/protocols/mt-sics';
import { serialLine } from '../../electron/devices/scanners/protocols/serial-line';
import type { ScannerMessage } from '../../electron/devices/types';
import { buildSimulator, children, forkSimulator, removeSimulator } from './fork-simulator';
import { openStation, until, type StationEnd } from './station';

const cleanUp: (() => unknown)[] = [];

beforeAll(buildSimulator);
afterEach(async () => {
  for (const each of cleanUp.splice(0).toReversed()) await each();
});
afterAll(removeSimulator);

const start = async <K extends SimulatorKind>(options: SimulatorOptionsInput & { kind: K }): Promise<Simulator<K>> => {
  const started = await startSimulator<K>(options, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  cleanUp.push(() => started.value.stop());
  return started.value;
};

const codes = (messages: readonly ScannerMessage[]): string[] =>
  messages.map((message) => (message.kind === 'code' ? `${message.aim ?? '-'} ${message.data}` : message.kind));

describe('scanner', () => {
  /** Resolves when the scanner, too, knows of the connection: what it sends before is lost, as on a real line. */
  const station = async (scanner: Simulator<'scanner'>): Promise<StationEnd<ScannerMessage>> => {
    const decoder = serialLine.decoder({});
    let known = false;
    const stopListening = scanner.onEvent((event) => {
      if (event.event === 'connections') known = true;
    });
    const { port } = scanner.place;
    const end = await openStation(port, serialLine.framing({}), (frame) => decoder.decode(frame, performance.now()));
    cleanUp.push(() => end.socket.destroy());
    await until('the connection', () => known);
    stopListening();
    return end;
  };

  it('sends codes as they were scanned, one by one and in bursts, to everyone who listens', async () => {
    const scanner = await start({ kind: 'scanner' });
    const one = await station(scanner);
    const other = await station(scanner);
    await scanner.send({ op: 'scan', data: '9501101530003', aim: 'E0' });
    const burst = Array.from({ length: 500 }, (_, index) => ({ data: `BOX-${index}`, aim: 'C0' }));
    await scanner.send({ op: 'burst', codes: burst });
    await scanner.send({ op: 'burst', codes: [{ data: 'A' }, { data: 'B' }], intervalMs: 5 });
    await until('503 codes', () => one.messages.length === 503 && other.messages.length === 503);
    expect(codes(one.messages)).toEqual(['E0 9501101530003', ...burst.map(({ data }) => `C0 ${data}`), '- A', '- B']);
    expect(other.messages).toEqual(one.messages);
  });

  it('loses what nobody listens to, and keeps its settings', async () => {
    const scanner = await start({ kind: 'scanner', aim: false, suffix: '\r\n' });
    await scanner.send({ op: 'scan', data: 'LOST' });
    const end = await station(scanner);
    await scanner.send({ op: 'scan', data: 'SEEN', aim: 'C0' });
    await scanner.send({ op: 'bytes', hex: '5d43' });
    await until('bytes', () => end.bytes().length >= 8);
    expect(end.bytes().toString('latin1')).toBe('SEEN\r\n]C');
  });
});

describe('printer', () => {
  it('prints what it is sent, one label after the other, and counts them', async () => {
    const printer = await start({ kind: 'printer', labelMs: 10, odometer: 41 });
    const printed: string[] = [];
    printer.onEvent((event) => {
      if (event.event === 'label-printed') printed.push(`${event.odometer} ${event.zpl.trim()}`);
    });
    const socket = connect(printer.place.port, '127.0.0.1');
    cleanUp.push(() => socket.destroy());
    await printer.send({ op: 'paper-out' });
    socket.write('^XA^FDone^FS^XZ^XA^FDtwo^FS^XZ');
    expect(await printer.send({ op: 'load-paper' })).toMatchObject({ ok: true });
    await until('two labels', () => printed.length === 2);
    expect(printed).toEqual(['42 ^XA^FDone^FS^XZ', '43 ^XA^FDtwo^FS^XZ']);
  });
});

describe('a simulator as a process', () => {
  it('says why it cannot start', async () => {
    const first = await start({ kind: 'scanner' });
    const taken = await startSimulator({ kind: 'scanner', port: first.place.port }, forkSimulator);
    expect(taken).toMatchObject({ ok: false, failure: { code: 'simulator-failed', details: { code: 'port-in-use' } } });
    const bad = await startSimulator({ kind: 'scale', decimals: 9 }, forkSimulator);
    expect(bad).toMatchObject({ failure: { details: { code: 'bad-options' } } });
  });

  it('answers bad requests instead of ignoring them', async () => {
    const scanner = await start({ kind: 'scanner' });
    const wrong = { op: 'scan', data: '' } as const;
    expect(await scanner.send(wrong)).toMatchObject({ failure: { code: 'refused', details: { code: 'bad-request' } } });
  });

  it('tells those who wait when it is gone', async () => {
    const scanner = await start({ kind: 'scanner' });
    const answer = scanner.send({ op: 'burst', codes: [] });
    await scanner.stop();
    await scanner.exited;
    expect(['no-answer', 'simulator-gone', null]).toContain((await answer).ok ? null : 'simulator-gone');
    expect(await scanner.exited).toBe(0);
  });

  it('ends with its parent', async () => {
    const scanner = await start({ kind: 'scanner' });
    children.at(-1)?.disconnect();
    expect(await scanner.exited).toBe(0);
  });

  it('can be driven over a socket, a line at a time', async () => {
    const scanner = await start({ kind: 'scanner', controlPort: 0 });
    const socket = connect(scanner.place.controlPort ?? 0, '127.0.0.1');
    cleanUp.push(() => socket.destroy());
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
    });
    socket.write('not json\n{"request":7,"command":{"kind":"scanner","op":"scan","data":"X"}}\n');
    await until('both answers', () => text.includes('"request":7'));
    const events = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(events).toEqual([
      expect.objectContaining({ event: 'answer', request: 0, ok: false, code: 'bad-request' }),
      { event: 'code-sent', data: 'X', connections: 0 },
      expect.objectContaining({ event: 'answer', request: 7, ok: true }),
    ]);
  });
});

describe.runIf(process.platform === 'linux')('on a pty', () => {
  const closePort = (port: SerialPort): Promise<void> =>
    new Promise((resolve) => {
      if (port.isOpen) port.close(() => resolve());
      else resolve();
    });

  const open = (place: string): Promise<SerialPort> =>
    new Promise((resolve, reject) => {
      const port = new SerialPort({ path: place, baudRate: 9600, autoOpen: false });
      cleanUp.push(() => closePort(port));
      port.open((error) => (error === null ? resolve(port) : reject(error)));
    });

  const weigh = async (port: SerialPort): Promise<string> => {
    let text = '';
    const listener = (bytes: Buffer): void => {
      text += bytes.toString('latin1');
    };
    port.on('data', listener);
    port.write('SI\r\n');
    await until('an answer', () => text.endsWith('\r\n'));
    port.off('data', listener);
    const message = mtSics.decode(Buffer.from(text, 'latin1'), {});
    return message.kind === 'reading' ? message.reading.text : message.kind;
  };

  it('is a serial port to the real library, and its cable can be pulled', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'packwright-simulator-'));
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    const ptyLink = path.join(folder, 'scale');
    const scale = await start({ kind: 'scale', settleMs: 0, ptyLink });
    await scale.send({ op: 'put', weightMg: 1_500_000 });
    const port = await open(ptyLink);
    expect(await weigh(port)).toBe('1.500');
    let closed = false;
    port.once('close', () => {
      closed = true;
    });
    await scale.send({ op: 'unplug' });
    await until('the hang-up', () => closed);
    await expect(open(ptyLink)).rejects.toThrow(/No such file/);
    await scale.send({ op: 'plug' });
    const plugged = await open(ptyLink);
    expect(await weigh(plugged)).toBe('1.500');
    // A station that closes the port and opens it again has not pulled the cable.
    await closePort(plugged);
    expect(await weigh(await open(ptyLink))).toBe('1.500');
  });
});
