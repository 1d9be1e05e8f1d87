import { createServer, type Server, type Socket } from 'node:net';
import {
  crcCcittFalse,
  crcMcrf4xx,
  crcMercury,
  sum8,
  twosComplement,
} from '../../electron/devices/rfid/serial/checksums';

/** A reader on a serial line, at the far end of a socket: answers what it is asked, and sends its one tag. */
export interface SerialSimulator {
  readonly port: number;
  /** Cuts every connection; new ones are taken. */
  cut(): void;
  /** Sends bytes of its own accord. */
  say(bytes: Uint8Array): void;
  /** Says nothing any more, and goes on listening. */
  mute: boolean;
  /** A module that knows no operation on each tag refuses it. */
  refusesTid: boolean;
  readonly asked: string[];
  stop(): Promise<void>;
}

interface Speech {
  /** Length of the request at the front, 0 while it is not whole. */
  length(pending: Buffer): number;
  /** What it says to a request, the last of all that were asked (as hexadecimal digits). */
  answers(request: Buffer, asked: readonly string[]): Uint8Array[];
  /** How it refuses an operation on each tag. */
  readonly refusal?: { readonly bytes: Uint8Array; meant(request: Buffer): boolean };
  /** Sent again and again after `starts`, until `stops`. */
  readonly stream?: {
    readonly tag: Uint8Array;
    readonly withTid?: readonly Uint8Array[];
    starts(request: Buffer): boolean;
    stops(request: Buffer): boolean;
  };
}

const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const epc = bytes('3074257BF7194E4000001A85');

const mercuryReply = (opcode: number, data: Buffer = Buffer.alloc(0), status = 0): Buffer => {
  const body = Buffer.from([data.length, opcode, status >> 8, status & 0xff, ...data]);
  const crc = crcMercury(body);
  return Buffer.from([0xff, ...body, crc >> 8, crc & 0xff]);
};

/** A tag of the stream; with data that was read from it in the same breath. */
const mercuryTag = (flags: string, embedded: string): Buffer =>
  mercuryReply(
    0x22,
    Buffer.concat([bytes(`10${flags}01FF0103C7110D3A540000013E000005${embedded}00008030 00`), epc, bytes('AAF9')]),
  );

/** Two tags of one EPC, told apart by nothing but their chip numbers: 96 bits each. */
const twins = ['E28011052000500000000001', 'E28011052000500000000002'].map((tid) => mercuryTag('001F', `0060${tid}`));
const invalidParameter = mercuryReply(0x2f, Buffer.alloc(0), 0x0105);
const asksTid = (request: Buffer): boolean => request[2] === 0x2f && request[14] === 0x1f;

/** Of two tags with one EPC. */
const chipNumbers = ['E28011052000500000000001', 'E28011052000500000000002'].map(bytes);

const m100Reply = (command: number, data: Buffer): Buffer => {
  const body = Buffer.from([1, command, 0, data.length, ...data]);
  return Buffer.from([0xbb, ...body, sum8(body), 0x7e]);
};

const a0Reply = (command: number, data: Buffer): Buffer => {
  const body = Buffer.from([0xa0, data.length + 3, 1, command, ...data]);
  return Buffer.from([...body, twosComplement(body)]);
};

const chafonReply = (command: number, status: number, data: Buffer): Buffer => {
  const body = Buffer.from([data.length + 5, 0, command, status, ...data]);
  const crc = crcMcrf4xx(body);
  return Buffer.from([...body, crc & 0xff, crc >> 8]);
};

const swReply = (command: number, data: Buffer, status = 1): Buffer => {
  const body = Buffer.from([0x43, 0x54, 0, data.length + 4, 0, command, status, ...data]);
  return Buffer.from([...body, twosComplement(body)]);
};

const le16 = (value: number): number[] => [value & 0xff, value >> 8];

const nurReply = (command: number, data: Buffer, { flags = 0, status = 0 } = {}): Buffer => {
  const payload = Buffer.from([command, status, ...data]);
  const header = [0xa5, ...le16(payload.length + 2), ...le16(flags)];
  const check = header.reduce((all, byte) => all ^ byte, 0xff);
  return Buffer.from([...header, check, ...payload, ...le16(crcCcittFalse(payload))]);
};

/** Capabilities as a Stix tells them: 27 dBm in 20 steps of 1 dB, but with four antennas. */
const nurCapabilities = bytes(
  `80000000${'00'.repeat(8)}1B00000001000000F4011400760204000000020003000400`.padEnd(256, '0'),
);

