import { spawn } from 'node:child_process';
import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Result } from '../../../shared/result';
import { createLink, type DeviceLink } from './link';
import { describeSpec, type DeviceTransport, type SpoolerSpec } from './spec';

export interface SpoolerOptions {
  /** A spooler that takes no answer for so long. */
  readonly limitMs?: number;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const usualLimitMs = 15_000;
/** What CUPS calls its queues (lpadmin(8)); a comma would name two. */
const cupsName = /^(?!-)[^\s/#,]{1,127}$/;
/** One write is one job, however long: a label must not be cut into several. */
export const wholeJob = 64 * 1024 * 1024;
export const jobTitle = 'Packwright label';

/** Runs a program of CUPS in the language that its answers are read in; `null` where there is no such program. */
const run = (program: string, args: readonly string[], limitMs: number, input?: Uint8Array): Promise<Ran | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('latin1')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('latin1')));
    // It may end before it has read all: its exit code says so.
    child.stdin.on('error', () => undefined);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve(null);
      else reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, stdout, stderr });
    });
    child.stdin.end(input);
  });

/** How a queue stands: what a spooler can know, and no word about the printer behind it. */
export interface QueueState {
  readonly stopped: boolean;
  readonly rejecting: boolean;
  /** Jobs that it holds. */
  readonly waiting: number;
}

/** `lpstat -p Q -a Q -o Q` in the C locale (CUPS 2: lpstat(1)). */
export const readQueue = (queue: string, text: string): QueueState => {
  const lines = text.split('\n');
  return {
    stopped: lines.some((line) => line.startsWith(`printer ${queue} disabled`)),
    rejecting: lines.some((line) => line.startsWith(`${queue} not accepting`)),
    waiting: lines.filter((line) => line.startsWith(`${queue}-`) && /^\d+\s/.test(line.slice(queue.length + 1))).length,
  };
};

const look = async (queue: string, limitMs: number): Promise<Result<QueueState, ConnectionReason>> => {
  const up = await run('lpstat', ['-r'], limitMs);
  if (up === null) return fail('spooler-missing');
  if (!up.stdout.includes('is running')) return fail('no-answer', { text: up.stdout.trim() });
  const told = await run('lpstat', ['-p', queue, '-a', queue, '-o', queue], limitMs);
  if (told === null || told.code !== 0) return fail('not-found', { text: told?.stderr.trim() ?? '' });
  return ok(readQueue(queue, told.stdout));
};

/** The queue's state in the two bytes that a link's query answers: flags, and jobs waiting (255: or more). */
export const queueBytes = ({ stopped, rejecting, waiting }: QueueState): Uint8Array =>
  Uint8Array.of((stopped ? 1 : 0) | (rejecting ? 2 : 0), Math.min(waiting, 255));

class SpoolerError extends Error {}

/**
 * A queue of the system's print spooler, raw. It takes labels and answers nothing: that a job left the queue does not
 * say that a label came out. Linux and macOS (CUPS, `lp -o raw`); for Windows see `windows-spooler.ts`.
 */
export const createSpoolerTransport = (spec: SpoolerSpec, options: SpoolerOptions = {}): DeviceTransport => {
  const { limitMs = usualLimitMs } = options;
  const { queue } = spec;
  return {
    place: describeSpec(spec),
    async open(signal) {
      if (!cupsName.test(queue)) return fail('not-found', { text: queue });
      const found = await look(queue, limitMs);
      if (!found.ok) return found;
      if (signal.aborted) return fail('connection-closed');
      return ok(linkOf(queue, limitMs));
    },
  };
};

const linkOf = (queue: string, limitMs: number): DeviceLink => {
  const handle = createLink({
    pieceBytes: wholeJob,
    stallMs: limitMs + 1000,
    async writePiece(piece, gone) {
      const told = await run('lp', ['-d', queue, '-o', 'raw', '-t', jobTitle], limitMs, piece);
      if (told?.code !== 0) throw new SpoolerError(told?.stderr.trim() ?? 'lp is not there');
      gone(piece.length);
    },
    reasonOf: (error) => ({
      code: 'refused-by-device',
      details: { text: error instanceof Error ? error.message : String(error) },
    }),
    release: () => Promise.resolve(),
    async query(name) {
      if (name !== 'queue') return fail('not-supported');
      const now = await look(queue, limitMs);
      if (now.ok) return ok(queueBytes(now.value));
      handle.end(now.failure);
      return fail('link-closed');
    },
  });
  return handle.link;
};
