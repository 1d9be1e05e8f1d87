import type { ConnectionReason } from '../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import { hostEventSchema, type HostEvent, type HostRequest } from './host-messages';
import { createHostSupervisor, type HostSupervisor, type HostTiming } from './host-supervisor';
import type { HostProcess } from './host-process';
import { createHostedLink, type HostedLink } from './hosted-link';
import type { DeviceLink } from './transports/link';
import type { Listing } from './transports/listing';
import type { HostLibrary, TransportSpec } from './transports/spec';
import { wholeJob } from './transports/spooler';
import { deferred, onAbort, timedOut, within } from './waiting';

export interface DeviceHostParts {
  readonly library: HostLibrary;
  /** Starts the process; called again after each end. */
  fork(library: HostLibrary): HostProcess;
  readonly timing?: Partial<HostTiming>;
  report?(what: HostReport): void;
}

export type HostReport =
  | { readonly kind: 'exited'; readonly library: HostLibrary; readonly code: number | null; readonly crashes: number }
  | { readonly kind: 'bad-message'; readonly library: HostLibrary; readonly text: string };

/** Main's side of one device host. Forked when first needed, again within 2 s after a crash. */
export interface DeviceHost {
  readonly library: HostLibrary;
  open(spec: TransportSpec, signal: AbortSignal): Promise<Result<DeviceLink, ConnectionReason>>;
  /** What is plugged in; an empty list with a reason when the host or its library fails. */
  list(): Promise<Listing>;
  /** Keeps the host running (and restarting) until the answered function is called. */
  retain(): () => void;
  /** Called each time the host is up again after a crash. Answers how to stop listening. */
  onUp(listener: () => void): () => void;
  readonly running: boolean;
  dispose(): Promise<void>;
}

type OpenAnswer = Result<DeviceLink, ConnectionReason>;
const restarting: Failure<ConnectionReason> = { code: 'host-restarting' };
const listMs = 5000;

/** Most bytes that one write to a host carries: a spooler makes a job of each. */
export const mostAtOnce = (library: HostLibrary): number => (library === 'spooler' ? wholeJob : 4096);

export const createDeviceHost = (parts: DeviceHostParts): DeviceHost => {
  const { library } = parts;
  const links = new Map<number, HostedLink>();
  const opening = new Map<number, (answer: OpenAnswer) => void>();
  const listing = new Map<number, (listing: Listing) => void>();
  const upListeners = new Set<() => void>();
  let lastId = 0;

  const send = (request: HostRequest): void => supervisor.send(request);

  const settleOpen = (id: number, answer: OpenAnswer): void => {
    opening.get(id)?.(answer);
    opening.delete(id);
  };

  const receive = (event: HostEvent): void => {
    switch (event.event) {
      case 'opened': {
        const hosted = createHostedLink(event.link, send, mostAtOnce(library));
        links.set(event.link, hosted);
        return settleOpen(event.link, ok(hosted.link));
      }
      case 'open-failed':
        return settleOpen(event.link, { ok: false, failure: event.failure });
      case 'chunk':
      case 'written':
      case 'answered':
        return links.get(event.link)?.receive(event);
      case 'closed':
        links.get(event.link)?.receive(event);
        links.delete(event.link);
        return supervisor.rest();
      case 'listed':
        listing.get(event.request)?.({ devices: event.devices, failure: event.failure });
        listing.delete(event.request);
        return;
      case 'hello':
      case 'pong':
    }
  };

  /** The process is gone, and with it all that it held. */
  const lost = (): void => {
    for (const hosted of links.values()) hosted.lost(restarting);
    links.clear();
    for (const settle of opening.values()) settle({ ok: false, failure: restarting });
    opening.clear();
    for (const settle of listing.values()) settle({ devices: [], failure: restarting });
    listing.clear();
  };

  const supervisor: HostSupervisor = createHostSupervisor({
    fork: () => parts.fork(library),
    timing: parts.timing ?? {},
    busy: () => links.size + opening.size + listing.size > 0,
    onMessage(message) {
      const parsed = hostEventSchema.safeParse(message);
      if (parsed.success) receive(parsed.data);
      else parts.report?.({ kind: 'bad-message', library, text: parsed.error.message.slice(0, 300) });
      return parsed.success ? parsed.data : null;
    },
    onUp: () => upListeners.forEach((listener) => listener()),
    onExit(code, crashes) {
      lost();
      parts.report?.({ kind: 'exited', library, code, crashes });
    },
  });

  return {
    library,
    async open(spec, signal) {
      if (!(await supervisor.up()) || signal.aborted) return { ok: false, failure: restarting };
      const id = (lastId += 1);
      const answer = deferred<OpenAnswer>();
      opening.set(id, answer.resolve);
      send({ op: 'open', link: id, spec });
      const offAbort = onAbort(signal, () => send({ op: 'cancel', link: id }));
      const opened = await answer.promise;
      offAbort();
      if (opened.ok && signal.aborted) {
        await opened.value.close();
        return fail('connection-closed');
      }
      return opened;
    },
    async list() {
      if (!(await supervisor.up())) return { devices: [], failure: restarting };
      const request = (lastId += 1);
      const answer = deferred<Listing>();
      listing.set(request, answer.resolve);
      send({ op: 'list', request });
      const listed = await within(answer.promise, listMs);
      listing.delete(request);
      supervisor.rest();
      return listed === timedOut ? { devices: [], failure: { code: 'no-answer' } } : listed;
    },
    retain: () => supervisor.retain(),
    onUp(listener) {
      upListeners.add(listener);
      return () => upListeners.delete(listener);
    },
    get running() {
      return supervisor.running;
    },
    dispose: () => supervisor.dispose(),
  };
};
