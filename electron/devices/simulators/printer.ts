import type { SimulatorOptionsOf } from './protocol';
import type { CreateSimulatedDevice, SimulatorAnswer, SimulatorLine, SimulatorSession } from './simulator';

/** Text of a format or command that never ends is thrown away beyond this. */
const maxText = 2 * 1024 * 1024;

interface Printer {
  paperOut: boolean;
  ribbonOut: boolean;
  headOpen: boolean;
  paused: boolean;
  mute: boolean;
  labelWaiting: boolean;
  paperLeft: number | null;
  odometer: number;
  buffer: string[];
  printing: string | null;
}

const two = (value: boolean): string => (value ? '1' : '0');

/** The three strings of `~HS` (ZPL II guide). */
const hostStatus = (printer: Printer): string => {
  const waiting = String(Math.min(printer.buffer.length, 999)).padStart(3, '0');
  const remaining = String(printer.printing === null ? 0 : 1).padStart(8, '0');
  return (
    `\x02030,${two(printer.paperOut)},${two(printer.paused)},1218,${waiting},0,0,0,000,0,0,0\x03\r\n` +
    `\x02000,0,${two(printer.headOpen)},${two(printer.ribbonOut)},0,2,6,${two(printer.labelWaiting)},${remaining},1,000\x03\r\n` +
    '\x020000,0\x03\r\n'
  );
};

const stopped = (printer: Printer): boolean =>
  printer.paperOut || printer.headOpen || printer.paused || printer.labelWaiting;

const variables = (options: SimulatorOptionsOf<'printer'>, printer: Printer): Readonly<Record<string, string>> => ({
  'odometer.total_label_count': String(printer.odometer),
  'device.unique_id': options.serial,
  'device.languages': 'zpl',
});

type Token = { readonly kind: 'format' | 'control' | 'variable'; readonly text: string };

/** Takes whole formats, `~XX` commands and SGD lines off the text received so far; answers what is left. */
const takeTokens = (text: string): { readonly tokens: readonly Token[]; readonly rest: string } => {
  const tokens: Token[] = [];
  let rest = text;
  for (;;) {
    const found = /\^XA|~[A-Z]{2}|! U1 /.exec(rest);
    if (found === null) return { tokens, rest: rest.slice(-8) };
    const from = rest.slice(found.index);
    if (found[0] === '^XA') {
      const end = from.indexOf('^XZ');
      if (end === -1) return { tokens, rest: from };
      tokens.push({ kind: 'format', text: from.slice(0, end + 3) });
      rest = from.slice(end + 3);
    } else if (found[0] === '! U1 ') {
      const end = from.indexOf('\n');
      if (end === -1) return { tokens, rest: from };
      tokens.push({ kind: 'variable', text: from.slice(0, end) });
      rest = from.slice(end + 1);
    } else {
      tokens.push({ kind: 'control', text: found[0] });
      rest = from.slice(found[0].length);
    }
  }
};

/**
 * A label printer that speaks ZPL: it buffers formats, prints one at a time, counts labels that came out whole, stops
 * without paper or with its head open, and forgets a label that the end of the paper cut short (`^JZN`).
 */
export const createPrinterSimulator: CreateSimulatedDevice<'printer'> = (options, report) => {
  const printer: Printer = {
    paperOut: options.labelsOnRoll === 0,
    ribbonOut: false,
    headOpen: false,
    paused: false,
    mute: false,
    labelWaiting: false,
    paperLeft: options.labelsOnRoll,
    odometer: options.odometer,
    buffer: [],
    printing: null,
  };
  let timer: NodeJS.Timeout | null = null;

  const show = (): void =>
    report({
      event: 'printer-shows',
      paperOut: printer.paperOut,
      ribbonOut: printer.ribbonOut,
      headOpen: printer.headOpen,
      paused: printer.paused,
      labelWaiting: printer.labelWaiting,
      formatsWaiting: printer.buffer.length,
    });

  const finish = (zpl: string): void => {
    printer.printing = null;
    const complete = printer.paperLeft !== 0 && !printer.paperOut && !printer.headOpen;
    if (complete) {
      printer.odometer += 1;
      if (printer.paperLeft !== null) printer.paperLeft -= 1;
      printer.labelWaiting = options.peel;
    } else printer.paperOut = printer.paperOut || printer.paperLeft === 0;
    report({ event: 'label-printed', zpl, complete, odometer: printer.odometer });
    show();
    next();
  };

  const next = (): void => {
    if (printer.printing !== null || stopped(printer)) return;
    const zpl = printer.buffer.shift();
    if (zpl === undefined) return;
    printer.printing = zpl;
    timer = setTimeout(() => finish(zpl), options.labelMs);
  };

  const control = (command: string, line: SimulatorLine): void => {
    if (printer.mute) return;
    const latin1 = (text: string): void => line.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    if (command === '~HS') latin1(hostStatus(printer));
    else if (command === '~HI')
      latin1(
        `\x02${options.model},V84.20.18Z,${options.dpi === 203 ? 8 : options.dpi === 300 ? 12 : 24},8192KB\x03\r\n`,
      );
    else if (command === '~JA') printer.buffer = [];
  };

  const variable = (text: string, line: SimulatorLine): void => {
    const name = /getvar "([^"]+)"/.exec(text)?.[1];
    if (printer.mute || name === undefined) return;
    line.write(Buffer.from(`"${variables(options, printer)[name] ?? '?'}"`, 'latin1'));
  };

  const connect = (line: SimulatorLine): SimulatorSession => {
    let text = '';
    return {
      receive: (bytes) => {
        const { tokens, rest } = takeTokens(text + Buffer.from(bytes).toString('utf8'));
        text = rest.length > maxText ? '' : rest;
        for (const token of tokens) {
          if (token.kind === 'control') control(token.text, line);
          else if (token.kind === 'variable') variable(token.text, line);
          else if (/\^FD/.test(token.text)) printer.buffer.push(token.text);
        }
        next();
      },
      gone: () => undefined,
    };
  };

  const load = (): void => {
    printer.paperOut = false;
    printer.paperLeft = null;
    next();
  };

  const acts: Readonly<Record<string, () => void>> = {
    'load-paper': load,
    'ribbon-out': () => void (printer.ribbonOut = true),
    'load-ribbon': () => void (printer.ribbonOut = false),
    'open-head': () => void (printer.headOpen = true),
    'close-head': () => {
      printer.headOpen = false;
      next();
    },
    pause: () => void (printer.paused = true),
    resume: () => {
      printer.paused = false;
      next();
    },
    'take-labels': () => {
      printer.labelWaiting = false;
      next();
    },
    mute: () => void (printer.mute = true),
    unmute: () => void (printer.mute = false),
    'power-cycle': () => {
      if (timer !== null) clearTimeout(timer);
      printer.buffer = [];
      printer.printing = null;
    },
  };

  const paperOut = (afterLabels: number): void => {
    printer.paperLeft = afterLabels;
    if (afterLabels === 0 && printer.printing === null) printer.paperOut = true;
  };

  return {
    connect,
    command: (command): SimulatorAnswer => {
      if (command.op === 'state')
        return {
          ok: true,
          value: {
            odometer: printer.odometer,
            paperOut: printer.paperOut,
            waiting: printer.buffer.length,
            printing: printer.printing !== null,
          },
        };
      if (command.op === 'paper-out') paperOut(command.afterLabels);
      else acts[command.op]?.();
      show();
      return { ok: true };
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
};
