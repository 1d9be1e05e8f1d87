import { randomUUID } from 'node:crypto';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import type { Result } from '../../shared/result';
import type { PrintOutcome } from '../devices/printers/watch-print';
import type { Actor, Store } from '../store/types';

/** A label printer that is connected now. */
export interface QueuePrinter {
  /** What it understands: bytes of another language would come out as text, or worse. */
  readonly language: string;
  printOne(
    bytes: Uint8Array,
    signal: AbortSignal,
    onSending: (odometer: number | null) => Promise<boolean>,
  ): Promise<PrintOutcome>;
  serial(): string | null;
}

export interface PrintQueueDependencies {
  readonly store: Store;
  /** The station itself: prints are its own acts. */
  readonly actor: () => Actor;
  /** `null` while the printer is not connected. */
  readonly printer: (printerId: string) => QueuePrinter | null;
  readonly readAttachment: (sha256: string) => Promise<Uint8Array | null>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** What the queue is at has changed. */
  readonly onChange: () => void;
  /** A job changed: the pack may go on. */
  readonly onSettled: (jobId: string, state: PrintJobRow['state'], why: string | null) => void;
}

/**
 * Prints one label at a time for each printer. What is about to happen is in the record before the first byte leaves;
 * what became of it follows on evidence only. Jobs that a crash left open are shown and wait for a person's word.
 */
export const createPrintQueue = (dependencies: PrintQueueDependencies) => {
  const { store, actor } = dependencies;
  const waiting = new Map<string, string[]>();
  const working = new Set<string>();
  /** Never sent before the app stopped: printed on a person's word only. */
  const left = new Set<string>();
  const stop = new AbortController();

  const record = async (name: string, input: Record<string, unknown>): Promise<Result<unknown>> => {
    const envelope = { id: randomUUID(), name, input, actor: actor(), origin: 'trusted' as const };
    for (;;) {
      const result = await store.execute(envelope);
      // The store host comes back by itself; what the printer did must not get lost in between.
      if (
        result.ok ||
        stop.signal.aborted ||
        !['host-restarting', 'timeout', 'disk-full', 'write-failed'].includes(result.failure.code)
      )
        return result;
      await dependencies.wait(500);
    }
  };

  const openJobs = async (): Promise<readonly PrintJobRow[]> => {
    const answer = await store.query('printing.openJobs', {}, actor());
    return answer.ok ? (answer.value as readonly PrintJobRow[]) : [];
  };

  const settle = async (jobId: string, outcome: PrintOutcome): Promise<void> => {
    if (outcome.kind === 'printed') {
      await record('printing.printed', { jobId, evidence: outcome.evidence });
      dependencies.onSettled(jobId, 'printed', null);
    } else if (outcome.kind === 'uncertain') {
      await record('printing.uncertain', { jobId, why: outcome.why });
      dependencies.onSettled(jobId, 'uncertain', outcome.why);
    } else if (outcome.kind === 'not-printed') {
      await record('printing.notPrinted', { jobId, why: outcome.why, evidence: outcome.evidence });
    }
  };

  /** True when the job is finished with; false when it waits for its printer. */
  const printJob = async (job: PrintJobRow): Promise<boolean> => {
    const printer = dependencies.printer(job.printerId);
    if (printer === null) return false;
    const bytes = await dependencies.readAttachment(job.sha256);
    const why = bytes === null ? 'label-file-missing' : printer.language === job.language ? null : 'wrong-language';
    if (bytes === null || why !== null) {
      await record('printing.failed', { jobId: job.jobId, why: why ?? 'label-file-missing' });
      dependencies.onSettled(job.jobId, 'failed', why);
      return true;
    }
    let sending: Result<unknown> = { ok: false, failure: { code: 'not-sent' } };
    const outcome = await printer.printOne(bytes, stop.signal, async (odometerBefore) => {
      sending = await record('printing.sending', { jobId: job.jobId, odometerBefore, printerSerial: printer.serial() });
      return sending.ok;
    });
    if (outcome.kind === 'refused') return false;
    await settle(job.jobId, outcome);
    return outcome.kind !== 'not-printed';
  };

  const nextJob = async (printerId: string): Promise<PrintJobRow | null> => {
    const [first] = waiting.get(printerId) ?? [];
    if (first === undefined) return null;
    return (await openJobs()).find((job) => job.jobId === first && job.state === 'requested') ?? null;
  };

  const drop = (printerId: string): void => {
    waiting.get(printerId)?.shift();
    dependencies.onChange();
  };

  const work = async (printerId: string): Promise<void> => {
    if (working.has(printerId)) return;
    working.add(printerId);
    try {
      while (!stop.signal.aborted && (waiting.get(printerId) ?? []).length > 0) {
        const job = await nextJob(printerId);
        if (job === null || (await printJob(job))) drop(printerId);
        else await dependencies.wait(300);
      }
    } finally {
      working.delete(printerId);
    }
  };

  const enqueue = (job: Pick<PrintJobRow, 'jobId' | 'printerId'>): void => {
    const list = waiting.get(job.printerId) ?? [];
    if (list.includes(job.jobId)) return;
    waiting.set(job.printerId, [...list, job.jobId]);
    dependencies.onChange();
    void work(job.printerId);
  };

  return {
    /** Prints a job that was asked for in this run of the app, or that a person resumed. */
    print: async (jobId: string): Promise<void> => {
      left.delete(jobId);
      const job = (await openJobs()).find((each) => each.jobId === jobId);
      if (job !== undefined && job.state === 'requested') enqueue(job);
    },
    /** After a start: what was on its way is uncertain, what was never sent is left for a person. */
    recover: async (): Promise<void> => {
      for (const job of await openJobs())
        if (job.state === 'sent') await record('printing.uncertain', { jobId: job.jobId, why: 'app-restarted' });
        else if (job.state === 'requested') left.add(job.jobId);
    },
    /** The job that a printer is at or waits for; `null` when it has none. */
    jobAt: (printerId: string): string | null => waiting.get(printerId)?.[0] ?? null,
    leftJobs: (): readonly string[] => [...left],
    stop: (): void => stop.abort(),
  };
};
export type PrintQueue = ReturnType<typeof createPrintQueue>;
