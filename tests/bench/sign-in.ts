import { encodeBadge } from '../../shared/barcode/command-codes';
import { monotonic, until } from './clock';
import { takeShown, watchPage } from './page-watch';
import { percentile, row, type Part } from './rows';
import { openBench, type Bench } from './session';
import { benchBadge, benchPin, prepareStation } from './stations';

const signOut = async ({ joined: { page } }: Bench): Promise<void> => {
  await page.locator('[data-sign-out]').click();
  await page.locator('[data-session="signed-out"] .person').first().waitFor();
};

/** The frame in which the person is in. */
const shownIn = ({ joined }: Bench): Promise<number> =>
  until(
    'the sign-in to be shown',
    async () => (await takeShown(joined)).find(({ value }) => value === 'signed-in')?.paintedAt ?? null,
  );

const byBadge = async (bench: Bench): Promise<number> => {
  const [scanner] = bench.equipment.scanners;
  const badge = encodeBadge(benchBadge);
  if (scanner === undefined || !badge.ok) throw new Error('no scanner or badge');
  const before = scanner.tap.fromDevice.length;
  await scanner.device.send({ op: 'scan', data: badge.value, aim: 'C0' });
  const { at } = await until('the badge to leave the scanner', () => scanner.tap.fromDevice[before] ?? null);
  return (await shownIn(bench)) - at;
};

/** From the key that sends the PIN; its slow hash is in it. */
const byPin = async (bench: Bench): Promise<number> => {
  const { page } = bench.joined;
  await page.locator('.person').first().click();
  await page.keyboard.type(benchPin);
  const at = monotonic();
  await page.keyboard.press('Enter');
  return (await shownIn(bench)) - at;
};

const measure = async (bench: Bench, times: number, signIn: (bench: Bench) => Promise<number>): Promise<number[]> => {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await signOut(bench);
    await takeShown(bench.joined);
    measured.push(await signIn(bench));
  }
  return measured;
};

/** How long somebody waits for their station. */
export const signInPart: Part = async ({ quick, folder }, emit) => {
  const station = await prepareStation(folder, 0);
  const bench = await openBench(station, 1);
  try {
    await watchPage(bench.joined.page, '.shell', 'data-session');
    const count = quick ? 3 : 30;
    for (const [name, signIn] of [
      ['badge scan → signed in', byBadge],
      ['PIN sent → signed in', byPin],
    ] as const) {
      const times = await measure(bench, count, signIn);
      emit(row(`${name}, p50`, percentile(times, 0.5), 'ms'));
      emit(row(`${name}, slowest of ${count}`, Math.max(...times), 'ms', { aim: { of: 'value', atMost: 2000 } }));
    }
  } finally {
    await bench.stop();
  }
};
