// Builds what runs in the guest: the tests, the virtual devices, and the app's own device host, each one plain file.
import { join } from 'node:path';
import { projectFolder } from '../lib/process.mjs';
import { labFolder } from './packages.mjs';

const entries = {
  lab: 'tests/lab/lab.ts',
  devices: 'tests/lab/devices/main.ts',
  'device-host': 'electron/device-host.ts',
  power: 'tests/lab/power.ts',
};

/** @returns {Promise<string>} folder of the built files */
export async function buildPrograms() {
  const vite = await import('vite');
  const outDir = join(labFolder, 'programs');
  for (const [name, entry] of Object.entries(entries))
    await vite.build({
      configFile: false,
      root: projectFolder,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: ['zod'] },
      build: {
        ssr: join(projectFolder, entry),
        target: 'node18',
        outDir,
        emptyOutDir: false,
        rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
      },
    });
  return outDir;
}
