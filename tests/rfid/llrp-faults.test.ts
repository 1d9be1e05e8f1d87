import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createReadMaker } from '../../electron/devices/rfid/llrp/tag-reads';
import { createReportDecoder } from '../../electron/devices/rfid/llrp/tag-report';
import { until } from '../devices/pty';
import { endBenches, quick, readerAt, rfidBench } from './rfid-bench';

/** Readers that do it wrong, on real sockets, in bytes written out here. */

const servers: net.Server[] = [];
const sockets = new Set<net.Socket>();

afterEach(async () => {
  await endBenches();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    ),
  );
});

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const now = BigInt(Date.now()) * 1000n;
const greeting = bytes(
  `043f 00000020 00000000 00f6 0016 0080 000c ${now.toString(16).padStart(16, '0')} 0100 0006 0000`,
);
const report = bytes('043d 00000023 00000007 00f0 0019 8d 3074257bf7194e4000001a85 81 0001 86c7 88 0001');

const message = (type: number, id: number, body: string): Buffer => {
  const rest = bytes(body);
  const head = Buffer.alloc(10);
  head.writeUInt16BE(0x0400 | type, 0);
  head.writeUInt32BE(10 + rest.length, 2);
  head.writeUInt32BE(id, 6);
  return Buffer.concat([head, rest]);
};
const success = '011f 0008 0000 0000';
const general = '0089 0013 0004 4000 000000a1 00000001 0001 31';

/** The answer of a plain reader; `null` for what needs none. */
const usualAnswer = (type: number, id: number): Buffer | null => {
  if (type === 72 || type === 64) return null;
  if (type === 46) return bytes(`0864 00000012 ${id.toString(16).padStart(8, '0')} 011f 0008 006e 0000`);
  if (type === 1) return message(11, id, success + general);
  return message(type < 10 || type === 14 ? ({ 2: 12, 3: 13, 14: 4 }[type] ?? 0) : type + 10, id, success);
};

interface Reader {
  readonly port: number;
  readonly asked: number[];
  connections: number;
  socket: net.Socket | null;
}

/** A reader that greets with `hello` and answers with `answer`; `undefined` from it: as usual. */
const reader = async (
  hello: Buffer | null = greeting,
  answer: (type: number, id: number, socket: net.Socket) => Buffer | null | undefined = () => undefined,
): Promise<Reader> => {
  const made: Reader & { port: number } = { port: 0, asked: [], connections: 0, socket: null };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    made.connections += 1;
    made.socket = socket;
    if (hello !== null) socket.write(hello);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 10 && pending.length >= pending.readUInt32BE(2)) {
        const type = pending.readUInt16BE(0) & 0x3ff;
        const id = pending.readUInt32BE(6);
        pending = pending.subarray(pending.readUInt32BE(2));
        made.asked.push(type);
        const own = answer(type, id, socket);
        const sent = own === undefined ? usualAnswer(type, id) : own;
        if (sent !== null) socket.write(sent);
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  made.port = (server.address() as net.AddressInfo).port;
  return made;
};

