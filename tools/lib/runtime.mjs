// Finds an Electron runtime, in this order: the folder in ELECTRON_OVERRIDE_DIST_PATH; the `electron` package's own
// download, already there; the cached fall-back; the package's download, now; the fall-back, now.
// PACKWRIGHT_RETRY_RUNTIME=1 tries the package's download again although a fall-back is cached.
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  fallbackFolder,
  fallbackIsCached,
  fallbackIsSupported,
  fallbackVersion,
  fetchFallbackRuntime,
} from './fallback-runtime.mjs';
import { projectFolder, run, say, ToolError } from './process.mjs';

const packageFolder = join(projectFolder, 'node_modules', 'electron');
const programInFolder =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
const downloadHost = 'github.com';
const probeTimeoutMs = 4000;

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} folder as electron-builder's `electronDist`
 * @property {string} version
 * @property {boolean} development true for the fall-back, which may not be packaged and opens demo data only
 */

function runtimeIn(folder, development = false) {
  const executable = join(folder, programInFolder);
  if (!existsSync(executable)) return null;
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { executable, folder, version, development };
}

const packageRuntime = () =>
  existsSync(join(packageFolder, 'path.txt')) ? runtimeIn(join(packageFolder, 'dist')) : null;
const cachedFallback = () => (fallbackIsCached() ? runtimeIn(fallbackFolder, true) : null);

/** True when a TCP connection to the download's host opens: a firewall that drops packets would cost minutes. */
function hostAnswers() {
  return new Promise((resolve) => {
    const socket = connect({ host: downloadHost, port: 443, timeout: probeTimeoutMs });
    const settle = (answers) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

async function downloadOwnRuntime() {
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  const reachable = process.env.ELECTRON_MIRROR !== undefined || proxy !== undefined || (await hostAnswers());
  if (!reachable) {
    say(`${downloadHost} can't be reached, where Electron's own runtime comes from.`);
    return null;
  }
  say("Fetching Electron's runtime…");
  const env = proxy === undefined ? process.env : { ...process.env, ELECTRON_GET_USE_PROXY: '1' };
  const { code, output } = await run(process.execPath, [join(packageFolder, 'install.js')], { env, quiet: true });
  if (code !== 0) say(`Electron's own download failed: ${output.split('\n', 1)[0]}`);
  return code === 0 ? packageRuntime() : null;
}

async function findOrFetch() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen !== undefined && chosen !== '') {
    const runtime = runtimeIn(chosen, chosen === fallbackFolder);
    if (runtime === null) throw new ToolError(`There is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${chosen}).`);
    return runtime;
  }
  const retry = process.env.PACKWRIGHT_RETRY_RUNTIME === '1';
  const present = packageRuntime() ?? (retry ? null : cachedFallback());
  const own = present ?? (await downloadOwnRuntime()) ?? cachedFallback();
  if (own !== null) return own;
  if (!fallbackIsSupported)
    throw new ToolError(
      `There is no Electron runtime for ${process.platform}-${process.arch} here. ` +
        'Give a mirror in ELECTRON_MIRROR, or the folder of an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  await fetchFallbackRuntime();
  return cachedFallback();
}

/** @returns {Promise<Runtime>} */
export async function ensureRuntime() {
  const runtime = await findOrFetch();
  if (runtime.development)
    say(
      `Using the development runtime, Electron ${fallbackVersion}: for demo data and tests only, never for a package.`,
    );
  return runtime;
}
