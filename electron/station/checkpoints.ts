import { randomUUID } from 'node:crypto';
import type { CheckpointReason, KeyReason } from '../../shared/features/checkpoints/events';
import type { CheckpointRow, CheckpointState } from '../../shared/features/checkpoints/queries';
import { fail, ok, type Result } from '../../shared/result';
import type { Head } from '../journal/format';
import { checkpointText, keyText } from '../journal/signatures';
import { keptHashes } from '../journal/verify-checkpoints';
import type { StoreStatus } from '../store/store';
import type { Actor, Store } from '../store/types';
import type { StationKey, StationKeys } from './station-key';

export interface CheckpointParts {
  readonly store: Store & {
    status(): Promise<Result<StoreStatus>>;
    root(from: number, head: Head): Promise<Result<string>>;
  };
  readonly keys: StationKeys;
  readonly actor: () => Actor;
  /** Number of the record's last entry; 0 while it is not known. */
  readonly head: () => number;
  readonly now: () => number;
  readonly onError: (text: string) => void;
  readonly lookEveryMs?: number;
  /** Entries after which a head is signed of its own accord. */
  readonly everyEntries?: number;
}

const tries = 3;

/**
 * Signs heads of the record: the tree over its entries is reckoned in a worker and signed here, so that no command waits
 * for it. The key is made with the first signature.
 */
export const createCheckpoints = (parts: CheckpointParts) => {
  const { store, keys } = parts;
  const every = parts.everyEntries ?? 1000;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const execute = (name: string, input: unknown): Promise<Result<unknown>> =>
    store.execute({ id: randomUUID(), name, input, actor: parts.actor(), origin: 'trusted' });

  const readState = async (): Promise<Result<CheckpointState>> =>
    (await store.query('checkpoints.state', {}, parts.actor())) as Result<CheckpointState>;

  const setKey = (key: StationKey, previous: StationKey | string | null, why: KeyReason): Promise<Result<unknown>> => {
    const before = typeof previous === 'string' || previous === null ? previous : previous.keyId;
    const text = keyText({ publicKey: key.publicKey, previous: before });
    return execute('checkpoints.setKey', {
      publicKey: key.publicKey,
      previous: before,
      proof: key.sign(text),
      endorsement: typeof previous === 'object' && previous !== null ? previous.sign(text) : null,
      why,
    });
  };

  /** A key whose coming in was cut short: the record says whether it came. */
  const settleNext = async (known: string | null): Promise<void> => {
    const next = await keys.read('next');
    if (next === null) return;
    if (next.keyId === known) await keys.promote();
    else await keys.dropNext();
  };

  /** The key of this station as the record knows it; made or recorded anew where it does not. */
  const ownKey = async ({ key: known }: CheckpointState): Promise<Result<StationKey>> => {
    await settleNext(known?.keyId ?? null);
    const own = await keys.read('station');
    if (own !== null && own.keyId === known?.keyId) return ok(own);
    const key = own ?? (await keys.make('station'));
    const set = await setKey(key, known?.keyId ?? null, known === null ? 'first' : 'replaced');
    return set.ok ? ok(key) : set;
  };

  const signOnce = async (why: CheckpointReason): Promise<Result<CheckpointRow>> => {
    const before = await readState();
    if (!before.ok) return before;
    const key = await ownKey(before.value);
    if (!key.ok) return key;
    const status = await store.status();
    if (!status.ok) return status;
    const { head } = status.value;
    const { last } = before.value;
    // Nothing was written since.
    if (last !== null && last.entry === head.n && last.keyId === key.value.keyId) return ok(last);
    const from = (last?.n ?? 0) + 1;
    const root = await store.root(from, head);
    if (!root.ok) return root;
    if (parts.head() - head.n > keptHashes / 2) return fail('checkpoint-overtaken');
    const { keyId } = key.value;
    const wish = { keyId, from, n: head.n, hash: head.hash, root: root.value, at: new Date(parts.now()).toISOString() };
    const recorded = await execute('checkpoints.record', {
      ...wish,
      signature: key.value.sign(checkpointText(wish)),
      why,
    });
    if (!recorded.ok) return recorded;
    const after = await readState();
    return after.ok ? (after.value.last === null ? fail('internal-error') : ok(after.value.last)) : after;
  };

  const signInTurn = async (why: CheckpointReason): Promise<Result<CheckpointRow>> => {
    let signed = await signOnce(why);
    for (let each = 1; each < tries && !signed.ok && signed.failure.code === 'checkpoint-overtaken'; each += 1)
      signed = await signOnce(why);
    return signed;
  };

  /** One after the other; a failure is told and keeps nobody from what they wanted the signature for. */
  const inTurn = <T>(act: () => Promise<Result<T>>): Promise<Result<T>> => {
    const mine = running
      .then(act)
      .catch((error: unknown): Result<T> => fail('checkpoint-failed', { error: String(error) }));
    running = mine;
    return mine;
  };

  const sign = async (why: CheckpointReason): Promise<Result<CheckpointRow>> => {
    const signed = await inTurn(() => signInTurn(why));
    if (!signed.ok && !stopped) parts.onError(`no checkpoint: ${JSON.stringify(signed.failure)}`);
    return signed;
  };

  /** A signature by the key of this station, over any text of ours. */
  const signature = async (text: string): Promise<Result<{ readonly keyId: string; readonly value: string }>> => {
    const state = await readState();
    if (!state.ok) return state;
    const key = await ownKey(state.value);
    return key.ok ? ok({ keyId: key.value.keyId, value: key.value.sign(text) }) : key;
  };

  const changeKey = async (): Promise<Result<null>> => {
    const state = await readState();
    if (!state.ok) return state;
    const own = await ownKey(state.value);
    if (!own.ok) return own;
    const next = await keys.make('next');
    const set = await setKey(next, own.value, 'rotated');
    if (!set.ok) {
      await keys.dropNext();
      return set;
    }
    await keys.promote();
    return ok(null);
  };

  /** Where the last signature stands; read once, then as it goes. */
  let signedUpTo: number | null = null;
  const look = async (): Promise<void> => {
    if (stopped || parts.head() < every) return;
    if (signedUpTo === null) {
      const state = await readState();
      if (!state.ok) return;
      signedUpTo = state.value.last?.n ?? 0;
    }
    if (parts.head() - signedUpTo < every) return;
    const signed = await sign('entries');
    // A try that failed is made again as many entries later, not all the time.
    signedUpTo = signed.ok ? signed.value.n : parts.head();
  };
  const timer = setInterval(() => void look(), parts.lookEveryMs ?? 10_000);
  timer.unref();

  return {
    sign,
    /** A new key, let in by the old one. */
    changeKey: (): Promise<Result<null>> => inTurn(changeKey),
    signature: (text: string) => inTurn(() => signature(text)),
    look,
    stop: (): void => {
      stopped = true;
      clearInterval(timer);
    },
  };
};
export type Checkpoints = ReturnType<typeof createCheckpoints>;
