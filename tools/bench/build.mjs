// Builds the bench's own program, tests/bench, for plain Node. It runs in the project's folder, where it finds the packages.
// Programs of its own that run in Electron hold all they need: the app's user may not be able to read the project.
import { join } from 'node:path';
import { cacheFolder, projectFolder } from '../lib/process.mjs';

/** One file of plain CommonJS from one of the bench's sources. */
async function bundle(source, outDir, ssr) {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    publicDir: false,
    ssr,
    build: {
      ssr: join(projectFolder, 'tests', 'bench', source),
      target: 'node18',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
      },
    },
  });
}

/** @returns {Promise<string>} the built file; what runs in Electron of its own lies in folders beside it */
export async function buildBench() {
  const outDir = join(cacheFolder, `bench-${process.pid}`);
  // Packages that come as modules only: a plain Node program can't require them.
  await bundle('main.ts', outDir, { noExternal: ['bwip-js', 'bidi-js', 'fflate'] });
  await bundle('reader-window/main.ts', join(outDir, 'reader-window'), { noExternal: true, external: ['electron'] });
  return join(outDir, 'main.cjs');
}
