import type { Failure } from './result';

/** What the tour shows, in this order; each has its sentence `tour.<step>` and its picture. */
export const tourSteps = [
  'sign-in',
  'start',
  'order-open',
  'wrong-item',
  'first-item',
  'weigh',
  'label-printed',
  'parcel-closed',
] as const;
export type TourStep = (typeof tourSteps)[number];

/** Where the guided tour is; `null` before one was started and after its end was read. */
export type TourView =
  | { readonly state: 'running'; readonly step: TourStep }
  /** `folder` holds the pictures, the label, the packing slip and the checked record. */
  | { readonly state: 'finished'; readonly folder: string }
  | { readonly state: 'failed'; readonly failure: Failure };
