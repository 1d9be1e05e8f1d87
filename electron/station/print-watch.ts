import type { DeviceStatus } from '../../shared/devices';
import { isBlocking } from '../devices/printers/watch-print';
import type { FeedbackTeller } from './feedback';

export interface PrintWatchParts {
  readonly statuses: () => readonly DeviceStatus[];
  /** The job that a printer is at. */
  readonly jobAt: (printerId: string) => string | null;
  readonly feedback: FeedbackTeller;
}

/** Says at once that a label is not printed when its printer stops (F8), once for each label and cause. */
export const createPrintWatch = ({ statuses, jobAt, feedback }: PrintWatchParts) => {
  const told = new Map<string, string>();
  return (): void => {
    for (const { id, kind, state, printer } of statuses()) {
      if (kind !== 'printer') continue;
      const job = jobAt(id);
      const condition = state === 'ready' ? (printer?.condition ?? null) : 'offline';
      const trouble = job !== null && condition !== null && isBlocking(condition) ? `${job} ${condition}` : '';
      if (trouble === (told.get(id) ?? '')) continue;
      told.set(id, trouble);
      if (trouble !== '') feedback.bad({ code: 'not-printed', details: { condition } });
    }
  };
};
