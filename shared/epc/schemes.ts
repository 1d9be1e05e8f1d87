/**
 * Tables of the EPC Tag Data Standard 1.13 (GS1, 2019; sections 14.2 and 14.5, unchanged in 2.3): which header means
 * which scheme, and of which fields each is made, in order, behind the header.
 */

export const epcKinds = [
  'sgtin',
  'sscc',
  'sgln',
  'grai',
  'giai',
  'gsrn',
  'gsrnp',
  'gdti',
  'cpi',
  'sgcn',
  'itip',
  'gid',
  'usdod',
  'adi',
] as const;
/** What is identified: the scheme of a pure identity URI. */
export type EpcKind = (typeof epcKinds)[number];

/** One row for each length of company prefix, 12 digits first: bits and digits (or characters) of what follows it. */
export type PartitionTable = readonly (readonly [bits: number, digits: number])[];

/** Bits of the company prefix for partitions 0 to 6, which mean 12 to 6 digits. The same in every table. */
export const companyPrefixBits: readonly number[] = [40, 37, 34, 30, 27, 24, 20];

/** Tables 14-2 and 14-30. */
const item: PartitionTable = [
  [4, 1],
  [7, 2],
  [10, 3],
  [14, 4],
  [17, 5],
  [20, 6],
  [24, 7],
];
/** Tables 14-5 and 14-17. */
const serialReference: PartitionTable = [
  [18, 5],
  [21, 6],
  [24, 7],
  [28, 8],
  [31, 9],
  [34, 10],
  [38, 11],
];
/** Tables 14-7, 14-20 and 14-28. */
const location: PartitionTable = [
  [1, 0],
  [4, 1],
  [7, 2],
  [11, 3],
  [14, 4],
  [17, 5],
  [21, 6],
];
/** Table 14-10. */
const assetType: PartitionTable = [
  [4, 0],
  [7, 1],
  [10, 2],
  [14, 3],
  [17, 4],
  [20, 5],
  [24, 6],
];
/** Table 14-13. */
const shortAsset: PartitionTable = [
  [42, 13],
  [45, 14],
  [48, 15],
  [52, 16],
  [55, 17],
  [58, 18],
  [62, 19],
];
/** Table 14-15. */
const longAsset: PartitionTable = [
  [148, 18],
  [151, 19],
  [154, 20],
  [158, 21],
  [161, 22],
  [164, 23],
  [168, 24],
];
/** Table 14-24. */
const shortPart: PartitionTable = [
  [11, 3],
  [14, 4],
  [17, 5],
  [21, 6],
  [24, 7],
  [27, 8],
  [31, 9],
];
/** Table 14-25. */
const longPart: PartitionTable = [
  [114, 18],
  [120, 19],
  [126, 20],
  [132, 21],
  [138, 22],
  [144, 23],
  [150, 24],
];

/** One field of an encoding; each but `reserved` is one component of the URI, `partition` is two. */
export type EpcSegment =
  | {
      readonly kind: 'partition';
      readonly table: PartitionTable;
      /** Digits filled up with zeros, digits as they are, 7-bit characters, or six-bit characters up to a zero. */
      readonly reference: 'padded' | 'unpadded' | 'string' | 'six-bit';
    }
  | { readonly kind: 'integer'; readonly bits: number; readonly limit?: number }
  | { readonly kind: 'string'; readonly bits: number }
  | { readonly kind: 'numeric-string'; readonly bits: number; readonly digits: number }
  | { readonly kind: 'fixed-width'; readonly bits: number; readonly digits: number }
  | { readonly kind: 'reserved'; readonly bits: number }
  | { readonly kind: 'enterprise'; readonly bits: 36 | 48 }
  | { readonly kind: 'six-bit-string'; readonly least: number; readonly most: number; readonly pattern: RegExp };

const partition = (table: PartitionTable, reference: 'padded' | 'unpadded' | 'string' | 'six-bit'): EpcSegment => ({
  kind: 'partition',
  table,
  reference,
});
const integer = (bits: number): EpcSegment => ({ kind: 'integer', bits });
const string = (bits: number): EpcSegment => ({ kind: 'string', bits });
const reserved: EpcSegment = { kind: 'reserved', bits: 24 };
const twoDigits: EpcSegment = { kind: 'fixed-width', bits: 7, digits: 2 };

interface SchemeRow {
  readonly header: number;
  readonly kind: EpcKind;
  /** Bits of the filter value; General Identifiers have none. */
  readonly filterBits: number;
  readonly segments: readonly EpcSegment[];
}

