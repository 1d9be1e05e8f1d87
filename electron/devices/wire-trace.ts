import type { WireTrace } from '../../shared/devices';
import type { WireMeaning } from '../../shared/wire-meaning';
import type { Clock } from './clock';

/** Bytes of one entry that are kept: enough to see what it is. */
const keptBytes = 256;

/** The last bytes on one device's wire, for the device page. */
export interface WireRecorder {
  record(direction: WireTrace['direction'], bytes: Uint8Array, meaning: WireMeaning): void;
  /** Oldest first. */
  snapshot(): WireTrace[];
  /** Hands over what is recorded from now on; hex is made only while somebody listens. */
  subscribe(listener: (trace: WireTrace) => void): () => void;
}

interface Entry {
  readonly direction: WireTrace['direction'];
  readonly bytes: Uint8Array;
  readonly cut: boolean;
  readonly meaning: WireMeaning;
  readonly at: number;
}

export const createWireRecorder = (deviceId: string, clock: Clock, limit = 200): WireRecorder => {
  const entries: Entry[] = [];
  const listeners = new Set<(trace: WireTrace) => void>();

  const toTrace = ({ direction, bytes, cut, meaning, at }: Entry): WireTrace => ({
    deviceId,
    direction,
    hex: Buffer.from(bytes).toString('hex').toUpperCase() + (cut ? '…' : ''),
    meaning,
    at,
  });

  return {
    record(direction, bytes, meaning) {
      const entry = {
        direction,
        // Copied: the buffer belongs to whoever read it.
        bytes: bytes.slice(0, keptBytes),
        cut: bytes.length > keptBytes,
        meaning,
        at: clock.now(),
      };
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      if (listeners.size === 0) return;
      const trace = toTrace(entry);
      for (const listener of listeners) listener(trace);
    },
    snapshot: () => entries.map(toTrace),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