/** By family: what stands in its manual, as far as an inventory needs it. */
export const speeches: Readonly<Record<string, Speech>> = {
  thingmagic: {
    length: (pending) => (pending.length < 2 ? 0 : (pending[1] ?? 0) + 5),
    answers: (request) => {
      const opcode = request[2] ?? 0;
      if (opcode === 3) return [mercuryReply(3, bytes('1212001930000001202406110109030000000010'))];
      if (opcode === 4) return [bytes('FF 00 04 01 01 C5 45')];
      return [mercuryReply(opcode, opcode === 0x2f ? request.subarray(5, 6) : Buffer.alloc(0))];
    },
    refusal: { bytes: invalidParameter, meant: asksTid },
    stream: {
      tag: mercuryTag('001B', '0000'),
      withTid: twins,
      starts: (request) => request[2] === 0x2f && request[5] === 1,
      stops: (request) => request[2] === 0x2f && request[5] === 2,
    },
  },
  m100: {
    length: (pending) => (pending.length < 5 ? 0 : pending.readUInt16BE(3) + 7),
    answers: (request, asked) => {
      const command = request[2] ?? 0;
      if (command === 3) return [m100Reply(3, Buffer.from('\0M100 26dBm V1.0'))];
      // One of its two tags answers a read, whichever comes first.
      if (command === 0x39)
        return [m100Reply(command, Buffer.concat([bytes('0E3000'), epc, chipNumbers[asked.length % 2] ?? epc]))];
      return command === 0x27 ? [] : [m100Reply(command, Buffer.from([0]))];
    },
    stream: {
      tag: bytes('BB 02 22 00 11 C7 30 00 30 74 25 7B F7 19 4E 40 00 00 1A 85 AA F9 50 7E'),
      starts: (request) => request[2] === 0x27,
      stops: (request) => request[2] === 0x28,
    },
  },
  a0: {
    length: (pending) => (pending.length < 2 ? 0 : (pending[1] ?? 0) + 2),
    answers: (request) => {
      const command = request[3] ?? 0;
      if (command === 0x72) return [a0Reply(command, bytes('0802'))];
      if (command === 0x81)
        return chipNumbers.map((chip) =>
          a0Reply(command, Buffer.concat([bytes('00021C3000'), epc, bytes('AAF9'), chip, bytes('0C3801')])),
        );
      if (command !== 0x8b) return [a0Reply(command, bytes('10'))];
      return [
        a0Reply(command, Buffer.concat([bytes('383000'), epc, bytes('48')])),
        a0Reply(command, bytes('00007800000001')),
      ];
    },
  },
  'uhfreader-288': {
    length: (pending) => (pending.length < 1 ? 0 : (pending[0] ?? 0) + 1),
    answers: (request) => {
      const command = request[2] ?? 0;
      if (command === 0x21) return [chafonReply(command, 0, bytes('00160C034E001E0A01000000'))];
      if (command !== 1) return [chafonReply(command, 0, Buffer.alloc(0))];
      return [chafonReply(1, 3, Buffer.concat([bytes('01010C'), epc, bytes('C7')])), chafonReply(1, 1, bytes('0100'))];
    },
  },
  'sw-ct': {
    length: (pending) => (pending.length < 4 ? 0 : pending.readUInt16BE(2) + 4),
    answers: (request) => {
      const command = request[5] ?? 0;
      if (command === 0x10) return [swReply(command, bytes('1411C3DD938E170123'))];
      if (command !== 1) return [swReply(command, Buffer.alloc(0))];
      return [swReply(command, Buffer.concat([bytes('00010F0101'), epc, bytes('49')]))];
    },
  },
  nur: {
    refusal: {
      bytes: nurReply(0x41, Buffer.alloc(0), { status: 1 }),
      meant: (request) => request[6] === 0x41,
    },
    length: (pending) => (pending.length < 3 ? 0 : pending.readUInt16LE(1) + 6),
    answers: (request, asked) => {
      const command = request[6] ?? 0;
      if (command === 0x0b) return [nurReply(command, nurCapabilities)];
      if (command === 0x31) return [nurReply(command, bytes('0100010002000005'))];
      if (command !== 7) return [nurReply(command, Buffer.alloc(0))];
      const withTid = asked.findLast((each) => each.startsWith('41', 12))?.startsWith('4101', 12) === true;
      if (!withTid) return [nurReply(command, Buffer.concat([bytes('18CC640500543A0D0000300200'), epc]))];
      const records = chipNumbers.map((chip) => Buffer.concat([bytes('25CC640500543A0D000C00300200'), epc, chip]));
      return [nurReply(command, Buffer.concat(records), { flags: 2 })];
    },
  },
};

const streamMs = 20;

/** One connection: requests cut from the stream, answered in order. */
const serve = (
  socket: Socket,
  speech: Speech,
  simulator: Pick<SerialSimulator, 'mute' | 'refusesTid' | 'asked'>,
): void => {
  let pending = Buffer.alloc(0);
  let streaming: NodeJS.Timeout | null = null;
  const say = (message: Uint8Array): void => {
    if (!simulator.mute && !socket.destroyed) socket.write(message);
  };
  const stopStream = (): void => {
    if (streaming !== null) clearInterval(streaming);
    streaming = null;
  };
  const act = (request: Buffer): void => {
    simulator.asked.push(request.toString('hex').toUpperCase());
    if (speech.stream?.stops(request) === true) stopStream();
    if (simulator.refusesTid && speech.refusal?.meant(request) === true) return say(speech.refusal.bytes);
    speech.answers(request, simulator.asked).forEach(say);
    if (speech.stream?.starts(request) === true) {
      const { tag, withTid = [] } = speech.stream;
      const tags = asksTid(request) ? withTid : [tag];
      streaming ??= setInterval(() => tags.forEach(say), streamMs);
    }
  };
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const length = speech.length(pending);
      if (length === 0 || pending.length < length) return;
      const request = Buffer.from(pending.subarray(0, length));
      pending = pending.subarray(length);
      act(request);
    }
  });
  socket.on('error', () => undefined);
  socket.once('close', stopStream);
};

/** A NUR module tells that it has started. */
export const nurStarted = bytes('A5 04 00 01 00 5F 80 00 97 06');

export const startSerialSimulator = async (family: string): Promise<SerialSimulator> => {
  const speech = speeches[family];
  if (speech === undefined) throw new Error(`no speech for ${family}`);
  const sockets = new Set<Socket>();
  const state = { mute: false, refusesTid: false, asked: [] as string[] };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, speech, state);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return Object.assign(state, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    say: (message: Uint8Array) => sockets.forEach((socket) => socket.write(message)),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  });
};
