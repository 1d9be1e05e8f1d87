import { deferred } from '../devices/waiting';
import type { RouterTarget } from './router';

/** What a message needs the station for. */
export type StationTarget = Pick<RouterTarget, 'role' | 'command' | 'query' | 'call'>;

/** Takes messages of windows that are open before the station is: they wait for it, and until then nobody is signed in. */
export const createLateTarget = (subscribe: RouterTarget['subscribe'], refused: RouterTarget['refused']) => {
  const station = deferred<StationTarget>();
  let begun: StationTarget | null = null;
  const target: RouterTarget = {
    role: () => begun?.role() ?? null,
    command: async (name, input, commandId) => (await station.promise).command(name, input, commandId),
    query: async (name, params) => (await station.promise).query(name, params),
    call: async (name, input) => (await station.promise).call(name, input),
    subscribe,
    refused,
  };
  return {
    target,
    hasBegun: (): boolean => begun !== null,
    begin: (now: StationTarget): void => {
      begun = now;
      station.resolve(now);
    },
  };
};
