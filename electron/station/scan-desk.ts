import { classifyScan } from '../../shared/barcode/classify';
import { decodeCommand } from '../../shared/barcode/command-codes';
import type { Scan } from '../../shared/devices';
import type { Failure } from '../../shared/result';
import type { ScannerFeedback } from '../devices/types';
import type { PeopleService } from '../people/people-service';
import type { Applicators } from './applicators';
import type { BadgeDesk } from './badge-desk';
import type { CountDesk } from './count-desk';
import type { FeedbackTeller } from './feedback';
import type { Overrides } from './overrides';
import type { PackController } from './pack-controller';
import type { ScannerTest } from './scanner-test';
import type { Session } from './session';
import type { ShelfDesk } from './shelf-desk';
import type { LabelDesk } from './label-desk';
import type { TraceDesk } from './trace-desk';
import { badgeTypedWrong, typedWrong } from './typed-wrong';
import type { Verbs } from './verbs';

export interface ScanDeskParts {
  readonly session: Session;
  readonly people: PeopleService;
  readonly overrides: Overrides;
  readonly badgeDesk: BadgeDesk;
  readonly scannerTest: ScannerTest;
  readonly controller: PackController;
  /** Takes scans while goods are moved or kits are made. */
  readonly shelfDesk: Pick<ShelfDesk, 'isOpen' | 'scan'>;
  /** Takes scans while bins are counted. */
  readonly countDesk: Pick<CountDesk, 'wantsScans' | 'scan'>;
  /** Takes scans while the page of traces is in sight. */
  readonly traceDesk: Pick<TraceDesk, 'isOpen' | 'scan'>;
  /** Fixed scanners of print-and-apply lines, and any other while such a line's page is in sight. */
  readonly applicators: Pick<Applicators, 'owns' | 'scan' | 'isOpen' | 'scanByHand'>;
  /** Takes scans while rows for labels are in sight. */
  readonly labelDesk: Pick<LabelDesk, 'isOpen' | 'scan'>;
  readonly verbs: Verbs;
  readonly feedback: FeedbackTeller;
  /** Beeps the scanner itself, where it can. */
  readonly beep: (deviceId: string, kind: ScannerFeedback) => Promise<boolean>;
}

/** Where every scan of the station arrives: a badge, a command, or something for the pack. Each gets an answer. */
export const createScanDesk = (parts: ScanDeskParts) => {
  const { session, people, overrides, badgeDesk, scannerTest, controller, shelfDesk, countDesk, verbs, feedback } =
    parts;
  const { applicators } = parts;

  const takeBadge = async (code: string): Promise<void> => {
    const asked = overrides.isOpen();
    const answer = await (asked ? overrides.badge(code) : session.signInByBadge(code));
    if (!answer.ok) feedback.bad(answer.failure);
    else feedback.good(asked ? 'badge-read' : 'signed-in', { name: answer.value.name });
    await controller.advance();
  };

  /** What a scan of nobody's, or of a code that is none, is told. */
  const refuse = (failure: Failure): ScannerFeedback => {
    feedback.bad(failure);
    return 'error';
  };

  const isSomeones = (code: string): boolean => people.ownerOfBadge(code) !== null;
  const isCommand = (text: string): boolean => decodeCommand(text).ok;

  const handled = async (act: Promise<void>): Promise<ScannerFeedback> => {
    await act;
    return feedback.lastTone() === 'bad' ? 'wrong' : 'good';
  };

  const take = async (scan: Scan): Promise<ScannerFeedback> => {
    session.activity();
    const garbled = badgeTypedWrong(scan, isSomeones);
    if (scannerTest.wants(scan, garbled !== null || isSomeones(scan.data))) return scannerTest.take(scan);
    if (applicators.owns(scan.deviceId)) return handled(applicators.scan(scan));
    if (badgeDesk.isWaiting()) return handled(badgeDesk.take(scan));
    const meaning = classifyScan({ data: scan.data, aim: scan.aim });
    if (meaning.kind === 'badge') return handled(takeBadge(meaning.badge));
    if (isSomeones(scan.data)) return handled(takeBadge(scan.data));
    const keyboardFault = garbled ?? typedWrong(scan, isCommand);
    if (keyboardFault !== null) return refuse(keyboardFault);
    if (session.person() === null) return refuse({ code: 'sign-in-first' });
    // A damaged badge or command is never looked up or shown as anything else.
    if (meaning.kind === 'invalid' && (meaning.of === 'badge' || meaning.of === 'command'))
      return refuse(meaning.failure);
    if (meaning.kind === 'command') return handled(verbs(meaning.command));
    if (applicators.isOpen()) return handled(applicators.scanByHand(scan));
    if (countDesk.wantsScans()) return handled(countDesk.scan(scan));
    if (parts.traceDesk.isOpen()) return handled(parts.traceDesk.scan(scan));
    if (parts.labelDesk.isOpen()) return handled(parts.labelDesk.scan(scan));
    return handled(shelfDesk.isOpen() ? shelfDesk.scan(scan) : controller.scan(scan));
  };

  return (scan: Scan): void => void take(scan).then((kind) => parts.beep(scan.deviceId, kind));
};
