// The compiled code of the built app (electron/code-cache.ts): whoever starts it from the sources lets it write what is
// missing; for a package it is started once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { homeEnvironment, ownedFolder } from './ordinary-user.mjs';
import { projectFolder, say } from './process.mjs';

const cacheOf = (appFolder) => join(appFolder, 'out', 'main', 'code-cache');

/** Of what every start waits for. */
const isComplete = (appFolder) =>
  ['main', 'store-host'].every((entry) => existsSync(join(cacheOf(appFolder), `${entry}-${process.arch}.bin`)));

/** @returns what the app's environment needs so that its next start writes the code that is not there yet */
export function offerCodeCache(appFolder) {
  if (!existsSync(join(appFolder, 'out', 'main'))) return {};
  ownedFolder(cacheOf(appFolder));
  return { PACKWRIGHT_WRITE_CODE_CACHE: '1' };
}

const limitMs = 30_000;

async function runUntilWritten({ command, appFolder, env }, home) {
  const args = [appFolder, '--demo', '--no-bench', '--data-dir', ownedFolder(join(home, 'data'))];
  const app = spawn(command, args, {
    env: { ...process.env, ...env, ...homeEnvironment(home) },
    stdio: 'ignore',
  });
  const end = Promise.race([once(app, 'exit'), once(app, 'error')]);
  const stillRuns = () => app.exitCode === null && app.signalCode === null && app.pid !== undefined;
  for (const until = Date.now() + limitMs; !isComplete(appFolder) && stillRuns() && Date.now() < until;)
    await sleep(100);
  app.kill();
  await end;
}

/**
 * Has the code that a start compiles put into out/, by one start. A package without it works as well and starts slower.
 * @param {Awaited<ReturnType<typeof import('../setup.mjs').openStage>>} stage
 */
export async function makeCodeCache(stage) {
  const home = mkdtempSync(join(tmpdir(), 'packwright-code-'));
  try {
    ownedFolder(home);
    if (!isComplete(stage.appFolder)) await runUntilWritten(stage, home);
    if (!isComplete(stage.appFolder)) return say('The app’s code could not be compiled ahead: it will start slower.');
    if (stage.appFolder !== projectFolder)
      cpSync(cacheOf(stage.appFolder), cacheOf(projectFolder), { recursive: true });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
