import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { Store } from '../../electron/store/types';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { until } from '../devices/pty';
import { forkSimulator } from '../simulators/fork-simulator';
import { openPackStore } from './pack-store';
import { codeOf, createPackHand, gtins, type PackHand } from './pack-world';

const copyCodeIn = (zpl: string): string =>
  /PWL\*[0-9A-Z./-]+\*\d+\*[A-Z]{2}/.exec(zpl.replaceAll('_2A', '*'))?.[0] ?? '';

/** So many steps are let pass; it is killed at the next one, or so long after the last of them. */
export interface KillPoint {
  readonly steps: number;
  readonly thenMs?: number;
}

/** A station in a process of its own, spoken to over its steps. */
const startKillable = async (file: string, folder: string, port: number) => {
  const child: ChildProcess = fork(file, [folder, String(port)], { execArgv: [] });
  const waiting = new Map<number, (result: unknown) => void>();
  let next = 0;
  let ready = false;
  let onStep: (step: number, name: string) => void = (step) => child.send({ go: step });
  child.on('message', (message: Record<string, unknown>) => {
    if (message['ready'] === true) ready = true;
    else if (typeof message['step'] === 'number') onStep(message['step'], String(message['name']));
    else waiting.get(Number(message['id']))?.(message['result']);
  });
  const call = (op: string, args: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.send({ id: next, op, args });
    });
  await until('the station', () => ready, 20_000);
  const store: Store = {
    execute: (envelope) => call('execute', envelope) as ReturnType<Store['execute']>,
    query: (name, params) => call('query', { name, params }) as ReturnType<Store['query']>,
  };
  return {
    store,
    print: (jobId: string): Promise<unknown> => call('print', jobId),
    left: async (): Promise<readonly string[]> => (await call('left', null)) as readonly string[],
    /** Kills it there; answers the step it was at, or `null` when it had printed before. */
    killAt: ({ steps, thenMs }: KillPoint, isOver: () => Promise<boolean>): Promise<string | null> => {
      const killed = new Promise<string>((resolve) => {
        let passed = 0;
        const kill = (name: string): void => {
          child.kill('SIGKILL');
          void once(child, 'exit').then(() => resolve(name));
        };
        onStep = (step, name) => {
          if (passed === steps && thenMs === undefined) return kill(name);
          passed += 1;
          child.send({ go: step });
          if (passed === steps && thenMs !== undefined) setTimeout(() => kill(`${thenMs} ms after ${name}`), thenMs);
        };
      });
      const over = (async (): Promise<string | null> => {
        await until('the kill or the end', async () => child.killed || (await isOver()), 60_000);
        return child.killed ? killed : null;
      })();
      return Promise.race([killed, over]);
    },
    stop: async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
};
type Killable = Awaited<ReturnType<typeof startKillable>>;

interface Job {
  readonly order: string;
  readonly jobId: string;
  readonly labelId: string;
}

/** Orders packed up to their label, each put aside. */
const prepare = async (count: number): Promise<{ readonly folder: string; readonly jobs: Job[]; remove(): void }> => {
  const prepared = await openPackStore();
  const jobs: Job[] = [];
  for (let each = 0; each < count; each += 1) {
    const order = `K${1000 + each}`;
    const { hand } = prepared;
    await hand.order(order, [{ sku: 'PLAIN', quantity: 1 }]);
    await hand.open(order);
    await hand.scan(gtins.plain, { aim: 'I1' });
    await hand.weigh();
    await hand.requestLabel();
    const { label } = await hand.parcel();
    await hand.must('packing.release', { packId: (await hand.view())?.packId });
    if (label !== null) jobs.push({ order, jobId: label.jobId, labelId: label.labelId });
  }
  prepared.open.close();
  return { folder: prepared.folder, jobs, remove: prepared.close };
};

const stateOf = async (hand: PackHand, jobId: string): Promise<PrintJobRow['state']> => {
  const jobs = await hand.query<readonly PrintJobRow[]>('printing.history', { limit: 500 });
  return jobs.find((each) => each.jobId === jobId)?.state ?? 'failed';
};

