import { ascii } from './languages/language';

/** What a roll and a printer are set to, as people say it. */
export interface PrinterSetup {
  /** Percent of the hottest. */
  readonly darkness?: number;
  /** Inches a second. */
  readonly speed?: number;
  /** What happens at the end of a label. */
  readonly finish?: 'tear' | 'peel' | 'cut';
}

const ofHundred = (percent: number, most: number): number => Math.round((percent * most) / 100);
const lines = (found: readonly (string | null)[], end: string): string =>
  found.flatMap((line) => (line === null ? [] : [`${line}${end}`])).join('');

/** `~SD`, `^PR` and `^MM` (ZPL II guide); nothing is saved in the printer. */
const zpl = ({ darkness, speed, finish }: PrinterSetup): string => {
  const modes = { tear: 'T', peel: 'P', cut: 'C' } as const;
  const heat = darkness === undefined ? '' : `~SD${String(ofHundred(darkness, 30)).padStart(2, '0')}\n`;
  const rest = `${speed === undefined ? '' : `^PR${speed},${speed}`}${finish === undefined ? '' : `^MM${modes[finish]}`}`;
  return rest === '' ? heat : `${heat}^XA${rest}^XZ\n`;
};

const tspl = ({ darkness, speed, finish }: PrinterSetup): string =>
  lines(
    [
      darkness === undefined ? null : `DENSITY ${ofHundred(darkness, 15)}`,
      speed === undefined ? null : `SPEED ${speed}`,
      finish === undefined ? null : `SET TEAR ${finish === 'tear' ? 'ON' : 'OFF'}`,
      finish === undefined ? null : `SET PEEL ${finish === 'peel' ? 'ON' : 'OFF'}`,
      finish === undefined ? null : `SET CUTTER ${finish === 'cut' ? '1' : 'OFF'}`,
    ],
    '\r\n',
  );

/** `S` counts up to six speeds that differ between models: told in inches a second up to six. */
const epl2 = ({ darkness, speed, finish }: PrinterSetup): string =>
  lines(
    [
      darkness === undefined ? null : `D${ofHundred(darkness, 15)}`,
      speed === undefined ? null : `S${Math.min(6, Math.max(1, speed))}`,
      finish === undefined ? null : { tear: 'O', peel: 'OP', cut: 'OC' }[finish],
    ],
    '\n',
  );

const setups: Readonly<Record<string, (setup: PrinterSetup) => string>> = { zpl, tspl, epl2 };

/** Sent once when a printer is there, before its first label; `null` where there is nothing to set, or no way to. */
export const setupBytes = (language: string, setup: PrinterSetup): Uint8Array | null => {
  const text = setups[language]?.(setup) ?? '';
  return text === '' ? null : ascii(language === 'epl2' ? `\n${text}` : text);
};

/** Where a label's settings stand in its bytes: behind what it begins with, or in place of what it ends with. */
interface LabelPlace {
  readonly begins?: RegExp;
  readonly ends?: readonly number[];
  words(setup: PrinterSetup): string;
}

const esc = '\u001b';

const places: Readonly<Record<string, LabelPlace>> = {
  /** `TONE` 0 to 200 and `SPEED` 0 to 5 (CPCL programming manual); a cut or peel is set at the printer. */
  cpcl: {
    begins: /^! 0 \d+ \d+ \d+ 1\r\n/,
    words: ({ darkness, speed }) =>
      lines(
        [
          darkness === undefined ? null : `TONE ${ofHundred(darkness, 200)}`,
          speed === undefined ? null : `SPEED ${Math.min(5, Math.max(0, speed))}`,
        ],
        '\r\n',
      ),
  },
  /** `CS` in inches a second, `#E` in five steps, `~A` a cut behind each label (SATO programming references). */
  sbpl: {
    begins: new RegExp(`^\u0002${esc}A${esc}A1\\d{8}`),
    words: ({ darkness, speed, finish }) =>
      [
        speed === undefined ? '' : `${esc}CS${speed}`,
        darkness === undefined ? '' : `${esc}#E${Math.max(1, ofHundred(darkness, 5))}`,
        finish === 'cut' ? `${esc}~A1` : '',
      ].join(''),
  },
  /** On to the next mark, or a cut behind the feed to it (`GS FF`, `GS V 66 0`). */
  'esc-pos': { ends: [0x1d, 0x0c], words: ({ finish }) => (finish === 'cut' ? '\u001dVB\0' : '') },
};

/** How many bytes the beginning takes; `null` where the label is none of ours. */
const beginning = (label: Uint8Array, begins: RegExp): number | null =>
  begins.exec(String.fromCharCode(...label.subarray(0, 80)))?.[0].length ?? null;

/**
 * For languages whose settings belong to each label: the label with them. One that begins or ends otherwise than ours
 * do stays as it is.
 */
export const labelWithSetup = (language: string, setup: PrinterSetup, label: Uint8Array): Uint8Array => {
  const place = places[language];
  const words = ascii(place?.words(setup) ?? '');
  if (place === undefined || words.length === 0) return label;
  const { begins, ends = [] } = place;
  const at = begins === undefined ? label.length - ends.length : beginning(label, begins);
  if (at === null || !ends.every((byte, index) => label[at + index] === byte)) return label;
  return Uint8Array.from([...label.subarray(0, at), ...words, ...label.subarray(at + ends.length)]);
};
