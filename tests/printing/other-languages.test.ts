import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLanguageDriver } from '../../electron/devices/printers/language-driver';
import { printerLanguages } from '../../electron/devices/printers/languages';
import { labelWithSetup, setupBytes } from '../../electron/devices/printers/printer-setup';
import type { PrintOutcome } from '../../electron/devices/printers/watch-print';
import { renderPage } from '../../shared/labels/languages';
import { printerProtocols } from '../../electron/devices/printers';
import { createBench, failOnBugs, type Bench } from '../devices/bench';
import { until } from '../devices/pty';
import { labelOf, layOut } from '../labels/engine';

/** A printer of one language at the far end of a socket, as its manual has it. */
interface Printer {
  readonly port: number;
  /** `null`: it says nothing at all. */
  state: string | null;
  readonly labels: string[];
  heard: string;
  cut(): void;
  stop(): Promise<void>;
}

interface Speech {
  /** What it answers to what it has heard so far; takes from `printer.heard` what it has understood. */
  hear(printer: Printer, say: (hex: string) => void): void;
}

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

/** Takes a question from the front of what was heard. */
const takes = (printer: Printer, question: string): boolean => {
  if (!printer.heard.startsWith(question)) return false;
  printer.heard = printer.heard.slice(question.length);
  return true;
};

/** Takes a whole label from the front of what was heard. */
const takesLabel = (printer: Printer, label: RegExp): boolean => {
  const match = label.exec(printer.heard);
  if (match === null) return false;
  printer.labels.push(match[0]);
  printer.heard = printer.heard.slice(match[0].length);
  return true;
};

const speeches: Readonly<Record<string, Speech>> = {
  tspl: {
    hear: (printer, say) => {
      if (takes(printer, '\x1b!S')) say(printer.state ?? '0240404040030d0a');
      else if (takes(printer, '\x1b!?')) say('00');
      else if (takes(printer, '~!T')) say(hexOf('TTP-244 Plus\r\n'));
      else takesLabel(printer, /^[^\x1b~]*?PRINT 1,1\r\n/);
    },
  },
  epl2: {
    hear: (printer, say) => {
      if (takes(printer, '\n^ee\n')) say(printer.state ?? hexOf('00\r\n'));
      else if (takes(printer, '\nUQ\n')) say(hexOf('UKQ1935HLU  V4.42\r\nS/N: 1\r\n'));
      else takesLabel(printer, /^[^]*?P1\n/);
    },
  },
  'esc-pos': {
    hear: (printer, say) => {
      const question = /^\x10\x04([\x01-\x04])/.exec(printer.heard);
      if (question !== null) {
        printer.heard = printer.heard.slice(3);
        say(['16', printer.state ?? '12', '12', '12'][(question[1] ?? '').charCodeAt(0) - 1] ?? '');
      } else if (printer.heard.endsWith('\x1dr\x01')) {
        printer.labels.push(printer.heard);
        printer.heard = '';
        setTimeout(() => say('00'), 100);
      }
    },
  },
  cpcl: {
    hear: (printer, say) => {
      if (takes(printer, '\x1bh')) say(printer.state ?? '00');
      else if (takes(printer, '! U1 getvar "device.product_name"\r\n')) say(hexOf('"ZQ520"'));
      else takesLabel(printer, /^[^]*?PRINT\r\n/);
    },
  },
  sbpl: {
    hear: (printer, say) => {
      const job = (printer.labels.at(-1) ?? '').match(/\x1bID(\d\d)/)?.[1] ?? '  ';
      if (takes(printer, '\x05')) {
        // The label is at it for two questions, then out.
        const left = Math.max(0, asked.left);
        asked.left -= 1;
        say(printer.state ?? hexOf(left > 0 ? `\x02${job}G00000${left}\x03` : '\x02  A000000\x03'));
      } else if (takesLabel(printer, /^\x1bA[^]*?\x1bZ/)) asked.left = 2;
    },
  },
};
const asked = { left: 0 };

let printers: Printer[] = [];
let benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  failOnBugs(benches);
  await Promise.all(printers.map((each) => each.stop()));
  printers = [];
  benches = [];
});

const startPrinter = async (language: string, mute: boolean): Promise<Printer> => {
  const speech = speeches[language];
  if (speech === undefined) throw new Error(language);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      printer.heard += bytes.toString('latin1');
      if (mute) return;
      for (let before = ''; before !== printer.heard;) {
        before = printer.heard;
        speech.hear(printer, (hex) => socket.write(Buffer.from(hex, 'hex')));
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const printer: Printer = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    state: null,
    labels: [],
    heard: '',
    cut: () => sockets.forEach((socket) => socket.destroy()),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  printers.push(printer);
  return printer;
};

const jobs: Readonly<Record<string, string>> = {
  tspl: 'SIZE 100 mm,150 mm\r\nCLS\r\nPRINT 1,1\r\n',
  epl2: '\nN\nP1\n',
  'esc-pos': '\x1b@label',
  cpcl: '! 0 200 200 1218 1\r\nPRINT\r\n',
  sbpl: '\x1bA\x1bH0001\x1bZ',
};

const connect = async (language: string, { mute = false, setup = null as Uint8Array | null } = {}) => {
  const printer = await startPrinter(language, mute);
  const bench = createBench(
    [
      {
        id: 'printer',
        kind: 'printer',
        name: 'printer',
        protocol: language,
        transport: { type: 'tcp', host: '127.0.0.1', port: printer.port },
      },
    ],
    { protocols: { scales: {}, scanners: {}, readers: {}, printers: printerProtocols } },
  );
  benches.push(bench);
  const port = bench.service.printer('printer');
  const record = printerLanguages[language];
  if (port === null || record === undefined) throw new Error('no port');
  const driver = createLanguageDriver(port, record, {
    now: Date.now,
    wait: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      }),
    answerMs: 200,
    printLimitMs: 1500,
    setup,
  });
  await bench.untilState('printer', 'ready');
  const print = (): Promise<PrintOutcome> =>
    driver.printOne(Uint8Array.from(Buffer.from(jobs[language] ?? '', 'latin1')), new AbortController().signal, () =>
      Promise.resolve(true),
    );
  return { printer, bench, driver, print };
};

