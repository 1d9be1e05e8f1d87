import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, chromium, expect, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { appStart, folderForApp, temporaryFolder } from './app-environment';
import { commandLineOf } from './processes';

export interface LaunchOptions {
  /** The station's data; a new empty folder by default. Give the folder of an earlier launch to start again on it. */
  readonly dataDir?: string;
  /** Added to `--data-dir DIR`; by default `['--demo']`: demo data and simulated devices. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Hang limit until the station's window has loaded. */
  readonly timeoutMs?: number;
}

/** The app, however it was started. */
export interface RunningApp {
  /** The station's window (not the virtual bench), its page loaded. */
  readonly page: Page;
  readonly dataDir: string;
  /** The virtual bench's window, waited for. */
  readonly benchPage: () => Promise<Page>;
}

export interface LaunchedApp extends RunningApp {
  readonly app: ElectronApplication;
  /** Everything that the app wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** Asks the app to quit and waits until it has. The data stay until the test process ends. */
  readonly close: () => Promise<void>;
  /** Ends all of the app's processes at once, as a power cut would. The data stay until the test process ends. */
  readonly kill: () => Promise<void>;
}

const hangLimitMs = 60_000;
const isBench = (page: Page): boolean => page.url().includes('/bench.html');
const isStation = (page: Page): boolean => page.url().startsWith('app://') && !isBench(page);

/** The first window that fits, its page loaded. */
const windowOf = async (windows: () => Page[], fits: (page: Page) => boolean, timeout: number): Promise<Page> => {
  await expect.poll(() => windows().some(fits), { timeout }).toBe(true);
  const page = windows().find(fits);
  if (page === undefined) throw new Error('The window has closed again.');
  await page.waitForLoadState('load');
  return page;
};

/** Resolves when the app's first process is gone. */
const gone = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => {
    const child = app.process();
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const killAll = async (app: ElectronApplication): Promise<void> => {
  const exited = gone(app);
  const { pid } = app.process();
  // The app leads a process group of its own, hosts and simulators included.
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  await exited;
};

/**
 * Starts the built app in the real runtime with Chromium's sandbox on, as an ordinary user with a home of its own (root
 * drops to one). Every launch has its own data folder unless one is given, so tests don't meet.
 */
export const launchApp = async (options: LaunchOptions = {}): Promise<LaunchedApp> => {
  const home = temporaryFolder('test');
  const timeout = options.timeoutMs ?? hangLimitMs;
  const dataDir = options.dataDir ?? folderForApp(join(home, 'data'));
  const { executable, appFolder, env } = appStart(home);
  const app = await _electron.launch({
    executablePath: executable,
    args: [appFolder, '--data-dir', dataDir, ...(options.args ?? ['--demo'])],
    cwd: appFolder,
    env: { ...env, ...options.env },
    chromiumSandbox: true,
    timeout,
  });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
  };
  app.process().stdout?.on('data', collect);
  app.process().stderr?.on('data', collect);
  try {
    const page = await windowOf(() => app.windows(), isStation, timeout);
    return {
      app,
      page,
      dataDir,
      output: () => text,
      benchPage: () => windowOf(() => app.windows(), isBench, timeout),
      close: () => app.close(),
      kill: () => killAll(app),
    };
  } catch (error) {
    await killAll(app).catch(() => undefined);
    throw new Error(`The app did not start. It wrote:\n${text}`, { cause: error });
  }
};

/** Processes on a data folder, those that a relaunch has made among them. */
const processesOn = (dataDir: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && commandLineOf(pid).includes(dataDir));

const endAll = async (dataDir: string): Promise<void> => {
  for (const pid of processesOn(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended in the meantime.
    }
  }
  await expect.poll(() => processesOn(dataDir)).toEqual([]);
};

/** An app that has started itself again, joined over the protocol of its pages. */
export interface RelaunchedApp extends RunningApp {
  /** Ends all of its processes at once. */
  readonly end: () => Promise<void>;
}

/**
 * Lets the app start itself again without Playwright's own switches, which would have it wait for Playwright for ever.
 * Answers how to join it once the app has ended by itself.
 */
export const expectRelaunch = async (launched: LaunchedApp, port: number): Promise<() => Promise<RelaunchedApp>> => {
  const { app, dataDir } = launched;
  const first = gone(app);
  await app.evaluate(({ app: electron }, listenOn) => {
    const relaunch = electron.relaunch.bind(electron);
    electron.relaunch = () => {
      const from = process.argv.indexOf('--data-dir') - 1;
      relaunch({ args: [`--remote-debugging-port=${listenOn}`, ...process.argv.slice(from)] });
    };
  }, port);
  return async () => {
    await first;
    const browser = await joined(`http://127.0.0.1:${port}`);
    const windows = (): Page[] => browser.contexts().flatMap((context) => context.pages());
    return {
      page: await windowOf(windows, isStation, hangLimitMs),
      dataDir,
      benchPage: () => windowOf(windows, isBench, hangLimitMs),
      end: () => endAll(dataDir),
    };
  };
};

const joined = async (address: string): Promise<Browser> => {
  let browser: Browser | null = null;
  await expect
    .poll(
      async () => {
        browser = await chromium.connectOverCDP(address, { noDefaults: true }).catch(() => null);
        return browser !== null;
      },
      { timeout: hangLimitMs },
    )
    .toBe(true);
  if (browser === null) throw new Error('The app did not come back.');
  return browser;
};
