import { randomUUID } from 'node:crypto';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { fail, type Failure, type Result } from '../../shared/result';
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
  /** `null`: there is no such file. A failure says nothing about the file. */
  readonly readAttachment: (sha256: string) => Promise<Result<Uint8Array | null>>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** What the queue is at has changed. */
  readonly onChange: () => void;
  /** A job changed: the pack may go on. */
  readonly onSettled: (jobId: string, state: PrintJobRow['state'], why: string | null) => void;
  /** A bug: the label that it happened over is settled as far as is known, and the others go on. */
  readonly onBug: (error: unknown) => void;
}

const relieveEveryMs = 250;
const retryMs = 500;
/** A label that the printer lost so often is not sent again by itself: each try may cost a label. */
const mostSends = 3;

/** The store host comes back by itself, and there may be room again: what the printer did must not get lost in between. */
const passes: ReadonlySet<string> = new Set([
  'host-restarting',
  'timeout',
  'disk-full',
  'write-failed',
  'sync-failed',
  'journal-stopped',
  'store-not-open',
]);

/** A step that came too late: what the record says already, as when the label was scanned meanwhile. */
const stateIn = ({ code, details }: Failure): unknown => (code === 'job-not-now' ? details?.['state'] : undefined);

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
  /** Taken up by themselves once; after that only on a person's word. */
  const seen = new Set<string>();
  /** How often each was lost in its printer since a person last asked for it. */
  const lost = new Map<string, number>();
  /** On its way to a printer: may come out there, so it is given to no other. */
  const sent = new Set<string>();
  const stop = new AbortController();
  /** What a start found was looked at: whatever else waits was asked for in this run. */
  let isRecovered = false;

  const record = async (name: string, input: Record<string, unknown>): Promise<Result<unknown>> => {
    const envelope = { id: randomUUID(), name, input, actor: actor(), origin: 'trusted' as const };
    for (;;) {
      const result = await store.execute(envelope);
      if (result.ok || stop.signal.aborted || !passes.has(result.failure.code)) return result;
      await dependencies.wait(retryMs);
    }
  };

  /** Asked until it is answered: a label must not be forgotten because the record could not be read just then. */
  const openJobs = async (): Promise<readonly PrintJobRow[]> => {
    while (!stop.signal.aborted) {
      const answer = await store.query('printing.openJobs', {}, actor());
      if (answer.ok) return answer.value as readonly PrintJobRow[];
      await dependencies.wait(retryMs);
    }
    return [];
  };

  /** Takes down what became of a job, and tells what the record says of it now. */
  const settle = async (
    jobId: string,
    state: 'printed' | 'uncertain' | 'failed',
    why: string | null,
    evidence?: string,
  ): Promise<void> => {
    lost.delete(jobId);
    const told = { jobId, ...(why === null ? {} : { why }), ...(evidence === undefined ? {} : { evidence }) };
    const taken = await record(`printing.${state}`, told);
    if (taken.ok) dependencies.onSettled(jobId, state, why);
    else if (stateIn(taken.failure) === 'printed') dependencies.onSettled(jobId, 'printed', null);
    else if (stateIn(taken.failure) === undefined) dependencies.onSettled(jobId, 'uncertain', 'not-recorded');
  };

  /** It may be sent again, but not for ever. True when it is finished with. */
  const lostInPrinter = async (
    jobId: string,
    { why, evidence }: Extract<PrintOutcome, { kind: 'not-printed' }>,
  ): Promise<boolean> => {
    const times = (lost.get(jobId) ?? 0) + 1;
    lost.set(jobId, times);
    const taken = await record('printing.notPrinted', { jobId, why, evidence });
    if (!taken.ok && stateIn(taken.failure) === undefined) dependencies.onSettled(jobId, 'uncertain', 'not-recorded');
    if (taken.ok && times >= mostSends) await settle(jobId, 'failed', 'lost-again');
    return !taken.ok || times >= mostSends;
  };

  const finish = async (jobId: string, outcome: PrintOutcome): Promise<boolean> => {
    if (outcome.kind === 'refused') return false;
    if (outcome.kind === 'not-printed') return lostInPrinter(jobId, outcome);
    await settle(jobId, outcome.kind, outcome.kind === 'printed' ? null : outcome.why, outcome.evidence);
    return true;
  };

  /** The bytes, or why there are none that this printer could print; `null` while nobody can say. */
  const bytesFor = async (job: PrintJobRow, { language }: QueuePrinter): Promise<Result<Uint8Array> | null> => {
    if (language !== job.language) return fail('wrong-language');
    const file = await dependencies.readAttachment(job.sha256);
    if (!file.ok) return passes.has(file.failure.code) ? null : fail('label-file-missing');
    return file.value === null ? fail('label-file-missing') : { ok: true, value: file.value };
  };

  /** True when the job is finished with; false when it waits for its printer. */
  const send = async (job: PrintJobRow, printer: QueuePrinter, onBegun: () => void): Promise<boolean> => {
    const { jobId, printerId } = job;
    const bytes = await bytesFor(job, printer);
    if (bytes === null) return false;
    if (!bytes.ok) {
      await settle(jobId, 'failed', bytes.failure.code);
      return true;
    }
    const outcome = await printer.printOne(bytes.value, stop.signal, async (odometerBefore) => {
      const input = { jobId, printerId, odometerBefore, printerSerial: printer.serial() };
      const { ok: begun } = await record('printing.sending', input);
      if (begun) onBegun();
      return begun;
    });
    return finish(jobId, outcome);
  };

  const printJob = async (job: PrintJobRow): Promise<boolean> => {
    const { jobId } = job;
    const printer = dependencies.printer(job.printerId);
    if (printer === null) return false;
    try {
      return await send(job, printer, () => sent.add(jobId));
    } catch (error) {
      dependencies.onBug(error);
      await settle(jobId, sent.has(jobId) ? 'uncertain' : 'failed', 'station-fault');
      return true;
    } finally {
      sent.delete(jobId);
    }
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
      if (sent.has(jobId)) continue;
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
    try {
      while (!stop.signal.aborted && (waiting.get(printerId) ?? []).length > 0) {
        const why = trouble(printerId);
        since = why === null ? null : (since ?? performance.now());
        const spare = pool(printerId).find((each) => each !== printerId && trouble(each) === null);
        if (why !== null && spare !== undefined && since !== null && performance.now() - since >= graceMs)
          await moveAll(printerId, spare, why);
        await dependencies.wait(relieveEveryMs);
      }
    } finally {
      relieving.delete(printerId);
    }
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
    work(job.printerId).catch(dependencies.onBug);
    if ((dependencies.pool?.(job.printerId) ?? []).length > 0) relieve(job.printerId).catch(dependencies.onBug);
  };

  /** Labels asked for in this run go to their printers at once; what a start found waits for a person. */
  const printNew = async (): Promise<void> => {
    if (!isRecovered) return;
    const open = await openJobs();
    for (const jobId of seen) if (!open.some((job) => job.jobId === jobId)) seen.delete(jobId);
    for (const job of open) {
      if (job.state !== 'requested' || left.has(job.jobId) || seen.has(job.jobId)) continue;
      seen.add(job.jobId);
      enqueue(job);
    }
  };

  return {
    printNew,
    /** Prints a job that was asked for in this run of the app, or that a person resumed. */
    print: async (jobId: string): Promise<void> => {
      left.delete(jobId);
      lost.delete(jobId);
      const job = (await openJobs()).find((each) => each.jobId === jobId);
      if (job !== undefined && job.state === 'requested') enqueue(job);
    },
    /** After a start: what was on its way is uncertain, what was never sent is left for a person. */
    recover: async (): Promise<void> => {
      const found = await openJobs();
      for (const { jobId, state } of found) if (state === 'requested') left.add(jobId);
      for (const { jobId, state } of found)
        if (state === 'sent') await record('printing.uncertain', { jobId, why: 'app-restarted' });
      isRecovered = true;
      await printNew();
    },
    /** The job that a printer is at or waits for; `null` when it has none. */
    jobAt: (printerId: string): string | null => waiting.get(printerId)?.[0] ?? null,
    leftJobs: (): readonly string[] => [...left],
    stop: (): void => stop.abort(),
  };
};
export type PrintQueue = ReturnType<typeof createPrintQueue>;
