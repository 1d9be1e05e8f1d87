import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const processIds = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The fields after the program's name, which may hold spaces and brackets. */
const parentOf = (pid: number): number => Number(/\) \S (\d+)/.exec(readText(`/proc/${pid}/stat`))?.[1] ?? 0);

/** The process and everything that it started, directly or not. Linux only, as all of this file. */
export const processTree = (root: number): number[] => {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const belongs = (pid: number): boolean => {
    for (let current = pid; current > 1; current = parents.get(current) ?? 0) if (current === root) return true;
    return false;
  };
  return [...parents.keys()].filter(belongs);
};

/** As one text: Chromium's forked processes rewrite theirs with blanks between the arguments. */
export const commandLineOf = (pid: number): string => readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

/** One line of /proc/PID/status, such as `Uid` or `Seccomp`. */
export const statusOf = (pid: number, name: string): string =>
  new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(readText(`/proc/${pid}/status`))?.[1] ?? '';

/** Identity of the process's pid namespace; a sandboxed renderer has another than its parent. */
export const pidNamespaceOf = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return '';
  }
};

const socketsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
};

const listening = '0A';

/** Local addresses (hex, as the kernel writes them) of the TCP sockets on which any of the processes listens. */
export const listeningAddresses = (pids: readonly number[]): string[] => {
  const own = new Set(pids.flatMap(socketsOf));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readText(table)
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === listening && own.has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
};
