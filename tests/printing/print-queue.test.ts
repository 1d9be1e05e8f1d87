import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../electron/store/types';
import { fail, type Result } from '../../shared/result';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { createPoolStation, type PoolStation } from './pool-station';

let station: PoolStation | null = null;

beforeAll(buildSimulator);
afterEach(async () => {
  await station?.close();
  station = null;
});
afterAll(removeSimulator);

/** A record whose host fails now and then, as the supervised one does: it answers a code, or it is not there. */
const start = async (labelMs = 30) => {
  const failing = new Map<string, Result<never>>();
  const asked = new Map<string, number>();
  const between = (store: Store): Store => ({
    execute: (envelope) => answer(envelope.name, () => store.execute(envelope)),
    query: (name, params, actor) => answer(name, () => store.query(name, params, actor)),
  });
  const answer = (name: string, act: () => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const failure = failing.get(name);
    return failure === undefined ? act() : Promise.resolve(failure);
  };
  const made = await createPoolStation(['front'], labelMs, between);
  station = made;
  return { ...made, failing, asked: (name: string): number => asked.get(name) ?? 0 };
};

const settledAs = ({ settled }: Pick<PoolStation, 'settled'>, line: string): Promise<void> =>
  until(line, () => settled.includes(line), 30_000);

describe('a label that waits while the record can’t be read', () => {
  it('is printed when it can be read again', async () => {
    const made = await start();
    await made.ask('first');
    await settledAs(made, 'first printed');
    made.failing.set('printing.openJobs', fail('host-restarting'));
    const before = made.asked('printing.openJobs');
    const asking = made.ask('one');
    await until('it to be asked for in vain, twice', () => made.asked('printing.openJobs') >= before + 2);
    made.failing.clear();
    await asking;
    await settledAs(made, 'one printed');
    expect(made.cameOut()).toEqual(['first', 'one']);
  }, 20_000);

  it('is printed though the record failed once it was in the queue', async () => {
    const made = await start();
    const front = made.printer('front');
    await front.simulator.send({ op: 'pause' });
    await made.ask('one');
    expect(made.queue.jobAt('front')).toBe('one');
    made.failing.set('printing.openJobs', fail('timeout'));
    const before = made.asked('printing.openJobs');
    await until('the queue to look in vain', () => made.asked('printing.openJobs') > before + 1);
    expect(made.queue.jobAt('front')).toBe('one');
    made.failing.clear();
    await front.simulator.send({ op: 'resume' });
    await settledAs(made, 'one printed');
  }, 20_000);

  it('does not fail for want of a file that could not be read just then', async () => {
    const made = await start();
    const { read } = made.files;
    let tries = 0;
    made.files.read = (sha256) => {
      tries += 1;
      return tries <= 2 ? Promise.resolve(fail('host-restarting')) : read(sha256);
    };
    await made.ask('one');
    await settledAs(made, 'one printed');
    expect([tries, made.settled]).toEqual([3, ['one printed']]);
  }, 20_000);
});

describe('a bug on the way to the printer', () => {
  it('is told, fails its own label, and the next one comes', async () => {
    const made = await start();
    const { read } = made.files;
    made.files.read = () => Promise.reject(new Error('a bug'));
    await made.ask('one');
    await settledAs(made, 'one failed');
    expect(made.queueBugs).toEqual([new Error('a bug')]);
    expect(await made.job('one')).toMatchObject({ state: 'failed', reason: 'station-fault' });
    made.files.read = read;
    await made.ask('two');
    await settledAs(made, 'two printed');
    expect(made.cameOut()).toEqual(['two']);
  }, 20_000);
});

describe('a label that its printer loses each time', () => {
  it('is sent three times, then fails and waits for a person’s word', async () => {
    const made = await start(400);
    const { simulator, damaged, whole } = made.printer('front');
    const losing = async (): Promise<void> => {
      await until('it prints', async () => {
        const state = await simulator.send({ op: 'state' });
        return state.ok && state.value?.['printing'] === true;
      });
      const before = damaged.length;
      await simulator.send({ op: 'power-cycle' });
      await until('the damaged one', () => damaged.length > before);
    };
    await made.ask('one');
    for (let time = 0; time < 3; time += 1) await losing();
    await settledAs(made, 'one failed');
    expect(await made.job('one')).toMatchObject({ state: 'failed', reason: 'lost-again' });
    expect([damaged, whole, made.queue.jobAt('front')]).toEqual([['one', 'one', 'one'], [], null]);
    await made.ask('two');
    await settledAs(made, 'two printed');
    // A person's word begins anew.
    const actor = { personId: 'p1', role: 'operator', site: 'main', station: 'pack-1' } as const;
    const input = { jobId: 'one' };
    await made.store.execute({ id: 'again', name: 'printing.resume', input, actor, origin: 'window' });
    await made.queue.print('one');
    await settledAs(made, 'one printed');
    expect(whole).toEqual(['two', 'one']);
  }, 60_000);
});

describe('what the record refuses', () => {
  it('is never told as printed: the operator is asked to scan', async () => {
    const made = await start();
    made.failing.set('printing.printed', fail('store-read-only'));
    await made.ask('one');
    await settledAs(made, 'one uncertain');
    expect(made.settled).toEqual(['one uncertain']);
    expect(made.cameOut()).toEqual(['one']);
    expect(await made.job('one')).toMatchObject({ state: 'sent' });
  }, 20_000);

  it('because the label was scanned meanwhile is told as the record has it', async () => {
    const made = await start(400);
    await made.ask('one');
    await until('it to be on its way', async () => (await made.job('one'))?.state === 'sent');
    await made.command('printing.printed', { jobId: 'one', evidence: 'seen by another' });
    await settledAs(made, 'one printed');
    expect(made.settled).toEqual(['one printed']);
  }, 20_000);

  it('holds no label back: what a start finds on its way becomes uncertain once the record can be read', async () => {
    const made = await start();
    await made.command('asking.print', { text: 'one', printerId: 'front', bytes: 0 });
    await made.command('printing.sending', { jobId: 'one', odometerBefore: 1, printerSerial: null });
    made.failing.set('printing.openJobs', fail('host-restarting'));
    const recovering = made.queue.recover();
    await until('it to be asked for in vain', () => made.asked('printing.openJobs') >= 2);
    made.failing.clear();
    await recovering;
    expect(await made.job('one')).toMatchObject({ state: 'uncertain', reason: 'app-restarted' });
  }, 20_000);

  it('is left to a person where a start finds it, whatever times clocks gave; what is asked for then is printed', async () => {
    const made = await start();
    const asking = (text: string) => made.command('asking.print', { text, printerId: 'front', bytes: 0 });
    await asking('left');
    await made.queue.printNew();
    expect(made.queue.jobAt('front')).toBeNull();
    await made.queue.recover();
    await asking('new');
    await made.queue.printNew();
    await settledAs(made, 'new printed');
    expect(made.queue.leftJobs()).toEqual(['left']);
    await made.queue.print('left');
    await settledAs(made, 'left printed');
    await made.queue.printNew();
    expect(made.cameOut()).toEqual(['new', 'left']);
  }, 20_000);
});
