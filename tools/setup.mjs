// Makes a fresh clone ready to run: npm packages, an Electron runtime, system libraries, a display, an ordinary user.
// Node built-ins only. `node tools/setup.mjs` does it and says what it found.
import { pathToFileURL } from 'node:url';
import { offerCodeCache } from './lib/code-cache.mjs';
import { displayKind, openDisplay } from './lib/display.mjs';
import { installPackages } from './lib/npm-packages.mjs';
import { ordinaryUserId, ordinaryUserProgram, reachableByOrdinaryUser, sandboxRemedy } from './lib/ordinary-user.mjs';
import { isRoot, runTool, say } from './lib/process.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/**
 * Installs what is missing.
 * @param {{ tests?: boolean, display?: boolean }} [needs] `tests`: programs that only the tests use, too;
 *   `display: false`: no virtual display will be wanted
 * @returns {Promise<import('./lib/runtime.mjs').Runtime>}
 */
export async function prepare({ tests = false, display = true } = {}) {
  await installPackages();
  const runtime = await ensureRuntime();
  const needs = { display: display ? displayKind() : 'real', tests };
  await ensureSystemPackages(runtime.executable, needs, sandboxRemedy(runtime.folder));
  return runtime;
}

/**
 * Opens the display and works out how to start the built app. Call it after the build.
 * @param {import('./lib/runtime.mjs').Runtime} runtime
 * @returns {Promise<{ command: string, appFolder: string, display: 'real' | 'virtual', env: Record<string, string>,
 *   close: () => void }>} start `command` with `appFolder` and arguments under `env` added to the environment
 */
export async function openStage(runtime) {
  const { executable, appFolder } = reachableByOrdinaryUser(runtime);
  const display = await openDisplay();
  const env = {
    ...display.env,
    PACKWRIGHT_RUNTIME: executable,
    PACKWRIGHT_RUNTIME_FOLDER: runtime.folder,
    PACKWRIGHT_RUNTIME_VERSION: runtime.version,
    PACKWRIGHT_APP_FOLDER: appFolder,
    ELECTRON_EXEC_PATH: executable,
    ...(runtime.development ? { PACKWRIGHT_DEVELOPMENT_RUNTIME: '1' } : {}),
    ...offerCodeCache(appFolder),
    ...(isRoot ? { PACKWRIGHT_ORDINARY_USER: String(ordinaryUserId) } : {}),
  };
  return {
    command: isRoot ? ordinaryUserProgram : executable,
    appFolder,
    display: display.kind,
    env,
    close: display.close,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  void runTool(async () => {
    const runtime = await prepare({ tests: process.argv.includes('--tests') });
    say(`Ready: Electron ${runtime.version} in ${runtime.folder}.`);
    return 0;
  });
