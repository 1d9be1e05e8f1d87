import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import { latin1, worstFirst, type LanguageStatus, type PrinterLanguage, type StatusQuestion } from './language';

const stx = 0x02;
const etx = 0x03;
const enquiry = 0x05;
/** STX, job, state, six digits, sixteen of name, ETX; older modes leave the name out (SATO CL6NX p. 623). */
const lengths = [27, 11] as const;

const status: StatusQuestion = {
  name: 'status',
  bytes: Uint8Array.of(enquiry),
  find: (heard) => {
    for (let at = 0; at < heard.length; at += 1)
      for (const length of lengths)
        if (heard[at] === stx && heard[at + length - 1] === etx) return heard.slice(at, at + length);
    return null;
  },
};

/** Letters count up in groups of five: +1 ribbon near its end, +2 buffer nearly full, +3 both, +4 stopped. */
const groups: readonly (readonly [string, PrinterCondition | null])[] = [
  ['0', 'paused'],
  ['A', null],
  ['G', 'printing'],
  ['M', 'label-waiting'],
  ['S', 'printing'],
];
const errors: Readonly<Record<string, readonly [PrinterCondition, PrinterFault?]>> = {
  a: ['buffer-full'],
  b: ['head-open'],
  c: ['paper-out'],
  d: ['ribbon-out'],
  e: ['fault', 'paper-path'],
  f: ['fault', 'paper-path'],
  g: ['fault', 'head-element'],
  h: ['head-open'],
  i: ['fault', 'memory'],
  j: ['fault', 'cutter'],
  k: ['fault', 'unknown'],
};

const stateOf = (letter: string): readonly (readonly [PrinterCondition, PrinterFault?])[] | null => {
  const error = errors[letter];
  if (error !== undefined) return [error];
  const code = letter.charCodeAt(0);
  const group = groups.find(([first]) => code >= first.charCodeAt(0) && code < first.charCodeAt(0) + 5);
  if (group === undefined) return null;
  const step = code - group[0].charCodeAt(0);
  return [
    ...(group[1] === null ? [] : [[group[1]] as const]),
    ...(step === 1 || step === 3 ? [['warning', 'unknown-warning'] as const] : []),
    ...(step === 2 || step === 3 ? [['warning'] as const] : []),
    ...(step === 4 ? [['paused'] as const] : []),
  ];
};

const decode = ([answer]: readonly (Uint8Array | null)[]): LanguageStatus | null => {
  if (answer === undefined || answer === null) return null;
  const text = latin1(answer);
  const match = /^\x02(..)(.)(\d{6})/.exec(text);
  const found = match === null ? null : stateOf(match[2] ?? '');
  if (match === null || found === null) return null;
  const labelsRemaining = Number(match[3]);
  return {
    conditions: worstFirst(found.map(([condition]) => condition)),
    faults: found.flatMap(([, fault]) => (fault === undefined ? [] : [fault])),
    busy: labelsRemaining > 0 || found.some(([condition]) => condition === 'printing'),
    labelsRemaining,
    job: (match[1] ?? '').trim(),
  };
};

const escape = 0x1b;
const two = (token: number): string => String(token % 100).padStart(2, '0');

/**
 * SATO's SBPL. Each answer carries the number of the job and how many labels it still has: together they prove a print.
 */
export const sbpl: PrinterLanguage = {
  id: 'sbpl',
  name: 'SBPL (SATO)',
  source: 'SATO M10e, CL6NX p. 623, GL4xxe 6-3, E-series 7-9 and CL608 p. 149 manuals (status 4)',
  unconfirmed: ['that the printer is set to status 4 with ENQ', 'steps of darkness and the cut of each label (#E, ~A)'],
  serial: { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  questions: [status],
  decode,
  model: null,
  proof: {
    kind: 'job',
    // ESC A, then ESC ID nn: the job's number stands first in the format.
    wrap: (job, token) => {
      const begin = Buffer.from(job).indexOf(Buffer.from([escape, 0x41]));
      if (begin < 0) return job;
      const id = Buffer.from(`\x1bID${two(token)}`, 'latin1');
      return Uint8Array.from(Buffer.concat([job.subarray(0, begin + 2), id, job.subarray(begin + 2)]));
    },
    nameOf: two,
  },
};
