import { means, type WireMeaning } from '../../shared/wire-meaning';
import type { Clock } from './clock';
import type { SessionControl } from './session';
import type { DeviceLink } from './transports/link';
import type { Framed, Framing } from './types';

export interface FramePumpParts {
  readonly link: DeviceLink;
  readonly framing: Framing;
  readonly control: SessionControl;
  readonly clock: Clock;
  /** Answers what the frame means, for the device page. `good` says whether the protocol could make sense of it. */
  readonly onFrame: (
    frame: Uint8Array,
    monotonicMs: number,
  ) => { readonly meaning: WireMeaning; readonly good: boolean };
  readonly onNoise?: (bytes: Uint8Array, code: string) => void;
}

export interface FramePump {
  /** Reads until the link ends. */
  readonly done: Promise<void>;
  /** Forgets what has come in of an unfinished frame. */
  flush(): void;
}

/** How often an unfinished frame is looked at, so that one cut short by a silence ends. Nothing runs between frames. */
const tickMs = 50;

/** Carries a link's chunks through its framing: what scale and scanner drivers share. */
export const startFramePump = ({ link, framing, control, clock, onFrame, onNoise }: FramePumpParts): FramePump => {
  let fail: (error: Error) => void = () => undefined;
  let ticking: NodeJS.Timeout | null = null;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);

  const handle = (items: readonly Framed[], nowMs: number): WireMeaning =>
    items.flatMap((item) => {
      if (item.kind === 'noise') {
        control.count('strayBytes', item.bytes.length);
        onNoise?.(item.bytes, item.code);
        return means('noise', { error: item.code, count: item.bytes.length });
      }
      const { meaning, good } = onFrame(item.bytes, nowMs);
      control.count(good ? 'frames' : 'badFrames');
      return meaning;
    });

  const stopTicking = (): void => {
    if (ticking !== null) clearInterval(ticking);
    ticking = null;
  };

  const tick = (): void => {
    try {
      const nowMs = clock.monotonic();
      const meaning = handle(framing.tick(nowMs), nowMs);
      if (meaning.length > 0) control.trace.record('in', Uint8Array.of(), meaning);
      if (framing.pending === 0) stopTicking();
    } catch (error) {
      // A bug in a protocol must end this session, not the process.
      stopTicking();
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const read = async (): Promise<void> => {
    try {
      for await (const chunk of link.chunks) {
        const nowMs = clock.monotonic();
        control.trace.record('in', chunk, handle(framing.push(chunk, nowMs), nowMs));
        if (framing.pending > 0) ticking ??= setInterval(tick, tickMs);
      }
    } finally {
      stopTicking();
    }
  };

  return {
    done: Promise.race([read(), failed]),
    flush: () => framing.reset(),
  };
};