const condition = (bench: Bench): string | undefined => bench.status('printer').printer?.condition;

describe.each(Object.keys(speeches))('a %s printer', (language) => {
  it('tells that it is ready, and what it is where it can', async () => {
    const { bench, driver } = await connect(language);
    await driver.poll();
    expect(condition(bench)).toBe('ready');
    const { model } = bench.status('printer').printer ?? {};
    expect(model === null).toBe(printerLanguages[language]?.model === null);
  });

  it('prints, and calls it printed only where the printer itself proves it', async () => {
    const { printer, print } = await connect(language);
    const outcome = await print();
    expect(printer.labels).toHaveLength(1);
    const proved = printerLanguages[language]?.proof !== null;
    expect(outcome.kind).toBe(proved ? 'printed' : 'uncertain');
    if (!proved) expect(outcome).toMatchObject({ why: 'no-counter' });
  });

  it('that says nothing gets no label', async () => {
    const { printer, print, bench } = await connect(language, { mute: true });
    expect(await print()).toEqual({ kind: 'refused', why: 'no-reply' });
    expect(printer.labels).toEqual([]);
    expect(condition(bench)).toBe('no-reply');
  });

  it('cut off behind the job leaves the label uncertain', async () => {
    const { printer, print } = await connect(language);
    const printing = print();
    await until('the job', () => printer.labels.length === 1);
    printer.state = language === 'sbpl' ? hexOf('\x0201G000001\x03') : printer.state;
    printer.cut();
    expect((await printing).kind).toBe('uncertain');
  });
});

it.each([
  ['tspl', '0260404041030d0a', 'paper-out'],
  ['epl2', hexOf('11\r\n'), 'head-open'],
  ['esc-pos', '36', 'head-open'],
  ['cpcl', '06', 'head-open'],
  ['sbpl', hexOf('\x0201c000003\x03'), 'paper-out'],
] as const)('a %s printer that can’t print gets nothing', async (language, state, why) => {
  const { printer, print } = await connect(language);
  printer.state = state;
  expect(await print()).toEqual({ kind: 'refused', why });
  expect(printer.labels).toEqual([]);
});

describe('settings of a roll', () => {
  it.each([
    ['zpl', '~SD15\n^XA^PR4,4^MMP^XZ\n'],
    ['tspl', 'DENSITY 8\r\nSPEED 4\r\nSET TEAR OFF\r\nSET PEEL ON\r\nSET CUTTER OFF\r\n'],
    ['epl2', '\nD8\nS4\nOP\n'],
  ])('%s', (language, wanted) => {
    const bytes = setupBytes(language, { darkness: 50, speed: 4, finish: 'peel' });
    expect(Buffer.from(bytes ?? []).toString('latin1')).toBe(wanted);
  });

  const page = () =>
    layOut(labelOf([{ kind: 'text', x: 5, y: 5, width: 60, height: 6, text: 'Words', size: 4 }]), {}, 203);
  it.each([
    ['cpcl', /^! 0 200 200 \d+ 1\r\nTONE 100\r\nSPEED 4\r\nPAGE-WIDTH /],
    ['sbpl', /^\x02\x1bA\x1bA1\d{8}\x1bCS4\x1b#E3\x1b~A1\x1bV/],
    ['esc-pos', /\x1dVB\0$/],
  ] as const)('%s: in each label, whose dots stay what they are', async (language, wanted) => {
    const plain = renderPage(await page(), language);
    const label = labelWithSetup(language, { darkness: 50, speed: 4, finish: 'cut' }, plain);
    expect(Buffer.from(label).toString('latin1')).toMatch(wanted);
    // Nothing else has changed: without the setting it is the same label.
    const setting = label.length - plain.length;
    const at = plain.findIndex((byte, index) => byte !== label[index]);
    const without = Buffer.concat([label.subarray(0, at), label.subarray(at + setting)]);
    const whole = language === 'esc-pos' ? plain.subarray(0, -2) : plain;
    expect(without.subarray(0, whole.length)).toEqual(Buffer.from(whole));
    expect(labelWithSetup(language, {}, plain)).toBe(plain);
    // A carrier's label is nobody's to change.
    const strange = Buffer.from('somebody else’s label');
    expect(labelWithSetup(language, { darkness: 50, finish: 'cut' }, strange)).toBe(strange);
  });

  it('are nothing where nothing is set, or no way is known', () => {
    expect(setupBytes('zpl', {})).toBeNull();
    expect(setupBytes('cpcl', { darkness: 50 })).toBeNull();
  });

  it('are sent once, before the first label', async () => {
    const { printer, print } = await connect('epl2', { setup: setupBytes('epl2', { darkness: 50 }) });
    await print();
    await print();
    expect(printer.labels.map((label) => label.includes('D8\n'))).toEqual([true, false]);
  });
});
