// Finds system libraries and programs that are missing on Debian and its relatives, and installs or names them.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { noNamespaces } from './ordinary-user.mjs';
import { findProgram, isRoot, outputOf, run, say, ToolError } from './process.mjs';

/** Newer releases renamed some packages for 64-bit time; the first known name is taken. */
const libraries = {
  electron: [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['libasound2', 'libasound2t64'], ['libgbm1']],
  hardware: [['libusb-1.0-0'], ['libudev1', 'libudev1t64']],
};
const listsFolder = '/var/lib/apt/lists';
const listsMaximumAgeMs = 7 * 24 * 3600 * 1000;

/** What is missing, as groups of alternative package names. */
function findMissing(executable, { display, tests }) {
  const missing = [];
  const needsProgram = (program, names) => findProgram(program) === null && missing.push(names);
  const linked = outputOf('ldd', [executable]) ?? '';
  if (/not found/.test(linked)) missing.push(...libraries.electron);
  const known = outputOf('ldconfig', ['-p']) ?? outputOf('/sbin/ldconfig', ['-p']) ?? '';
  if (!/libusb-1\.0\.so\.0/.test(known)) missing.push(libraries.hardware[0]);
  if (!/libudev\.so\.1/.test(known)) missing.push(libraries.hardware[1]);
  needsProgram('udevadm', ['udev']);
  if (findProgram('fc-list') === null || outputOf('fc-list', [])?.trim() === '')
    missing.push(['fontconfig'], ['fonts-dejavu-core']);
  if (display === 'virtual') needsProgram('Xvfb', ['xvfb']);
  // Only the tests need it, but whoever has to run a command should have to run one.
  if (tests || missing.length > 0) needsProgram('socat', ['socat']);
  // Types on the virtual display as a keyboard-wedge scanner does: keys of the debugging protocol go past the main process.
  if (tests || missing.length > 0) needsProgram('xdotool', ['xdotool']);
  if (tests || missing.length > 0) needsProgram('setxkbmap', ['x11-xkb-utils']);
  // A print spooler of the tests' own, to hand labels to a real one.
  if (tests && findProgram('lp') === null) missing.push(['cups-client']);
  if (tests && !existsSync('/usr/sbin/cupsd')) missing.push(['cups-daemon']);
  return missing;
}

/** Without these nothing can start; the others cost a function each. */
const isNeeded = (executable, { display, tests }) =>
  /not found/.test(outputOf('ldd', [executable]) ?? '') ||
  (display === 'virtual' && findProgram('Xvfb') === null) ||
  (tests && (findProgram('socat') === null || findProgram('xdotool') === null));

function listsAreOld() {
  try {
    const lists = readdirSync(listsFolder).filter((name) => /_(Packages|InRelease)(\.\w+)?$/.test(name));
    const newest = Math.max(...lists.map((name) => statSync(join(listsFolder, name)).mtimeMs));
    return lists.length === 0 || Date.now() - newest > listsMaximumAgeMs;
  } catch {
    return true;
  }
}

const chooseNames = (groups) => {
  const hasCandidate = (name) => /Candidate: (?!\(none\))/.test(outputOf('apt-cache', ['policy', name]) ?? '');
  return [...new Set(groups.map((names) => (names.length === 1 ? names[0] : (names.find(hasCandidate) ?? names[0]))))];
};

async function installAsRoot(groups) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], { env, quiet: true });
  let outcome = listsAreOld() ? await apt('update') : { code: 0, output: '' };
  for (const attempt of [1, 2]) {
    const names = chooseNames(groups);
    if (attempt === 1) say(`Installing system packages: ${names.join(' ')}`);
    outcome = await apt('install', '-y', '--no-install-recommends', ...names);
    if (outcome.code === 0) return;
    // A package can have been replaced on the mirror since the lists were fetched.
    if (attempt === 1) await apt('update');
  }
  throw new ToolError(`apt-get could not install the missing packages:\n${outcome.output}`);
}

/** The command that an ordinary user has to run; on other systems what to look for. */
function packagesRemedy(missing) {
  if (findProgram('apt-get') === null)
    return `install what your system calls these Debian packages: ${missing.map(([name]) => name).join(' ')}`;
  const names = chooseNames(missing).join(' ');
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
}

/**
 * Makes sure that the Electron at `executable` can start. As root on Debian the missing packages are installed;
 * an ordinary user is told the one line to run, and work stops only if nothing could start without it.
 * @param {{ display: 'real' | 'virtual', tests: boolean }} needs
 * @param {string | null} sandbox the command that makes the sandbox ready; null when it is
 */
export async function ensureSystemPackages(executable, needs, sandbox) {
  if (process.platform !== 'linux') return;
  const missing = findMissing(executable, needs);
  if (missing.length > 0 && isRoot && findProgram('apt-get') !== null) return installAsRoot(missing);
  const remedy = [missing.length === 0 ? null : packagesRemedy(missing), sandbox].filter(Boolean).join(' && ');
  if (remedy === '') return;
  const why = [missing.length > 0 && 'System packages are missing.', sandbox !== null && noNamespaces];
  if (sandbox !== null || isNeeded(executable, needs))
    throw new ToolError(`${why.filter(Boolean).join(' ')} Run this, then try again:\n  ${remedy}`);
  say(`Some devices need more system packages: ${remedy}`);
}
