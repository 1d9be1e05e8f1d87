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
