import type { PrinterCondition } from '../../../../shared/devices';

/** The three strings of `~HS`, as far as they came (ZPL II guide, ~HS). */
export interface HostStatus {
  readonly paperOut: boolean;
  readonly paused: boolean;
  readonly formatsWaiting: number;
  readonly bufferFull: boolean;
  readonly partialFormat: boolean;
  readonly corruptRam: boolean;
  readonly underTemperature: boolean;
  readonly overTemperature: boolean;
  readonly headUp: boolean;
  readonly ribbonOut: boolean;
  readonly thermalTransfer: boolean;
  readonly labelWaiting: boolean;
  readonly labelsRemaining: number;
  readonly labelLengthDots: number;
}

const stx = 0x02;
const etx = 0x03;
const maxBuffer = 8192;

/** Cuts `STX … ETX` frames out of a reply; noise around and between them is counted, never taken for an answer. */
export const createStxFrames = () => {
  let held: number[] = [];
  let inside = false;
  let noise = 0;
  return {
    push: (bytes: Uint8Array): string[] => {
      const frames: string[] = [];
      for (const byte of bytes) {
        if (byte === stx) {
          noise += held.length;
          held = [];
          inside = true;
        } else if (byte === etx && inside) {
          frames.push(String.fromCharCode(...held));
          held = [];
          inside = false;
        } else if (!inside) noise += 1;
        else if (held.length >= maxBuffer) {
          noise += held.length;
          held = [];
          inside = false;
        } else held.push(byte);
      }
      return frames;
    },
    noise: (): number => noise,
  };
};

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : null;
const flag = (text: string | undefined): boolean => text === '1';

/**
 * Reads the frames of one `~HS` answer. Fields are counted, not measured (12, 11 and 2 of them): clones vary in widths
 * and some leave the third string out. `null`: not an answer to `~HS`.
 */
export const decodeHostStatus = (frames: readonly string[]): HostStatus | null => {
  const first = frames[0]?.split(',');
  const second = frames[1]?.split(',');
  if (first?.length !== 12 || second?.length !== 11) return null;
  const formatsWaiting = whole(first[4]);
  const labelsRemaining = whole(second[8]);
  const labelLengthDots = whole(first[3]);
  if (formatsWaiting === null || labelsRemaining === null || labelLengthDots === null) return null;
  if (![first[1], first[2], second[2], second[3]].every((each) => each === '0' || each === '1')) return null;
  return {
    paperOut: flag(first[1]),
    paused: flag(first[2]),
    labelLengthDots,
    formatsWaiting,
    bufferFull: flag(first[5]),
    partialFormat: flag(first[7]),
    corruptRam: flag(first[9]),
    underTemperature: flag(first[10]),
    overTemperature: flag(first[11]),
    headUp: flag(second[2]),
    ribbonOut: flag(second[3]),
    thermalTransfer: flag(second[4]),
    labelWaiting: flag(second[7]),
    labelsRemaining,
  };
};

/** Everything that holds at once, worst first. A ribbon counts only in thermal-transfer mode. */
export const conditionsOf = (status: HostStatus): readonly PrinterCondition[] => {
  const found: [boolean, PrinterCondition][] = [
    [status.corruptRam || status.overTemperature, 'fault'],
    [status.headUp, 'head-open'],
    [status.paperOut, 'paper-out'],
    [status.ribbonOut && status.thermalTransfer, 'ribbon-out'],
    [status.paused, 'paused'],
    [status.labelWaiting, 'label-waiting'],
    [status.bufferFull, 'buffer-full'],
    [status.labelsRemaining > 0 || status.formatsWaiting > 0 || status.partialFormat, 'printing'],
    [status.underTemperature, 'warning'],
  ];
  const conditions = found.flatMap(([holds, condition]) => (holds ? [condition] : []));
  return conditions.length === 0 ? ['ready'] : conditions;
};

/** `~HI`: `model,firmware,dots per mm,memory,…`. */
export const decodeIdentity = (
  frame: string,
): { readonly model: string; readonly firmware: string; readonly dpi: number | null } | null => {
  const [model, firmware, dpmm] = frame.split(',').map((part) => part.trim());
  if (model === undefined || firmware === undefined || dpmm === undefined || model === '') return null;
  const dpi = ({ '6': 152, '8': 203, '12': 300, '24': 600 } as Record<string, number>)[dpmm] ?? null;
  return dpi === null ? null : { model, firmware, dpi };
};

/** A quoted SGD answer; `null` for `"?"` (unknown variable) and for anything else. */
export const decodeVariable = (text: string): string | null => {
  const found = /"([^"]{0,200})"/.exec(text)?.[1];
  return found === undefined || found === '?' ? null : found;
};

/** Labels ever printed, from `odometer.total_label_count`. */
export const decodeOdometer = (text: string): number | null => {
  const value = decodeVariable(text);
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
};
