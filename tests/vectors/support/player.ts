import type {
  Framed,
  Framing,
  ProtocolErrorCode,
  ScaleMessage,
  ScaleProfile,
  ScaleProtocol,
  ScannerMessage,
  ScannerProfile,
  ScannerProtocol,
} from '../../../electron/devices/types';
import { toMilligrams } from '../../../shared/units';

/** What came of some bytes: a message, flat, or noise. */
export type Outcome =
  | { kind: 'noise'; code: ProtocolErrorCode }
  | ({ kind: 'reading'; mg: number | null } & Extract<ScaleMessage, { kind: 'reading' }>['reading'])
  | Exclude<ScaleMessage, { kind: 'reading' }>
  | ScannerMessage;

/** A protocol on the end of a link: bytes in at a time, outcomes out. */
export interface Player {
  push(bytes: Uint8Array, nowMs: number): Outcome[];
  tick(nowMs: number): Outcome[];
  readonly pending: number;
}

const outcomeOf = (message: ScaleMessage): Outcome => {
  if (message.kind !== 'reading') return message;
  const { reading } = message;
  return { kind: 'reading', mg: reading.weight === null ? null : toMilligrams(reading.weight), ...reading };
};

const createPlayer = (
  framing: Framing,
  decode: (frame: Uint8Array, nowMs: number) => Outcome,
  tick: (nowMs: number) => Outcome | null,
): Player => {
  const outcomes = (items: Framed[], nowMs: number): Outcome[] =>
    items.map((item) => (item.kind === 'frame' ? decode(item.bytes, nowMs) : { kind: 'noise', code: item.code }));
  return {
    push: (bytes, nowMs) => outcomes(framing.push(bytes, nowMs), nowMs),
    tick: (nowMs) => {
      const late = tick(nowMs);
      return [...outcomes(framing.tick(nowMs), nowMs), ...(late === null ? [] : [late])];
    },
    get pending() {
      return framing.pending;
    },
  };
};

export const scalePlayer = (protocol: Pick<ScaleProtocol, 'framing' | 'decode'>, profile: ScaleProfile): Player =>
  createPlayer(
    protocol.framing(profile),
    (frame) => outcomeOf(protocol.decode(frame, profile)),
    () => null,
  );

export const scannerPlayer = (protocol: ScannerProtocol, profile: ScannerProfile): Player => {
  const decoder = protocol.decoder(profile);
  return createPlayer(
    protocol.framing(profile),
    (frame, nowMs) => decoder.decode(frame, nowMs),
    (nowMs) => decoder.tick(nowMs),
  );
};

/** A chunk and how long after the one before it. */
export interface TimedChunk {
  readonly bytes: Uint8Array;
  readonly afterMs: number;
}

/** Noise next to noise of one code is one thing: how it was cut depends on the chunks alone. */
const joinNoise = (outcomes: Outcome[]): Outcome[] =>
  outcomes.filter((outcome, index) => {
    const before = outcomes[index - 1];
    return outcome.kind !== 'noise' || before?.kind !== 'noise' || before.code !== outcome.code;
  });

/** Plays chunks with ticks in the pauses, then a second of silence. */
export const play = (player: Player, chunks: readonly TimedChunk[]): Outcome[] => {
  let nowMs = 1000;
  const outcomes: Outcome[] = [];
  for (const { bytes, afterMs } of chunks) {
    nowMs += afterMs;
    if (afterMs > 0) outcomes.push(...player.tick(nowMs));
    outcomes.push(...player.push(bytes, nowMs));
  }
  outcomes.push(...player.tick(nowMs + 1000));
  return joinNoise(outcomes);
};
