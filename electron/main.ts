import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, powerMonitor, session } from 'electron';
import { readArguments } from './app/arguments';
import { forkStore } from './app/forks';
import { lockAllContents, lockSession } from './app/security';
import { pageOrigin, registerPageScheme, servePages } from './app/pages';
import { readRuntime } from './app/runtime';
import type { Begun } from './app/start-app';
import type * as StartApp from './app/start-app';
import { createWindows } from './app/windows';
import { deferred } from './devices/waiting';
import { forkAhead } from './fork-ahead';
import type { Router } from './ipc/router';
import { serve } from './ipc/serve';

/** An exception in main would otherwise open a dialog and hang whatever waits. */
process.on('uncaughtException', (error) => {
  console.error('uncaught', error);
  app.exit(1);
});
process.on('unhandledRejection', (error) => console.error('unhandled', error));

const args = readArguments(process.argv.slice(1));

/** Before the screens and their languages are there. */
const startFailure = (code: string, dataDir: string): string => {
  if (code === 'already-running') return 'Packwright is already running on this folder.';
  if (code === 'demo-record-in-live')
    return `${dataDir} holds demo data, and live data never mix with them. Start with --demo, or choose another folder with --data-dir.`;
  return `Packwright could not start: ${code}`;
};

/** Window and store host take as long to come up as the rest of the program takes to be read: both at once. */
const begin = (dataDir: string): Begun & { readonly filesServed: () => Promise<void> } => {
  const forkStoreAgain = forkAhead(() => forkStore(dataDir));
  lockSession(session.defaultSession);
  const filesServed = servePages(session.defaultSession, {
    pages: join(__dirname, '../renderer'),
    fonts: join(app.getAppPath(), 'resources', 'fonts'),
  });
  const windows = createWindows();
  const router = deferred<Router>();
  serve(router.promise, pageOrigin, windows.isOurs);
  const opening = windows.open('index.html', 1366, 768, 'Packwright');
  return { windows, opening, forkStore: forkStoreAgain, route: router.resolve, filesServed };
};

/** The rest of the program, piece by piece: between two of them the window gets its files. */
const readProgram = async (filesServed: () => Promise<void>): Promise<typeof StartApp> => {
  const pieces = [
    () => import('./config/station-file'),
    () => import('../shared/contract'),
    () => import('./devices/device-service'),
    () => import('./station/station'),
  ];
  for (const read of pieces) {
    await read();
    await filesServed();
  }
  return import('./app/start-app');
};

const main = async (): Promise<void> => {
  const base = resolve(args.dataDir ?? join(app.getPath('userData'), 'data'));
  const runtime = readRuntime();
  const demo = args.demo || !runtime.mayOpenLive;
  const dataDir = demo ? join(base, 'demo') : join(base, 'live');
  mkdirSync(dataDir, { recursive: true });
  app.setPath('userData', join(dataDir, 'browser'));
  if (!app.requestSingleInstanceLock()) {
    console.error('Packwright is already running on this folder.');
    app.exit(2);
    return;
  }
  await app.whenReady();
  const begun = begin(dataDir);
  const { startApp } = await readProgram(begun.filesServed);
  const running = await startApp(
    {
      dataDir,
      demo,
      bench: demo && !args.noBench,
      developmentRuntime: runtime.development,
      tour: args.tour,
      quitAfterTour: args.quitAfterTour,
    },
    begun,
  );
  if (!running.ok) {
    dialog.showErrorBox('Packwright', startFailure(running.failure.code, dataDir));
    app.exit(2);
    return;
  }
  powerMonitor.on('suspend', () => void running.value.devices.pause());
  powerMonitor.on('resume', () => running.value.devices.resume());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void running.value.stop().finally(() => app.quit());
  });
};

const argv = process.argv.slice(1);
if (argv.includes('--cli'))
  void import('./app/command-line').then(({ runCommandLine }) => app.exit(runCommandLine(argv)));
else {
  registerPageScheme();
  lockAllContents();
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('window-all-closed', () => app.quit());
  main().catch((error: unknown) => {
    console.error('start failed', error);
    app.exit(1);
  });
}
