import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { appStart, folderForApp, temporaryFolder } from '../support/app-environment';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { commandLineOf } from '../support/processes';

const executable =
  process.env['PACKWRIGHT_PACKAGE'] ?? join(__dirname, '../../dist/for-test/linux-unpacked/packwright');
const resources = join(dirname(executable), 'resources');

interface Started {
  readonly page: Page;
  readonly data: string;
  /** Resolves when the package has ended by itself. */
  readonly ended: Promise<void>;
}

/** Processes of the package on this data folder, those that a relaunch has made among them. */
const processesOn = (data: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && commandLineOf(pid).includes(data));

/** The station's window, whatever else the package has opened. */
const stationPage = async (browser: Browser): Promise<Page> => {
  const pages = (): Page[] =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url().startsWith('app://') && !page.url().includes('bench.html'));
  await expect.poll(() => pages().length, { timeout: 60_000 }).toBe(1);
  const [page] = pages();
  if (page === undefined) throw new Error('The package shows no page.');
  return page;
};

const joined = async (address: string): Promise<Page> =>
  stationPage(await chromium.connectOverCDP(address, { noDefaults: true }));

/** The inspect fuse is closed, so Playwright can't start the package: we do, and it joins over the page's protocol. */
const withPackage = async (args: readonly string[], use: (started: Started) => Promise<void>): Promise<void> => {
  const home = temporaryFolder('package');
  const { executable: command, env } = appStart(home, executable);
  const { PACKWRIGHT_DEVELOPMENT_RUNTIME: _mark, PACKWRIGHT_WRITE_CODE_CACHE: _write, ...ofPackage } = env;
  const data = folderForApp(join(home, 'data'));
  const child = spawn(command, ['--remote-debugging-port=0', '--data-dir', data, ...args], { env: ofPackage });
  const exited = once(child, 'exit');
  let text = '';
  const address = new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The package ended. It wrote:\n${text}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  try {
    await use({ page: await joined(await address), data, ended: exited.then(() => undefined) });
    expect(text).not.toContain('compiled code refused');
  } finally {
    for (const pid of processesOn(data)) endProcess(pid);
    await exited;
    await expect.poll(() => processesOn(data)).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  }
};

const endProcess = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
};

const session = (page: Page, state: string): Promise<void> =>
  expect(page.locator('.shell')).toHaveAttribute('data-session', state);

const shoot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PACKWRIGHT_SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
};

test('the unpacked package opens live and empty; the first person of IT is made, signs out, and in again by PIN', async () => {
  await withPackage([], async ({ page, data }) => {
    await expect(page).toHaveTitle(/Packwright/);
    expect(await page.evaluate(() => location.origin)).toBe('app://packwright');
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'packwright'))).toBe('object');
    await session(page, 'first-person');
    await expect(page.locator('.chip.need')).toHaveCount(0);
    await expect(page.locator('.device')).toHaveCount(0);
    await shoot(page, 'package-first-start');
    const [name, pin, again] = [
      'input:not([type="password"])',
      'input[type="password"] >> nth=0',
      'input[type="password"] >> nth=1',
    ];
    await page.locator(name).first().fill('Ida Admin');
    await page.locator(pin).fill('58203');
    await page.locator(again).fill('58203');
    await page.locator('button[type="submit"]').click();
    await session(page, 'signed-in');
    await expect(page.locator('.who')).toContainText('Ida Admin');
    await shoot(page, 'package-first-person');
    await page.locator('.who [data-sign-out]').click();
    await session(page, 'signed-out');
    await page.locator('.person', { hasText: 'Ida Admin' }).click();
    for (const digit of '58203') await page.keyboard.press(digit);
    await page.keyboard.press('Enter');
    await session(page, 'signed-in');
    expect(readdirSync(data)).toEqual(['live']);
    expect(verifyFolder(nodeFilePort, join(data, 'live'), null)).toMatchObject({ ok: true });
  });
});

test('its first screen starts the demo data with simulated devices, beside the live data', async () => {
  await withPackage([], async ({ page, data, ended }) => {
    await session(page, 'first-person');
    await page.locator('[data-try-demo]').click();
    await ended;
    const port = join(data, 'demo', 'browser', 'DevToolsActivePort');
    await expect.poll(() => existsSync(port), { timeout: 60_000 }).toBe(true);
    const demo = await joined(`http://127.0.0.1:${readFileSync(port, 'utf8').split('\n', 1)[0]}`);
    await session(demo, 'signed-out');
    await expect(demo.locator('.person')).not.toHaveCount(0);
    await expect(demo.locator('.chip.need')).toBeVisible();
    await expect(demo.locator('.device[data-state="ready"]')).toHaveCount(4);
    await shoot(demo, 'package-demo');
    expect(readdirSync(data).toSorted()).toEqual(['demo', 'live']);
  });
});

test('its fuses are closed', async () => {
  const wire = await getCurrentFuseWire(executable);
  const open = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
  expect(open(FuseV1Options.RunAsNode)).toBe(false);
  expect(open(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(open(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
  expect(open(FuseV1Options.EnableCookieEncryption)).toBe(true);
  expect(open(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  expect(open(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
});

test('it holds what it needs and nothing else', () => {
  const files = listPackage(join(resources, 'app.asar'), { isPack: false });
  expect(files).toContain('/out/main/main.js');
  expect(files).toContain('/out/preload/preload.js');
  for (const entry of ['main', 'store-host'])
    expect(files).toContain(`/out/main/code-cache/${entry}-${process.arch}.bin`);
  expect(files).toContain('/node_modules/sql.js/dist/sql-wasm.wasm');
  expect(files).toContain('/node_modules/harfbuzzjs/dist/harfbuzz.wasm');
  expect(files).not.toContain('/node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm');
  expect(files).toContain('/resources/fonts/NotoSans-Regular.ttf');
  expect(files).toContain('/resources/fonts/OFL.txt');
  expect(
    files.filter((file) => /\.tsx?$|\.map$|\/tests?\/|prebuilds\/(HID-|HID_hidraw-)?(darwin|win32|android)/.test(file)),
  ).toEqual([]);
  const native = files.filter((file) => file.endsWith('.node'));
  expect(native.length).toBeGreaterThan(0);
  expect(native.filter((file) => !file.includes(`${process.platform}-${process.arch}`))).toEqual([]);
  const beside = join(dirname(executable), 'THIRD-PARTY-LICENSES.txt');
  const notices = readFileSync(beside, 'utf8');
  for (const name of ['react', 'zod', 'sql.js', 'serialport', '@fontsource-variable/inter'])
    expect(notices).toContain(`\n${name} `);
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'LICENSE.packwright.txt'])
    expect(existsSync(join(dirname(executable), name)), name).toBe(true);
  expect(existsSync(join(resources, '60-packwright.rules'))).toBe(true);
  // Only a real file can be loaded as a library.
  for (const file of native) expect(existsSync(join(resources, 'app.asar.unpacked', file))).toBe(true);
});
