import type { TFunction } from 'i18next';
import type { DeviceStatus, PrinterCondition } from '../../../shared/devices';
import type { PackView } from '../../../shared/features/packing/view';
import { currentLine } from './lines';

export interface StepFacts {
  readonly devices: readonly DeviceStatus[];
  /** Prints that a crash left behind. */
  readonly leftJobs: readonly string[];
}

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

const labelText = (pack: PackView, { devices, leftJobs }: StepFacts, t: TFunction): string => {
  const label = pack.parcel?.label ?? null;
  if (label === null) return t('step.label.none');
  if (label.job === 'requested' && leftJobs.includes(label.jobId)) return t('step.label.left');
  if (label.job !== 'requested' && label.job !== 'sent') return t(`step.label.${label.job}`);
  const trouble = printerTrouble(label.printerId, devices);
  return trouble === null
    ? t(`step.label.${label.job}`)
    : t('step.label.stopped', { condition: t(`printer.${trouble}`) });
};

/** The one thing to do next, in words. */
export const stepText = (pack: PackView, facts: StepFacts, t: TFunction): string => {
  switch (pack.step) {
    case 'items': {
      if (pack.awaiting !== null) return t(`step.awaiting.${pack.awaiting.need}`, { name: pack.awaiting.name });
      const line = currentLine(pack);
      return line === null ? t('step.itemsAny') : t('step.items', { name: line.name });
    }
    case 'label':
      return labelText(pack, facts, t);
    case 'confirm':
      return pack.parcel?.label?.job === 'uncertain' ? t('step.confirm.uncertain') : t('step.confirm');
    case 'changed':
      return pack.change?.cancelled === true ? t('step.cancelled') : t('step.changed');
    default:
      return t(`step.${pack.step}`);
  }
};
