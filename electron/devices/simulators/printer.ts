import { errorStatus, headLife, hostStatus, identity, odometers, variable, type PrinterFacts } from './printer-answers';
import type { SimulatorOptionsOf } from './protocol';
import type { CreateSimulatedDevice, SimulatorAnswer, SimulatorLine, SimulatorSession } from './simulator';
import { createZplStream, type ZplStream, type ZplToken } from './zpl-stream';

interface Printer {
  paperOut: boolean;
  ribbonOut: boolean;
  headOpen: boolean;
  paused: boolean;
  /** What it keeps to itself: everything, only `~HS`, or nothing. */
  mute: 'all' | 'host-status' | null;
  answerAfterMs: number;
  labelWaiting: boolean;
  faultBits: number;
  paperLeft: number | null;
  odometer: number;
  buffer: string[];
  printing: string | null;
  /** `^JZ`: prints again by itself what an error cut short. A printer's own default. */
  printsAgain: boolean;
  tagsGood: number;
  tagsVoid: number;
  /** So many of the next tags can't be written. */
  tagsFail: number;
  readBack: 'right' | 'none' | 'wrong';
}

const newPrinter = (options: SimulatorOptionsOf<'printer'>): Printer => ({
  paperOut: options.labelsOnRoll === 0,
  ribbonOut: false,
  headOpen: false,
  paused: false,
  mute: null,
  answerAfterMs: 0,
  labelWaiting: false,
  faultBits: 0,
  paperLeft: options.labelsOnRoll,
  odometer: options.odometer,
  buffer: [],
  printing: null,
  printsAgain: true,
  tagsGood: 0,
  tagsVoid: 0,
  tagsFail: 0,
  readBack: 'right',
});

/** A format with none of these is set-up: no label comes out of it. */
const marks = /\^(FD|FV|GB|GC|GD|GE|GF|IM|XG)/;

/** What a format writes to its tag (`^RFW`), and on how many labels it may be tried (`^RS`, three where it does not say). */
const epcOf = (zpl: string): string | null => /\^RFW,H[^^]*\^FD([0-9A-F]+)\^FS/.exec(zpl)?.[1] ?? null;
const triesOf = (zpl: string): number => Number(/\^RS8,[^,]*,[^,]*,(\d+)/.exec(zpl)?.[1] ?? 3);

/** What keeps it from beginning a label, or from ending one whole. */
const broken = (printer: Printer): boolean =>
  printer.paperOut || printer.ribbonOut || printer.headOpen || printer.faultBits !== 0;

const stopped = (printer: Printer): boolean => broken(printer) || printer.paused || printer.labelWaiting;

/**
 * A label printer that speaks ZPL: it buffers formats, prints one at a time, counts labels that came out whole, and
 * stops without paper or ribbon, with its head open or with a fault. A label that was cut short is printed again,
 * unless `^JZN` forbids it. A format that a broken connection cut short stays in its buffer, as on a serial line.
 */
