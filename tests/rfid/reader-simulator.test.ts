import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byLength } from '../../electron/devices/framing';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';
import { openStation, until, type StationEnd } from '../simulators/station';

/** The simulated reader against published bytes, without our own codec. */

const cleanUp: (() => unknown)[] = [];

beforeAll(buildSimulator);
afterEach(async () => {
  for (const each of cleanUp.splice(0).toReversed()) await each();
});
afterAll(removeSimulator);

const published = z
  .object({ encoded: z.array(z.object({ what: z.string(), hex: z.string() })) })
  .parse(JSON.parse(readFileSync(path.join(__dirname, '../vectors/rfid/llrp.json'), 'utf8'))).encoded;

const bytesOf = (what: string): Buffer =>
  Buffer.from((published.find((each) => each.what === what)?.hex ?? '').replaceAll(' ', ''), 'hex');

const start = async (options: Omit<SimulatorOptionsInput & { kind: 'rfid' }, 'kind'>): Promise<Simulator<'rfid'>> => {
  const started = await startSimulator({ kind: 'rfid', ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  cleanUp.push(() => started.value.stop());
  return started.value;
};

const connect = async (port: number): Promise<StationEnd<Buffer>> => {
  const llrp = byLength((pending) => (pending.length < 10 ? 'more' : Buffer.from(pending).readUInt32BE(2)), {
    maxBytes: 65_536,
  });
  const end = await openStation(port, llrp, (frame) => Buffer.from(frame));
  cleanUp.push(() => end.socket.destroy());
  return end;
};

const typeOf = (message: Buffer): number => message.readUInt16BE(0) & 0x3ff;
const hexOf = (end: StationEnd<Buffer>, type: number): string =>
  end.messages.findLast((each) => typeOf(each) === type)?.toString('hex') ?? '';

const request = (type: number, id: number, body = ''): Buffer => {
  const bytes = Buffer.concat([Buffer.alloc(10), Buffer.from(body, 'hex')]);
  bytes.writeUInt16BE(0x0400 | type, 0);
  bytes.writeUInt32BE(bytes.length, 2);
  bytes.writeUInt32BE(id, 6);
  return bytes;
};

describe('the simulated RFID reader', () => {
  it('greets, keeps alive, refuses a second client and reports its tags while it reads', async () => {
    const rfid = await start({ keepaliveMs: 50, roundMs: 20 });
    const end = await connect(rfid.place.port);
    await until('the greeting', () => end.messages.length > 0);
    // The published example but for its time stamp: ConnectionAttempt, success.
    expect(hexOf(end, 63)).toMatch(/^043f000000200000000000f600160080000c[0-9a-f]{16}010000060000$/);
    const second = await connect(rfid.place.port);
    await until('the refusal', second.closed);
    expect(hexOf(second, 63)).toMatch(/010000060002$/);
    await until('the notice of it', () => hexOf(end, 63).endsWith('010000060004'));

    await rfid.send({ op: 'tags', tags: [{ epcHex: '3074257BF7194E4000001A85', antenna: 2, rssiDbm: -57 }] });
    end.send(bytesOf('add-rospec'));
    end.send(request(24, 7, '00000001'));
    end.send(request(22, 8, '00000001'));
    await until('a report', () => hexOf(end, 61) !== '');
    expect(hexOf(end, 30)).toBe('041e0000001200000006011f000800000000');
    expect(hexOf(end, 34)).toBe('04220000001200000007011f000800000000');
    expect(hexOf(end, 32)).toBe('04200000001200000008011f000800000000');
    // As in the published report: EPC, ROSpec 1, antenna 2, -57 dBm … count, PC, and the CRC that goes with them.
    expect(hexOf(end, 61)).toMatch(
      /00f000368d3074257bf7194e4000001a85890000000181000286c782[0-9a-f]{16}84[0-9a-f]{16}8800018c30008baaf9$/,
    );
    await until('keepalives', () => end.messages.filter((each) => typeOf(each) === 62).length >= 2);
    end.send(request(23, 9, '00000001'));
    end.send(request(1023, 10));
    await until('unsupported', () => hexOf(end, 100).startsWith('0464'));
    expect(await rfid.send({ op: 'state' })).toMatchObject({ value: { reading: false, connected: true, tags: 1 } });
    await until('three unanswered keepalives', end.closed);
  });

  it('checks what it is asked, and says where the fault is', async () => {
    const rfid = await start({});
    const end = await connect(rfid.place.port);
    const refused = async (bytes: Buffer, type: number): Promise<string> => {
      const before = end.messages.length;
      end.send(bytes);
      await until('an answer', () => end.messages.slice(before).some((each) => typeOf(each) === type));
      return hexOf(end, type).slice(20);
    };
    const edited = (from: string, to: string): Buffer =>
      Buffer.from(bytesOf('add-rospec').toString('hex').replace(from, to), 'hex');
    // Parameter 177, field 2 (state) out of range; and so on.
    expect(await refused(edited('000000010000', '000000010001'), 30)).toMatch(/^011f.{4}0065.*012100\w\w00b100c9/);
    expect(await refused(edited('00e0000a000000010051', '00e0000a000000010052'), 30)).toMatch(/00e000c90120000800030/);
    expect(await refused(edited('00e0000a0000', '00e0000a0001'), 30)).toMatch(/00e000c90120000800010/);
    expect(await refused(edited('b7006a000200010002', 'b7006a000200010003'), 30)).toMatch(/00b700c9/);
    expect(await refused(request(20, 1, '00b1'), 30)).toMatch(/^011f.{4}0064/);
    expect(await refused(request(22, 1, '00000001'), 32)).toMatch(/^011f.{4}0065/);
    // A 1.0.1 reader names the version that it was asked in.
    expect(await refused(bytesOf('version-probe'), 100)).toBe('011f0008006e0000');
    expect(hexOf(end, 100)).toBe('08640000001200000001011f0008006e0000');
    expect(await refused(bytesOf('add-rospec'), 30)).toBe('011f000800000000');
    expect(await refused(bytesOf('add-rospec'), 30)).toMatch(/^011f.{4}0065/);
  });
});
