import type { TagName } from '../../../shared/epc/name';
import type { TagRow } from '../../../shared/tag-list';

export const tagKinds = ['all', 'item', 'unit', 'asset', 'other', 'twice'] as const;
export type TagKind = (typeof tagKinds)[number];

export const sortKeys = ['tag', 'rssi', 'antenna', 'reads', 'first', 'last'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface TagFilter {
  readonly search: string;
  readonly kind: TagKind;
  /** `''` for all of them. */
  readonly readerId: string;
}

export interface TagOrder {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** The newest on top: what was there before stays in its order. */
export const usualOrder: TagOrder = { by: 'first', descending: true };

const kindOf = (name: TagName): Exclude<TagKind, 'all' | 'twice'> => {
  if (name.kind !== 'epc') return 'other';
  const ai = name.elements[0]?.ai;
  if (ai === '01') return 'item';
  if (ai === '00') return 'unit';
  return ai === undefined ? 'other' : 'asset';
};

/** Names of the keys as GS1 has them; they are the same in every language. */
const keyNames: Readonly<Record<string, string>> = {
  '00': 'SSCC',
  '01': 'GTIN',
  '11': 'PROD',
  '17': 'EXP',
  '21': 'SN',
  '253': 'GDTI',
  '254': 'EXT',
  '255': 'GCN',
  '414': 'GLN',
  '8003': 'GRAI',
  '8004': 'GIAI',
  '8006': 'ITIP',
  '8010': 'CPID',
  '8011': 'SN',
  '8017': 'GSRNP',
  '8018': 'GSRN',
};

/** `GTIN 09521101000075`, `SN 1001`; `null` for a tag that says nothing of the kind. */
export const nameParts = (name: TagName): readonly string[] | null => {
  if (name.kind !== 'epc') return null;
  if (name.elements.length > 0) return name.elements.map(({ ai, value }) => `${keyNames[ai] ?? `(${ai})`} ${value}`);
  return name.uri === null ? null : [name.uri.replace('urn:epc:id:', '')];
};

export const schemeText = (name: TagName): string | null =>
  name.kind === 'unencoded' ? null : (name.scheme?.toUpperCase() ?? null);

const textOf = ({ epcHex, tidHex, name }: TagRow): string =>
  `${epcHex} ${tidHex ?? ''} ${nameParts(name)?.join(' ') ?? ''}`.toUpperCase();

const matches = (row: TagRow, { kind, readerId }: TagFilter, wanted: string): boolean =>
  (kind === 'all' || (kind === 'twice' ? row.twice : kindOf(row.name) === kind)) &&
  (readerId === '' || row.places.some((place) => place.readerId === readerId)) &&
  (wanted === '' || textOf(row).includes(wanted));

const nameKey = (row: TagRow): string => nameParts(row.name)?.join(' ') ?? `~${row.epcHex}`;
const noRssi = Number.NEGATIVE_INFINITY;

const numbers: Readonly<Record<Exclude<SortKey, 'tag'>, (row: TagRow) => number>> = {
  rssi: ({ maxRssiCentiDbm }) => maxRssiCentiDbm ?? noRssi,
  antenna: ({ places }) => places[0]?.antenna ?? 0,
  reads: ({ reads }) => reads,
  // The order of first sight, so that tags of one moment do not change places.
  first: ({ id }) => id,
  last: ({ lastAt }) => lastAt,
};

/** The tags that somebody looks for, in the order that was chosen. */
export const arrange = (rows: readonly TagRow[], filter: TagFilter, { by, descending }: TagOrder): TagRow[] => {
  const wanted = filter.search
    .toUpperCase()
    .replaceAll(/[\s·]+/g, ' ')
    .trim();
  const found = rows.filter((row) => matches(row, filter, wanted));
  if (by === 'tag') {
    const keyed = found.map((row) => ({ row, key: nameKey(row) }));
    keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.row.id - other.row.id));
    const sorted = keyed.map(({ row }) => row);
    return descending ? sorted.reverse() : sorted;
  }
  const value = numbers[by];
  found.sort((one, other) => value(one) - value(other) || one.id - other.id);
  return descending ? found.reverse() : found;
};
