import { fork, type ChildProcess } from 'node:child_process';
import type { HostProcess } from '../../electron/host-port';
import { createStoreClient, type StoreClientParts } from '../../electron/station/store-client';
import type { StoreView, Work } from '../../shared/station';
import { bundleForNode } from './bundle';
import { testSettings } from './ledger-feature';

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Processes of plain Node in the place of Electron's utility processes, spoken to in the same way. */
export const createForks = () => {
  const children: ChildProcess[] = [];
  return {
    /** Every process that was started, in order. */
    children,
    running: (): ChildProcess[] => children.filter(isRunning),
    fork: (file: string, env: NodeJS.ProcessEnv = {}): HostProcess => {
      const child = fork(file, {
        execArgv: [],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, ...env },
      });
      children.push(child);
      return {
        post: (message) => void (isRunning(child) && child.send(message as object, () => undefined)),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', listener),
        kill: () => void child.kill('SIGKILL'),
      };
    },
    killAll: (): void => {
      for (const child of children.filter(isRunning)) child.kill('SIGKILL');
    },
  };
};

export interface RunningStore {
  readonly client: ReturnType<typeof createStoreClient>;
  readonly forks: ReturnType<typeof createForks>;
  readonly views: StoreView[];
  readonly works: (Work | null)[];
  readonly changes: string[][];
  /** Processes of the store host and of the report workers, in the order of their starts. */
  readonly hosts: ChildProcess[];
  readonly workers: ChildProcess[];
  dispose(): Promise<void>;
}

/** The station's own client over a real store host and real report workers. */
export const runStore = async (
  folder: string,
  options: Partial<Pick<StoreClientParts, 'onEffects'>> & { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<RunningStore> => {
  const [storeHost, reportWorker] = await Promise.all([
    bundleForNode('electron/store-host.ts'),
    bundleForNode('electron/report-worker.ts'),
  ]);
  const forks = createForks();
  const hosts: ChildProcess[] = [];
  const workers: ChildProcess[] = [];
  const forkInto = (list: ChildProcess[], file: string): HostProcess => {
    const made = forks.fork(file, options.env);
    const child = forks.children.at(-1);
    if (child !== undefined) list.push(child);
    return made;
  };
  const views: StoreView[] = [];
  const works: (Work | null)[] = [];
  const changes: string[][] = [];
  const client = createStoreClient({
    fork: () => forkInto(hosts, storeHost),
    forkReport: () => forkInto(workers, reportWorker),
    folder,
    settings: () => testSettings,
    onChanged: (tables) => void changes.push([...tables]),
    onEffects: options.onEffects ?? (() => undefined),
    onView: (view) => void views.push(view),
    onWork: (work) => void works.push(work),
    onError: (text) => console.error(text),
  });
  return {
    client,
    forks,
    views,
    works,
    changes,
    hosts,
    workers,
    dispose: async () => {
      await client.stop();
      forks.killAll();
    },
  };
};
