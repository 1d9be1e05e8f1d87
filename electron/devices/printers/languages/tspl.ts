import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import {
  ascii,
  byPattern,
  worstFirst,
  type LanguageStatus,
  type PrinterLanguage,
  type StatusQuestion,
} from './language';

/** `ESC ! S`: four bytes between STX and ETX CR LF; 40h in each is well (TSC TTP-244 Plus manual p. 85). */
const longStatus: StatusQuestion = {
  name: 'status',
  bytes: Uint8Array.of(0x1b, 0x21, 0x53),
  find: (heard) => {
    for (let at = 0; at + 8 <= heard.length; at += 1)
      if (heard[at] === 2 && heard[at + 5] === 3 && heard[at + 6] === 0x0d && heard[at + 7] === 0x0a)
        return heard.slice(at, at + 8);
    return null;
  },
};

/** `ESC ! ?`: one byte of flags, which older models and copies answer alone. */
const shortStatus: StatusQuestion = {
  name: 'short status',
  bytes: Uint8Array.of(0x1b, 0x21, 0x3f),
  find: (heard) => (heard.length > 0 ? heard.slice(0, 1) : null),
};

type Told = readonly (readonly [number, PrinterCondition, PrinterFault?])[];

const flags: Told = [
  [0x01, 'head-open'],
  [0x02, 'fault', 'paper-path'],
  [0x04, 'paper-out'],
  [0x08, 'ribbon-out'],
  [0x10, 'paused'],
  [0x20, 'printing'],
  [0x40, 'head-open'],
  [0x80, 'fault', 'head-hot'],
];
const warnings: Told = [
  [0x01, 'warning', 'paper-near-end'],
  [0x02, 'warning'],
  [0x08, 'buffer-full'],
];
const faults: Told = [
  [0x01, 'fault', 'head-hot'],
  [0x02, 'fault', 'motor-hot'],
  [0x04, 'fault', 'head-element'],
  [0x08, 'fault', 'cutter'],
  [0x10, 'fault', 'memory'],
];
const stops: Told = [
  [0x01, 'paper-out'],
  [0x02, 'fault', 'paper-path'],
  [0x04, 'ribbon-out'],
  [0x08, 'fault', 'paper-path'],
  [0x20, 'head-open'],
];
/** First byte: what it does. */
const activities: Readonly<Record<number, PrinterCondition>> = {
  0x60: 'paused',
  0x42: 'printing',
  0x43: 'printing',
  0x45: 'fault',
  0x46: 'printing',
  0x4b: 'paused',
  0x4c: 'label-waiting',
  0x50: 'printing',
  0x57: 'printing',
};

const statusOf = (found: Told): LanguageStatus => ({
  conditions: worstFirst(found.map(([, condition]) => condition)),
  faults: [...new Set(found.flatMap(([, , fault]) => (fault === undefined ? [] : [fault])))],
  busy: found.some(([, condition]) => condition === 'printing'),
  labelsRemaining: null,
  job: null,
});

const holding = (byte: number, told: Told): Told => told.filter(([bit]) => (byte & bit) !== 0);

const decodeLong = (answer: Uint8Array): LanguageStatus | null => {
  const [, doing = 0, warning = 0, fault = 0, stop = 0] = answer;
  // 40h is set in each of the three bytes behind the first: without it they are something else.
  if ([warning, fault, stop].some((byte) => (byte & 0xc0) !== 0x40)) return null;
  const activity = activities[doing];
  if (activity === undefined && doing !== 0x40) return null;
  const act: Told = activity === undefined ? [] : [[0, activity]];
  return statusOf([...act, ...holding(warning, warnings), ...holding(fault, faults), ...holding(stop, stops)]);
};

/** TSPL and TSPL2: TSC, Gprinter, Brother TD and most Chinese 4 × 6 in printers. There is no counter of labels. */
export const tspl: PrinterLanguage = {
  id: 'tspl',
  name: 'TSPL (TSC and compatible)',
  source: 'TSC TTP-244 Plus manual p. 85; Brother FBPL p. 98; Gprinter GP-2120T p. 30',
  unconfirmed: ['that copies answer the long status: the short one is asked, too'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  questions: [longStatus, shortStatus],
  decode: ([long, short]) => {
    const decoded = long === undefined || long === null ? null : decodeLong(long);
    const byte = short?.[0];
    return decoded ?? (byte === undefined ? null : statusOf(holding(byte, flags)));
  },
  model: byPattern('model', ascii('~!T'), /^[\w -]{3,60}(?:\r|\n|$)/m),
  proof: null,
};
