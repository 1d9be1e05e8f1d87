import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog, powerMonitor, session } from 'electron';
import { readArguments } from './app/arguments';
import { runCommandLine } from './app/command-line';
import { lockAllContents, lockSession } from './app/security';
import { registerPageScheme, servePages } from './app/pages';
import { startApp } from './app/start-app';

/** An exception in main would otherwise open a dialog and hang whatever waits. */
process.on('uncaughtException', (error) => {
  console.error('uncaught', error);
  app.exit(1);
});
process.on('unhandledRejection', (error) => console.error('unhandled', error));

const args = readArguments(process.argv.slice(1));

const main = async (): Promise<void> => {
  const base = resolve(args.dataDir ?? join(app.getPath('userData'), 'data'));
  // The development runtime is no product: it never opens real data.
  const developmentRuntime = process.env['PACKWRIGHT_DEVELOPMENT_RUNTIME'] === '1' || isMarkedDevelopment();
  const demo = args.demo || developmentRuntime;
  const dataDir = demo ? join(base, 'demo') : join(base, 'live');
  mkdirSync(dataDir, { recursive: true });
  app.setPath('userData', join(dataDir, 'browser'));
  if (!app.requestSingleInstanceLock()) {
    console.error('Packwright is already running on this folder.');
    app.exit(2);
    return;
  }
  await app.whenReady();
  lockSession(session.defaultSession);
  servePages(session.defaultSession, join(__dirname, '../renderer'));
  const running = await startApp({
    dataDir,
    demo,
    bench: demo && !args.noBench,
    developmentRuntime,
    tour: args.tour,
    quitAfterTour: args.quitAfterTour,
  });
  if (!running.ok) {
    dialog.showErrorBox(
      'Packwright',
      running.failure.code === 'already-running'
        ? 'Packwright is already running on this folder.'
        : `Packwright could not start: ${running.failure.code}`,
    );
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

const isMarkedDevelopment = (): boolean => {
  try {
    const described = require(join(app.getAppPath(), 'package.json')) as { readonly developmentRuntime?: boolean };
    return described.developmentRuntime === true;
  } catch {
    return false;
  }
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
