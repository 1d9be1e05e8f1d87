import { createServer, type Server, type Socket } from 'node:net';
import type { DeviceConfig } from '../../shared/device-config';
import { afterEach, describe, expect, it } from 'vitest';
import { createBench, failOnBugs, type Bench } from '../devices/bench';
import { until } from '../devices/pty';

/** A scanner at the far end of a socket: what the station says to it, and what it says. */
interface Scanner {
  readonly port: number;
  heard(): string;
  say(hex: string): void;
  stop(): Promise<void>;
}

let scanners: Scanner[] = [];
let benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  failOnBugs(benches);
  await Promise.all(scanners.map((each) => each.stop()));
  scanners = [];
  benches = [];
});

const startScanner = async (): Promise<Scanner> => {
  let heard = Buffer.alloc(0);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes]);
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const scanner: Scanner = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    heard: () => heard.toString('hex').toUpperCase(),
    say: (hex) => sockets.forEach((socket) => socket.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'))),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  scanners.push(scanner);
  return scanner;
};

type ScannerOptions = NonNullable<Extract<DeviceConfig, { readonly kind: 'scanner' }>['options']>;

const connect = async (protocol: string, options?: ScannerOptions): Promise<{ scanner: Scanner; bench: Bench }> => {
  const scanner = await startScanner();
  const transport = { type: 'tcp', host: '127.0.0.1', port: scanner.port } as const;
  const rest = options === undefined ? {} : { options };
  const bench = createBench([{ id: 'scanner', kind: 'scanner', name: 'scanner', protocol, transport, ...rest }]);
  benches.push(bench);
  return { scanner, bench };
};

const ean = '12 F3 00 00 0B 39 35 30 31 31 30 31 35 33 30 30 30 33 FC 64';
const eanAgain = '12 F3 00 01 0B 39 35 30 31 31 30 31 35 33 30 30 30 33 FC 63';
const ack = '04D00400FF28';

const hexOf = (text: string): string => Buffer.from(text).toString('hex');

describe('a code that came without its beginning', () => {
  it('is told and is no scan: this scanner sends identifiers, and this one lacks its own', async () => {
    const { scanner, bench } = await connect('serial-line', { aim: true });
    await bench.untilState('scanner', 'ready');
    scanner.say(hexOf('E09501101530003\r'));
    await until('it to be told', () => bench.cutScans.length > 0);
    scanner.say(hexOf(']E09501101530003\r'));
    await until('the whole one', () => bench.scans.length > 0);
    expect([bench.cutScans, bench.scans.map(({ data }) => data)]).toEqual([['scanner'], ['9501101530003']]);
  });

  it('is told of nothing where the scanner sends no identifiers, and of no bare line end', async () => {
    const { scanner, bench } = await connect('serial-line');
    await bench.untilState('scanner', 'ready');
    scanner.say(hexOf('\r\n9501101530003\r'));
    await until('the scan', () => bench.scans.length > 0);
    expect(bench.cutScans).toEqual([]);
  });
});

describe('an SSI scanner', () => {
  it('is set up, and ready once it has answered', async () => {
    const { scanner, bench } = await connect('ssi');
    // Any byte wakes it; packeted data and acknowledgements on; scanning on.
    await until('the greeting', () => scanner.heard().endsWith('04E90400FF0F'));
    expect(scanner.heard()).toMatch(/^000BC60400FFEE019F01EC00/);
    expect(bench.status('scanner').state).not.toBe('ready');
    scanner.say('04 D0 00 00 FF 2C');
    await bench.untilState('scanner', 'ready');
  });

  it('that does not answer is named', async () => {
    const { bench } = await connect('ssi');
    await until('trouble', () => bench.status('scanner').reason?.code === 'no-answer');
    expect(bench.status('scanner').state).not.toBe('ready');
  });

  it('gets each packet acknowledged, and one sent again counts once', async () => {
    const { scanner, bench } = await connect('ssi');
    await until('the greeting', () => scanner.heard().endsWith('04E90400FF0F'));
    scanner.say(ean);
    await until('the acknowledgement', () => scanner.heard().endsWith(ack));
    scanner.say(eanAgain);
    await until('another', () => scanner.heard().endsWith(ack + ack));
    expect(bench.scans.map(({ data, aim }) => [data, aim])).toEqual([['9501101530003', 'E0']]);
    // The same item held under the scanner once more is another scan.
    scanner.say(ean);
    await until('the second scan', () => bench.scans.length === 2);
  });

  it('is asked again for what came broken', async () => {
    const { scanner, bench } = await connect('ssi');
    await until('the greeting', () => scanner.heard().endsWith('04E90400FF0F'));
    scanner.say('09 F3 00 00 03 41 42 31 32 FE 1C');
    await until('the request', () => scanner.heard().includes('05D1040001FF25'));
    expect(bench.scans).toEqual([]);
  });

  it('beeps differently for right, wrong and stop', async () => {
    const { scanner, bench } = await connect('ssi');
    await until('the greeting', () => scanner.heard().endsWith('04E90400FF0F'));
    scanner.say(ean);
    await bench.untilState('scanner', 'ready');
    for (const [kind, bytes] of [
      ['good', '05E6040000FF11'],
      ['wrong', '05E6040012FEFF'],
      ['error', '05E6040015FEFC'],
    ] as const) {
      expect(await bench.service.scannerFeedback('scanner', kind)).toBe(true);
      await until(kind, () => scanner.heard().endsWith(bytes));
    }
  });
});

it('a scanner that waits for ACK or NAK gets one for each line', async () => {
  const { scanner, bench } = await connect('serial-line-ack');
  await bench.untilState('scanner', 'ready');
  scanner.say(Buffer.from(']E09501101530003\r').toString('hex'));
  await until('ACK', () => scanner.heard() === '06');
  scanner.say(Buffer.from(']E0\r').toString('hex'));
  await until('NAK', () => scanner.heard() === '0615');
  expect(bench.scans).toHaveLength(1);
});

it.each([
  ['honeywell-serial', { good: '16070D', wrong: '16070D16070D', error: '16070D'.repeat(4) }],
  ['datalogic-serial', { good: '42', wrong: '46', error: '07' }],
] as const)('%s beeps as its manual says', async (protocol, beeps) => {
  const { scanner, bench } = await connect(protocol);
  await bench.untilState('scanner', 'ready');
  for (const kind of ['good', 'wrong', 'error'] as const)
    expect(await bench.service.scannerFeedback('scanner', kind)).toBe(true);
  const wanted = beeps.good + beeps.wrong + beeps.error;
  await until('all three', () => scanner.heard().length >= wanted.length);
  expect(scanner.heard()).toBe(wanted);
});
