import { randomUUID } from 'node:crypto';
import { classifyScan } from '../../shared/barcode/classify';
import type { ApplicatorConfig } from '../../shared/config/applicator-config';
import type { PrinterState, Scan } from '../../shared/devices';
import type { HaltReason, LaidOut } from '../../shared/features/applicator/commands';
import type { LineItem, LineNow } from '../../shared/features/applicator/queries';
import type { AttestedScan } from '../../shared/features/packing/commands';
import type { LabelRecord } from '../../shared/labels/description/values';
import { fail, type FailureDetails, type Result } from '../../shared/result';
import { isBlocking } from '../devices/printers/watch-print';
import type { Actor, CommandEnvelope, Store, StoreSettings } from '../store/types';
import type { FeedbackTeller } from './feedback';
import { isForNow, keepOnce, sendOnce } from './send-once';

export interface LinePrinter {
  /** How it stands now; `null`: nobody can say. */
  look(printerId: string): Promise<PrinterState | null>;
  /** It says itself whether a label waits to be taken. */
  peels(printerId: string): boolean;
  stock(printerId: string): StoreSettings['label'];
}

export interface ApplicatorLineParts {
  readonly store: Store;
  /** Who acts now; role `station` while nobody is signed in: what is observed is taken down all the same. */
  readonly actor: () => Actor;
  readonly config: () => ApplicatorConfig;
  readonly printer: LinePrinter;
  /** Lays out a label of a template. */
  readonly labelOf: (templateId: string, printerId: string, record: LabelRecord) => Promise<Result<LaidOut>>;
  readonly feedback: FeedbackTeller;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const attested = ({ sequence, deviceId, data, aim, source, at, simulated }: Scan): AttestedScan => ({
  sequence,
  deviceId,
  data,
  aim,
  source,
  at,
  simulated,
});

/** Badges and commands are for people: on a line they are no item, and never get into the record. */
const isForPeople = ({ data, aim }: Scan): boolean => {
  const meaning = classifyScan({ data, aim });
  if (meaning.kind === 'badge' || meaning.kind === 'command') return true;
  return meaning.kind === 'invalid' && (meaning.of === 'badge' || meaning.of === 'command');
};

const inZone = ({ state }: LineItem): boolean => state === 'asked' || state === 'taken';

/** What an item waits for; a new label or state begins its time anew. */
const phaseOf = ({ itemId, jobId, state, job }: LineItem): string =>
  [itemId, jobId, state, job === 'printed' ? 'printed' : ''].join(' ');

const haltOfJob: Readonly<Record<string, HaltReason>> = {
  uncertain: 'line-print-uncertain',
  failed: 'line-print-failed',
  discarded: 'line-print-discarded',
};

/**
 * One print-and-apply line: asks for the next label when the one before has left the printer and there is room behind it,
 * and stops whenever anything is not as it should be. What it knows is in the record; it keeps only how long each step
 * has taken.
 */
export const createApplicatorLine = (parts: ApplicatorLineParts) => {
  const { store, actor, config, printer, feedback, now } = parts;
  /** Since when each item waits for what it waits for now. */
  const since = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let nextStep: Promise<void> | null = null;
  /** Nothing is printed by itself before it was looked at what a crash may have left on the line. */
  let recovered = false;

  const inOrder = (act: () => Promise<void>): Promise<void> => {
    const run = queue.then(act).catch(parts.onError);
    queue = run;
    return run;
  };

  const envelope = (name: string, input: unknown): CommandEnvelope => ({
    id: randomUUID(),
    name,
    input,
    actor: actor(),
    origin: 'trusted',
  });

  const execute = (name: string, input: unknown): Promise<Result<unknown>> => sendOnce(store, envelope(name, input));

  /** What was seen on the line: a box that got lost here would give its label to the one behind it. */
  const observe = (name: string, input: unknown): Promise<Result<unknown>> =>
    keepOnce(store, envelope(name, input), feedback.bad);

  /** `null` while the record can't be read: the next look is soon. */
  const read = async (): Promise<LineNow | null> => {
    const answer = await store.query('applicator.now', { applicatorId: config().id }, actor());
    return answer.ok ? (answer.value as LineNow) : null;
  };

  const halt = async (
    itemId: string | null,
    why: HaltReason,
    details: FailureDetails = {},
    scan: AttestedScan | null = null,
  ): Promise<void> => {
    const input = { applicatorId: config().id, itemId, why, details, scan };
    const stopped = await observe('applicator.halt', input);
    // Told once, however often it is seen.
    if (stopped.ok) feedback.bad({ code: why, details });
    else if (stopped.failure.code !== 'not-now') feedback.bad(stopped.failure);
  };

  const secondsIn = (item: LineItem): number => {
    const phase = phaseOf(item);
    const from = since.get(phase) ?? now();
    since.set(phase, from);
    return (now() - from) / 1000;
  };

  const forget = (items: readonly LineItem[]): void => {
    const open = new Set(items.map(phaseOf));
    for (const phase of since.keys()) if (!open.has(phase)) since.delete(phase);
  };

  /** A label that was proved to be out: the sensor says when it has left. */
  const watchTaking = async ({ itemId, title }: LineItem, seconds: number): Promise<void> => {
    const { printer: printerId, takeSeconds, verifySeconds } = config();
    if (!printer.peels(printerId)) {
      if (seconds > takeSeconds + verifySeconds) await halt(itemId, 'line-verify-late', { title });
      return;
    }
    const state = await printer.look(printerId);
    const isTaken = state !== null && !state.all.includes('label-waiting') && !state.all.some(isBlocking);
    if (isTaken) await observe('applicator.taken', { itemId, evidence: 'peel-sensor' });
    else if (seconds > takeSeconds) await halt(itemId, 'line-take-late', { title });
  };

  const watch = async (item: LineItem): Promise<void> => {
    const { printSeconds, verifySeconds } = config();
    const { itemId, title, state, job, jobReason } = item;
    const seconds = secondsIn(item);
    if (state === 'taken') {
      if (seconds > verifySeconds) await halt(itemId, 'line-verify-late', { title });
      return;
    }
    const why = haltOfJob[job ?? ''];
    if (why !== undefined) return halt(itemId, why, { title, why: jobReason });
    if (job === 'printed') return watchTaking(item, seconds);
    if (seconds > printSeconds) await halt(itemId, 'line-print-late', { title });
  };

  /** Nothing is on its way out, and nothing hangs at the printer. */
  const isClear = async (items: readonly LineItem[]): Promise<boolean> => {
    const zone = items.filter(inZone);
    if (zone.length >= config().zone || zone.some(({ state }) => state === 'asked')) return false;
    const state = await printer.look(config().printer);
    return state !== null && !state.all.some((each) => isBlocking(each) || each === 'label-waiting');
  };

  /** `null` for a box of ours, whose label the store makes. */
  const layOut = async ({ record, itemId, title }: LineItem): Promise<Result<LaidOut>> => {
    const { template, printer: printerId } = config();
    if (record === null) return { ok: true, value: null };
    if (template === undefined) return fail('line-no-template');
    const label = await parts.labelOf(template, printerId, record);
    // The worker or the record comes back by itself, and there may be room again: the next look asks again.
    if (!label.ok && !isForNow(label)) await halt(itemId, 'line-no-template', { title, code: label.failure.code });
    return label;
  };

  const printNext = async (item: LineItem): Promise<void> => {
    const label = await layOut(item);
    if (!label.ok) return;
    const printerId = config().printer;
    const input = { itemId: item.itemId, label: label.value, printerId, stock: printer.stock(printerId) };
    const answer = await execute('applicator.print', input);
    if (!answer.ok && answer.failure.code !== 'not-now' && !isForNow(answer)) feedback.bad(answer.failure);
  };

  /** What was on the line before may be anywhere now, and waits for a person's word. */
  const begin = async (): Promise<void> => {
    const line = await read();
    if (line === null) return;
    if (line.items.length > 0) await halt(null, 'line-restarted');
    recovered = true;
  };
  // Before the first scan: what comes now was not there when the station ended.
  void inOrder(begin);

  /** Looks at the line and does what is due. */
  const step = async (): Promise<void> => {
    const line = await read();
    if (line === null) return;
    if (!recovered) return begin();
    forget(line.items);
    for (const item of line.items.filter(inZone)) if (item.itemId !== line.stop?.itemId) await watch(item);
    const next = line.items.find(({ state }) => state === 'waiting');
    if (line.stop !== null || next === undefined || actor().personId === null) return;
    if (await isClear(line.items)) await printNext(next);
  };

  /** One look is enough for all that happened before it begins. */
  const advance = (): Promise<void> => {
    nextStep ??= inOrder(() => {
      nextStep = null;
      return step();
    });
    return nextStep;
  };

  const atInfeed = async (scan: Scan): Promise<void> => {
    const { id: applicatorId, noRead, parcels, template } = config();
    if (scan.data === noRead) return halt(null, 'line-infeed-no-read', {}, attested(scan));
    if (actor().personId === null) return halt(null, 'sign-in-first', {}, attested(scan));
    const takes = { parcels, goods: template !== undefined };
    const input = { applicatorId, itemId: randomUUID(), ...takes, scan: attested(scan) };
    feedback.result(await observe('applicator.arrive', input), scan.data);
  };

  const atVerify = async (scan: Scan): Promise<void> => {
    const { id: applicatorId, noRead } = config();
    if (scan.data !== noRead)
      return feedback.result(await observe('applicator.verify', { applicatorId, scan: attested(scan) }), scan.data);
    const head = (await read())?.items.find(inZone);
    if (head !== undefined) await halt(head.itemId, 'line-verify-no-read', { title: head.title }, attested(scan));
  };

  const take = async (act: (scan: Scan) => Promise<void>, scan: Scan): Promise<void> => {
    if (isForPeople(scan)) return feedback.bad({ code: 'unreadable' });
    await inOrder(() => act(scan));
    await advance();
  };

  return {
    advance,
    infeed: (scan: Scan): Promise<void> => take(atInfeed, scan),
    verify: (scan: Scan): Promise<void> => take(atVerify, scan),
    /** A hand scanner at the line: a label that is on proves itself, anything else is off the line. */
    byHand: (scan: Scan): Promise<void> =>
      take(async (each) => {
        const input = { applicatorId: config().id, scan: attested(each) };
        feedback.result(await execute('applicator.byHand', input), each.data);
      }, scan),
    reprint: async (itemId: string, reason: string): Promise<Result<unknown>> => {
      const printerId = config().printer;
      let answer: Result<unknown> = fail('not-now');
      await inOrder(async () => {
        const item = (await read())?.items.find((each) => each.itemId === itemId);
        const label = item === undefined ? fail('line-item-unknown') : await layOut(item);
        const input = { itemId, reason, printerId, stock: printer.stock(printerId) };
        answer = label.ok ? await execute('applicator.reprint', { ...input, label: label.value }) : label;
        feedback.result(answer);
      });
      await advance();
      return answer;
    },
  };
};
export type ApplicatorLine = ReturnType<typeof createApplicatorLine>;
