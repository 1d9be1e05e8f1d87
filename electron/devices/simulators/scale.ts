import type { SimulatorEvent, SimulatorOptionsOf } from './protocol';
import { createNoise } from './random';
import type { ScaleActions, ScaleDialect } from './scale-dialects';
import { scaleDialectFor } from './scale-from-protocol';
import { createScaleLoad, type Indication, type ScaleBehaviour } from './scale-load';
import type { CreateSimulatedDevice, SimulatorAnswer, SimulatorLine, SimulatorSession } from './simulator';

/** A command longer than this is not one. */
const maxCommandLength = 64;
const streamMs = 100;
const showMs = 50;
const stableWithinMs = 10_000;
const slowByteMs = 1000;

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const shows = ({ mantissa, decimals, unit, state, net }: Indication): SimulatorEvent => {
  const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
  const point = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  const text = state === 'over' ? '^^^^' : state === 'fault' ? 'Err' : `${mantissa < 0 ? '-' : ''}${point}`;
  return { event: 'scale-shows', text, unit, state, net };
};

/** Sends text on a line as the scale behaves: at once, one byte a second, with garbage around it, or not at all. */
const createMouth = (
  line: SimulatorLine,
  behaviour: () => ScaleBehaviour,
  seed: number,
): { say(text: string): void; stop(): void } => {
  const noise = createNoise(seed);
  let waiting: number[] = [];
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    waiting = [];
  };
  const drip = (): void => {
    const byte = waiting.shift();
    if (byte === undefined) stop();
    else line.write(Uint8Array.of(byte));
  };
  return {
    say(text) {
      const as = behaviour();
      if (as === 'mute') return;
      if (as === 'slow') {
        waiting.push(...latin1(text));
        timer ??= setInterval(drip, slowByteMs);
        return;
      }
      if (as === 'garbage') line.write(Uint8Array.from({ length: 3 + Math.abs(noise(8)) }, () => noise(127) & 0xff));
      line.write(latin1(text));
    },
    stop,
  };
};

const muteDialect: ScaleDialect = { commandEnd: '\r', command: () => undefined };

/** One connection: commands in, answers out. */
const createSession = (
  line: SimulatorLine,
  options: SimulatorOptionsOf<'scale'>,
  dialect: ScaleDialect,
  load: ScaleActions['load'],
  behaviour: () => ScaleBehaviour,
): SimulatorSession => {
  const mouth = createMouth(line, behaviour, options.seed);
  let pending = '';
  let repeating: NodeJS.Timeout | null = null;
  const { stream } = dialect;
  const streaming = stream === undefined ? null : setInterval(() => mouth.say(stream(load)), streamMs);

  const stopRepeating = (): void => {
    if (repeating !== null) clearInterval(repeating);
    repeating = null;
  };

  const actions: ScaleActions = {
    load,
    send: (text) => mouth.say(text),
    repeat(answer) {
      repeating = setInterval(() => mouth.say(answer()), streamMs);
    },
    whenStable(answer, otherwise) {
      const until = performance.now() + stableWithinMs;
      repeating = setInterval(() => {
        if (load.moving && performance.now() < until) return;
        stopRepeating();
        mouth.say(load.moving ? otherwise : answer());
      }, showMs);
    },
  };

  const act = (command: string): void => {
    stopRepeating();
    dialect.command(command, actions);
  };

  return {
    receive(bytes) {
      pending += String.fromCharCode(...bytes);
      if (dialect.cut !== undefined) {
        const { commands, rest } = dialect.cut(pending);
        pending = rest.slice(-maxCommandLength);
        commands.forEach(act);
        return;
      }
      if (dialect.commandEnd === '') {
        for (const letter of pending) act(letter);
        pending = '';
        return;
      }
      const commands = pending.split(dialect.commandEnd);
      pending = (commands.pop() ?? '').slice(-maxCommandLength);
      commands.forEach(act);
    },
    gone() {
      stopRepeating();
      if (streaming !== null) clearInterval(streaming);
      mouth.stop();
    },
  };
};

/**
 * A bench scale: a load that swings to rest, a display with unit, decimals and step, and a serial dialect that answers
 * polls with what the display shows at that moment, or sends it without end. A dialect that nobody wrote leaves it
 * mute.
 */
export const createScaleSimulator: CreateSimulatedDevice<'scale'> = (options, report) => {
  const load = createScaleLoad(options);
  const dialect = scaleDialectFor(options.dialect) ?? muteDialect;
  let behaviour: ScaleBehaviour = 'normal';
  let shown = '';
  let showing: NodeJS.Timeout | null = null;

  const stopShowing = (): void => {
    if (showing !== null) clearInterval(showing);
    showing = null;
  };

  /** Answers whether there is more to show: asked before the look, or rest that comes in between is never shown. */
  const show = (): boolean => {
    const { moving } = load;
    const event = shows(load.indicate());
    const text = JSON.stringify(event);
    if (text !== shown) report(event);
    shown = text;
    if (!moving) stopShowing();
    return moving;
  };

  /** Shows now, and again until the load is at rest; a scale at rest costs nothing. */
  const follow = (): SimulatorAnswer => {
    if (show()) showing ??= setInterval(show, showMs);
    return { ok: true };
  };

  const allowed = (done: boolean): SimulatorAnswer => {
    follow();
    return done ? { ok: true } : { ok: false, code: 'not-allowed-now' };
  };

  return {
    connect: (line) => createSession(line, options, dialect, load, () => behaviour),
    command(command) {
      switch (command.op) {
        case 'put':
          load.put(command.weightMg);
          return follow();
        case 'remove':
          load.put(0);
          return follow();
        case 'behave':
          behaviour = command.as;
          load.behave(command.as);
          return follow();
        case 'noise':
          load.setNoise(command.spreadMg);
          return follow();
        case 'unit':
          load.setUnit(command.unit);
          return follow();
        case 'zero':
          return allowed(load.zero());
        case 'tare':
          return allowed(load.tare());
        case 'state': {
          const { mantissa, decimals, unit, state, net } = load.indicate();
          return { ok: true, value: { mantissa, decimals, unit, state, net, behaviour } };
        }
        default:
          return command satisfies never;
      }
    },
    dispose: stopShowing,
  };
};
