import type { Approval } from '../../shared/features/packing/commands';
import { hasRole } from '../../shared/features/people/roles';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import type { OverrideAction, OverrideView, CallInput } from '../../shared/station';
import type { PeopleService } from '../people/people-service';
import type { Actor } from '../store/types';

export type OverrideWish = CallInput<'override.begin'>;

/** What is done once a supervisor has said yes. */
export type OverrideAct = (wish: OverrideWish, approval: Approval, reason: string) => Promise<Result<unknown>>;

/** Keys of reasons that are offered, by action. */
const reasonsOf: Readonly<Record<OverrideAction, readonly string[]>> = {
  weight: ['giftWrap', 'catalogue', 'customer'],
  'typed-weight': ['scaleBroken'],
  'keyed-scan': ['scannerBroken', 'labelDamaged'],
  reprint: ['labelDamaged', 'labelLost'],
  'take-over': ['shift', 'customer'],
  'other-printer': ['printerBroken', 'labelLost'],
  'teach-barcode': ['catalogue'],
  'restored-order': ['checkedSinceBackup'],
  'count-approval': ['looked', 'recounted'],
  'stock-correction': ['looked', 'recounted'],
  'stock-file': ['looked', 'recounted'],
};

/** A second person's word: the first one to give it may be the wrong one. */
const asksAgain: readonly OverrideAction[] = ['count-approval', 'stock-correction', 'stock-file'];

export interface OverrideParts {
  readonly people: PeopleService;
  readonly actor: () => Actor;
  readonly act: OverrideAct;
  readonly onView: (view: OverrideView | null) => void;
}

interface Open {
  readonly wish: OverrideWish;
  badge: string | null;
  name: string | null;
  failure: Failure | null;
}

/** One supervisor's word at a time: the badge comes from the scanner (or is typed, and marked), the PIN is typed. */
export const createOverrides = ({ people, actor, act, onView }: OverrideParts) => {
  let open: Open | null = null;
  const minRole = 'supervisor';

  const show = (): void =>
    onView(
      open === null
        ? null
        : {
            action: open.wish.action,
            order: open.wish.action === 'take-over' ? (open.wish.code ?? null) : null,
            minRole,
            badge: open.name === null ? null : { name: open.name },
            failure: open.failure,
            reasons: reasonsOf[open.wish.action],
          },
    );

  return {
    isOpen: (): boolean => open !== null,
    begin: (wish: OverrideWish): void => {
      open = { wish, badge: null, name: null, failure: null };
      show();
    },
    cancel: (): void => {
      open = null;
      show();
    },
    /** A badge was scanned while somebody is asked. */
    badge: async (code: string): Promise<Result<{ readonly name: string }>> => {
      const current = open;
      if (current === null) return fail('not-now');
      const person = await people.identifyBadge(code);
      if (open !== current) return fail('not-now');
      const may = person.ok && !hasRole(person.value.role, minRole) ? fail('role-too-low', { role: minRole }) : person;
      open = may.ok
        ? { ...current, badge: code, name: may.value.name, failure: null }
        : { ...current, failure: may.failure };
      show();
      return may;
    },
    finish: async (pin: string, reason: string, typedBadge: string | undefined): Promise<Result<unknown>> => {
      const current = open;
      if (current === null) return fail('not-now');
      const badge = current.badge ?? typedBadge ?? null;
      if (badge === null) return fail('unknown-badge');
      const checked = await people.verifyOverride({
        badge,
        badgeTyped: current.badge === null,
        pin,
        minRole,
        action: current.wish.action,
        reason,
        by: actor(),
      });
      if (!checked.ok) {
        open = { ...current, failure: checked.failure };
        show();
        return checked;
      }
      open = null;
      if (!asksAgain.includes(current.wish.action)) {
        show();
        return act(current.wish, checked.value, reason);
      }
      const done = await act(current.wish, checked.value, reason);
      // Nothing else on the screen would say why: somebody else's badge may do.
      if (!done.ok && open === null) open = { ...current, badge: null, name: null, failure: done.failure };
      show();
      return done;
    },
  };
};
export type Overrides = ReturnType<typeof createOverrides>;

/** A typed weight as mantissa and exponent, without floats: `4,386` in kg. `null` when it is none. */
export const parseTypedWeight = (
  text: string,
  unit: 'kg' | 'lb',
): Result<{ mantissa: number; exponent: number; unit: 'kg' | 'lb' }, 'bad-input'> => {
  const found = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (found === null) return fail('bad-input');
  const decimals = found[2] ?? '';
  const mantissa = Number(`${found[1] ?? ''}${decimals}`);
  return mantissa === 0
    ? fail('bad-input')
    : ok({ mantissa, exponent: decimals.length === 0 ? 0 : -decimals.length, unit });
};
