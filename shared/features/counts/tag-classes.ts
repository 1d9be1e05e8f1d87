import type { TagIdentity } from './tag-identity';

/** What a count makes of each thing that it expected, and of each tag that it read. */
export const tagClasses = [
  /** Expected here and read here. */
  'found',
  /** Expected here and read nowhere in this count. */
  'missing',
  /** Booked in another place, read here. */
  'misplaced',
  /** One of ours that the book has given away, or one more than it has here. */
  'unexpected',
  /** An item of the catalogue with a serial number that the book has never seen. */
  'unknown',
  /** A readable tag of somebody else, or of something that is no goods. */
  'foreign',
  /** A chip as the factory sent it. */
  'unencoded',
  /** Read from outside: too weak to say that it is here. */
  'stray',
] as const;
export type TagClass = (typeof tagClasses)[number];

/** What a reader says of one tag at one antenna in one pass: several reads in one. */
export interface Sighting {
  /** Hexadecimal, upper case. */
  readonly epc: string;
  readonly tid: string | null;
  /** Part of the count that the antenna looks at. */
  readonly area: string;
  readonly readerId: string;
  readonly antenna: number | null;
  /** From 1. */
  readonly pass: number;
  readonly reads: number;
  /** Hundredths of a dBm, the strongest of the reads. */
  readonly rssiCentiDbm: number | null;
  /** Epoch milliseconds; `null` where a sled could not tell. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

export interface Evidence {
  readonly area: string;
  readonly readerId: string;
  readonly antenna: number | null;
  readonly passes: readonly number[];
  readonly reads: number;
  readonly rssiCentiDbm: number | null;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** `weak`: read, but no louder than a tag outside would be. `same-identity`: one of several tags that say they are the same piece. */
export type TagNote = 'weak' | 'same-identity' | 'two-encodings';

export interface ClassifiedTag {
  readonly key: string;
  readonly epc: string;
  readonly tid: string | null;
  readonly scheme: string;
  readonly gtin: string | null;
  readonly serial: string | null;
  readonly sku: string | null;
  readonly class: Exclude<TagClass, 'missing'>;
  readonly area: string;
  /** Where the book has it, when that is not here. */
  readonly belongs: string | null;
  readonly notes: readonly TagNote[];
  readonly evidence: readonly Evidence[];
}

/** Something that should be here by the book: one piece with a serial number, or pieces that nobody tells apart. */
export type Expected = (
  | { readonly kind: 'piece'; readonly key: string; readonly sku: string; readonly area: string }
  | { readonly kind: 'pieces'; readonly sku: string; readonly area: string; readonly quantity: number }
) & {
  /** Number of the zone that the book has all of it in; absent: several, or nobody asks. */
  readonly zone?: number | undefined;
};

export interface MissingGoods {
  readonly sku: string;
  readonly area: string;
  /** Of one piece; `null` where pieces are not told apart. */
  readonly key: string | null;
  readonly quantity: number;
}

export type ClassSums = Readonly<Record<TagClass, number>> & {
  readonly expected: number;
  /** Different tags that were read. */
  readonly tags: number;
};

/** Where the book has a piece that is not expected in this count. */
export type Whereabouts =
  | { readonly kind: 'place'; readonly location: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'never-seen' };

export interface StrayRules {
  /** A tag that is louder than this is here. */
  readonly floorCentiDbm: number;
  /** Readers that tell no strength: so many reads. */
  readonly leastReads: number;
  /** How much louder another part of the count must hear a tag before it is held to be there. */
  readonly marginCentiDb: number;
}

export const usualStrayRules: StrayRules = { floorCentiDbm: -6500, leastReads: 2, marginCentiDb: 600 };

/**
 * Reads of a sled's file that tells no strength: somebody stood before the goods with it, so that one is enough to be here.
 * Nothing says that it came from outside, and a supervisor looks at what does not belong.
 */
export const silentReads = (reads: number): number => Math.max(reads, usualStrayRules.leastReads);

/** What the book and the catalogue say. */
export interface CountWorld {
  readonly expected: Iterable<Expected>;
  readonly skuOfGtin: (gtin: string) => string | null;
  readonly whereabouts: (sku: string, serial: string) => Whereabouts;
  readonly rules: StrayRules;
  /** What a tag stands for, where somebody has found it out before. */
  readonly identityOf?: (epc: string) => TagIdentity;
}
