import type { Framed, ProtocolErrorCode } from '../types';

/** Silence inside a frame after which its beginning is worthless. */
export const defaultGapMs = 200;

export interface FramedOutput {
  frame(bytes: Uint8Array): void;
  /** Noise next to noise of the same code becomes one item, so that a flood is counted and not listed byte by byte. */
  noise(bytes: Uint8Array, code: ProtocolErrorCode): void;
  /** A single byte of noise. */
  stray(byte: number, code: ProtocolErrorCode): void;
  take(): Framed[];
}

/** Collects what one `push` or `tick` found. Copies every byte it is given: buffers are reused. */
export const createFramedOutput = (): FramedOutput => {
  let items: Framed[] = [];
  let stray: number[] = [];
  let strayCode: ProtocolErrorCode = 'E_FRAME';

  const endNoise = (): void => {
    if (stray.length > 0) items.push({ kind: 'noise', bytes: Uint8Array.from(stray), code: strayCode });
    stray = [];
  };

  return {
    frame(bytes) {
      endNoise();
      items.push({ kind: 'frame', bytes: bytes.slice() });
    },
    noise(bytes, code) {
      if (code !== strayCode) endNoise();
      strayCode = code;
      for (const byte of bytes) stray.push(byte);
    },
    stray(byte, code) {
      if (code !== strayCode) endNoise();
      strayCode = code;
      stray.push(byte);
    },
    take() {
      endNoise();
      if (items.length === 0) return [];
      const taken = items;
      items = [];
      return taken;
    },
  };
};

/** Tells when a silence has made a partial frame stale. Time that runs backwards counts as no time. */
export const createGapClock = (gapMs: number): { touch(nowMs: number): void; passed(nowMs: number): boolean } => {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    touch(nowMs) {
      lastMs = nowMs;
    },
    passed: (nowMs) => nowMs - lastMs > gapMs,
  };
};