/** Of each kind the shortest encoding first. */
const rows = {
  'sgtin-96': { header: 0x30, kind: 'sgtin', filterBits: 3, segments: [partition(item, 'padded'), integer(38)] },
  'sgtin-198': { header: 0x36, kind: 'sgtin', filterBits: 3, segments: [partition(item, 'padded'), string(140)] },
  'sscc-96': { header: 0x31, kind: 'sscc', filterBits: 3, segments: [partition(serialReference, 'padded'), reserved] },
  'sgln-96': { header: 0x32, kind: 'sgln', filterBits: 3, segments: [partition(location, 'padded'), integer(41)] },
  'sgln-195': { header: 0x39, kind: 'sgln', filterBits: 3, segments: [partition(location, 'padded'), string(140)] },
  'grai-96': { header: 0x33, kind: 'grai', filterBits: 3, segments: [partition(assetType, 'padded'), integer(38)] },
  'grai-170': { header: 0x37, kind: 'grai', filterBits: 3, segments: [partition(assetType, 'padded'), string(112)] },
  'giai-96': { header: 0x34, kind: 'giai', filterBits: 3, segments: [partition(shortAsset, 'unpadded')] },
  'giai-202': { header: 0x38, kind: 'giai', filterBits: 3, segments: [partition(longAsset, 'string')] },
  'gsrn-96': { header: 0x2d, kind: 'gsrn', filterBits: 3, segments: [partition(serialReference, 'padded'), reserved] },
  'gsrnp-96': {
    header: 0x2e,
    kind: 'gsrnp',
    filterBits: 3,
    segments: [partition(serialReference, 'padded'), reserved],
  },
  'gdti-96': { header: 0x2c, kind: 'gdti', filterBits: 3, segments: [partition(location, 'padded'), integer(41)] },
  'gdti-174': { header: 0x3e, kind: 'gdti', filterBits: 3, segments: [partition(location, 'padded'), string(119)] },
  /** Deprecated since 1.9; read and written on request only, as the last choice. */
  'gdti-113': {
    header: 0x3a,
    kind: 'gdti',
    filterBits: 3,
    segments: [partition(location, 'padded'), { kind: 'numeric-string', bits: 58, digits: 17 }],
  },
  'cpi-96': { header: 0x3c, kind: 'cpi', filterBits: 3, segments: [partition(shortPart, 'unpadded'), integer(31)] },
  'cpi-var': {
    header: 0x3d,
    kind: 'cpi',
    filterBits: 3,
    // 40 bits hold a little more than the twelve digits of AI 8011.
    segments: [partition(longPart, 'six-bit'), { kind: 'integer', bits: 40, limit: 1e12 }],
  },
  'sgcn-96': {
    header: 0x3f,
    kind: 'sgcn',
    filterBits: 3,
    segments: [partition(location, 'padded'), { kind: 'numeric-string', bits: 41, digits: 12 }],
  },
  'itip-110': {
    header: 0x40,
    kind: 'itip',
    filterBits: 3,
    segments: [partition(item, 'padded'), twoDigits, twoDigits, integer(38)],
  },
  'itip-212': {
    header: 0x41,
    kind: 'itip',
    filterBits: 3,
    segments: [partition(item, 'padded'), twoDigits, twoDigits, string(140)],
  },
  'gid-96': { header: 0x35, kind: 'gid', filterBits: 0, segments: [integer(28), integer(24), integer(36)] },
  'usdod-96': { header: 0x2f, kind: 'usdod', filterBits: 4, segments: [{ kind: 'enterprise', bits: 48 }, integer(36)] },
  'adi-var': {
    header: 0x3b,
    kind: 'adi',
    filterBits: 6,
    segments: [
      { kind: 'enterprise', bits: 36 },
      { kind: 'six-bit-string', least: 0, most: 32, pattern: /^[-/0-9A-Z]*$/ },
      // The sign # in front says that the part is not serialised otherwise.
      { kind: 'six-bit-string', least: 1, most: 30, pattern: /^#?[-/0-9A-Z]+$/ },
    ],
  },
} satisfies Record<string, SchemeRow>;

/** An encoding of the EPC Tag Data Standard 1.x, as it is named in a tag URI. */
export type TagScheme = keyof typeof rows;

export interface TagSchemeRow extends SchemeRow {
  readonly scheme: TagScheme;
}

export const tagSchemes: readonly TagSchemeRow[] = Object.entries(rows).map(([scheme, row]) => ({
  ...row,
  scheme: scheme as TagScheme,
}));

const byHeader = new Map(tagSchemes.map((row) => [row.header, row]));
const byName = new Map<string, TagSchemeRow>(tagSchemes.map((row) => [row.scheme, row]));

export const tagSchemeOfHeader = (header: number): TagSchemeRow | null => byHeader.get(header) ?? null;
export const tagSchemeNamed = (name: string): TagSchemeRow | null => byName.get(name) ?? null;

/** How many components the URI of a kind has. */
export const partCount = (kind: EpcKind): number => {
  const row = tagSchemes.find((each) => each.kind === kind);
  return (row?.segments ?? []).reduce(
    (sum, segment) => sum + (segment.kind === 'partition' ? 2 : segment.kind === 'reserved' ? 0 : 1),
    0,
  );
};