describe('an LLRP reader that does it wrong', () => {
  it.each([
    ['says nothing', null, 'lost', 'no-answer'],
    ['breaks off in its greeting', greeting.subarray(0, 20), 'lost', 'no-answer'],
    ['is a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'refused', 'wrong-device'],
    ['speaks a version that we do not', bytes('0c3e 0000000a 00000001'), 'refused', 'wrong-device'],
    ['announces two gigabytes', bytes('043d 7fffffff 00000000'), 'refused', 'wrong-device'],
    [
      'belongs to another client',
      bytes('043f 00000020 00000000 00f6 0016 0080 000c 000660edd1954400 0100 0006 0002'),
      'refused',
      'in-use',
    ],
    [
      'refuses for reasons of its own',
      bytes('043f 00000020 00000000 00f6 0016 0080 000c 000660edd1954400 0100 0006 0003'),
      'refused',
      'refused-by-device',
    ],
  ] as const)('%s', async (_name, hello, state, code) => {
    const wrong = await reader(hello);
    const station = rfidBench([readerAt(wrong.port)], { readerTiming: { ...quick, greetingMs: 200 } });
    await station.untilState('gate', state, code);
    // Nothing is sent to whoever has not greeted.
    expect(wrong.asked).toEqual([]);
    await until('another attempt', () => wrong.connections >= 2);
    expect(station.view()).toMatchObject({ identity: null, running: null });
    expect(await station.service.startInventory('gate')).toMatchObject({ failure: { code: 'reader-not-connected' } });
  });

  it.each([
    ['has no capabilities to tell', 1, (id: number) => message(11, id, success), 'refused', 'wrong-device'],
    ['answers without a status', 1, (id: number) => message(11, id, general), 'refused', 'wrong-device'],
    ['never answers', 1, () => null, 'lost', 'no-answer'],
    [
      'takes no configuration at all',
      3,
      (id: number) => message(100, id, '011f 0008 006d 0000'),
      'refused',
      'refused-by-device',
    ],
  ] as const)('%s', async (_name, wrongType, answer, state, code) => {
    const wrong = await reader(greeting, (type, id) => (type === wrongType ? answer(id) : undefined));
    const station = rfidBench([readerAt(wrong.port)], { readerTiming: { ...quick, answerMs: 200 } });
    await station.untilState('gate', state, code);
    expect(station.view().identity).toBeNull();
  });

  it('offers less than we ask, and is used all the same', async () => {
    let configurations = 0;
    const plain = await reader(greeting, (type, id) => {
      if (type === 3) {
        configurations += 1;
        return configurations === 1 ? message(13, id, '011f 0008 0064 0000') : undefined;
      }
      // No access specs, no ROSpec to delete, no antennas to tell of.
      return [41, 21, 2].includes(type) ? message(100, id, '011f 0008 006d 0000') : undefined;
    });
    const station = rfidBench([readerAt(plain.port)]);
    await station.untilState('gate', 'ready');
    expect(station.noticed('events-not-offered')).toHaveLength(1);
    expect(station.view()).toMatchObject({ identity: { maker: 161, powerCentiDbm: null }, antennas: {} });
    expect(await station.service.startInventory('gate', { tid: true })).toMatchObject({
      ok: true,
      value: { powerCentiDbm: null, tid: 'access' },
    });
    // Without a table there is no power to choose.
    expect(await station.service.startInventory('gate', { powerCentiDbm: 2000 })).toMatchObject({
      failure: { details: { field: 'power' } },
    });
  });

  it('hangs up when asked for its version, and is not asked again', async () => {
    const touchy = await reader(greeting, (type, _id, socket) => {
      if (type === 46) socket.destroy();
      return undefined;
    });
    const station = rfidBench([readerAt(touchy.port)]);
    await station.untilState('gate', 'ready');
    expect(touchy.asked.filter((type) => type === 46)).toHaveLength(1);
    expect(touchy.connections).toBe(2);
  });

  it('never answers the probe of its version, and is asked for the rest', async () => {
    const deaf = await reader(greeting, (type) => (type === 46 ? null : undefined));
    const station = rfidBench([readerAt(deaf.port)]);
    await station.untilState('gate', 'ready');
    expect(station.view().identity?.protocol).toBe('LLRP 1.0.1');
  });

  const reading = async () => {
    const good = await reader();
    const station = rfidBench([readerAt(good.port)]);
    await station.untilState('gate', 'ready');
    expect(await station.service.startInventory('gate')).toMatchObject({ ok: true });
    good.socket?.write(report);
    await until('a read', () => station.reads.length === 1);
    return { good, station };
  };

  const part = report.subarray(0, 25);
  it.each([
    [
      'resets in the middle of a report',
      (socket: net.Socket) => socket.write(part, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    ],
    ['ends in the middle of a report', (socket: net.Socket) => socket.end(part)],
    ['goes on with garbage', (socket: net.Socket) => socket.write(Buffer.alloc(60, 0xff))],
    ['goes on with another version', (socket: net.Socket) => socket.write(bytes('0c3e 0000000a 00000001'))],
    ['loses bytes within a header', (socket: net.Socket) => socket.write(Buffer.concat([report.subarray(4), report]))],
  ])('%s: no tag of it, and everything anew', async (_name, act) => {
    const { good, station } = await reading();
    if (good.socket !== null) act(good.socket);
    await until('the loss', () => station.losses.some(({ cause }) => cause === 'disconnected'));
    await until('it to read again', () => station.view().running !== null);
    expect(good.connections).toBe(2);
    const before = station.reads.length;
    good.socket?.write(report);
    await until('a read', () => station.reads.length === before + 1);
    expect(station.reads.every(({ epc }) => Buffer.from(epc).toString('hex') === '3074257bf7194e4000001a85')).toBe(
      true,
    );
  });

  it('is half-open: says nothing in the middle of a report, and is left within the silence limit', async () => {
    const { good, station } = await reading();
    good.socket?.write(part);
    const begun = performance.now();
    await until('the loss', () => station.losses.length === 1);
    expect(performance.now() - begun).toBeLessThan(10 * quick.silentMs);
    await until('another connection', () => good.connections === 2);
    expect(station.reads).toHaveLength(1);
  });

  it('talks without listening: is given up instead of piling up answers', async () => {
    const { good, station } = await reading();
    const why: unknown[] = [];
    station.service.onStatuses(([status]) => why.push(status?.reason?.details));
    good.socket?.pause();
    const keepalives = Buffer.concat(Array.from({ length: 5000 }, (_, id) => message(62, id, '')));
    good.socket?.write(keepalives);
    await until('another connection', () => good.connections === 2);
    expect(station.losses).toMatchObject([{ cause: 'disconnected' }]);
    expect(why).toContainEqual({ unsent: 1001 });
  });

  it('answers what nobody asked, refuses what nobody sent, and stays', async () => {
    const { good, station } = await reading();
    const before = station.status('gate').counters.frames;
    for (const odd of [message(30, 4711, success), message(100, 0, '011f 0008 0064 0000'), message(999, 1, 'ff')]) {
      good.socket?.write(odd);
    }
    await until('them to be counted', () => station.status('gate').counters.frames >= before + 3);
    expect(station.status('gate').state).toBe('ready');
    // Reports after a stop belong to nobody.
    await station.service.stopInventory('gate');
    good.socket?.write(report);
    await until('it to be counted', () => station.status('gate').counters.frames >= before + 6);
    expect(station.reads).toHaveLength(1);
  });
});

it('calls a read late that the reader had kept, by the reader’s own clock', () => {
  let nowMs = 1_795_424_400_000;
  const maker = createReadMaker({
    deviceId: 'gate',
    simulated: true,
    clock: { now: () => nowMs, monotonic: () => 0 },
  });
  const tagSeenAt = (seconds: number) => {
    const us = (1_795_424_400n + 3600n + BigInt(seconds)) * 1_000_000n;
    const body = bytes(`00f0 001a 8d 3074257bf7194e4000001a85 84 ${us.toString(16).padStart(16, '0')}`);
    const [tag] = createReportDecoder().decode(body).tags;
    if (tag === undefined) throw new Error('no tag');
    return tag;
  };
  // Without a greeting's time nothing can be called late.
  expect(maker.make(tagSeenAt(-3600), 0)).toMatchObject({ late: false, clockAheadUs: null });
  expect(maker.setClock((1_795_424_400 + 3600) * 1_000_000)).toBe(3_600_000_000);
  nowMs += 60_000;
  expect([0, 49, 51, 60].map((seconds) => maker.make(tagSeenAt(seconds), 0).late)).toEqual([true, true, false, false]);
});
