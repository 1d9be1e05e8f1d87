/** A key as main sees it before the window does. */
export interface WedgeKey {
  readonly type: 'keyDown' | 'keyUp';
  /** What it types (one character) or its name, as in DOM `KeyboardEvent.key`. */
  readonly key: string;
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly repeat: boolean;
  /** Monotonic milliseconds, when main saw it. */
  readonly timeMs: number;
  /** When it may have been pressed at the earliest: before `timeMs` if main stood still in between. */
  readonly earliestMs: number;
}

export interface WedgeConfig {
  /** One character or `F1`…`F24` that the scanner types before each code; `null`: told by its speed alone. */
  readonly prefix: string | null;
  readonly suffix: 'Enter' | 'Tab';
  /** What the scanner types in place of GS, e.g. `{GS}`. */
  readonly groupSeparator: string | null;
}

export type WedgeError =
  /** A burst without its suffix. */
  | 'E_TIMEOUT'
  /** It ended with another key than the configured one: Tab instead of Enter, or the other way round. */
  | 'E_SUFFIX'
  /** Dead keys, unknown keys or a composing input method in the burst: what was read is not what was printed. */
  | 'E_FRAME'
  | 'E_OVERFLOW';

export interface WedgeOutcome {
  /** The key must not reach the window (now). */
  readonly hold: boolean;
  /** Keys held before that were typing after all: hand them on first, in this order. */
  readonly release?: readonly WedgeKey[];
  readonly scan?: string;
  readonly error?: WedgeError;
}

export interface WedgeDetector {
  key(key: WedgeKey): WedgeOutcome;
  /** `nowMs`: how late it is for certain; after main stood still, keys of before may be on their way. */
  tick(nowMs: number): Omit<WedgeOutcome, 'hold'>;
  /** When `tick` is wanted next; `null` while nothing is held. */
  readonly deadlineMs: number | null;
}

/** Longest silence inside a burst, and therefore longest time that a typed key is held. */
const gapMs = 50;
/** With a prefix it is certain that a scanner types, so a slow one gets more. */
const prefixedGapMs = 150;
const meanMs = 35;
/** Faster than this on average, over keys whose times are not certain, nobody types. */
const personMs = 60;
const leastCharacters = 4;
const maxCharacters = 8192;
/** A burst begins after a silence: what follows a gap inside a code is not a code. */
const quietMs = 100;
/** How long after machine typing an Enter is still the machine's, and kept from the window. */
const aftermathMs = 300;
/** Faster than this nobody presses Enter twice. */
const stormMs = 35;

const groupSeparator = '\u001d';
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);
const idle: WedgeOutcome = { hold: false };
const held: WedgeOutcome = { hold: true };

/** Ctrl with a character as terminals mean it: Ctrl+] is GS, Ctrl+^ is RS, Ctrl+D is EOT. */
const controlCharacter = ({ key, code }: WedgeKey): string | null => {
  const character = key.length === 1 ? key.toUpperCase() : code === 'BracketRight' ? ']' : '';
  const value = character.charCodeAt(0);
  return value >= 0x40 && value <= 0x5f ? String.fromCharCode(value & 0x1f) : null;
};

interface Burst {
  readonly prefixed: boolean;
  readonly keys: WedgeKey[];
  text: string;
  readonly pace: Pace;
  lastMs: number;
  spoiled: WedgeError | null;
  /** Digits typed while Alt is down (`029` is GS); `null` while it is up. */
  altDigits: string | null;
}

/** How fast characters in a row came. */
interface Pace {
  characters: number;
  /** When the first may have been pressed at the earliest. */
  firstMs: number;
  lastMs: number;
  /** The least time that it took. */
  leastMs: number;
  /** False when main stood still in between: the keys of a person then come all at once. */
  certain: boolean;
}

const newPace = (): Pace => ({
  characters: 0,
  firstMs: 0,
  lastMs: Number.NEGATIVE_INFINITY,
  leastMs: 0,
  certain: true,
});

const addTo = (pace: Pace, { timeMs, earliestMs }: WedgeKey): void => {
  if (pace.characters === 0) pace.firstMs = earliestMs;
  else pace.leastMs += Math.max(0, earliestMs - pace.lastMs);
  if (earliestMs < timeMs) pace.certain = false;
  pace.characters += 1;
  pace.lastMs = timeMs;
};

const isFast = ({ characters, firstMs, lastMs, certain }: Pace): boolean =>
  characters < 2 || (lastMs - firstMs) / (characters - 1) <= (certain ? meanMs : personMs);

const isMachine = (pace: Pace): boolean => pace.characters >= leastCharacters && isFast(pace);

