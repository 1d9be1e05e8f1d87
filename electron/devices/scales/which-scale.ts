import type { ConnectionReason } from '../../../shared/devices';
import { ok, type Failure, type Result } from '../../../shared/result';
import { weightDigits } from '../../../shared/units';
import type { Clock } from '../clock';
import { describeSettings } from '../transports/spec';
import type { Link, ScaleMessage, ScaleProtocol, SerialSettings } from '../types';
import { pause } from '../waiting';

/** A protocol that makes sense of what a scale sent, and how much of it. */
export interface ScaleCandidate {
  readonly protocol: string;
  readonly name: string;
  /** `null` on the network, where there is nothing to set. */
  readonly settings: SerialSettings | null;
  /** Weights that it read. */
  readonly readings: number;
  /** Share of the bytes that it could make sense of, in hundredths. */
  readonly understood: number;
  /** Something that the scale showed, e.g. `stable 1.250 kg`. */
  readonly example: string;
}

export interface WhichScaleParts {
  readonly protocols: Readonly<Record<string, ScaleProtocol>>;
  /** Opens the line; settings are `null` on the network. */
  readonly open: (settings: SerialSettings | null) => Promise<Result<Link, ConnectionReason>>;
  /** The line is a serial port, whose settings must be tried. */
  readonly serial: boolean;
  /** The operator allows questions; only such as no scale of any family acts on. */
  readonly ask: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How often all settings are gone through. */
  readonly rounds?: number;
  readonly listenMs?: number;
  readonly answerMs?: number;
  readonly onStep?: (text: string) => void;
}

export interface WhichScale {
  readonly candidates: readonly ScaleCandidate[];
  /** Bytes that came but that no protocol understands; `0` when the line was silent. */
  readonly strayBytes: number;
  readonly failure: Failure<ConnectionReason> | null;
}

interface Heard {
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

const usualListenMs = 1600;
const usualAnswerMs = 500;
/** Of a stream no more is kept than tells it apart. */
const mostBytes = 4096;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/**
 * Questions for a weight that no scale of any known family acts on: none of their characters zeroes, tares, calibrates
 * or switches anything (`acts` of the protocols). What is not surely harmless is never sent.
 */
export const harmlessQuestions = (protocols: readonly ScaleProtocol[]): readonly Uint8Array[] => {
  const acting = new Set(protocols.flatMap(({ acts }) => Array.from(acts)));
  const asked = new Map<string, Uint8Array>();
  for (const { ask } of protocols) if (ask.weight !== undefined) asked.set(latin1(ask.weight), ask.weight);
  // A bare letter or a line feed would stand before the next question of a scale that waits for CR: those come last.
  const place = (text: string): number => (text.endsWith('\r') ? 0 : text.endsWith('\n') ? 1 : 2);
  return Array.from(asked)
    .filter(([text]) => !Array.from(text).some((each) => acting.has(each)))
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([, bytes]) => bytes);
};

const usable = (message: ScaleMessage): message is Extract<ScaleMessage, { kind: 'reading' }> =>
  message.kind === 'reading';

const exampleOf = ({ reading }: Extract<ScaleMessage, { kind: 'reading' }>): string =>
  reading.weight === null ? reading.state : `${reading.state} ${weightDigits(reading.weight)} ${reading.weight.unit}`;

/** Plays what was heard through one protocol. `null`: it read no weight. */
export const judgeProtocol = (
  protocol: ScaleProtocol,
  heard: readonly Heard[],
  settings: SerialSettings | null,
): ScaleCandidate | null => {
  const framing = protocol.framing({ unit: 'kg' });
  let [readings, good, all, warned] = [0, 0, 0, false];
  let example = '';
  const end = (heard.at(-1)?.atMs ?? 0) + 10_000;
  const items = [...heard.flatMap(({ bytes, atMs }) => framing.push(bytes, atMs)), ...framing.tick(end)];
  for (const item of items) {
    all += item.bytes.length;
    if (item.kind === 'noise') continue;
    const message = protocol.decode(item.bytes, { unit: 'kg' });
    if (message.kind === 'error' || message.kind === 'unknown') continue;
    good += item.bytes.length;
    if (!usable(message)) continue;
    readings += 1;
    warned ||= message.reading.warning === 'parity-in-bit-7';
    example = message.reading.weight === null && example !== '' ? example : exampleOf(message);
  }
  // Read with the wrong data bits it is understood all the same, but it is not this setting.
  if (readings === 0 || warned) return null;
  const understood = Math.floor((good * 100) / Math.max(1, all));
  return { protocol: protocol.id, name: protocol.name, settings, readings, understood, example };
};

