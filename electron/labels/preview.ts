import { fail, ok, type Result } from '../../shared/result';
import type { HostProcess } from '../host-port';

export interface PreviewStock {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: number;
}

/** A label that takes longer than this is hostile or broken; its process is ended. */
const renderLimitMs = 5000;
/** The first label also loads the interpreter. */
const firstLimitMs = 20_000;
const idleMs = 60_000;
const maxBytes = 2_000_000;
const keptPictures = 50;

/** Commands that a label has no business with: they configure, delete, repeat by thousands or talk to the network. */
const forbidden = /[~^](?:C[CDT]|J[BJRSU]|N[CDIPRSTWX]|KP|SX|SQ|ID|HF|HG|HW|WD|DF|XF)|\^PQ\d{4,}/i;

/** Looks a label over before it is drawn. */
const lint = (zpl: string): Result<null, 'label-too-large' | 'label-forbidden-command' | 'label-too-many-fields'> => {
  if (zpl.length > maxBytes) return fail('label-too-large');
  const found = forbidden.exec(zpl);
  if (found !== null) return fail('label-forbidden-command', { command: found[0] });
  return (zpl.match(/\^FD/g)?.length ?? 0) > 500 ? fail('label-too-many-fields') : ok(null);
};

interface Running {
  readonly child: HostProcess;
  first: boolean;
}

/** Draws labels as they will print: one at a time, in a process that is started on demand and ended when it is idle. */
export const createPreview = (fork: () => HostProcess) => {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let next = 0;
  const pictures = new Map<string, Uint8Array>();

  const end = (): void => {
    running?.child.kill();
    running = null;
  };

  const start = (): Running => {
    const child = fork();
    const made: Running = { child, first: true };
    child.onExit(() => {
      if (running === made) running = null;
    });
    running = made;
    return made;
  };

  const ask = (zpl: string, { widthMm, heightMm, dpi }: PreviewStock): Promise<Result<string>> =>
    new Promise((resolve) => {
      const { child, first } = running ?? start();
      next += 1;
      const id = next;
      const settle = (result: Result<string>): void => {
        clearTimeout(timer);
        resolve(result);
      };
      const timer = setTimeout(
        () => {
          end();
          settle(fail('preview-took-too-long'));
        },
        first ? firstLimitMs : renderLimitMs,
      );
      child.onMessage((message) => {
        const answer = message as { readonly kind?: string; readonly id?: number; readonly result?: Result<string> };
        if (answer.kind !== 'answer' || answer.id !== id || answer.result === undefined) return;
        if (running !== null) running.first = false;
        settle(answer.result);
      });
      child.onExit(() => settle(fail('preview-crashed')));
      child.post({ kind: 'request', id, op: 'render', args: { zpl, widthMm, heightMm, dpi } });
    });

  const render = async (zpl: string, stock: PreviewStock): Promise<Result<Uint8Array>> => {
    const key = `${JSON.stringify(stock)}${zpl}`;
    const known = pictures.get(key);
    if (known !== undefined) return ok(known);
    const checked = lint(zpl);
    if (!checked.ok) return checked;
    if (idle !== null) clearTimeout(idle);
    const answer = await ask(zpl, stock);
    idle = setTimeout(end, idleMs);
    idle.unref();
    if (!answer.ok) return answer;
    const png = new Uint8Array(Buffer.from(answer.value, 'base64'));
    pictures.set(key, png);
    const oldest = pictures.keys().next();
    if (pictures.size > keptPictures && !oldest.done) pictures.delete(oldest.value);
    return ok(png);
  };

  return {
    /** PNG of a label; fails with a code when the label is hostile, too large or can't be drawn in time. */
    render: (zpl: string, stock: PreviewStock): Promise<Result<Uint8Array>> => {
      const run = queue.then(() => render(zpl, stock));
      queue = run.catch(() => undefined);
      return run;
    },
    stop: end,
  };
};
export type Preview = ReturnType<typeof createPreview>;
