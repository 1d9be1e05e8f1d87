// Builds the bench's own program, tests/bench, for plain Node. It runs in the project's folder, where it finds the packages.
import { join } from 'node:path';
import { cacheFolder, projectFolder } from '../lib/process.mjs';

/** @returns {Promise<string>} the built file */
export async function buildBench() {
  const vite = await import('vite');
  const outDir = join(cacheFolder, `bench-${process.pid}`);
  await vite.build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    publicDir: false,
    // Packages that come as modules only: a plain Node program can't require them.
    ssr: { noExternal: ['bwip-js', 'bidi-js', 'fflate'] },
    build: {
      ssr: join(projectFolder, 'tests', 'bench', 'main.ts'),
      target: 'node18',
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false } },
    },
  });
  return join(outDir, 'main.cjs');
}
