import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import { locationCode } from '../stock/records';
import type { SuggestedCause } from './causes';
import type { PassConfidence } from './confidence';
import type { LineEvidence } from './line-evidence';
import {
  countScope,
  decisions,
  lineClasses,
  type CountDecision,
  type CountLine,
  type CountMethod,
  type CountScope,
  type CountState,
  type CountWeighing,
  type CountZone,
  type LineClass,
  type LineShelf,
  type PassFile,
} from './records';
import type { Expected, Sighting } from './tag-classes';
import type { UnitWeight } from './unit-weight';

const countId = z.string().min(1).max(60);
const byId = z.object({ countId }).strict();

export interface CountSummary {
  readonly countId: string;
  readonly title: string;
  readonly method: CountMethod;
  readonly state: CountState;
  readonly bins: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
  /** Differences, and the money in them; `null` until they may be known. */
  readonly differences: number | null;
  readonly valueMinor: number | null;
  /** A zone of it is for whoever asks, and is not counted yet. */
  readonly mine: boolean;
}

export interface ClassSum {
  readonly lines: number;
  /** Pieces too few or too many. */
  readonly pieces: number;
  readonly valueMinor: number;
}

export interface CountBin extends CountZone {
  readonly location: string;
  /** Its zone is for whoever asks. */
  readonly mine: boolean;
  readonly done: boolean;
  readonly round: number;
  /** `null` where the count is blind and goes on. */
  readonly expected: number | null;
  readonly counted: number;
  readonly person: string | null;
}

/** A zone of a count: whose it is, and how far it is. */
export interface CountZoneView extends CountZone {
  readonly bins: number;
  /** Of a count by barcode. */
  readonly done: number;
  /** Who is to count it in this round; empty: whoever comes. */
  readonly people: readonly { readonly personId: string; readonly name: string }[];
  readonly mine: boolean;
  /** It is somebody else's, and whoever asks may count. */
  readonly othersOnly: boolean;
  /** Bins that are through, by who called them so. */
  readonly counted: readonly { readonly name: string; readonly bins: number }[];
  /** Who took it over from whom it was given to, the last one first. */
  readonly taken: readonly { readonly name: string; readonly word: string; readonly at: string }[];
}

export interface CountPass {
  readonly pass: number;
  readonly round: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly tags: number;
  /** Reports were lost: why. */
  readonly lost: string | null;
  /** Who began it, or brought the file. */
  readonly person: string;
  /** A sled read it by itself; `null`: readers did. */
  readonly file: PassFile | null;
}

export interface CountView {
  readonly countId: string;
  readonly title: string;
  readonly method: CountMethod;
  readonly state: CountState;
  readonly scope: CountScope;
  readonly round: number;
  readonly roundAt: string;
  readonly blind: boolean;
  readonly toleranceMinor: number;
  readonly approvalMinor: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly submittedAt: string | null;
  /** Who posted it or ended it, and when. */
  readonly ended: { readonly by: string; readonly at: string } | null;
  readonly counters: readonly string[];
  /** Whether whoever asks may count this round. */
  readonly mayCount: boolean;
  readonly binsDone: number;
  readonly binCount: number;
  /** Of a count by barcode, those that are open first; the first ones of them only where they are very many. */
  readonly bins: readonly CountBin[];
  /** One's own first. */
  readonly zones: readonly CountZoneView[];
  readonly passes: readonly CountPass[];
  /** Why tags may be missing: it can't be posted until it was read again. */
  readonly incomplete: string | null;
  readonly confidence: PassConfidence | null;
  /** Pieces; `null` while the count is blind and goes on. */
  readonly expected: number | null;
  readonly found: number | null;
  readonly sums: Readonly<Partial<Record<LineClass, ClassSum>>>;
  readonly plusMinor: number;
  readonly minusMinor: number;
  /** Differences of goods whose value the catalogue did not know: they are in no sum of money, and need a second person. */
  readonly unvalued: number;
  readonly decided: Readonly<Record<CountDecision | 'open' | 'small', number>>;
  readonly approval: { readonly needed: boolean; readonly valueMinor: number; readonly by: string | null };
  readonly adjusted: number | null;
  /** Tags that are none of ours beyond those that are listed. */
  readonly unlisted: number;
}

export interface CountLineRow {
  readonly line: number;
  readonly round: number;
  readonly name: string;
  readonly picture: string;
  readonly data: CountLine;
  readonly valueMinor: number;
  readonly decision: CountDecision | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly shelf: LineShelf | null;
  readonly decidedBy: string | null;
  /** So small that it needs no word. */
  readonly small: boolean;
}

export interface CountLineDetail {
  readonly row: CountLineRow;
  /** The strongest first; `null` where there is nothing to explain. */
  readonly causes: readonly SuggestedCause[] | null;
}

export interface BinEntry {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly counted: number;
  readonly expected: number | null;
}

export interface BinView {
  readonly location: string;
  readonly done: boolean;
  readonly checkDigits: string;
  readonly counted: number;
  readonly expected: number | null;
  readonly entries: readonly BinEntry[];
}

/** Scans that are offered to be taken back: the sheet has as many numbers. */
export const mostScansBack = 12;

/** A scan or weighing of a bin that is still open. */
export interface OpenScan {
  /** Its entry of the record. */
  readonly scan: number;
  /** UTC ISO. */
  readonly at: string;
  /** `null`: whoever asks. */
  readonly person: string | null;
  readonly sku: string;
  readonly name: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly quantity: number;
  readonly weighed: boolean;
}

