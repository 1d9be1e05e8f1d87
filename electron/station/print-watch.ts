import type { DeviceStatus, PrinterCondition } from '../../shared/devices';
import { isBlocking } from '../devices/printers/watch-print';
import type { FeedbackTeller } from './feedback';

export interface PrintWatchParts {
  readonly statuses: () => readonly DeviceStatus[];
  /** The job that a printer is at. */
  readonly jobAt: (printerId: string) => string | null;
  readonly feedback: FeedbackTeller;
}

interface Trouble {
  readonly job: string;
  readonly condition: PrinterCondition;
  readonly sinceMs: number;
  readonly told: boolean;
}

/** Silence may be a busy printer or a cable that is back at once; what a printer says itself is so. */
const graceMs = (condition: PrinterCondition): number =>
  condition === 'no-reply' || condition === 'offline' ? 1000 : 0;

/**
 * Says that a label is not printed when its printer has stopped (F8: within 3 s), once for each label and cause. Look
 * at each change and now and then.
 */
export const createPrintWatch = ({ statuses, jobAt, feedback }: PrintWatchParts) => {
  const troubles = new Map<string, Trouble>();
  /** When each printer got the job that it is at. */
  const jobs = new Map<string, { readonly job: string; readonly sinceMs: number }>();

  /** The printer's own word on this job: what it said before may be over by now, as when paper was loaded meanwhile. */
  const conditionOf = ({ id, state, printer }: DeviceStatus, job: string, nowMs: number): PrinterCondition | null => {
    const at = jobs.get(id);
    const sinceMs = at?.job === job ? at.sinceMs : nowMs;
    jobs.set(id, { job, sinceMs });
    if (state !== 'ready') return 'offline';
    return printer !== null && printer.at >= sinceMs ? printer.condition : null;
  };

  const lookAt = (status: DeviceStatus, nowMs: number): void => {
    const { id } = status;
    const job = jobAt(id);
    const condition = job === null ? null : conditionOf(status, job, nowMs);
    if (job === null || condition === null || !isBlocking(condition)) return void troubles.delete(id);
    const before = troubles.get(id);
    const same = before?.job === job && before.condition === condition;
    const trouble = same ? before : { job, condition, sinceMs: nowMs, told: false };
    const tell = !trouble.told && nowMs - trouble.sinceMs >= graceMs(condition);
    troubles.set(id, tell ? { ...trouble, told: true } : trouble);
    if (tell) feedback.bad({ code: 'not-printed', details: { condition } });
  };

  /** `nowMs`: epoch, as printers' states are stamped. */
  return (nowMs: number): void => {
    for (const status of statuses()) if (status.kind === 'printer') lookAt(status, nowMs);
  };
};
