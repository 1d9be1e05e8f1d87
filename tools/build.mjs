// Builds everything into out/: the app's processes and windows with electron-vite, the command line as one plain file, the
// licences of what is in them. A failed build leaves the old one. `--if-changed` builds only when a source differs from the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { noticesText } from './lib/licences.mjs';
import { cacheFolder, projectFolder, run, runTool, say } from './lib/process.mjs';

const builtFolder = join(projectFolder, 'out');
const stampFile = join(builtFolder, 'built-from');
const sources = [
  'electron',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tools/build.mjs',
  'tools/lib/licences.mjs',
];
const isSource = (path) => !/\.test\.tsx?$|\.md$/.test(path);

/** Every source file below `path`, in a fixed order. */
function filesBelow(path) {
  const full = join(projectFolder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return isSource(path) ? [path] : [];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

/** Hash over the names and contents of all sources. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(projectFolder, file)))
      .update('\0');
  return hash.digest('hex');
}

/** True when out/ was built from exactly these sources. */
export const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash();

/** Node 18 runs the command line too, and lacks the copying array methods that Electron 25 has. */
const commandLineBanner = `#!/usr/bin/env node
for (const [name, change] of [['toSorted', 'sort'], ['toReversed', 'reverse'], ['toSpliced', 'splice']])
  Array.prototype[name] ??= function (...args) { const copy = [...this]; const cut = copy[change](...args); return name === 'toSpliced' ? copy : cut; };`;

async function buildCommandLine(folder) {
  const entry = join(projectFolder, 'electron', 'cli.ts');
  if (!existsSync(entry)) return;
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: projectFolder,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      target: 'node18',
      outDir: join(folder, 'cli'),
      emptyOutDir: true,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: 'packwright.cjs', codeSplitting: false, banner: commandLineBanner },
      },
    },
  });
}

/** Builds into a folder of its own, then puts it in the place of out/. @returns whether it succeeded */
export async function build() {
  const hash = sourceHash();
  const folder = join(cacheFolder, `build-${process.pid}`);
  const program = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  mkdirSync(folder, { recursive: true });
  try {
    const env = { ...process.env, PACKWRIGHT_BUILD_FOLDER: folder, NODE_ENV: 'production' };
    const { code } = await run(process.execPath, [program, 'build', '--logLevel', 'warn'], { env });
    if (code !== 0) return false;
    await buildCommandLine(folder);
    writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), noticesText());
    writeFileSync(join(folder, 'built-from'), hash);
    rmSync(builtFolder, { recursive: true, force: true });
    renameSync(folder, builtFolder);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds if anything changed. @returns whether out/ is now up to date */
export async function ensureBuilt() {
  if (isBuilt()) return true;
  say('Building the app…');
  const startedAt = Date.now();
  const succeeded = await build();
  say(succeeded ? `Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.` : 'The build failed; see above.');
  return succeeded;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.argv.includes('--if-changed')) rmSync(stampFile, { force: true });
  void runTool(async () => ((await ensureBuilt()) ? 0 : 1));
}
