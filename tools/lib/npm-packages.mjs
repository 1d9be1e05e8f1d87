// Installs the npm packages when what is installed is not what the lock file says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, runNpm, say, ToolError } from './process.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * True when every package of the lock file is installed in its version. Compares with the list that npm itself leaves
 * in node_modules, so that an install made by hand counts, and one that was cut short does not.
 */
export function packagesAreInstalled() {
  const listPath = join(projectFolder, 'node_modules', '.package-lock.json');
  if (!existsSync(listPath)) return false;
  const wanted = readJson(join(projectFolder, 'package-lock.json')).packages;
  const installed = readJson(listPath).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

/** Runs `npm ci` if it is needed. */
export async function installPackages() {
  if (packagesAreInstalled()) return;
  say('Installing the npm packages (about a minute)…');
  const { code } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new ToolError('npm ci failed; its message is above.');
}
