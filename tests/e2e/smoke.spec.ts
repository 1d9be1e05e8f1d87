import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { appStart, folderForApp, ordinaryUser, temporaryFolder } from '../support/app-environment';
import { launchApp, type LaunchedApp } from '../support/launch-app';
import { commandLineOf, listeningAddresses, pidNamespaceOf, processTree, statusOf } from '../support/processes';

test.describe('a running window', () => {
  let launched: LaunchedApp;
  test.beforeAll(async () => {
    launched = await launchApp({ args: [] });
  });
  test.afterAll(() => launched.close());

  test('comes from our own origin, in a secure context', async () => {
    const { page } = launched;
    expect(await page.evaluate(() => location.origin)).toBe('app://packwright');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    await expect(page).toHaveTitle(/Packwright/);
  });

  test('comes up with the store host, before the rest of the program has started anything', async () => {
    const processes = () =>
      launched.app.evaluate(({ app }) =>
        app.getAppMetrics().map(({ type, name = '', creationTime }) => ({ type, name, creationTime })),
      );
    const isOurs = (name: string): boolean => name.startsWith('packwright ');
    await expect.poll(async () => (await processes()).filter(({ name }) => isOurs(name)).length).toBeGreaterThan(2);
    const all = await processes();
    const first = (some: readonly (typeof all)[number][]) => Math.min(...some.map(({ creationTime }) => creationTime));
    const window = first(all.filter(({ type }) => type === 'Tab'));
    const store = first(all.filter(({ name }) => name === 'packwright store-host'));
    const others = first(all.filter(({ name }) => isOurs(name) && name !== 'packwright store-host'));
    expect(Math.max(window, store)).toBeLessThan(others);
  });

  test('has no Node', async () => {
    const names = ['process', 'require', 'module', 'Buffer', 'global', '__dirname'];
    const found = await launched.page.evaluate((list) => list.filter((name) => name in globalThis), names);
    expect(found).toEqual([]);
  });

  test('has only the bridge of the preload', async () => {
    const members = await launched.page.evaluate(() => {
      const bridge = Reflect.get(globalThis, 'packwright') as object;
      return Object.keys(bridge);
    });
    expect(members.toSorted()).toEqual(['call', 'command', 'on', 'query']);
  });

  test('is refused a channel that it does not know', async () => {
    const refused = await launched.page.evaluate(() => {
      try {
        const bridge = Reflect.get(globalThis, 'packwright') as { on(channel: string, listener: () => void): void };
        bridge.on('no-such-channel', () => undefined);
        return 'accepted';
      } catch {
        return 'refused';
      }
    });
    expect(refused).toBe('refused');
  });

  test('has no devices of the browser', async () => {
    const names = ['serial', 'hid', 'usb', 'bluetooth'];
    const found = await launched.page.evaluate((list) => list.filter((name) => name in navigator), names);
    expect(found).toEqual([]);
  });

  test('is held by a content policy', async () => {
    const { page } = launched;
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    // Playwright's own evaluate is not held by the policy, so the page's own script tag has to try.
    const inline = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true;';
      document.head.append(script);
      script.remove();
      return 'inlineRan' in globalThis;
    });
    expect(inline).toBe(false);
  });

  test('can not compile text', async () => {
    const outcome = await launched.page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
          setTimeout(() => {
            try {
              // A timer with text is eval's twin, and runs in the page's own world.
              Reflect.apply(setTimeout, globalThis, ['globalThis.textRan = true', 0]);
            } catch {
              resolve('threw');
            }
            setTimeout(() => resolve('ran'), 2000);
          }, 0);
        }),
    );
    expect(['script-src', 'threw']).toContain(outcome);
    expect(await launched.page.evaluate(() => 'textRan' in globalThis)).toBe(false);
  });

  test('reads nothing outside its folder', async () => {
    const answers = await launched.page.evaluate(async () => {
      const status = async (url: string): Promise<number | string> =>
        fetch(url).then(
          (response) => response.status,
          () => 'failed',
        );
      return [
        await status('app://packwright/..%2f..%2fpackage.json'),
        await status('app://packwright/%2e%2e/main/main.js'),
        await status('app://elsewhere/index.html'),
        await status('file:///etc/passwd'),
      ];
    });
    for (const answer of answers) expect(answer).not.toBe(200);
  });

  test('opens no other window', async () => {
    const { app, page } = launched;
    const before = app.windows().length;
    expect(await page.evaluate(() => window.open('app://packwright/index.html'))).toBeNull();
    expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
    expect(app.windows()).toHaveLength(before);
  });

  test('stays on its own page', async () => {
    const { page } = launched;
    const reached: string[] = [];
    const server = createServer((socket) => {
      reached.push('connected');
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = page.url();
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
      location.assign(url);
    }, `http://127.0.0.1:${port}/`);
    const fetched = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'fetched',
          () => 'failed',
        ),
      `http://127.0.0.1:${port}/`,
    );
    expect(fetched).toBe('failed');
    expect(page.url()).toBe(start);
    expect(reached).toEqual([]);
    server.close();
  });

  test('gets no permission', async () => {
    const states = await launched.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'];
      return Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      );
    });
    for (const state of states) expect(state).not.toBe('granted');
  });

  test('has its preferences locked', async () => {
    const preferences = await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const get: unknown = Reflect.get(window.webContents, 'getLastWebPreferences');
        const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = (
          get as () => Record<string, unknown>
        ).call(window.webContents);
        return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
      }),
    );
    expect(preferences.length).toBeGreaterThan(0);
    for (const given of preferences) {
      expect(given).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
      expect(given['webviewTag'] ?? false).toBe(false);
      expect(given['webSecurity'] ?? true).toBe(true);
    }
  });
});

