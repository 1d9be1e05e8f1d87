import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { appStart, folderForApp, temporaryFolder } from '../support/app-environment';
import { processTree } from '../support/processes';

const executable =
  process.env['PACKWRIGHT_PACKAGE'] ?? join(__dirname, '../../dist/for-test/linux-unpacked/packwright');
const resources = join(dirname(executable), 'resources');

/** The inspect fuse is closed, so Playwright can't start the package: we do, and it joins over the page's protocol. */
const startPackage = (home: string, args: readonly string[]): { child: ChildProcess; address: Promise<string> } => {
  const { executable: command, env } = appStart(home, executable);
  const data = folderForApp(join(home, 'data'));
  const child = spawn(command, ['--remote-debugging-port=0', '--data-dir', data, ...args], { env, detached: true });
  let text = '';
  const address = new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The package ended. It wrote:\n${text}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { child, address };
};

const firstPage = async (browser: Browser): Promise<Page> => {
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
  await expect
    .poll(() => pages().map((page) => page.url()), { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/^app:\/\//));
  const page = pages().find((candidate) => candidate.url().startsWith('app://'));
  if (page === undefined) throw new Error('The package shows no page.');
  return page;
};

test('the unpacked package starts and shows its window', async () => {
  const home = temporaryFolder('package');
  const { child, address } = startPackage(home, ['--demo']);
  const exited = once(child, 'exit');
  try {
    const browser = await chromium.connectOverCDP(await address, { noDefaults: true });
    const page = await firstPage(browser);
    await expect(page).toHaveTitle(/Packwright/);
    expect(await page.evaluate(() => location.origin)).toBe('app://packwright');
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'packwright'))).toBe('object');
    await expect(page.locator('#root')).not.toBeEmpty();
    await browser.close();
  } finally {
    if (child.pid !== undefined && processTree(child.pid).length > 0) process.kill(-child.pid, 'SIGKILL');
    await exited;
    rmSync(home, { recursive: true, force: true });
  }
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
  expect(files).toContain('/node_modules/sql.js/dist/sql-wasm.wasm');
  expect(
    files.filter((file) => /\.tsx?$|\.map$|\/tests?\/|prebuilds\/(HID-|HID_hidraw-)?(darwin|win32|android)/.test(file)),
  ).toEqual([]);
  const native = files.filter((file) => file.endsWith('.node'));
  expect(native.length).toBeGreaterThan(0);
  expect(native.filter((file) => !file.includes(`${process.platform}-${process.arch}`))).toEqual([]);
  // Only a real file can be loaded as a library.
  for (const file of native) expect(existsSync(join(resources, 'app.asar.unpacked', file))).toBe(true);
});