export const createPrinterSimulator: CreateSimulatedDevice<'printer'> = (options, report) => {
  const printer = newPrinter(options);
  const streams = new Set<ZplStream>();
  const lines = new Set<SimulatorLine>();
  const timers = new Set<NodeJS.Timeout>();
  let left: Uint8Array = new Uint8Array();
  let labelTimer: NodeJS.Timeout | null = null;

  const facts = (): PrinterFacts => ({
    ...printer,
    waiting: printer.buffer.length,
    printing: printer.printing !== null,
    partialFormat: left.length > 0 || [...streams].some(({ partial }) => partial),
  });

  const show = (): void => {
    const { paperOut, ribbonOut, headOpen, paused, labelWaiting, buffer } = printer;
    report({
      event: 'printer-shows',
      paperOut,
      ribbonOut,
      headOpen,
      paused,
      labelWaiting,
      formatsWaiting: buffer.length,
    });
  };

  const comeOut = (zpl: string, complete: boolean): void => {
    printer.printing = null;
    if (complete) printer.odometer += 1;
    report({ event: 'label-printed', zpl, complete, odometer: printer.odometer });
  };

  /** The label that is in the printer is void. True while another may be tried; else it stops with the format. */
  const tryAgain = (zpl: string, tried: number): boolean => {
    printer.tagsFail -= 1;
    printer.tagsVoid += 1;
    printer.odometer += 1;
    report({ event: 'label-void', odometer: printer.odometer });
    if (tried < triesOf(zpl)) return true;
    printer.printing = null;
    printer.paused = true;
    printer.buffer.unshift(zpl);
    show();
    return false;
  };

  const readTag = (epc: string): void => {
    printer.tagsGood += 1;
    if (printer.readBack === 'none') return;
    const text = printer.readBack === 'right' ? epc : 'DEAD'.padEnd(epc.length, '0');
    for (const line of lines) answer(`EPC[${text}]\r\n`, line);
  };

  const finish = (zpl: string, tried = 1): void => {
    const epc = options.rfid ? epcOf(zpl) : null;
    if (epc !== null && !broken(printer) && printer.tagsFail > 0) {
      if (tryAgain(zpl, tried)) labelTimer = setTimeout(() => finish(zpl, tried + 1), options.labelMs);
      return;
    }
    if (printer.paperLeft === 0) printer.paperOut = true;
    const complete = !broken(printer);
    comeOut(zpl, complete);
    if (complete) {
      if (epc !== null) readTag(epc);
      if (printer.paperLeft !== null) printer.paperLeft -= 1;
      printer.labelWaiting = options.peel;
    } else if (printer.printsAgain) printer.buffer.unshift(zpl);
    show();
    next();
  };

  const next = (): void => {
    if (printer.printing !== null || stopped(printer)) return;
    const zpl = printer.buffer.shift();
    if (zpl === undefined) return;
    printer.printing = zpl;
    labelTimer = setTimeout(() => finish(zpl), options.labelMs);
  };

  const take = (format: string): void => {
    const again = /\^JZ([YN])/.exec(format)?.[1];
    if (again !== undefined) printer.printsAgain = again === 'Y';
    if (marks.test(format)) printer.buffer.push(format);
  };

  /** Answers as late as it was told to, in the order of the questions. */
  const answer = (text: string, line: SimulatorLine): void => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    if (printer.answerAfterMs === 0) return line.write(bytes);
    const timer = setTimeout(() => {
      timers.delete(timer);
      line.write(bytes);
    }, printer.answerAfterMs);
    timers.add(timer);
  };

  const questions: Readonly<Record<string, () => string>> = {
    '~HS': () => hostStatus(options, facts()),
    '~HI': () => identity(options),
    '~HQES': () => errorStatus(facts()),
    '~HQOD': () => odometers(facts()),
    '~HQPH': () => headLife(facts()),
  };

  const control = (command: string, line: SimulatorLine, stream: ZplStream): void => {
    if (command === '~JA') printer.buffer = [];
    if (command === '~JX' && stream.partial) stream.drop();
    const question = questions[command];
    if (question === undefined || printer.mute === 'all' || (options.clone && command !== '~HS')) return;
    if (command !== '~HS' || printer.mute === null) answer(question(), line);
  };

  const obey = ({ kind, text }: ZplToken, line: SimulatorLine, stream: ZplStream): void => {
    if (kind === 'format') take(text);
    else if (kind === 'control') control(text, line, stream);
    else {
      const name = /getvar "([^"]+)"/.exec(text)?.[1];
      if (name !== undefined && printer.mute !== 'all' && !options.clone)
        answer(variable(options, facts(), name), line);
    }
  };

  const connect = (line: SimulatorLine): SimulatorSession => {
    const stream = createZplStream();
    streams.add(stream);
    lines.add(line);
    return {
      receive: (bytes) => {
        // What a broken connection left goes before what comes now.
        if (stream.rest.length === 0 && left.length > 0) {
          stream.push(left);
          left = new Uint8Array();
        }
        for (const token of stream.push(bytes)) obey(token, line, stream);
        next();
      },
      gone: () => {
        streams.delete(stream);
        lines.delete(line);
        if (stream.partial) left = stream.rest;
      },
    };
  };

  const powerCycle = (): void => {
    if (labelTimer !== null) clearTimeout(labelTimer);
    if (printer.printing !== null) comeOut(printer.printing, false);
    printer.buffer = [];
    printer.printsAgain = true;
    left = new Uint8Array();
    for (const stream of streams) stream.drop();
  };

  const acts: Readonly<Record<string, () => void>> = {
    'load-paper': () => {
      printer.paperOut = false;
      printer.paperLeft = null;
    },
    'ribbon-out': () => void (printer.ribbonOut = true),
    'load-ribbon': () => void (printer.ribbonOut = false),
    'open-head': () => void (printer.headOpen = true),
    'close-head': () => void (printer.headOpen = false),
    pause: () => void (printer.paused = true),
    resume: () => void (printer.paused = false),
    'take-labels': () => void (printer.labelWaiting = false),
    mute: () => void (printer.mute = 'all'),
    'mute-host-status': () => void (printer.mute = 'host-status'),
    unmute: () => void (printer.mute = null),
    'power-cycle': powerCycle,
  };

  const paperOut = (afterLabels: number): void => {
    printer.paperLeft = afterLabels;
    if (afterLabels === 0 && printer.printing === null) printer.paperOut = true;
  };

  const state = (): SimulatorAnswer => {
    const { odometer, paperOut: out, waiting, printing, partialFormat } = facts();
    return { ok: true, value: { odometer, paperOut: out, waiting, printing, partialFormat } };
  };

  return {
    connect,
    command: (command): SimulatorAnswer => {
      if (command.op === 'state') return state();
      if (command.op === 'ribbon-out' && !options.thermalTransfer) return { ok: false, code: 'no-ribbon' };
      if (command.op === 'paper-out') paperOut(command.afterLabels);
      else if (command.op === 'fault') printer.faultBits = command.bits;
      else if (command.op === 'tags-fail') printer.tagsFail = command.count;
      else if (command.op === 'read-back') printer.readBack = command.as;
      else if (command.op === 'answer-after') printer.answerAfterMs = command.ms;
      else acts[command.op]?.();
      next();
      show();
      return { ok: true };
    },
    dispose: () => {
      if (labelTimer !== null) clearTimeout(labelTimer);
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
