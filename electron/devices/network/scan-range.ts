import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { knownPorts, type NetworkDevice } from './found';

export interface ScanRangeParts {
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
  readonly ports?: Readonly<Record<'printer' | 'rfid', number>>;
  readonly limitMs?: number;
}

/** So many at once: a few seconds for a usual network, and nobody's switch is frightened. */
const atOnce = 32;
const usualLimitMs = 700;

/** True when somebody takes the connection. It is closed again without a byte. */
const listens = (host: string, port: number, limitMs: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (is: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
      socket.destroy();
      resolve(is);
    };
    const give = (): void => settle(false);
    const timer = setTimeout(give, limitMs);
    signal.addEventListener('abort', give, { once: true });
    socket.once('connect', () => settle(true));
    socket.once('error', give);
  });

/**
 * Looks who listens on the ports of label printers and RFID readers, at addresses that somebody typed. Nothing is sent:
 * a wrong byte prints, and a reader serves one client at a time, so each is let go at once.
 */
export const scanRange = async (parts: ScanRangeParts): Promise<NetworkDevice[]> => {
  const { addresses, signal, limitMs = usualLimitMs } = parts;
  const ports = parts.ports ?? knownPorts;
  // Every connection that is being tried listens for the stop.
  setMaxListeners(atOnce + 10, signal);
  const wanted = addresses.flatMap((host) => [
    { host, kind: 'printer' as const, port: ports.printer },
    { host, kind: 'rfid' as const, port: ports.rfid },
  ]);
  const found: NetworkDevice[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let target = wanted[next]; target !== undefined && !signal.aborted; target = wanted[next]) {
      next += 1;
      const { host, kind, port } = target;
      if (await listens(host, port, limitMs, signal))
        found.push({ host, port, kind, name: host, guess: kind === 'rfid' ? 'llrp' : null, foundBy: 'range' });
      done += 1;
      parts.onProgress?.(done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted.length) }, work));
  return found.toSorted((a, b) => addresses.indexOf(a.host) - addresses.indexOf(b.host));
};
