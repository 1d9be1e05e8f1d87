import { createSocket, type Socket } from 'node:dgram';
import { decode, encode, type Answer } from 'dns-packet';
import type { DeviceKind } from '../../../shared/devices';
import { pause } from '../waiting';
import type { NetworkDevice } from './found';

export interface MdnsParts {
  readonly signal: AbortSignal;
  readonly listenMs?: number;
  /** Where the question goes; the group of RFC 6762 unless a test says otherwise. */
  readonly to?: { readonly host: string; readonly port: number };
}

/** Services that label printers and RFID readers announce. */
const services: Readonly<Record<string, DeviceKind>> = {
  '_pdl-datastream._tcp.local': 'printer',
  '_llrp._tcp.local': 'rfid',
};

const group = { host: '224.0.0.251', port: 5353 } as const;
const usualListenMs = 3000;
/** A few devices answer in a few packets; a flood is somebody else's business. */
const mostPackets = 2000;

/** Words of a printer's TXT record (`ty`, `product`, `pdl`) that tell its language. */
const languages: readonly (readonly [RegExp, string])[] = [
  [/zpl|zebra/i, 'zpl'],
  [/epl|eltron/i, 'epl2'],
  [/tspl|\btsc\b|brother td|godex/i, 'tspl'],
  [/sbpl|\bsato\b/i, 'sbpl'],
  [/cpcl/i, 'cpcl'],
  [/escpos|esc\/pos|epson tm/i, 'esc-pos'],
];

const languageOf = (text: string): string | null => languages.find(([words]) => words.test(text))?.[1] ?? null;

interface Seen {
  readonly instances: Map<string, DeviceKind>;
  readonly places: Map<string, { readonly target: string; readonly port: number }>;
  readonly texts: Map<string, string>;
  readonly addresses: Map<string, string>;
}

const textOf = (data: unknown): string =>
  (Array.isArray(data) ? data : [data])
    .map((each) => (Buffer.isBuffer(each) ? each.toString('utf8') : String(each)))
    .join(' ');

const learn = (seen: Seen, answer: Answer): void => {
  if (answer.type === 'PTR') {
    const kind = services[answer.name.toLowerCase()];
    if (kind !== undefined) seen.instances.set(answer.data, kind);
  } else if (answer.type === 'SRV') {
    seen.places.set(answer.name, { target: answer.data.target, port: answer.data.port });
  } else if (answer.type === 'TXT') {
    seen.texts.set(answer.name, textOf(answer.data).slice(0, 2000));
  } else if (answer.type === 'A') {
    seen.addresses.set(answer.name, answer.data);
  }
};

const devicesOf = (seen: Seen): NetworkDevice[] =>
  Array.from(seen.instances).flatMap(([instance, kind]) => {
    const place = seen.places.get(instance);
    const host = place === undefined ? undefined : seen.addresses.get(place.target);
    if (place === undefined || host === undefined) return [];
    const name = instance.replace(/\._[^.]+\._tcp\.local$/i, '').slice(0, 100);
    const guess = kind === 'rfid' ? 'llrp' : languageOf(`${name} ${seen.texts.get(instance) ?? ''}`);
    return [{ host, port: place.port, kind, name, guess, foundBy: 'mdns' as const }];
  });

const listen = (socket: Socket, seen: Seen): void => {
  let packets = 0;
  socket.on('message', (message) => {
    packets += 1;
    if (packets > mostPackets) return;
    try {
      const { answers = [], additionals = [] } = decode(message);
      for (const answer of [...answers, ...additionals]) learn(seen, answer);
    } catch {
      // Not for us, or broken: somebody else's packet.
    }
  });
  socket.on('error', () => undefined);
};

const bound = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(0, () => resolve(true));
  });

/**
 * Asks the local network once which printers and readers are there (RFC 6762, 5.1: a one-shot question from a port of
 * its own, answered to that port), and listens for a few seconds. Only ever on request; nothing stays open afterwards.
 */
export const askMdns = async ({
  signal,
  listenMs = usualListenMs,
  to = group,
}: MdnsParts): Promise<NetworkDevice[]> => {
  const seen: Seen = { instances: new Map(), places: new Map(), texts: new Map(), addresses: new Map() };
  const socket = createSocket('udp4');
  listen(socket, seen);
  try {
    if (!(await bound(socket))) return [];
    const questions = Object.keys(services).map((name) => ({ name, type: 'PTR' as const }));
    const question = encode({ type: 'query', id: 0, questions });
    // Asked twice: what goes by air gets lost.
    for (let attempt = 0; attempt < 2 && !signal.aborted; attempt += 1) {
      socket.send(question, to.port, to.host, () => undefined);
      await pause(listenMs / 2, signal);
    }
    return devicesOf(seen);
  } finally {
    socket.close();
  }
};
