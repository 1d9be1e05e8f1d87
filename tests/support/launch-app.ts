import { join } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { appStart, folderForApp, temporaryFolder } from './app-environment';

export interface LaunchOptions {
  /** The station's data; a new empty folder by default. Give the folder of an earlier launch to start again on it. */
  readonly dataDir?: string;
  /** Added to `--data-dir DIR`; by default `['--demo']`: demo data and simulated devices. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Hang limit until the station's window has loaded. */
  readonly timeoutMs?: number;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** The station's window (not the virtual bench), its page loaded. */
  readonly page: Page;
  readonly dataDir: string;
  /** Everything that the app wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** The virtual bench's window, waited for. */
  readonly benchPage: () => Promise<Page>;
  /** Asks the app to quit and waits until it has. The data stay until the test process ends. */
  readonly close: () => Promise<void>;
  /** Ends all of the app's processes at once, as a power cut would. The data stay until the test process ends. */
  readonly kill: () => Promise<void>;
}

const hangLimitMs = 60_000;
const isBench = (page: Page): boolean => page.url().includes('/bench.html');
const isStation = (page: Page): boolean => page.url().startsWith('app://') && !isBench(page);

/** The first window that fits, its page loaded. */
const windowOf = async (app: ElectronApplication, fits: (page: Page) => boolean, timeout: number): Promise<Page> => {
  await expect.poll(() => app.windows().some(fits), { timeout }).toBe(true);
  const page = app.windows().find(fits);
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
    const page = await windowOf(app, isStation, timeout);
    return {
      app,
      page,
      dataDir,
      output: () => text,
      benchPage: () => windowOf(app, isBench, timeout),
      close: () => app.close(),
      kill: () => killAll(app),
    };
  } catch (error) {
    await killAll(app).catch(() => undefined);
    throw new Error(`The app did not start. It wrote:\n${text}`, { cause: error });
  }
};
