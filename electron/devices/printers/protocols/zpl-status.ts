import { printerConditions, type PrinterCondition, type PrinterFault } from '../../../../shared/devices';
import type { ErrorStatus } from './zpl-errors';

/** The strings of `~HS`, as far as a station needs them (ZPL II guide, ~HS). */
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

export const fieldsOfFirst = 12;
export const fieldsOfSecond = 11;

const fieldsOf = (text: string): string[] => text.split(',').map((field) => field.trim());
const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : null;
const isFlag = (text: string | undefined): boolean => text === '0' || text === '1';
const flag = (text: string | undefined): boolean => text === '1';

/**
 * Reads the first two strings of a `~HS` answer. Fields are counted, not measured (12 and 11 of them): clones vary in
 * widths, put something into `iii`, and leave the third string out, which holds nothing that a station needs. `null`:
 * not an answer to `~HS`. Every flag that decides must be 0 or 1: a garbled one is no answer rather than a good state.
 */
export const decodeHostStatus = (firstString: string, secondString: string): HostStatus | null => {
  const first = fieldsOf(firstString);
  const second = fieldsOf(secondString);
  if (first.length !== fieldsOfFirst || second.length !== fieldsOfSecond) return null;
  const formatsWaiting = whole(first[4]);
  const labelsRemaining = whole(second[8]);
  const labelLengthDots = whole(first[3]);
  if (formatsWaiting === null || labelsRemaining === null || labelLengthDots === null) return null;
  const deciding = [1, 2, 5, 7, 9, 10, 11].map((at) => first[at]).concat([2, 3, 4, 7].map((at) => second[at]));
  if (!deciding.every(isFlag)) return null;
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

/** Nothing is printed, waits to be printed, or has come in half. */
export const isIdle = (status: HostStatus): boolean =>
  status.formatsWaiting === 0 && status.labelsRemaining === 0 && !status.partialFormat;

const toldByStatus = (status: HostStatus): readonly (readonly [boolean, PrinterCondition])[] => [
  [status.corruptRam || status.overTemperature, 'fault'],
  [status.headUp, 'head-open'],
  [status.paperOut, 'paper-out'],
  [status.ribbonOut && status.thermalTransfer, 'ribbon-out'],
  [status.paused, 'paused'],
  [status.labelWaiting, 'label-waiting'],
  [status.bufferFull, 'buffer-full'],
  [!isIdle(status), 'printing'],
  [status.underTemperature, 'warning'],
];

/**
 * Everything that holds at once, worst first. A ribbon counts only in thermal-transfer mode. `errors` is the answer to
 * `~HQES`, which knows of faults that `~HS` does not, and `usb` what the USB interface tells of a printer that is
 * silent; without any of them the printer is `no-reply`, never ready.
 */
export const conditionsOf = (
  status: HostStatus | null,
  errors: ErrorStatus | null = null,
  usb: readonly PrinterCondition[] | null = null,
): readonly PrinterCondition[] => {
  const told = status === null ? (usb ?? []) : toldByStatus(status).flatMap(([holds, what]) => (holds ? [what] : []));
  const direct = status !== null && !status.thermalTransfer;
  const known = (errors?.conditions ?? []).filter((each) => !(each === 'ribbon-out' && direct));
  const found = new Set<PrinterCondition>([...told, ...known]);
  // Errors alone say nothing of the queue: without one that explains the silence, the state is not known.
  if (status === null && ![...found].some((each) => each !== 'warning')) found.add('no-reply');
  return found.size === 0 ? ['ready'] : printerConditions.filter((each) => found.has(each));
};

/** What is wrong in particular, for the device page. */
export const faultsOf = (status: HostStatus | null, errors: ErrorStatus | null): readonly PrinterFault[] => {
  const told: [boolean, PrinterFault][] = [
    [status?.corruptRam === true, 'memory'],
    [status?.overTemperature === true, 'head-hot'],
    [status?.underTemperature === true, 'head-cold'],
  ];
  return [...new Set([...told.flatMap(([holds, what]) => (holds ? [what] : [])), ...(errors?.faults ?? [])])];
};
