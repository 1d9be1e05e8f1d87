import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Failure } from '../../../shared/result';
import { createLink, type DeviceLink } from './link';
import { failureOf } from './os-errors';
import { describeSpec, type DeviceTransport, type SpoolerSpec } from './spec';
import { jobTitle, queueBytes, wholeJob, type QueueState } from './spooler';
import { loadWinspool, WinspoolError, type PrinterInfo, type Winspool } from './winspool';

export interface WindowsSpoolerOptions {
  readonly load?: () => Winspool;
}

/** winspool.h, PRINTER_STATUS_*: states in which a job would wait and come out at a time that nobody knows. */
const standing =
  0x1 | // paused
  0x2 | // error
  0x8 | // paper jam
  0x10 | // paper out
  0x40 | // paper problem
  0x80 | // offline
  0x1000 | // not available
  0x10_0000 | // user intervention
  0x40_0000; // door open
const pendingDeletion = 0x4;
/** PRINTER_ATTRIBUTE_WORK_OFFLINE */
const workOffline = 0x400;

export const readPrinterInfo = ({ attributes, status, jobs }: PrinterInfo): QueueState => ({
  stopped: (status & standing) !== 0 || (attributes & workOffline) !== 0,
  rejecting: (status & pendingDeletion) !== 0,
  waiting: jobs,
});

/** winerror.h */
const reasons: Readonly<Record<number, ConnectionReason>> = {
  5: 'no-permission',
  53: 'network-unreachable',
  1702: 'spooler-missing',
  1722: 'spooler-missing',
  1801: 'not-found',
  1905: 'not-found',
};

const reasonOf = (error: unknown): Failure<ConnectionReason> =>
  error instanceof WinspoolError
    ? { code: reasons[error.win32] ?? 'refused-by-device', details: { text: error.message } }
    : failureOf(error);

/**
 * A queue of the Windows spooler, raw: `createSpoolerTransport`'s sister. Its calls block, so it runs in a host of its
 * own. Tried with Wine's spooler in front of CUPS (`npm run test:windows`), not yet on Windows itself.
 */
export const createWindowsSpoolerTransport = (
  spec: SpoolerSpec,
  { load = loadWinspool }: WindowsSpoolerOptions = {},
): DeviceTransport => {
  const { queue } = spec;
  return {
    place: describeSpec(spec),
    open: (signal) => {
      try {
        const winspool = load();
        winspool.queue(queue);
        return Promise.resolve(signal.aborted ? fail('connection-closed') : ok(linkOf(winspool, queue)));
      } catch (error) {
        return Promise.resolve({ ok: false, failure: reasonOf(error) });
      }
    },
  };
};

const linkOf = (winspool: Winspool, queue: string): DeviceLink => {
  const handle = createLink({
    pieceBytes: wholeJob,
    stallMs: 16_000,
    writePiece: (piece, gone) =>
      new Promise((resolve) => {
        winspool.printRaw(queue, jobTitle, piece);
        gone(piece.length);
        resolve();
      }),
    reasonOf,
    release: () => Promise.resolve(),
    query(name) {
      if (name !== 'queue') return Promise.resolve(fail('not-supported'));
      try {
        return Promise.resolve(ok(queueBytes(readPrinterInfo(winspool.queue(queue)))));
      } catch (error) {
        handle.end(reasonOf(error));
        return Promise.resolve(fail('link-closed'));
      }
    },
  });
  return handle.link;
};