/** The best first. A checksum that holds tells more than digits that look right. */
const ranked = (candidates: readonly ScaleCandidate[], protocols: WhichScaleParts['protocols']): ScaleCandidate[] => {
  const unsure = ({ protocol }: ScaleCandidate): number => protocols[protocol]?.unconfirmed.length ?? 0;
  const best = candidates
    .filter(({ understood }) => understood >= 50)
    .toSorted((a, b) => b.understood - a.understood || b.readings - a.readings || unsure(a) - unsure(b));
  return best.filter(({ protocol }, index) => best.findIndex((each) => each.protocol === protocol) === index);
};

/** Hears what comes until the link is closed. */
const listen = async (link: Link, hear: (each: Heard) => void, clock: Clock): Promise<void> => {
  let bytes = 0;
  for await (const chunk of link.chunks) {
    bytes += chunk.length;
    if (bytes <= mostBytes) hear({ bytes: chunk, atMs: clock.monotonic() });
  }
};

/** Settings worth trying, those of most protocols first. */
const settingsToTry = (protocols: readonly ScaleProtocol[]): SerialSettings[] => {
  const counted = new Map<string, { settings: SerialSettings; count: number }>();
  for (const { serial } of protocols) {
    if (serial === null) continue;
    const key = describeSettings(serial);
    counted.set(key, { settings: serial, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return Array.from(counted.values())
    .toSorted((a, b) => b.count - a.count)
    .map(({ settings }) => settings);
};

/** One setting of the line: listens, then asks if it may. */
const tryLine = async (
  parts: WhichScaleParts,
  settings: SerialSettings | null,
): Promise<Result<readonly (readonly Heard[])[], ConnectionReason>> => {
  const { clock, signal } = parts;
  const opened = await parts.open(settings);
  if (!opened.ok) return opened;
  const link = opened.value;
  // The answer to each question by itself: to the others a scale may say that it does not know them.
  const heard: Heard[][] = [[]];
  const hearing = listen(link, (each) => heard.at(-1)?.push(each), clock);
  await pause(parts.listenMs ?? usualListenMs, signal);
  const silent = heard[0]?.length === 0;
  for (const question of parts.ask && silent ? harmlessQuestions(Object.values(parts.protocols)) : []) {
    if (signal.aborted) break;
    heard.push([]);
    await link.write(question);
    await pause(parts.answerMs ?? usualAnswerMs, signal);
  }
  await link.close();
  await hearing;
  return ok(heard);
};

/**
 * Finds out which scale is at the end of a line, for whoever sets it up: listens for a stream, and where that is
 * silent and asking is allowed, asks with questions that no family acts on. Nothing is zeroed, tared or set.
 */
export const whichScale = async (parts: WhichScaleParts): Promise<WhichScale> => {
  const protocols = Object.values(parts.protocols).filter(({ serial }) => serial !== null);
  const once = parts.serial ? settingsToTry(protocols) : [null];
  // Somebody may press PRINT on the scale meanwhile: many send only then.
  const tries = Array.from({ length: parts.rounds ?? 1 }, () => once).flat();
  let strayBytes = 0;
  for (const settings of tries) {
    if (parts.signal.aborted) break;
    parts.onStep?.(settings === null ? '' : describeSettings(settings));
    const heard = await tryLine(parts, settings);
    if (!heard.ok) return { candidates: [], strayBytes, failure: heard.failure };
    const all = protocols.flatMap((protocol) =>
      heard.value.flatMap((each) => judgeProtocol(protocol, each, settings) ?? []),
    );
    const candidates = ranked(all, parts.protocols);
    if (candidates.length > 0) return { candidates, strayBytes, failure: null };
    strayBytes += heard.value.flat().reduce((sum, { bytes }) => sum + bytes.length, 0);
  }
  return { candidates: [], strayBytes, failure: null };
};
