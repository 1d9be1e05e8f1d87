// The app never runs as root: Chromium's sandbox would be off. Root's start and test run it as an ordinary user with a
// home of its own.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findProgram, isRoot, projectFolder, say, ToolError } from './process.mjs';

/** Debian's `nobody`: exists everywhere and owns nothing. */
export const ordinaryUserId = 65534;
const rootsFolder = '/var/lib/packwright';
export const noNamespaces = 'This system allows no user namespaces, which the sandbox around the windows needs.';

/** Program that becomes the ordinary user and then the runtime in PACKWRIGHT_RUNTIME. */
export const ordinaryUserProgram = join(projectFolder, 'tools', 'as-ordinary-user.sh');

const changeUser = ['--reuid', String(ordinaryUserId), '--regid', String(ordinaryUserId), '--clear-groups'];

/** Runs a short command as the ordinary user; true when it answered 0. */
const asOrdinaryUser = (...command) =>
  spawnSync(findProgram('setpriv') ?? 'setpriv', [...changeUser, '--', ...command]).status === 0;

/** A folder of the ordinary user's own. */
export function ownedFolder(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(path, ordinaryUserId, ordinaryUserId);
  return path;
}

/** Home and XDG folders below `home`, made and given to the user who runs the app. */
export function homeEnvironment(home) {
  const folders = {
    HOME: '',
    XDG_CONFIG_HOME: '.config',
    XDG_CACHE_HOME: '.cache',
    XDG_DATA_HOME: '.local',
    XDG_RUNTIME_DIR: '.run',
  };
  return Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, ownedFolder(join(home, folder))]));
}

/** Where the app of a root user lives; it stays between starts. */
export function rootsHome() {
  mkdirSync(rootsFolder, { recursive: true, mode: 0o755 });
  return join(rootsFolder, 'home');
}

/** Folders in the lock file's order that the built app needs at run time. */
function productionPackages() {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && entry.dev !== true && existsSync(join(projectFolder, path)))
    .map(([path]) => path);
}

const canRun = (executable) => asOrdinaryUser('test', '-x', executable);
const stageFolder = join(rootsFolder, 'stage');

/** Copies what may have changed since the last time; `mark` tells. */
function copyToStage(from, name, mark) {
  const to = join(stageFolder, name);
  const stamp = `${to}.from`;
  if (mark !== undefined && existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return to;
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', stageFolder]);
  if (mark !== undefined) writeFileSync(stamp, mark);
  return to;
}

/** The executable of an unpacked package, where the ordinary user can start it. */
export function reachablePackage(executable) {
  const inPlace = !isRoot || canRun(executable);
  const folder = inPlace ? dirname(executable) : copyToStage(dirname(executable), 'package');
  const remedy = sandboxRemedy(folder);
  if (remedy !== null) throw new ToolError(`${noNamespaces} Run this, then try again:\n  ${remedy}`);
  return join(folder, basename(executable));
}

/**
 * Root's clone may lie where nobody else may look (/root). Then the runtime and the built app are copied to where the
 * ordinary user can read them.
 * @param {{ executable: string, folder: string, version: string }} runtime
 * @returns {{ executable: string, appFolder: string }}
 */
export function reachableByOrdinaryUser(runtime) {
  if (!isRoot || (canRun(runtime.executable) && asOrdinaryUser('test', '-r', join(projectFolder, 'package.json'))))
    return { executable: runtime.executable, appFolder: projectFolder };
  say(`Other users can't read ${projectFolder}: copying the built app to ${stageFolder}.`);
  const runtimeFolder = copyToStage(runtime.folder, 'runtime', `${runtime.folder} ${runtime.version}`);
  rmSync(join(stageFolder, 'app'), { recursive: true, force: true });
  for (const part of ['package.json', 'out', 'resources', ...productionPackages()])
    if (existsSync(join(projectFolder, part)))
      cpSync(join(projectFolder, part), join(stageFolder, 'app', part), { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', stageFolder]);
  return { executable: join(runtimeFolder, basename(runtime.executable)), appFolder: join(stageFolder, 'app') };
}

/**
 * Chromium's sandbox needs user namespaces, or its helper program owned by root with the set-user-id bit.
 * @param {string} folder of a runtime or an unpacked package
 * @returns {string | null} the command that an ordinary user must run first; null when the sandbox is ready
 */
export function sandboxRemedy(folder) {
  if (process.platform !== 'linux') return null;
  const helper = join(folder, 'chrome-sandbox');
  const probe = ['unshare', '--user', '--map-root-user', 'true'];
  const works = isRoot ? asOrdinaryUser(...probe) : spawnSync(probe[0], probe.slice(1)).status === 0;
  const helperIsReady = () => statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0;
  if (works || (existsSync(helper) && helperIsReady())) return null;
  if (!isRoot || !existsSync(helper)) return `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
  return null;
}
