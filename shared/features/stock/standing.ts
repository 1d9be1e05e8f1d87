import { stockStatuses, type HoldKind, type LocationKind, type StockStatus } from './records';

/** How far goods can be counted on: their status, or why what is booked as available must stay where it is. */
export const standings = [...stockStatuses, 'held', 'recalled'] as const;
export type Standing = (typeof standings)[number];

export interface StandingFacts {
  readonly status: StockStatus;
  /** What is in force on them; a recall comes before a hold. */
  readonly hold: HoldKind | null;
  readonly binKind: LocationKind | null;
  readonly expiry: string | null;
}

/** Only what may be promised to an order reads as available. `today` is the day at the site. */
export const standingOf = ({ status, hold, binKind, expiry }: StandingFacts, today: string): Standing => {
  if (status !== 'available') return status;
  if (hold !== null) return hold === 'recall' ? 'recalled' : 'held';
  if (binKind === 'quarantine') return 'quarantine';
  return expiry !== null && expiry < today ? 'expired' : 'available';
};
