import type { HostProcess } from './host-port';

/**
 * Makes the first process at once; later ones when they are asked for. One that has ended by then is of no use: nobody
 * would hear of its end any more, and wait for its answer for ever.
 */
export const forkAhead = (fork: () => HostProcess): (() => HostProcess) => {
  let first: HostProcess | null = fork();
  first.onExit(() => {
    first = null;
  });
  return () => {
    const made = first ?? fork();
    first = null;
    return made;
  };
};
