import { until, wait } from './clock';
import { pssOf } from './memory';
import { newHome, startEmptyWindow, startStation, type Joined, type Program } from './program';
import { commandLineOf, processTree } from '../support/processes';
import { emitMemory, percentile, row, type Part } from './rows';
import { equipStation, prepareStation, type PreparedStation } from './stations';

const count = new Intl.NumberFormat('en-US');

/** Until then nobody looks: joining a page costs it time. */
const undisturbedMs = 2500;

/** When the first frame with words in it was on the screen (first contentful paint, as the page itself has it). */
const paintedAt = ({ page, toMonotonic }: Joined): Promise<number> =>
  until('the first paint', async () => {
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint').at(0)?.startTime ?? null,
    );
    return paint === null ? null : toMonotonic(paint);
  });

const timeStart = async (
  start: () => Promise<Program>,
  isReady: (joined: Joined) => Promise<unknown>,
  look: (program: Program) => void = () => undefined,
): Promise<number> => {
  const program = await start();
  try {
    await program.pageThere();
    await wait(undisturbedMs);
    const joined = await program.join();
    await isReady(joined);
    const took = (await paintedAt(joined)) - program.startedAt;
    await joined.leave();
    look(program);
    return took;
  } catch (error) {
    console.log(program.output().slice(-4000));
    throw error;
  } finally {
    await program.stop();
  }
};

const storeHostOf = (program: Program): number | null =>
  processTree(program.pid).find((pid) => commandLineOf(pid).includes('store-host')) ?? null;

/** The sign-in screen with its people: the station can be used. */
const canSignIn = ({ page }: Joined): Promise<void> =>
  page.locator('[data-session="signed-out"] .person').first().waitFor();

const measureStation = async (station: PreparedStation, home: string, tries: number) => {
  const times: number[] = [];
  const storeHosts: (number | null)[] = [];
  const weighStoreHost = (program: Program): void => {
    const pid = storeHostOf(program);
    if (pid !== null) storeHosts.push(pssOf(pid));
  };
  for (let each = 0; each < tries; each += 1)
    times.push(await timeStart(() => startStation(station.base, home), canSignIn, weighStoreHost));
  return {
    median: percentile(times, 0.5),
    storeHostMb: storeHosts.reduce((most, mb) => (most === null || mb === null ? null : Math.max(most, mb)), 0),
  };
};

/** From the making of the process to the painted sign-in screen, for records of several sizes, against an empty window. */
export const startPart: Part = async ({ quick, folder }, emit) => {
  const tries = quick ? 1 : 5;
  const emptyHome = newHome();
  const ready = (): Promise<void> => Promise.resolve();
  // The first start of each makes its profile.
  if (!quick) await timeStart(() => startEmptyWindow(emptyHome), ready);
  for (const events of quick ? [3000] : [0, 100_000, 1_000_000]) {
    const label = `${count.format(events)} events`;
    const station = await prepareStation(folder, events);
    equipStation(station, []);
    const home = newHome();
    if (!quick) await timeStart(() => startStation(station.base, home), canSignIn);
    const empty: number[] = [];
    for (let each = 0; each < tries; each += 1) empty.push(await timeStart(() => startEmptyWindow(emptyHome), ready));
    const { median, storeHostMb } = await measureStation(station, home, tries);
    emit(
      row(`start to ready, ${label}`, median, 'ms', {
        baseline: percentile(empty, 0.5),
        aim: { of: 'ratio', atMost: 2 },
      }),
    );
    const aim = events === 1_000_000 ? { aim: { of: 'value', atMost: 600 } as const } : {};
    emitMemory(`store host memory in the app, ${label}`, storeHostMb, emit, aim);
  }
};
