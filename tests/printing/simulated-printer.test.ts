import fc from 'fast-check';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { createZplStream } from '../../electron/devices/simulators/zpl-stream';
import { until } from '../devices/pty';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';

const cleanUp: (() => unknown)[] = [];

beforeAll(buildSimulator);
afterEach(async () => {
  for (const each of cleanUp.splice(0).toReversed()) await each();
});
afterAll(removeSimulator);

interface Wired {
  readonly printer: Simulator<'printer'>;
  readonly socket: Socket;
  readonly heard: () => string;
  /** `whole` or `part`, then the label's text. */
  readonly labels: string[];
}

const start = async (options: Omit<SimulatorOptionsInput & { kind: 'printer' }, 'kind'> = {}): Promise<Wired> => {
  const started = await startSimulator({ kind: 'printer', labelMs: 20, ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const printer = started.value;
  cleanUp.push(() => printer.stop());
  const labels: string[] = [];
  printer.onEvent((event) => {
    if (event.event === 'label-printed')
      labels.push(`${event.complete ? 'whole' : 'part'} ${/\^FD(.*?)\^FS/s.exec(event.zpl)?.[1] ?? ''}`);
  });
  const socket = connect(printer.place.port, '127.0.0.1');
  cleanUp.push(() => socket.destroy());
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  return { printer, socket, heard: () => text, labels };
};

const label = (text: string, before = '^JZN'): string => `^XA${before}^FO10,10^FD${text}^FS^XZ`;

describe('what a host sends', () => {
  const whole = `${label('Zürich 東京 😀')}~HS! U1 getvar "device.languages"\r\n^XA~HI^FDtwo^FS~HQES^XZ`;
  const tokensOf = (chunks: readonly Uint8Array[]): readonly unknown[] => {
    const stream = createZplStream();
    return chunks.flatMap((chunk) => stream.push(chunk));
  };

  it('comes out the same wherever the wire cuts it, letters of several bytes too', () => {
    const bytes = Buffer.from(whole);
    const sorted = (tokens: readonly unknown[]): string[] => tokens.map((token) => JSON.stringify(token)).toSorted();
    const wanted = sorted(tokensOf([bytes]));
    expect(wanted).toHaveLength(6);
    expect(wanted.join('')).toContain('Zürich 東京 😀');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((to, index) => bytes.subarray(edges[index], to));
        expect(sorted(tokensOf(chunks))).toEqual(wanted);
      }),
    );
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(sorted(tokensOf(single))).toEqual(wanted);
  });

  it('is answered in the middle of a format, and a format that never ends does not fill the memory', () => {
    const stream = createZplStream();
    expect(stream.push(Buffer.from('^XA^FDhal~HSf'))).toEqual([{ kind: 'control', text: '~HS' }]);
    expect(stream.partial).toBe(true);
    for (let chunk = 0; chunk < 40; chunk += 1) stream.push(Buffer.alloc(65_536, 0x41));
    expect(stream.rest.length).toBeLessThan(2.1 * 1024 * 1024);
  });
});

describe('the simulated printer', () => {
  it('stops without ribbon and says so, in both answers', async () => {
    const { printer, socket, heard, labels } = await start();
    await printer.send({ op: 'ribbon-out' });
    socket.write(`${label('one')}~HS~HQES`);
    await until('both answers', () => heard().includes('WARNINGS'));
    expect(heard()).toContain('\x02001,0,0,1,1,2,6,0,00000000,1,000\x03');
    expect(heard()).toContain('ERRORS:         1 00000000 00000002');
    expect(await printer.send({ op: 'state' })).toMatchObject({ value: { waiting: 1, printing: false } });
    expect(labels).toEqual([]);
    await printer.send({ op: 'load-ribbon' });
    await until('the label', () => labels.length === 1);
    expect(labels).toEqual(['whole one']);
  });

  it('has no ribbon to run out of when it is direct thermal', async () => {
    const { printer } = await start({ thermalTransfer: false });
    expect(await printer.send({ op: 'ribbon-out' })).toMatchObject({ failure: { details: { code: 'no-ribbon' } } });
  });

  it('prints a damaged label again unless it was told not to', async () => {
    const { printer, socket, labels } = await start({ labelMs: 100 });
    const breakOne = async (text: string, before: string): Promise<void> => {
      socket.write(label(text, before));
      await until('it prints', async () => {
        const state = await printer.send({ op: 'state' });
        return state.ok && state.value?.['printing'] === true;
      });
      await printer.send({ op: 'paper-out' });
      await until('half a label', () => labels.at(-1) === `part ${text}`);
      await printer.send({ op: 'load-paper' });
    };
    await breakOne('own', '');
    await until('its twin', () => labels.length === 2);
    await breakOne('ours', '^JZN');
    socket.write(label('next'));
    await until('the next', () => labels.at(-1) === 'whole next');
    expect(labels).toEqual(['part own', 'whole own', 'part ours', 'whole next']);
  });

  it('keeps a format that was cut off, until ~JX', async () => {
    const { printer, socket, labels } = await start();
    const partial = async (): Promise<unknown> => {
      const state = await printer.send({ op: 'state' });
      return state.ok ? state.value?.['partialFormat'] : null;
    };
    socket.write('^XA^FDhalf');
    await until('the half', async () => (await partial()) === true);
    socket.destroy();
    const again = connect(printer.place.port, '127.0.0.1');
    cleanUp.push(() => again.destroy());
    await until('it to be there still', async () => (await partial()) === true);
    again.write('~JX');
    await until('it to be gone', async () => (await partial()) === false);
    again.write(label('next'));
    await until('the next', () => labels.length === 1);
    expect(labels).toEqual(['whole next']);
  });

  it('forgets with its power what it had not printed', async () => {
    const { printer, socket, labels } = await start({ labelMs: 100 });
    socket.write(label('one') + label('two') + label('three'));
    await until('one', () => labels.length === 1);
    await printer.send({ op: 'power-cycle' });
    socket.write(label('four'));
    await until('four', () => labels.at(-1) === 'whole four');
    expect(labels).toEqual(['whole one', 'part two', 'whole four']);
  });
});
