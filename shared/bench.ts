import { z } from 'zod';

/** One thing that a hand could do at the bench next. */
export interface BenchSuggestion {
  readonly id: string;
  /** Key of `bench.suggest.<label>` with the values of its sentence. */
  readonly label:
    | 'order'
    | 'badge'
    | 'item'
    | 'case'
    | 'lot'
    | 'serial'
    | 'expiry'
    | 'wrong-item'
    | 'expired'
    | 'put'
    | 'put-wrong'
    | 'remove'
    | 'label'
    | 'wrong-label'
    | 'command';
  readonly details: Readonly<Record<string, string | number>>;
  readonly act:
    | { readonly kind: 'scan'; readonly data: string; readonly aim: string | null }
    | { readonly kind: 'put'; readonly weightMg: number }
    | { readonly kind: 'remove' };
  /** The one that the pack waits for. */
  readonly next: boolean;
}

export interface BenchLabel {
  readonly number: number;
  readonly complete: boolean;
  readonly odometer: number;
  readonly zpl: string;
  readonly pngBase64: string | null;
}

/** What lies before the bench's RFID reader. */
export const benchTags = ['none', 'carton', 'pallet', 'bay'] as const;
export type BenchTags = (typeof benchTags)[number];

/** What stands on the virtual bench. */
export interface BenchView {
  readonly scale: {
    readonly plugged: boolean;
    readonly text: string;
    readonly unit: string;
    readonly state: string;
    readonly loadMg: number;
  };
  readonly scanner: { readonly plugged: boolean; readonly last: string | null };
  readonly printer: {
    readonly plugged: boolean;
    readonly paperOut: boolean;
    readonly headOpen: boolean;
    readonly paused: boolean;
    readonly odometer: number;
    readonly labels: readonly BenchLabel[];
  };
  readonly rfid: { readonly plugged: boolean; readonly tags: BenchTags };
  readonly suggestions: readonly BenchSuggestion[];
}

/** What a hand does at the bench. */
export const benchActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('scan'), data: z.string().min(1).max(4000), aim: z.string().max(2).nullable() }).strict(),
  z.object({ act: z.literal('put'), weightMg: z.number().int().min(0).max(100_000_000) }).strict(),
  z.object({ act: z.literal('remove') }).strict(),
  z
    .object({ act: z.literal('behave'), as: z.enum(['normal', 'overload', 'under', 'motion', 'mute', 'fault']) })
    .strict(),
  z.object({ act: z.enum(['paper-out', 'load-paper', 'open-head', 'close-head', 'pause', 'resume']) }).strict(),
  z.object({ act: z.literal('tags'), what: z.enum(benchTags) }).strict(),
  /** The reader throws a round of reports away, and says so. */
  z.object({ act: z.literal('lose-reports') }).strict(),
  z
    .object({ act: z.literal('cable'), device: z.enum(['scale', 'scanner', 'printer', 'rfid']), plugged: z.boolean() })
    .strict(),
]);
export type BenchAct = z.infer<typeof benchActSchema>;
