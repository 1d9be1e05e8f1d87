import { spawnSync } from 'node:child_process';
import { createSmallDisk, noSmallDisk } from '../support/small-disk';

/** What of the long tests this machine can run. */
export const hasCompiler = process.platform === 'linux' && spawnSync('gcc', ['--version']).status === 0;

const mountFault = (): string | null => {
  if (noSmallDisk !== null) return noSmallDisk;
  try {
    createSmallDisk(1).remove();
    return null;
  } catch (error) {
    return `mount says: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
};
export const whyNoSmallDisk = mountFault();

/** What was not run, and why: said once, at the end. */
export const notRun = (): readonly string[] => [
  ...(hasCompiler ? [] : ['failing system calls: they need Linux and gcc']),
  ...(whyNoSmallDisk === null ? [] : [`a disk that is really full: ${whyNoSmallDisk}`]),
  'power cuts of a whole machine: they need the virtual device lab (npm run test:lab)',
];
