import { compareContent, type StoredContent } from './compare';
import type { OrderChangeItem } from './events';
import type { OrderContent, OrderInput } from './records';

export interface StoredOrder {
  readonly state: 'open' | 'cancelled';
  readonly version: number;
  readonly revision: number | null;
  /** Revision that the content came with: a cancellation without content may be newer. */
  readonly contentRevision: number | null;
  /** `null`: only its cancellation is known. */
  readonly content: StoredContent | null;
}

interface Revisions {
  readonly revision: number | null;
  readonly contentRevision: number | null;
}

/** What one record of a file does to one order; the caller seals the content and makes the events. */
export type OrderAct = Revisions &
  (
    | { readonly act: 'import'; readonly content: OrderContent }
    | {
        readonly act: 'change';
        readonly content: OrderContent;
        readonly version: number;
        readonly changes: readonly OrderChangeItem[];
      }
    | { readonly act: 'update-details' | 'complete'; readonly content: OrderContent }
    | { readonly act: 'cancel'; readonly version: number }
    | { readonly act: 'confirm' }
  );

export interface OrderOutcome {
  readonly result: 'created' | 'changed' | 'cancelled' | 'unchanged' | 'stale' | 'erased';
  readonly acts: readonly OrderAct[];
}

const outcome = (result: OrderOutcome['result'], ...acts: OrderAct[]): OrderOutcome => ({ result, acts });

/** A record without revision counts as the newest; an equal one too, since shops' clocks tick in seconds. */
const isNewer = (incoming: number | null, stored: number | null): boolean =>
  incoming === null || stored === null || incoming >= stored;

const latest = (incoming: number | null, stored: number | null): number | null =>
  incoming === null ? stored : stored === null ? incoming : Math.max(incoming, stored);

const decideNew = ({ cancelled, content, revision }: OrderInput): OrderOutcome => {
  if (!cancelled && content !== null)
    return outcome('created', { act: 'import', content, revision, contentRevision: revision });
  const tombstone: OrderAct = { act: 'cancel', version: 1, revision, contentRevision: null };
  if (content === null) return outcome('cancelled', tombstone);
  return outcome('cancelled', tombstone, { act: 'complete', content, revision, contentRevision: revision });
};

const moved = (stored: StoredOrder, next: Revisions): boolean =>
  stored.revision !== next.revision || stored.contentRevision !== next.contentRevision;

const decideOpen = (stored: StoredOrder, content: OrderContent, next: Revisions): OrderOutcome => {
  const difference = stored.content === null ? null : compareContent(stored.content, content);
  const reopened: OrderChangeItem[] =
    stored.state === 'cancelled' ? [{ code: 'other', before: 'cancelled', after: 'open' }] : [];
  const changes = [...reopened, ...(difference?.changes ?? [])];
  if (changes.length > 0)
    return outcome('changed', { act: 'change', content, version: stored.version + 1, changes, ...next });
  if (difference?.details ?? false) return outcome('changed', { act: 'update-details', content, ...next });
  return moved(stored, next) ? outcome('unchanged', { act: 'confirm', ...next }) : outcome('unchanged');
};

/** The order is or becomes cancelled; its content may still grow more complete. */
const decideCancelled = (stored: StoredOrder, content: OrderContent | null, next: Revisions): OrderOutcome => {
  const acts: OrderAct[] = stored.state === 'open' ? [{ act: 'cancel', version: stored.version + 1, ...next }] : [];
  const difference = content === null || stored.content === null ? null : compareContent(stored.content, content);
  const differs = content !== null && (difference === null || difference.details || difference.changes.length > 0);
  if (differs) acts.push({ act: 'complete', content, ...next });
  if (acts.length > 0) return outcome(stored.state === 'open' ? 'cancelled' : 'changed', ...acts);
  return moved(stored, next) ? outcome('unchanged', { act: 'confirm', ...next }) : outcome('unchanged');
};

/**
 * What a record does to the order as it is stored. With revisions the result does not depend on the order in which
 * files arrive: content and cancellation each keep the newest word.
 */
export const decideOrder = (stored: StoredOrder | null, input: OrderInput): OrderOutcome => {
  if (stored === null) return decideNew(input);
  if (stored.content !== null && stored.content.shipTo === null) return outcome('erased');
  const newer = isNewer(input.revision, stored.revision);
  const content = input.content !== null && isNewer(input.revision, stored.contentRevision) ? input.content : null;
  if (!newer && content === null) return outcome('stale');
  const next = {
    revision: latest(input.revision, stored.revision),
    contentRevision: content === null ? stored.contentRevision : latest(input.revision, stored.contentRevision),
  };
  const staysCancelled = newer ? input.cancelled : stored.state === 'cancelled';
  if (staysCancelled) return decideCancelled(stored, content, next);
  return content === null || !newer ? outcome('stale') : decideOpen(stored, content, next);
};
