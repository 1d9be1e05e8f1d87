import { isBadge } from '../../shared/barcode/command-codes';
import { judgeOnCard, testCard, type TestVerdict } from '../../shared/barcode/test-card';
import type { Scan, WireTrace } from '../../shared/devices';
import { fail, ok, type Result } from '../../shared/result';
import type { ScannerTestView } from '../../shared/scanner-test';
import type { WireMeaning } from '../../shared/wire-meaning';
import type { WedgeError } from '../devices/scanners/wedge';
import type { ScannerFeedback } from '../devices/types';

export interface ScannerTestParts {
  /** Follows the bytes of a device; `null` for one that has no wire of its own (a wedge). */
  readonly trace: (deviceId: string, listener: (trace: WireTrace) => void) => { stop(): void } | null;
  readonly isScanner: (deviceId: string) => boolean;
  readonly onView: (view: ScannerTestView | null) => void;
  /** Nobody scans any more: the scanner goes back to the work. */
  readonly idleMs?: number;
}

interface Running {
  readonly deviceId: string;
  at: number;
  readonly verdicts: Map<string, TestVerdict>;
  readonly stopTrace: () => void;
}

const usualIdleMs = 180_000;

/** What the wire says of bytes that no code was made of: an end that never came, or anything else. */
const faultOf = (meaning: WireMeaning): 'no-suffix' | 'unreadable' | null => {
  const [first] = meaning;
  if (first?.details['error'] === undefined || meaning.some(({ code }) => code === 'code')) return null;
  return first.code === 'noise' && first.details['error'] === 'E_TIMEOUT' ? 'no-suffix' : 'unreadable';
};

/**
 * One scanner and the test card: while it runs, that scanner's codes are judged and do nothing else. A badge still signs
 * in: it is never judged, and never shown.
 */
export const createScannerTest = ({ trace, isScanner, onView, idleMs = usualIdleMs }: ScannerTestParts) => {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | null = null;

  const view = (): ScannerTestView | null =>
    running === null
      ? null
      : {
          deviceId: running.deviceId,
          at: running.at < testCard.length ? running.at : null,
          verdicts: testCard.map(({ id }) => running?.verdicts.get(id) ?? null),
        };
  const show = (): void => {
    if (idle !== null) clearTimeout(idle);
    idle = running === null ? null : setTimeout(end, idleMs);
    idle?.unref();
    onView(view());
  };

  const end = (): void => {
    if (running === null) return;
    running.stopTrace();
    running = null;
    show();
  };

  /** The next code that is neither passed nor gone by. */
  const goOn = (test: Running): void => {
    while (test.at < testCard.length && test.verdicts.get(testCard[test.at]?.id ?? '')?.kind === 'passed') test.at += 1;
    show();
  };

  const fault = (kind: 'no-suffix' | 'unreadable'): void => {
    const wanted = running === null ? undefined : testCard[running.at];
    if (running === null || wanted === undefined) return;
    running.verdicts.set(wanted.id, { kind });
    show();
  };

  const watch = ({ direction, meaning }: WireTrace): void => {
    const kind = direction === 'in' ? faultOf(meaning) : null;
    if (kind !== null) fault(kind);
  };

  return {
    begin(deviceId: string): Result<null> {
      end();
      if (!isScanner(deviceId)) return fail('not-a-scanner');
      const followed = trace(deviceId, watch);
      running = { deviceId, at: 0, verdicts: new Map(), stopTrace: () => followed?.stop() };
      show();
      return ok(null);
    },
    /** On to the next code: this one can't be read here, or stays as it is. */
    skip(): void {
      if (running === null) return;
      running.at = Math.min(running.at + 1, testCard.length);
      goOn(running);
    },
    end,
    /** Whether this scan is the test's. */
    wants: (scan: Pick<Scan, 'deviceId' | 'data'>, isSomeonesBadge: boolean): boolean =>
      running?.deviceId === scan.deviceId && !isBadge(scan.data) && !isSomeonesBadge,
    take(scan: Scan): ScannerFeedback {
      if (running === null) return 'error';
      const wanted = testCard[running.at] ?? testCard[0];
      if (wanted === undefined) return 'error';
      const typed = scan.source === 'wedge';
      const { code, verdict } = judgeOnCard(wanted, { data: scan.data, aim: scan.aim, typed });
      running.verdicts.set(code.id, verdict);
      goOn(running);
      return verdict.kind === 'passed' ? 'good' : 'wrong';
    },
    /** Keys of a wedge that made no code. False where no wedge is tested. */
    broken(deviceId: string | null, error: WedgeError): boolean {
      if (running === null || deviceId !== running.deviceId) return false;
      fault(error === 'E_TIMEOUT' || error === 'E_SUFFIX' ? 'no-suffix' : 'unreadable');
      return true;
    },
  };
};
export type ScannerTest = ReturnType<typeof createScannerTest>;
