import { readFileSync } from 'node:fs';
import { processTree } from '../support/processes';

const pssPattern = /^Pss:\s+(\d+) kB/m;

/**
 * Memory that one process alone is to blame for: shared pages count by share. Megabytes; 0 once it is gone, and `null`
 * where the system does not tell us: a sandboxed renderer's memory is shown to root only.
 */
export const pssOf = (pid: number): number | null => {
  try {
    return Number(pssPattern.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? null : 0;
  }
};

/** The same for a process and all that it started; `null` where part of it is not told. */
export const pssOfTree = (root: number): number | null =>
  processTree(root)
    .map(pssOf)
    .reduce((sum, pss) => (sum === null || pss === null ? null : sum + pss), 0);

const clockTicks = 100;

/** Processor seconds that a process has used so far. */
const cpuOf = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / clockTicks;
  } catch {
    return 0;
  }
};

export const cpuOfTree = (root: number): number => processTree(root).reduce((sum, pid) => sum + cpuOf(pid), 0);
