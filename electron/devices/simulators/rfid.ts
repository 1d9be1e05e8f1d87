import type { SimulatorCommandOf } from './protocol';
import type { CreateSimulatedDevice, SimulatorLine, SimulatorSession } from './simulator';

type Tag = Extract<SimulatorCommandOf<'rfid'>, { op: 'tags' }>['tags'][number];

/** Longest message taken from a station; anything above ends the connection (a stream without start marker). */
const maxMessageBytes = 1_048_576;
const headerBytes = 10;

const types = {
  closeConnection: 14,
  getReport: 60,
  report: 61,
  keepalive: 62,
  event: 63,
  enableEvents: 64,
  keepaliveAck: 72,
  error: 100,
  startRoSpec: 22,
} as const;

/** Request → response, for requests that are answered with plain success. */
const answers: Readonly<Record<number, number>> = {
  2: 12,
  3: 13,
  14: 4,
  20: 30,
  21: 31,
  22: 32,
  23: 33,
  24: 34,
  25: 35,
  26: 36,
  40: 50,
  41: 51,
  42: 52,
  43: 53,
  44: 54,
};
const stopsReading = new Set([21, 23, 25]);

const u16 = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** LLRP 1.0.1 message: version 1 and type, whole length, id. */
const message = (type: number, id: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(0x0400 | type), u32(headerBytes + body.length), u32(id), body]);
};

const parameter = (type: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(type), u16(4 + body.length), body]);
};

const microseconds = (): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Date.now()) * 1000n);
  return bytes;
};

const status = (code: number, text = ''): Buffer =>
  parameter(287, u16(code), u16(Buffer.byteLength(text)), Buffer.from(text));

/** Reader event with ConnectionAttempt: 0 success, 2 another client holds the reader. */
const connectionEvent = (attempt: number): Buffer =>
  message(types.event, 0, parameter(246, parameter(128, microseconds()), parameter(256, u16(attempt))));

const tagReport = ({ epcHex, antenna, rssiDbm }: Tag): Buffer => {
  const epc = Buffer.from(epcHex, 'hex');
  const code = epc.length === 12 ? Buffer.concat([Buffer.of(0x8d), epc]) : parameter(241, u16(epc.length * 8), epc);
  const seen = microseconds();
  return parameter(
    240,
    code,
    Buffer.concat([Buffer.of(0x81), u16(antenna)]),
    Buffer.of(0x86, rssiDbm & 0xff),
    Buffer.concat([Buffer.of(0x82), seen, Buffer.of(0x84), seen]),
    Buffer.concat([Buffer.of(0x88), u16(1)]),
  );
};

/**
 * A fixed UHF reader that speaks a small part of LLRP 1.0.1: one client at a time, ConnectionAttempt event, keepalives,
 * capabilities with the antenna count, success for configuration and ROSpec requests, and reports of the tags in the
 * field while a ROSpec runs. It checks no ROSpec, has one inventory for all of them, and refuses other requests (109).
 */
export const createRfidSimulator: CreateSimulatedDevice<'rfid'> = (options, report) => {
  let tags: readonly Tag[] = [];
  let client: SimulatorLine | null = null;
  let reading: NodeJS.Timeout | null = null;
  let keepalive: NodeJS.Timeout | null = null;

  const stopReading = (): void => {
    if (reading !== null) clearInterval(reading);
    reading = null;
  };
  const dispose = (): void => {
    stopReading();
    if (keepalive !== null) clearInterval(keepalive);
    keepalive = null;
  };

  const sendReport = (): void => {
    const seen = tags.filter(({ antenna }) => antenna <= options.antennas);
    // 40 tags a message: a round with many comes in several, as readers send it.
    for (let from = 0; from < seen.length; from += 40) {
      client?.write(message(types.report, 0, ...seen.slice(from, from + 40).map(tagReport)));
    }
    if (seen.length > 0) report({ event: 'tags-reported', count: seen.length });
  };

  const capabilities = (id: number): Buffer =>
    message(11, id, status(0), parameter(137, u16(options.antennas), u16(0x4000), u32(0), u32(1), u16(0)));

  const answer = (line: SimulatorLine, type: number, id: number): void => {
    if (type === types.keepaliveAck || type === types.enableEvents) return;
    if (type === 1) line.write(capabilities(id));
    else if (type === types.getReport) sendReport();
    else if (answers[type] !== undefined) line.write(message(answers[type] ?? 0, id, status(0)));
    else line.write(message(types.error, id, status(109, 'unsupported message')));
    if (type === types.startRoSpec) reading ??= setInterval(sendReport, options.roundMs);
    if (stopsReading.has(type)) stopReading();
    if (type === types.closeConnection) line.close();
  };

  const serve = (line: SimulatorLine): SimulatorSession => {
    let pending = Buffer.alloc(0);
    return {
      receive(bytes) {
        pending = Buffer.concat([pending, bytes]);
        while (pending.length >= headerBytes) {
          const length = pending.readUInt32BE(2);
          if (length < headerBytes || length > maxMessageBytes) return line.close();
          if (pending.length < length) return;
          const whole = pending.subarray(0, length);
          pending = pending.subarray(length);
          answer(line, whole.readUInt16BE(0) & 0x03ff, whole.readUInt32BE(6));
        }
      },
      gone() {
        if (client === line) client = null;
        dispose();
      },
    };
  };

  return {
    connect(line) {
      if (client !== null) {
        line.write(connectionEvent(2));
        line.close();
        return { receive: () => undefined, gone: () => undefined };
      }
      client = line;
      line.write(connectionEvent(0));
      keepalive = setInterval(() => line.write(message(types.keepalive, 0)), options.keepaliveMs);
      return serve(line);
    },
    command(command) {
      if (command.op === 'tags') {
        tags = command.tags;
        return { ok: true };
      }
      return { ok: true, value: { tags: tags.length, reading: reading !== null, connected: client !== null } };
    },
    dispose,
  };
};
