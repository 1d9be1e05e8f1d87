import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { appStart, folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { monotonic, until, wait } from './clock';

/** A started Electron program with one page that we look at. */
export interface Program {
  readonly pid: number;
  /** Just before the process was made. */
  readonly startedAt: number;
  /** Resolves once its page is there, without a look into it. */
  pageThere(): Promise<void>;
  /** Its page, over the debugging protocol. Whoever measures a start or an idle program joins late and leaves early. */
  join(): Promise<Joined>;
  output(): string;
  stop(): Promise<void>;
}

export interface Joined {
  readonly page: Page;
  /** Turns the page's `performance.now()` into our clock. */
  readonly toMonotonic: (pageMs: number) => number;
  leave(): Promise<void>;
}

/** `NavigationStart` of the page is on the monotonic clock, in seconds. */
const readOrigin = async (session: CDPSession): Promise<number> => {
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const start = metrics.find(({ name }) => name === 'NavigationStart')?.value;
  if (start === undefined || start === 0) throw new Error('the page does not say when it began');
  await session.detach();
  return start * 1000;
};

const mostClockErrorMs = 2;

/** The page's clock as ours, checked: what it says now lies between the moments before and after we asked. */
const clockOf = async (page: Page): Promise<(pageMs: number) => number> => {
  const origin = await readOrigin(await page.context().newCDPSession(page));
  const before = monotonic();
  const now = origin + (await page.evaluate(() => performance.now()));
  if (now < before - mostClockErrorMs || now > monotonic() + mostClockErrorMs)
    throw new Error(`the window's clock is not ours: ${now} is not in ${before}–${monotonic()}`);
  return (pageMs) => origin + pageMs;
};

/** As the program's own list of what can be debugged says, which costs it next to nothing. */
const isListed = async (address: string, isWanted: (url: string) => boolean): Promise<true | null> => {
  await wait(50);
  const answer = await fetch(`http://${new URL(address).host}/json/list`);
  const targets = (await answer.json()) as readonly { readonly type: string; readonly url: string }[];
  return targets.some(({ type, url }) => type === 'page' && isWanted(url)) ? true : null;
};

const joinProgram = async (address: string, isWanted: (url: string) => boolean): Promise<Joined> => {
  const browser: Browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
  const page = await until('the window', () => pages().find((each) => isWanted(each.url())) ?? null);
  return { page, toMonotonic: await clockOf(page), leave: () => browser.close() };
};

/** Process groups that live; the kernel does not end them with us. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const pid of groups) process.kill(-pid, 'SIGKILL');
});

const politeMs = 10_000;

/** Asks it to quit, as a session that ends does; the next start must not find the traces of a crash. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const { pid } = child;
  // It leads a process group of its own, hosts and renderers included.
  const limit = setTimeout(() => process.kill(-pid, 'SIGKILL'), politeMs);
  await exited;
  clearTimeout(limit);
};

/** A start that reads a million events anew takes long. */
const startLimitMs = 180_000;

interface Wanted {
  readonly folder: string;
  readonly args: readonly string[];
  readonly home: string;
  readonly isPage: (url: string) => boolean;
}

const startProgram = async ({ folder, args, home, isPage }: Wanted): Promise<Program> => {
  const { executable, env } = appStart(home);
  const startedAt = monotonic();
  const child = spawn(executable, ['--remote-debugging-port=0', folder, ...args], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw (await once(child, 'error'))[0];
  groups.add(pid);
  child.once('exit', () => groups.delete(pid));
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const address = await until('the debugging address', () => {
    if (child.exitCode !== null) throw new Error(`it ended at once and wrote:\n${text}`);
    return /DevTools listening on (ws:\S+)/.exec(text)?.[1] ?? null;
  });
  return {
    pid,
    startedAt,
    pageThere: async () => void (await until('the window', () => isListed(address, isPage), startLimitMs)),
    join: () => joinProgram(address, isPage),
    output: () => text,
    stop: () => end(child),
  };
};

/** Folders and caches of one program, which stay between its starts. */
export const newHome = (): string => temporaryFolder('bench');

/** The station on a data folder of demo data, with the devices of its `station.yaml` alone. */
export const startStation = (base: string, home: string): Promise<Program> =>
  startProgram({
    folder: process.env['PACKWRIGHT_APP_FOLDER'] ?? '',
    args: ['--data-dir', base, '--demo', '--no-bench'],
    home,
    isPage: (url) => url.startsWith('app://') && !url.includes('bench.html'),
  });

/** An Electron app that only shows a window. */
export const startEmptyWindow = (home: string): Promise<Program> => {
  const folder = join(home, 'empty-window');
  // The ordinary user may not be able to read our own folder.
  if (!existsSync(folder)) {
    cpSync(join(process.cwd(), 'tests', 'bench', 'empty-window'), folder, { recursive: true });
    giveToApp(folder);
  }
  const profile = folderForApp(join(home, 'profile'));
  return startProgram({
    folder,
    args: [`--user-data-dir=${profile}`],
    home,
    isPage: (url) => url.startsWith('file://'),
  });
};

/** An Electron app that reads RFID readers; it speaks on its output. */
export const startReaderWindow = (folder: string, home: string): Promise<Program> =>
  startProgram({
    folder,
    args: [`--user-data-dir=${folderForApp(join(home, 'profile'))}`],
    home,
    isPage: (url) => url.startsWith('file://'),
  });
