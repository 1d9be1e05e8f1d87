import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Inside the project's own node_modules, so that a bundle finds the installed packages. */
const cache = path.resolve('node_modules/.cache/packwright-tests');

/** When a source was changed last: a run that goes on while somebody writes never mixes two versions. */
const newestSource = (): number => {
  let newest = 0;
  for (const folder of ['electron', 'shared', 'tests'])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.ts')) newest = Math.max(newest, statSync(path.join(folder, name)).mtimeMs);
  return Math.trunc(newest);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Bundles of runs that are over. */
const removeOld = (): void => {
  for (const name of readdirSync(cache)) {
    const run = /^run-(\d+)-/.exec(name)?.[1];
    if (run !== undefined && !isAlive(Number(run))) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
};

const made = new Map<string, Promise<string>>();

/**
 * Builds an entry for plain Node, to be run as a process of its own: once for all test files of a run, which are
 * children of one process. Answers the file.
 */
export const bundleForNode = (entry: string): Promise<string> => {
  const bundle = made.get(entry) ?? builtOnce(entry);
  made.set(entry, bundle);
  return bundle;
};

const builtOnce = async (entry: string): Promise<string> => {
  const folder = path.join(cache, `run-${process.ppid}-${newestSource().toString(36)}-${entry.replaceAll(/\W/g, '-')}`);
  const name = `${path.basename(entry, '.ts')}.cjs`;
  if (!existsSync(folder)) await buildInto(folder, entry, name);
  return path.join(folder, name);
};

/** Two test files may build the same at once: whoever is second uses the first one's. */
const buildInto = async (folder: string, entry: string, name: string): Promise<void> => {
  mkdirSync(cache, { recursive: true });
  removeOld();
  const outDir = `${folder}-${process.pid}`;
  // Loaded only where something is built: the bundler takes longer to load than most bundles to build.
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve(entry),
      outDir,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: name } },
    },
  });
  try {
    renameSync(outDir, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(outDir, { recursive: true, force: true });
  }
};
