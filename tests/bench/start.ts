import { until, wait } from './clock';
import { pssOf } from './memory';
import { newHome, startEmptyWindow, startStation, type Joined, type Program } from './program';
import { commandLineOf, processTree } from '../support/processes';
import { emitMemory, percentile, row, type Part } from './rows';
import { equipStation, prepareStation, type PreparedStation } from './stations';

const count = new Intl.NumberFormat('en-US');

/** Until then nobody looks: joining a page costs it time. */
const undisturbedMs = 2500;

interface LargestPaint extends PerformanceEntry {
  readonly renderTime: number;
  readonly element: Element | null;
}

/** When the largest text of the wanted part was on the screen: largest contentful paint, as the page itself has it. */
const paintedAt = ({ page, toMonotonic }: Joined, part: string): Promise<number> =>
  until('the paint', async () => {
    const paint = await page.evaluate(
      (wanted) =>
        new Promise<number | null>((resolve) => {
          new PerformanceObserver((list) => {
            const entries = list.getEntries() as LargestPaint[];
            resolve(
              entries.find(({ element }) => element !== null && element.closest(wanted) !== null)?.renderTime ?? null,
            );
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
      part,
    );
    return paint === null ? null : toMonotonic(paint);
  });

const timeStart = async (
  start: () => Promise<Program>,
  part: string,
  look: (program: Program) => void = () => undefined,
): Promise<number> => {
  const program = await start();
  try {
    await program.pageThere();
    await wait(undisturbedMs);
    const joined = await program.join();
    await joined.page.locator(part).first().waitFor();
    const took = (await paintedAt(joined, part)) - program.startedAt;
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

/** The sign-in screen, which comes once the station can be used. */
const signIn = '[data-session="signed-out"]';

interface Starts {
  /** Medians. */
  readonly emptyMs: number;
  readonly readyMs: number;
  readonly storeHostMb: number | null;
}

/** In turn, so that whatever else the machine does meets both alike. */
const compareStarts = async (station: PreparedStation, emptyHome: string, tries: number): Promise<Starts> => {
  const home = newHome();
  const empty: number[] = [];
  const ready: number[] = [];
  const storeHosts: (number | null)[] = [];
  const weighStoreHost = (program: Program): void => {
    const pid = storeHostOf(program);
    if (pid !== null) storeHosts.push(pssOf(pid));
  };
  const startEmpty = (): Promise<number> => timeStart(() => startEmptyWindow(emptyHome), 'body');
  const start = (): Promise<number> => timeStart(() => startStation(station.base, home), signIn, weighStoreHost);
  for (let each = 0; each < tries; each += 1) {
    empty.push(await startEmpty());
    ready.push(await start());
  }
  // The first start of each made its profile.
  const settled = (times: readonly number[]): number => percentile(times.slice(tries > 1 ? 1 : 0), 0.5);
  return {
    emptyMs: settled(empty),
    readyMs: settled(ready),
    storeHostMb: storeHosts.reduce((most, mb) => (most === null || mb === null ? null : Math.max(most, mb)), 0),
  };
};

/** From the making of the process to the painted sign-in screen, for records of several sizes, against an empty window. */
export const startPart: Part = async ({ quick, folder }, emit) => {
  const emptyHome = newHome();
  for (const events of quick ? [3000] : [0, 100_000, 1_000_000]) {
    const label = `${count.format(events)} events`;
    const station = await prepareStation(folder, events);
    equipStation(station, []);
    const { emptyMs, readyMs, storeHostMb } = await compareStarts(station, emptyHome, quick ? 1 : 8);
    emit(row(`start to ready, ${label}`, readyMs, 'ms', { baseline: emptyMs, aim: { of: 'ratio', atMost: 2 } }));
    const aim = events === 1_000_000 ? { aim: { of: 'value', atMost: 600 } as const } : {};
    emitMemory(`store host memory in the app, ${label}`, storeHostMb, emit, aim);
  }
};
