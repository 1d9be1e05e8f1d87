import { classifyScan } from '../../shared/barcode/classify';
import type { Scan } from '../../shared/devices';
import { fail, type Result } from '../../shared/result';
import { isBadgeCode, normaliseBadge } from '../people/badge-code';
import type { PeopleService } from '../people/people-service';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';

export interface BadgeDeskParts {
  readonly store: Store;
  readonly people: PeopleService;
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  /** How long a card is waited for. */
  readonly waitMs?: number;
}

interface Waiting {
  readonly personId: string;
  readonly timer: NodeJS.Timeout;
  readonly settle: (result: Result<null>) => void;
}

const defaultWaitMs = 60_000;

/**
 * Cards that people carry already may be their badges: the next scan is one. The code goes from the scanner to the
 * credentials and nowhere else; no window ever sees it.
 */
export const createBadgeDesk = ({ store, people, actor, feedback, waitMs = defaultWaitMs }: BadgeDeskParts) => {
  let waiting: Waiting | null = null;

  const settle = (result: Result<null>): void => {
    const before = waiting;
    waiting = null;
    if (before === null) return;
    clearTimeout(before.timer);
    before.settle(result);
  };

  /** Whether goods or orders have this code: as a badge it would sign people in with every box. */
  const isInUse = async (code: string): Promise<boolean> => {
    const items = await store.query('catalogue.byBarcode', { code }, actor());
    const orders = await store.query('orders.list', { state: 'all', search: code.slice(0, 80), limit: 1 }, actor());
    const found = (answer: Result<unknown>): number =>
      answer.ok ? ((answer.value as { total?: number; length?: number }).total ?? 0) : 0;
    return (items.ok && (items.value as readonly unknown[]).length > 0) || found(orders) > 0;
  };

  /** The code of a scan that may be somebody's card; `null` for goods, parcels and commands. */
  const cardCode = (scan: Scan): string | null => {
    const meaning = classifyScan({ data: scan.data, aim: scan.aim });
    if (meaning.kind === 'badge') return meaning.badge;
    const isText = meaning.kind === 'order-or-text' || meaning.kind === 'ambiguous';
    return isText && isBadgeCode(normaliseBadge(scan.data)) ? scan.data : null;
  };

  const give = async (personId: string, scan: Scan): Promise<Result<null>> => {
    const code = cardCode(scan);
    if (code === null || (await isInUse(code))) return fail('badge-unusable');
    return people.setBadge(personId, code, actor());
  };

  return {
    isWaiting: (): boolean => waiting !== null,
    /** Answers once a card was scanned and given to the person, or the wait is over. */
    wait: (personId: string): Promise<Result<null>> =>
      new Promise((resolve) => {
        settle(fail('no-scan'));
        const timer = setTimeout(() => settle(fail('no-scan')), waitMs);
        timer.unref();
        waiting = { personId, timer, settle: resolve };
      }),
    cancel: (): void => settle(fail('no-scan')),
    take: async (scan: Scan): Promise<void> => {
      if (waiting === null) return;
      const given = await give(waiting.personId, scan);
      if (given.ok) feedback.good('badge-set');
      else feedback.bad(given.failure);
      settle(given);
    },
  };
};
export type BadgeDesk = ReturnType<typeof createBadgeDesk>;