/** Nobody can say: main stood still, and a scanner's few characters then look like a person's. */
const mayBeMachine = ({ characters, leastMs, certain }: Pace): boolean =>
  !certain && characters >= leastCharacters && leastMs / (characters - 1) <= meanMs;

/** Characters in a row, held or not, to tell machine typing from a person's. */
interface TypingSpeed {
  add(key: WedgeKey): void;
  /** True when the last characters came as no person types, and so shortly before that this key is of them. */
  machineUpTo(timeMs: number): boolean;
}

const createTypingSpeed = (): TypingSpeed => {
  let pace = newPace();
  let machineMs = Number.NEGATIVE_INFINITY;
  return {
    add(key) {
      if (key.earliestMs - pace.lastMs > gapMs) pace = newPace();
      addTo(pace, key);
      if (isMachine(pace)) machineMs = key.timeMs;
    },
    machineUpTo: (timeMs) => timeMs - machineMs <= aftermathMs,
  };
};

/**
 * Ctrl and Alt together are AltGr on Windows: such a key types its character, as `]` does on a German keyboard. NUL is
 * what a key is called whose letter is not known (a layout that has just changed): not a character.
 */
const isCharacter = ({ key, ctrl, alt }: WedgeKey): boolean => key.length === 1 && key >= ' ' && ctrl === alt;

const nameless = new Set(['', 'Dead', 'Unidentified', 'Process', 'Compose']);

/** Only the system knows what this key will type: held back it could never be handed on. */
const onlyNative = ({ key }: WedgeKey): boolean => nameless.has(key) || (key.length === 1 && key < ' ');

/** Digit of a key, also of the keypad with NumLock off. */
const digitOf = ({ key, code }: WedgeKey): string | null =>
  /^(?:Numpad|Digit)([0-9])$/.exec(code)?.[1] ?? (/^[0-9]$/.test(key) ? key : null);

/**
 * Tells a scanner that types from a person who types, from a timeline of keys. With a prefix every scan is certain and
 * nothing else is ever held; without one a burst of ≥ 4 characters with gaps ≤ 50 ms and a mean ≤ 35 ms that ends with
 * the suffix is a scan, and typed keys are handed on after 50 ms of silence. The Enter of machine typing never reaches
 * a window, also when the burst was no good. Pure: time comes with the keys and with `tick`.
 */