/** Pieces of one item in one bin that were counted by one weighing. */
export interface WeighedPieces {
  readonly pieces: number;
  readonly lot: string | null;
  /** UTC ISO. */
  readonly at: string;
  readonly person: string;
  readonly weighing: CountWeighing;
}

/** One lot or serial number in a bin by the book, with the code that a scanner takes for it. */
export interface SheetRow {
  readonly sku: string;
  readonly name: string;
  readonly code: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expected: number;
}

export interface SheetBin {
  readonly location: string;
  readonly checkDigits: string;
  /** Empty where the count is blind. */
  readonly rows: readonly SheetRow[];
}

/** What is still to be counted, for a count on paper. */
export interface CountSheet {
  readonly title: string;
  readonly round: number;
  readonly blind: boolean;
  /** Bins that are not through; the first ones of them stand in `bins`. */
  readonly left: number;
  readonly bins: readonly SheetBin[];
}

/** Bins on one paper: more are printed when these are through. */
export const mostSheetBins = 200;

const balances = ['stock_balances', 'stock_goods', 'stock_accounts'] as const;

export const countQueries = {
  'counts.list': defineQuery<readonly CountSummary[]>()({
    params: z.object({}).strict(),
    tables: ['counts', 'count_lines', 'count_zones', 'count_people', 'people'],
    role: 'operator',
  }),
  'counts.count': defineQuery<CountView | null>()({
    params: byId,
    tables: [
      'counts',
      'count_bins',
      'count_people',
      'count_zones',
      'count_taken',
      'stock_locations',
      'count_passes',
      'count_rounds',
      'count_lines',
      'count_entries',
      'people',
    ],
    role: 'operator',
  }),
  'counts.lines': defineQuery<{ readonly total: number; readonly rows: readonly CountLineRow[] }>()({
    params: z
      .object({
        countId,
        class: z.enum(lineClasses).nullable().default(null),
        decision: z
          .enum([...decisions, 'open'])
          .nullable()
          .default(null),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(100_000).default(200),
      })
      .strict(),
    tables: ['counts', 'count_lines', 'items', 'people'],
    role: 'supervisor',
  }),
  'counts.line': defineQuery<CountLineDetail | null>()({
    params: z.object({ countId, line: z.number().int().min(1) }).strict(),
    tables: [
      'counts',
      'count_bins',
      'count_passes',
      'count_heard',
      'count_lines',
      'count_scans',
      'items',
      'barcodes',
      'people',
      'orders',
      'packs',
      'stock_movements',
      'stock_undone',
      'stock_locations',
      'stock_reservations',
      ...balances,
    ],
    role: 'supervisor',
  }),
  /** The scans or the tags that a line was made of. */
  'counts.evidence': defineQuery<LineEvidence | null>()({
    params: z
      .object({
        countId,
        line: z.number().int().min(1),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(20),
      })
      .strict(),
    tables: ['counts', 'count_bins', 'count_heard', 'count_lines', 'count_scans', 'barcodes', 'people'],
    role: 'supervisor',
  }),
  'counts.bin': defineQuery<BinView | null>()({
    params: z.object({ countId, location: locationCode }).strict(),
    tables: ['counts', 'count_bins', 'count_entries', 'stock_locations', 'items', ...balances],
    role: 'operator',
  }),
  /** The last scans of a bin that is still open, the newest first: any of them can be taken back. */
  'counts.scans': defineQuery<readonly OpenScan[]>()({
    params: z.object({ countId, location: locationCode }).strict(),
    tables: ['counts', 'count_scans', 'count_weighings', 'items', 'people'],
    role: 'operator',
  }),
  /** What a piece weighs as far as it is known, and how many a scale with this division can tell at once. */
  'counts.unitWeight': defineQuery<{ readonly unit: UnitWeight | null; readonly most: number }>()({
    params: z.object({ sku: z.string().max(60), divisionMg: z.number().int().min(0) }).strict(),
    tables: ['items', 'count_unit_samples'],
    role: 'operator',
  }),
  /** The weighings that a line's pieces were counted by. */
  'counts.weighings': defineQuery<readonly WeighedPieces[]>()({
    params: z.object({ countId, sku: z.string().max(60), location: locationCode }).strict(),
    tables: ['counts', 'count_weighings', 'people'],
    role: 'supervisor',
  }),
  'counts.sheet': defineQuery<CountSheet | null>()({
    params: byId,
    tables: ['counts', 'count_bins', 'stock_locations', 'items', 'barcodes', ...balances],
    role: 'operator',
  }),
  /** What the trusted side needs to sort tags while they come in. */
  'counts.world': defineQuery<{
    readonly expected: readonly Expected[];
    /** What the zones of the goods count from; empty where there is only one. */
    readonly zones: readonly CountZone[];
    readonly gtins: readonly (readonly [gtin: string, sku: string])[];
    readonly sightings: readonly Sighting[];
  } | null>()({
    params: byId,
    tables: ['counts', 'count_bins', 'count_heard', 'stock_locations', 'barcodes', 'items', ...balances],
    role: 'supervisor',
  }),
  'counts.scope': defineQuery<{
    readonly bins: number;
    readonly pieces: number;
    readonly zones: readonly (CountZone & { readonly bins: number })[];
  }>()({
    params: z.object({ scope: countScope }).strict(),
    tables: ['stock_locations', 'stock_bins', 'stock_tasks', 'stock_movements', 'items', ...balances],
    role: 'supervisor',
  }),
  /** What the site allows whoever starts a count, in minor units of money. */
  'counts.limits': defineQuery<{
    readonly toleranceMinor: number;
    readonly approvalMinor: number;
    readonly bins: number;
  }>()({ params: z.object({}).strict(), tables: [], role: 'supervisor' }),
} satisfies Record<string, QueryDefinition>;
