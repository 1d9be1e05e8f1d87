import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

/** Inside the project's own node_modules, so that a bundle finds the installed packages. */
const outDir = path.resolve('node_modules/.cache/packwright-tests', `bundle-${process.pid}`);
process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));

const made = new Map<string, Promise<string>>();

/** Builds an entry for plain Node, once, to be run as a process of its own. Answers the file. */
export const bundleForNode = (entry: string): Promise<string> => {
  const bundle = made.get(entry) ?? buildForNode(entry);
  made.set(entry, bundle);
  return bundle;
};

const buildForNode = async (entry: string): Promise<string> => {
  const name = `${path.basename(entry, '.ts')}.cjs`;
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve(entry),
      outDir,
      emptyOutDir: false,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: name } },
    },
  });
  return path.join(outDir, name);
};