export const createWedgeDetector = (config: WedgeConfig): WedgeDetector => {
  let burst: Burst | null = null;
  /** Keys whose press was kept from the window: their release is too. */
  const kept = new Set<string>();
  const speed = createTypingSpeed();
  let lastKeyMs = Number.NEGATIVE_INFINITY;
  let lastSuffixMs = Number.NEGATIVE_INFINITY;
  /** The last key ended a scan: the next one may begin another at once. */
  let afterScan = false;

  const limitMs = ({ prefixed, pace }: Burst): number => (prefixed && pace.characters > 0 ? prefixedGapMs : gapMs);

  const isSuffix = (key: WedgeKey): boolean => key.key === config.suffix && !key.ctrl && !key.alt;

  const keep = (key: WedgeKey): void => {
    kept.add(key.code);
  };

  /** Ends a burst that brought no scan: hands typing on; keeps a broken scan from the window. */
  const giveUp = (over: Burst): Omit<WedgeOutcome, 'hold'> => {
    burst = null;
    if (over.prefixed && over.pace.characters > 0) return { error: over.spoiled ?? 'E_TIMEOUT' };
    for (const key of over.keys) if (key.type === 'keyDown') kept.delete(key.code);
    return looksTyped(over) ? { release: over.keys } : { release: over.keys, error: over.spoiled ?? 'E_TIMEOUT' };
  };

  const finish = (over: Burst, key: WedgeKey): WedgeOutcome => {
    lastSuffixMs = key.timeMs;
    if (!over.prefixed && looksTyped(over)) {
      const outcome = giveUp(over);
      if (!mayBeMachine(over.pace)) return { hold: false, ...outcome };
      // Typed it does no harm; an Enter that nobody pressed might. Who did press it is told, and presses it again.
      keep(key);
      return { hold: true, ...outcome, error: 'E_FRAME' };
    }
    burst = null;
    keep(key);
    afterScan = true;
    if (over.spoiled !== null || over.text === '') return { hold: true, error: over.spoiled ?? 'E_FRAME' };
    const { groupSeparator: written } = config;
    return { hold: true, scan: written === null ? over.text : over.text.replaceAll(written, groupSeparator) };
  };

  /** A key inside a burst. */
  const inBurst = (to: Burst, key: WedgeKey): WedgeOutcome => {
    if (isSuffix(key)) return finish(to, key);
    if (!to.prefixed && onlyNative(key) && looksTyped(to)) return { hold: false, ...giveUp(to) };
    to.lastMs = key.timeMs;
    to.keys.push(key);
    keep(key);
    collect(to, key);
    // An arrow, or the pace of a person: typing after all.
    const typing = to.pace.certain && (to.pace.characters >= 3 || to.spoiled !== null);
    return !to.prefixed && typing && looksTyped(to) && !mayStillBeScan(to) ? { hold: true, ...giveUp(to) } : held;
  };

  const keyUp = (key: WedgeKey): WedgeOutcome => {
    if (!kept.delete(key.code)) return idle;
    if (burst === null) return held;
    burst.keys.push(key);
    if (key.key === 'Alt') endAltDigits(burst, key);
    return held;
  };

  const startsBurst = (key: WedgeKey, quiet: boolean): boolean =>
    config.prefix === null
      ? isCharacter(key) && (quiet || afterScan)
      : key.key === config.prefix && !key.ctrl && !key.alt;

  /** A suffix outside any burst: a person's, or the end of machine typing that was not recognised as a scan. */
  const loneSuffix = (key: WedgeKey): WedgeOutcome => {
    const machine = key.timeMs - lastSuffixMs <= stormMs || speed.machineUpTo(key.timeMs);
    lastSuffixMs = key.timeMs;
    if (!machine) return idle;
    keep(key);
    return held;
  };

  const keyDown = (key: WedgeKey): WedgeOutcome => {
    if (isCharacter(key) && !key.repeat) speed.add(key);
    if (burst !== null) return key.repeat ? { hold: false, ...giveUp(burst) } : inBurst(burst, key);
    kept.delete(key.code);
    if (key.repeat || modifiers.has(key.key)) return idle;
    const quiet = key.timeMs - lastKeyMs >= quietMs;
    if (isSuffix(key)) return loneSuffix(key);
    if (!startsBurst(key, quiet)) {
      afterScan = false;
      return idle;
    }
    afterScan = false;
    burst = beginBurst(key, config.prefix !== null);
    if (config.prefix === null) addCharacter(burst, key.key, key);
    keep(key);
    return held;
  };

  const expire = (nowMs: number): Omit<WedgeOutcome, 'hold'> =>
    burst !== null && nowMs - burst.lastMs > limitMs(burst) ? giveUp(burst) : {};

  return {
    key(key) {
      const before = expire(key.earliestMs);
      const outcome = key.type === 'keyUp' ? keyUp(key) : keyDown(key);
      if (key.type === 'keyDown' && !modifiers.has(key.key)) lastKeyMs = key.timeMs;
      const release = [...(before.release ?? []), ...(outcome.release ?? [])];
      const error = outcome.error ?? before.error;
      return {
        ...outcome,
        ...(release.length > 0 ? { release } : {}),
        ...(error === undefined ? {} : { error }),
      };
    },
    tick: expire,
    get deadlineMs() {
      return burst === null ? null : burst.lastMs + limitMs(burst) + 1;
    },
  };
};

const beginBurst = (key: WedgeKey, prefixed: boolean): Burst => ({
  prefixed,
  keys: [key],
  text: '',
  pace: newPace(),
  lastMs: key.timeMs,
  spoiled: null,
  altDigits: null,
});

const looksTyped = ({ pace }: Burst): boolean => !isMachine(pace);

/** Too short to tell by its length, but fast enough. */
const mayStillBeScan = (burst: Burst): boolean =>
  burst.spoiled === null && burst.pace.characters < leastCharacters && isFast(burst.pace);

const addCharacter = (to: Burst, character: string, key: WedgeKey): void => {
  if (to.text.length >= maxCharacters) to.spoiled = 'E_OVERFLOW';
  else to.text += character;
  addTo(to.pace, key);
};

/** Takes what a key adds to the code. */
const collect = (to: Burst, key: WedgeKey): void => {
  const digit = digitOf(key);
  if (modifiers.has(key.key)) {
    if (key.key === 'Alt') to.altDigits = '';
  } else if (to.altDigits !== null && digit !== null) {
    to.altDigits += digit;
  } else if (key.ctrl && !key.alt) {
    const control = controlCharacter(key);
    if (control === null) to.spoiled ??= 'E_FRAME';
    else addCharacter(to, control, key);
  } else if (isCharacter(key)) {
    addCharacter(to, key.key, key);
  } else if (key.key === 'Tab' || key.key === 'Enter') {
    to.spoiled ??= 'E_SUFFIX';
  } else {
    to.spoiled ??= 'E_FRAME';
  }
};

/** Alt released: the digits typed meanwhile are the number of one character; 029 is GS. */
const endAltDigits = (burst: Burst, key: WedgeKey): void => {
  const value = Number.parseInt(burst.altDigits ?? '', 10);
  if (value > 0 && value < 256) addCharacter(burst, String.fromCharCode(value), key);
  burst.altDigits = null;
};