export interface PrintKill {
  /** Where it was killed; `null`: it had printed before that step came. */
  readonly step: string | null;
  /** What the record said after the restart. */
  readonly state: PrintJobRow['state'];
  /** Whole labels that lay in the printer's tray then. */
  readonly labels: number;
}

export interface PrintKills {
  readonly kills: readonly PrintKill[];
  /** Every whole label that ever came out, by its copy code. */
  readonly printed: readonly string[];
  /** Copy code of the label that is on each box in the end. */
  readonly onBoxes: readonly string[];
}

/** What a person does after the restart: looks into the tray, and gives the word that fits. */
const settle = async (
  killable: Killable,
  job: Job,
  kill: PrintKill,
  tray: () => readonly string[],
): Promise<string> => {
  const hand = createPackHand(killable.store);
  const first = encodeCopyCode(job.labelId, 1);
  if (kill.state === 'requested') {
    if (!(await killable.left()).includes(job.jobId)) throw new Error('an open request is not shown');
    await hand.must('printing.resume', { jobId: job.jobId });
    await until('the resumed label', async () => (await stateOf(hand, job.jobId)) === 'printed', 30_000);
  }
  await hand.open(job.order);
  let code = first;
  if (kill.state === 'uncertain' && kill.labels === 0) {
    const { parcelId } = await hand.parcel();
    await hand.must('packing.reprintLabel', { parcelId, reason: 'Label never came out' });
    const jobId = (await hand.parcel()).label?.jobId ?? '';
    await killable.print(jobId);
    await until('the new copy', async () => (await stateOf(hand, jobId)) === 'printed', 30_000);
    code = encodeCopyCode(job.labelId, 2);
  }
  if (!tray().includes(code)) throw new Error(`${code} is called printed and is not there`);
  const closed = codeOf(await hand.scan(code, { aim: 'd1' }));
  if (closed !== 'order-packed') throw new Error(`the box took its label with ${closed}`);
  return code;
};

/**
 * Kills a printing station at each of these points and starts it anew; a person settles what it left open.
 */
export const killWhilePrinting = async (file: string, points: readonly KillPoint[]): Promise<PrintKills> => {
  const started = await startSimulator({ kind: 'printer', labelMs: 120 }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const printer: Simulator<'printer'> = started.value;
  const printed: string[] = [];
  printer.onEvent((event) => {
    if (event.event === 'label-printed' && event.complete) printed.push(copyCodeIn(event.zpl));
  });
  const isIdle = async (): Promise<boolean> => {
    const { value } = await printer.send({ op: 'state' }).then((answer) => (answer.ok ? answer : { value: null }));
    return value !== null && value['waiting'] === 0 && value['printing'] === false;
  };
  const { folder, jobs, remove } = await prepare(points.length);
  const kills: PrintKill[] = [];
  const onBoxes: string[] = [];
  let killable: Killable | null = null;
  try {
    for (const [index, point] of points.entries()) {
      const job = jobs[index];
      if (job === undefined) break;
      killable ??= await startKillable(file, folder, printer.place.port);
      const before = killable;
      void before.print(job.jobId).catch(() => undefined);
      const isOver = async (): Promise<boolean> =>
        (await stateOf(createPackHand(before.store), job.jobId)) === 'printed';
      const step = await before.killAt(point, isOver);
      await before.stop();
      killable = await startKillable(file, folder, printer.place.port);
      await until('the printer to come to rest', isIdle, 10_000);
      const code = encodeCopyCode(job.labelId, 1);
      const state = await stateOf(createPackHand(killable.store), job.jobId);
      const kill = { step, state, labels: printed.filter((each) => each === code).length };
      kills.push(kill);
      onBoxes.push(await settle(killable, job, kill, () => printed));
    }
    return { kills, printed, onBoxes };
  } finally {
    await killable?.stop();
    remove();
    await printer.stop();
  }
};
