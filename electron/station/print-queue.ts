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

export interface PrintMove {
  readonly jobId: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export interface PrintQueueDependencies {
  readonly store: Store;
  /** The station itself: prints are its own acts. */
  readonly actor: () => Actor;
  /** `null` while the printer is not connected. */
  readonly printer: (printerId: string) => QueuePrinter | null;
  /** The printers that stand in for this one, itself among them, in the order of preference; empty for none. */
  readonly pool?: (printerId: string) => readonly string[];
  /** Why a printer can't print now; `null` while it can or is at it. */
  readonly trouble?: (printerId: string) => string | null;
  /** A label goes to another printer of the pool: somebody must be told where. */
  readonly onMoved?: (move: PrintMove) => void;
  /** How long a printer may be in trouble before its labels go elsewhere (F11: within 5 s in all). */
  readonly graceMs?: number;
  readonly readAttachment: (sha256: string) => Promise<Uint8Array | null>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** What the queue is at has changed. */
  readonly onChange: () => void;
  /** A job changed: the pack may go on. */
  readonly onSettled: (jobId: string, state: PrintJobRow['state'], why: string | null) => void;
}

const relieveEveryMs = 250;

/**
 * Prints one label at a time for each printer. What is about to happen is in the record before the first byte leaves;
 * what became of it follows on evidence only. Jobs that a crash left open are shown and wait for a person's word.
 */
export const createPrintQueue = (dependencies: PrintQueueDependencies) => {
  const { store, actor } = dependencies;
  const waiting = new Map<string, string[]>();
  const working = new Set<string>();
  const relieving = new Set<string>();
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
      const { why, evidence } = outcome;
      await record('printing.uncertain', { jobId, why, ...(evidence === undefined ? {} : { evidence }) });
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
      const { jobId, printerId } = job;
      sending = await record('printing.sending', {
        jobId,
        printerId,
        odometerBefore,
        printerSerial: printer.serial(),
      });
      return sending.ok;
    });
    if (outcome.kind === 'refused') return false;
    await settle(job.jobId, outcome);
    return outcome.kind !== 'not-printed';
  };

  /** `null`: it is settled, or has gone to another printer. */
  const read = async (jobId: string, printerId: string): Promise<PrintJobRow | null> => {
    const job = (await openJobs()).find((each) => each.jobId === jobId);
    return job?.state === 'requested' && job.printerId === printerId ? job : null;
  };

  const drop = (printerId: string, jobId: string): void => {
    const list = waiting.get(printerId) ?? [];
    waiting.set(
      printerId,
      list.filter((each) => each !== jobId),
    );
    dependencies.onChange();
  };

  /**
   * Gives what waits at a printer in trouble to another of its pool. What has been sent stays: it may still come out
   * there. The record decides: a job that begins to be sent at the same moment is not moved.
   */
  const moveAll = async (from: string, to: string, why: string): Promise<void> => {
    for (const jobId of waiting.get(from) ?? []) {
      const moved = await record('printing.moved', { jobId, from, printerId: to, why });
      if (!moved.ok) continue;
      drop(from, jobId);
      dependencies.onMoved?.({ jobId, from, to, why });
      enqueue({ jobId, printerId: to });
    }
  };

  /** Looks after a printer's waiting labels for as long as there are any. */
  const relieve = async (printerId: string): Promise<void> => {
    const { pool = () => [], trouble = () => null, graceMs = 1000 } = dependencies;
    if (relieving.has(printerId)) return;
    relieving.add(printerId);
    let since: number | null = null;
    while (!stop.signal.aborted && (waiting.get(printerId) ?? []).length > 0) {
      const why = trouble(printerId);
      since = why === null ? null : (since ?? performance.now());
      const spare = pool(printerId).find((each) => each !== printerId && trouble(each) === null);
      if (why !== null && spare !== undefined && since !== null && performance.now() - since >= graceMs)
        await moveAll(printerId, spare, why);
      await dependencies.wait(relieveEveryMs);
    }
    relieving.delete(printerId);
  };

  const work = async (printerId: string): Promise<void> => {
    if (working.has(printerId)) return;
    working.add(printerId);
    try {
      for (;;) {
        const [next] = waiting.get(printerId) ?? [];
        if (stop.signal.aborted || next === undefined) break;
        const job = await read(next, printerId);
        if (job === null || (await printJob(job))) drop(printerId, next);
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
    if ((dependencies.pool?.(job.printerId) ?? []).length > 0) void relieve(job.printerId);
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
