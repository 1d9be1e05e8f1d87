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
import { dirname, join } from 'node:path';
import { findProgram, isRoot, projectFolder, say, ToolError } from './process.mjs';

/** Debian's `nobody`: exists everywhere and owns nothing. */
export const ordinaryUserId = 65534;
const rootsFolder = '/var/lib/packwright';

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

function copyOnce(from, to, mark) {
  const stamp = `${to}.from`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
  writeFileSync(stamp, mark);
}

/**
 * Root's clone may lie where nobody else may look (/root). Then the runtime and the built app are copied to where the
 * ordinary user can read them.
 * @param {{ executable: string, folder: string, version: string }} runtime
 * @returns {{ executable: string, appFolder: string }}
 */
export function reachableByOrdinaryUser(runtime) {
  const inPlace = { executable: runtime.executable, appFolder: projectFolder };
  if (!isRoot) return inPlace;
  if (
    asOrdinaryUser('test', '-x', runtime.executable) &&
    asOrdinaryUser('test', '-r', join(projectFolder, 'package.json'))
  )
    return inPlace;
  const stage = join(rootsFolder, 'stage');
  const appFolder = join(stage, 'app');
  say(`Other users can't read ${projectFolder}: copying the built app to ${stage}.`);
  copyOnce(runtime.folder, join(stage, 'runtime'), `${runtime.folder} ${runtime.version}`);
  rmSync(appFolder, { recursive: true, force: true });
  for (const part of ['package.json', 'out', 'resources', ...productionPackages()])
    if (existsSync(join(projectFolder, part)))
      cpSync(join(projectFolder, part), join(appFolder, part), { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', stage]);
  return { executable: join(stage, 'runtime', 'electron'), appFolder };
}

/** Chromium's sandbox needs user namespaces, or its helper program owned by root with the set-user-id bit. */
export function ensureSandbox(runtime) {
  if (process.platform !== 'linux' || process.env.PACKWRIGHT_SANDBOX_CHECKED === '1') return;
  const helper = join(runtime.folder, 'chrome-sandbox');
  const probe = ['unshare', '--user', '--map-root-user', 'true'];
  const works = isRoot ? asOrdinaryUser(...probe) : spawnSync(probe[0], probe.slice(1)).status === 0;
  const helperIsReady = existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0;
  if (works || helperIsReady) return;
  if (isRoot && existsSync(helper)) {
    chownSync(helper, 0, 0);
    chmodSync(helper, 0o4755);
    return;
  }
  throw new ToolError(
    'This system allows no user namespaces, which the sandbox around the windows needs. Run this once, then try again:\n' +
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
