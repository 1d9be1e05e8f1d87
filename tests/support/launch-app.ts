import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { appStart, folderForApp, temporaryFolder } from './app-environment';

export interface LaunchOptions {
  /** The station's data; a new empty folder by default. Give the folder of an earlier launch to start again on it. */
  readonly dataDir?: string;
  /** Added to `--data-dir DIR`; simulated devices and demo data by default. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Time until the first window has loaded. */
  readonly timeoutMs?: number;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** The first window, its page loaded. */
  readonly page: Page;
  readonly dataDir: string;
  /** Everything that the app wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** Asks the app to quit and waits for it; removes the data folder unless it came from outside or `keepData`. */
  readonly close: (options?: { readonly keepData?: boolean }) => Promise<void>;
  /** Ends all of the app's processes at once, as a power cut would; the data stay. */
  readonly kill: () => Promise<void>;
}

/** Resolves when the process group's leader is gone. */
const gone = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => {
    const child = app.process();
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/**
 * Starts the built app in the real runtime with Chromium's sandbox on, as an ordinary user with a home of its own (root
 * drops to one). Every launch has its own data folder, so tests don't meet.
 */
export const launchApp = async (options: LaunchOptions = {}): Promise<LaunchedApp> => {
  const home = temporaryFolder('test');
  const dataDir = options.dataDir ?? folderForApp(join(home, 'data'));
  const { executable, appFolder, env } = appStart(home);
  const app = await _electron.launch({
    executablePath: executable,
    args: [appFolder, '--data-dir', dataDir, ...(options.args ?? ['--demo'])],
    cwd: appFolder,
    env: { ...env, ...options.env },
    chromiumSandbox: true,
    timeout: options.timeoutMs ?? 60_000,
  });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
  };
  app.process().stdout?.on('data', collect);
  app.process().stderr?.on('data', collect);
  const removeHome = (): void => {
    if (options.dataDir === undefined) rmSync(home, { recursive: true, force: true });
  };
  try {
    const page = await app.firstWindow({ timeout: options.timeoutMs ?? 60_000 });
    await page.waitForLoadState('load');
    return {
      app,
      page,
      dataDir,
      output: () => text,
      close: async ({ keepData = false } = {}) => {
        await app.close();
        if (!keepData) removeHome();
      },
      kill: async () => {
        const { pid } = app.process();
        const exited = gone(app);
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
        await exited;
      },
    };
  } catch (error) {
    await app.close().catch(() => undefined);
    removeHome();
    throw new Error(`The app did not start. It wrote:\n${text}`, { cause: error });
  }
};
