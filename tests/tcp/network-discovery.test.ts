import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { mostAddresses, parseAddressRange } from '../../electron/devices/network/address-range';
import { askMdns } from '../../electron/devices/network/mdns';
import { scanRange } from '../../electron/devices/network/scan-range';

const never = new AbortController().signal;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('a range of addresses', () => {
  it.each([
    ['10.0.4.7', ['10.0.4.7']],
    ['10.0.4.20-22', ['10.0.4.20', '10.0.4.21', '10.0.4.22']],
    ['10.0.4.254 - 10.0.5.1', ['10.0.4.254', '10.0.4.255', '10.0.5.0', '10.0.5.1']],
    ['192.168.1.9/30', ['192.168.1.9', '192.168.1.10']],
    ['10.0.0.1, 10.0.0.1,10.0.0.2', ['10.0.0.1', '10.0.0.2']],
  ])('%s', (text, wanted) => {
    expect(parseAddressRange(text)).toEqual({ ok: true, value: wanted });
  });

  it.each(['', 'printer', '10.0.4', '10.0.4.300', '10.0.4.9-3', '10.0.4.0/33', '224.0.0.1', '10.0.4.1-2-3', '::1'])(
    'not %s',
    (text) => {
      expect(parseAddressRange(text)).toMatchObject({ ok: false, failure: { code: 'range-invalid' } });
    },
  );

  it('refuses to scan a whole company', () => {
    expect(parseAddressRange('10.0.0.0/16')).toMatchObject({ ok: false, failure: { code: 'range-too-large' } });
    const many = Array.from({ length: 5 }, (_, index) => `10.0.${index}.0/24`).join(',');
    expect(parseAddressRange(many)).toMatchObject({ ok: false, failure: { code: 'range-too-large' } });
  });

  it('any text is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789./-, ')) }), (text) => {
        const parsed = parseAddressRange(text);
        return !parsed.ok || parsed.value.length <= mostAddresses;
      }),
    );
  });
});

const listening = async (host: string, onBytes: () => void = () => undefined): Promise<number> => {
  const server: Server = createServer((socket) => {
    socket.on('data', onBytes);
    socket.on('error', () => undefined);
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

describe('looking through a range', () => {
  it('finds who listens, sends nothing, and tells how far it is', async () => {
    let bytes = 0;
    const printer = await listening('127.0.0.3', () => (bytes += 1));
    const rfid = await listening('127.0.0.5');
    const progress: number[] = [];
    const found = await scanRange({
      addresses: ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'],
      ports: { printer, rfid },
      signal: never,
      onProgress: (done) => progress.push(done),
    });
    expect(found).toEqual([
      { host: '127.0.0.3', port: printer, kind: 'printer', name: '127.0.0.3', guess: null, foundBy: 'range' },
      { host: '127.0.0.5', port: rfid, kind: 'rfid', name: '127.0.0.5', guess: 'llrp', foundBy: 'range' },
    ]);
    expect(progress.at(-1)).toBe(8);
    expect(bytes).toBe(0);
  });

  it('is stopped when told to', async () => {
    const stop = new AbortController();
    const addresses = Array.from({ length: 200 }, (_, index) => `127.0.1.${index + 1}`);
    const seen: number[] = [];
    await scanRange({
      addresses,
      ports: { printer: 1, rfid: 1 },
      signal: stop.signal,
      onProgress: (done) => {
        seen.push(done);
        stop.abort();
      },
    });
    expect(seen.at(-1)).toBeLessThan(100);
  });
});

/** A responder on loopback: answers the first question as a network printer does. */
const responder = async (answer: Buffer, extra: Buffer[] = []): Promise<{ host: string; port: number }> => {
  const socket: Socket = createSocket('udp4');
  closing.push(() => socket.close());
  socket.on('message', (_question, from) => {
    for (const packet of [...extra, answer]) socket.send(packet, from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return { host: '127.0.0.1', port: socket.address().port };
};

const announced = (name: string, service: string, port: number, host: string, text: string): Buffer =>
  encode({
    type: 'response',
    id: 0,
    answers: [{ type: 'PTR', name: service, data: `${name}.${service}`, ttl: 10 }],
    additionals: [
      { type: 'SRV', name: `${name}.${service}`, data: { target: 'dev.local', port } },
      { type: 'TXT', name: `${name}.${service}`, data: [text] },
      { type: 'A', name: 'dev.local', data: host },
    ],
  });

describe('asking the network', () => {
  it('finds a printer with its language, and is not disturbed by broken packets', async () => {
    const answer = announced('Packing 3', '_pdl-datastream._tcp.local', 9100, '10.0.4.31', 'ty=Zebra ZD421');
    const to = await responder(answer, [Buffer.from('nonsense'), Buffer.alloc(0), Buffer.alloc(600, 0xff)]);
    expect(await askMdns({ signal: never, listenMs: 200, to })).toEqual([
      { host: '10.0.4.31', port: 9100, kind: 'printer', name: 'Packing 3', guess: 'zpl', foundBy: 'mdns' },
    ]);
  });

  it('finds a reader', async () => {
    const to = await responder(announced('Gate 1', '_llrp._tcp.local', 5084, '10.0.4.40', ''));
    expect(await askMdns({ signal: never, listenMs: 200, to })).toMatchObject([
      { kind: 'rfid', guess: 'llrp', port: 5084 },
    ]);
  });

  it('answers nothing where nobody answers', async () => {
    const silent = createSocket('udp4');
    closing.push(() => silent.close());
    await new Promise<void>((resolve) => {
      silent.bind(0, '127.0.0.1', resolve);
    });
    expect(
      await askMdns({ signal: never, listenMs: 50, to: { host: '127.0.0.1', port: silent.address().port } }),
    ).toEqual([]);
  });
});
