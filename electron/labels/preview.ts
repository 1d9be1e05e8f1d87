import { fail, ok, type FailureDetails, type Result } from '../../shared/result';
import type { HostProcess } from '../host-port';
import type { PreviewStock } from './draw-label';
import { lintLabel } from './lint-label';

export type { PreviewStock } from './draw-label';

export interface PreviewLimits {
  /** Until the process runs and has loaded the interpreter. */
  readonly loadMs: number;
  /** A label that takes longer is hostile or broken: its process is ended. Three times as long at 600 dpi. */
  readonly renderMs: number;
  /** The process is ended when nothing was drawn for so long. */
  readonly idleMs: number;
}

const usualLimits: PreviewLimits = { loadMs: 20_000, renderMs: 5000, idleMs: 60_000 };
const keptPictures = 50;

/** `reason` in its details tells why; the picture is missing, the label itself is untouched. */
export type PreviewFailure = 'preview-not-available';

const notAvailable = (details: FailureDetails) => fail('preview-not-available', details);

interface Waiting {
  readonly id: number;
  readonly settle: (result: Result<unknown>) => void;
}

interface Answer {
  readonly kind?: string;
  readonly id?: number;
  readonly result?: Result<unknown>;
}

/** The drawing process, one call at a time. It is forked on the first call, and again after it was ended or died. */
const createDrawer = (fork: () => HostProcess, limits: PreviewLimits) => {
  let child: HostProcess | null = null;
  let waiting: Waiting | null = null;
  let next = 0;

  const start = (): HostProcess => {
    const made = fork();
    made.onMessage((message) => {
      const { kind, id, result } = message as Answer;
      if (kind === 'answer' && id === waiting?.id && result !== undefined) waiting?.settle(result);
    });
    made.onExit(() => {
      if (child !== made) return;
      child = null;
      waiting?.settle(notAvailable({ reason: 'crashed' }));
    });
    return made;
  };

  const call = (target: HostProcess, op: string, args: unknown, limitMs: number): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => waiting?.settle(notAvailable({ reason: 'took-too-long' })), limitMs);
      next += 1;
      waiting = {
        id: next,
        settle: (result) => {
          clearTimeout(timer);
          waiting = null;
          resolve(result);
        },
      };
      target.post({ kind: 'request', id: next, op, args });
    });

  const end = (): void => {
    const ended = child;
    child = null;
    waiting?.settle(notAvailable({ reason: 'stopped' }));
    ended?.kill();
  };

  const draw = async (zpl: string, stock: PreviewStock): Promise<Result<unknown>> => {
    if (child === null) {
      child = start();
      const loaded = await call(child, 'load', null, limits.loadMs);
      if (!loaded.ok) return loaded;
    }
    if (child === null) return notAvailable({ reason: 'crashed' });
    return call(child, 'render', { zpl, ...stock }, stock.dpi === 600 ? 3 * limits.renderMs : limits.renderMs);
  };

  return {
    draw: async (zpl: string, stock: PreviewStock): Promise<Result<string, PreviewFailure>> => {
      const drawn = await draw(zpl, stock);
      if (drawn.ok && typeof drawn.value === 'string') return ok(drawn.value);
      // It hangs, or its interpreter may be gone for good: the next label gets a new process.
      end();
      return notAvailable({ reason: 'not-drawn', ...(drawn.ok ? {} : drawn.failure.details) });
    },
    end,
  };
};

/**
 * Draws labels as they will print: one at a time, in a process that is started on demand, ended when it is idle or takes
 * too long, and replaced when a label brought it down.
 */
export const createPreview = (fork: () => HostProcess, limits: PreviewLimits = usualLimits) => {
  const drawer = createDrawer(fork, limits);
  const pictures = new Map<string, Uint8Array>();
  let idle: NodeJS.Timeout | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const render = async (zpl: string, stock: PreviewStock): Promise<Result<Uint8Array, PreviewFailure>> => {
    const key = `${JSON.stringify(stock)}${zpl}`;
    const known = pictures.get(key);
    if (known !== undefined) return ok(known);
    const fault = lintLabel(zpl);
    if (fault !== null) return notAvailable(fault);
    if (idle !== null) clearTimeout(idle);
    const drawn = await drawer.draw(zpl, stock);
    idle = setTimeout(drawer.end, limits.idleMs);
    idle.unref();
    if (!drawn.ok) return drawn;
    const png = new Uint8Array(Buffer.from(drawn.value, 'base64'));
    pictures.set(key, png);
    const oldest = pictures.keys().next();
    if (pictures.size > keptPictures && !oldest.done) pictures.delete(oldest.value);
    return ok(png);
  };

  return {
    /** PNG of a label; fails when the label is hostile, too large or can't be drawn in time. */
    render: (zpl: string, stock: PreviewStock): Promise<Result<Uint8Array, PreviewFailure>> => {
      const run = queue.then(() => render(zpl, stock));
      queue = run.catch(() => undefined);
      return run;
    },
    stop: drawer.end,
  };
};
export type Preview = ReturnType<typeof createPreview>;
