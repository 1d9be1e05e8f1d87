import type { TFunction } from 'i18next';
import type { DeviceStatus, PrinterCondition } from '../../../shared/devices';
import type { PackView } from '../../../shared/features/packing/view';
import type { CaptureView } from '../../../shared/station';
import { currentLine } from './lines';

export interface StepFacts {
  readonly devices: readonly DeviceStatus[];
  /** Prints that a crash left behind. */
  readonly leftJobs: readonly string[];
  /** The printer that labels usually come out of. */
  readonly labelPrinterId: string | null;
  readonly capture: CaptureView;
}

/** Nothing is weighed until a person has put this right. */
export const weighingStops: ReadonlySet<CaptureView['state']> = new Set([
  'tared',
  'switched-away',
  'indicators-differ',
  'indicator-silent',
]);

const stops = new Set<PrinterCondition>([
  'offline',
  'no-reply',
  'fault',
  'head-open',
  'paper-out',
  'ribbon-out',
  'paused',
]);

/** Why the label's printer puts out nothing now; `null` while it works. */
const printerTrouble = (printerId: string, devices: readonly DeviceStatus[]): PrinterCondition | null => {
  const printer = devices.find(({ id }) => id === printerId);
  if (printer === undefined || printer.state !== 'ready') return 'offline';
  const condition = printer.printer?.condition ?? 'ready';
  return stops.has(condition) ? condition : null;
};

/** The name of the printer that the label comes out of, when it is not the usual one. */
const elsewhere = (pack: PackView, { devices, labelPrinterId }: StepFacts): string | null => {
  const printerId = pack.parcel?.label?.printerId ?? labelPrinterId;
  return printerId === labelPrinterId ? null : (devices.find(({ id }) => id === printerId)?.name ?? null);
};

const labelText = (pack: PackView, facts: StepFacts, t: TFunction): string => {
  const { devices, leftJobs } = facts;
  const label = pack.parcel?.label ?? null;
  if (label === null) return t('step.label.none');
  if (label.job === 'requested' && leftJobs.includes(label.jobId)) return t('step.label.left');
  if (label.job !== 'requested' && label.job !== 'sent') return t(`step.label.${label.job}`);
  const trouble = printerTrouble(label.printerId, devices);
  if (trouble !== null) return t('step.label.stopped', { condition: t(`printer.${trouble}`) });
  const printer = elsewhere(pack, facts);
  return printer === null ? t(`step.label.${label.job}`) : t('step.label.elsewhere', { printer });
};

const confirmText = (pack: PackView, facts: StepFacts, t: TFunction): string => {
  const printer = elsewhere(pack, facts);
  if (pack.parcel?.label?.job === 'uncertain') return t('step.confirm.uncertain');
  return printer === null ? t('step.confirm') : t('step.confirm.elsewhere', { printer });
};

/** The one thing to do next, in words. */
export const stepText = (pack: PackView, facts: StepFacts, t: TFunction): string => {
  switch (pack.step) {
    case 'items': {
      if (pack.awaiting !== null) return t(`step.awaiting.${pack.awaiting.need}`, { name: pack.awaiting.name });
      const out = pack.lines.find((each) => each.takeOut > 0);
      if (out !== undefined) return t('step.takeOut', { count: out.takeOut, name: out.name });
      const line = currentLine(pack);
      return line === null ? t('step.itemsAny') : t('step.items', { name: line.name });
    }
    case 'weigh':
    case 'weight-refused':
      return t(weighingStops.has(facts.capture.state) ? `capture.${facts.capture.state}` : `step.${pack.step}`);
    case 'label':
      return labelText(pack, facts, t);
    case 'confirm':
      return confirmText(pack, facts, t);
    case 'changed':
      return pack.change?.cancelled === true ? t('step.cancelled') : t('step.changed');
    default:
      return t(`step.${pack.step}`);
  }
};