/** The app without the simulated devices, which stand for machines of their own and listen on loopback. */
const stationOf = (root: number): number[] =>
  processTree(root).filter((pid) => !commandLineOf(pid).startsWith('packwright simulator'));

test('runs as an ordinary user in the real sandbox, and listens on no TCP port', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const home = temporaryFolder('plain');
  const { executable, appFolder, env } = appStart(home);
  // Without Playwright, which opens debugging ports of its own.
  const child = spawn(executable, [appFolder, '--data-dir', folderForApp(join(home, 'data'))], {
    env,
    cwd: appFolder,
    detached: true,
    stdio: 'ignore',
  });
  const root = child.pid ?? 0;
  const exited = once(child, 'exit');
  const renderers = (): number[] => processTree(root).filter((pid) => commandLineOf(pid).includes('--type=renderer'));
  try {
    await expect.poll(() => renderers().length, { timeout: 60_000 }).toBeGreaterThan(0);
    const [renderer = 0] = renderers();
    // The renderer's filter is on once its page runs: by then main has done its start.
    await expect.poll(() => statusOf(renderer, 'Seccomp'), { timeout: 60_000 }).toBe('2');
    expect(statusOf(renderer, 'NoNewPrivs')).toBe('1');
    expect(pidNamespaceOf(renderer)).not.toBe(pidNamespaceOf(root));
    const tree = processTree(root);
    for (const pid of tree) expect(commandLineOf(pid)).not.toContain('--no-sandbox');
    const user = ordinaryUser() ?? process.getuid?.() ?? 0;
    expect(user).not.toBe(0);
    expect(statusOf(root, 'Uid').split('\t')).toEqual(Array.from({ length: 4 }, () => String(user)));
    const commandLines = (): string => processTree(root).map(commandLineOf).join('\n');
    await expect.poll(commandLines, { timeout: 60_000 }).toMatch(/packwright store-host[^]*packwright simulator/);
    // The hosts start after the window: watch for a while.
    for (let check = 0; check < 10; check += 1) {
      expect(listeningAddresses(stationOf(root))).toEqual([]);
      await wait(100);
    }
  } finally {
    process.kill(-root, 'SIGKILL');
    await exited;
    rmSync(home, { recursive: true, force: true });
  }
});

test('the check for listening ports sees one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(listeningAddresses([process.pid])).not.toEqual([]);
  server.close();
});
