import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, powerMonitor, session } from 'electron';
import { readArguments } from './app/arguments';
import { runCommandLine } from './app/command-line';
import { lockAllContents, lockSession } from './app/security';
import { registerPageScheme, servePages } from './app/pages';
import { readRuntime } from './app/runtime';
import { startApp } from './app/start-app';
import { openStationFile } from './config/station-file';

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
  // Read while the runtime gets ready.
  const stationFile = openStationFile({ dataDir, example: { mode: demo ? 'demo' : 'live' } });
  await app.whenReady();
  lockSession(session.defaultSession);
  servePages(session.defaultSession, {
    pages: join(__dirname, '../renderer'),
    fonts: join(app.getAppPath(), 'resources', 'fonts'),
  });
  const running = await startApp({
    dataDir,
    stationFile,
    demo,
    bench: demo && !args.noBench,
    developmentRuntime: runtime.development,
    tour: args.tour,
    quitAfterTour: args.quitAfterTour,
  });
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

const status = runCommandLine(process.argv.slice(1));
if (status !== null) app.exit(status);
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
