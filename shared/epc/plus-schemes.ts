import type { EpcKind } from './schemes';

/**
 * The encodings that came with the EPC Tag Data Standard 2.0 (`+`) and 2.3 (`++`): keys in plain digits, without a
 * partition (sections 14.2, 14.5 and 14.6; which field holds which element: table F of Tag Data Translation 2.2).
 */

/** One field of an element. */
export type PlusField =
  | { readonly kind: 'digits'; readonly count: number }
  /** Any characters, in the shortest of six codings. */
  | { readonly kind: 'text'; readonly most: number }
  /** Digits in front, then either an end or other characters. */
  | { readonly kind: 'delimited'; readonly most: number }
  /** Digits with their count in front. */
  | { readonly kind: 'counted-digits'; readonly most: number };

const digits = (count: number): PlusField => ({ kind: 'digits', count });
const text = (most: number): PlusField => ({ kind: 'text', most });

export const plusFields: Readonly<Record<string, readonly PlusField[]>> = {
  '00': [digits(18)],
  '01': [digits(14)],
  '21': [text(20)],
  '253': [digits(13), text(17)],
  '254': [text(20)],
  '255': [digits(13), { kind: 'counted-digits', most: 12 }],
  '414': [digits(13)],
  '8003': [digits(14), text(16)],
  '8004': [{ kind: 'delimited', most: 30 }],
  '8006': [digits(18)],
  '8010': [{ kind: 'delimited', most: 30 }],
  '8011': [{ kind: 'counted-digits', most: 12 }],
  '8017': [digits(18)],
  '8018': [digits(18)],
};

/** Elements of a date that may stand in front, by the type indicator (table of section 14.5.3). */
export const prioritisedDates: readonly string[] = ['11', '13', '15', '16', '17', '7006', '7007'];

export type PlusScheme =
  | `${'sgtin' | 'dsgtin' | 'sscc' | 'sgln' | 'grai' | 'giai' | 'gsrn' | 'gsrnp' | 'gdti' | 'cpi' | 'sgcn' | 'itip'}+`
  | `${'sgtin' | 'dsgtin' | 'sscc' | 'sgln' | 'grai' | 'giai' | 'gsrn' | 'gsrnp' | 'gdti' | 'cpi' | 'sgcn' | 'itip'}++`;

export interface PlusSchemeRow {
  readonly header: number;
  readonly scheme: PlusScheme;
  readonly kind: EpcKind;
  readonly ais: readonly string[];
  /** A date stands before the key. */
  readonly dated?: true;
  /** The name of a web host stands behind the key; it is no part of the identity and is not read. */
  readonly hostName?: true;
}

export const plusSchemes: readonly PlusSchemeRow[] = [
  { header: 0xf0, scheme: 'cpi+', kind: 'cpi', ais: ['8010', '8011'] },
  { header: 0xf1, scheme: 'grai+', kind: 'grai', ais: ['8003'] },
  { header: 0xf2, scheme: 'sgln+', kind: 'sgln', ais: ['414', '254'] },
  { header: 0xf3, scheme: 'itip+', kind: 'itip', ais: ['8006', '21'] },
  { header: 0xf4, scheme: 'gsrn+', kind: 'gsrn', ais: ['8018'] },
  { header: 0xf5, scheme: 'gsrnp+', kind: 'gsrnp', ais: ['8017'] },
  { header: 0xf6, scheme: 'gdti+', kind: 'gdti', ais: ['253'] },
  { header: 0xf7, scheme: 'sgtin+', kind: 'sgtin', ais: ['01', '21'] },
  { header: 0xf8, scheme: 'sgcn+', kind: 'sgcn', ais: ['255'] },
  { header: 0xf9, scheme: 'sscc+', kind: 'sscc', ais: ['00'] },
  { header: 0xfa, scheme: 'giai+', kind: 'giai', ais: ['8004'] },
  { header: 0xfb, scheme: 'dsgtin+', kind: 'sgtin', ais: ['01', '21'], dated: true },
  { header: 0xe6, scheme: 'cpi++', kind: 'cpi', ais: ['8010', '8011'], hostName: true },
  { header: 0xe7, scheme: 'gsrn++', kind: 'gsrn', ais: ['8018'], hostName: true },
  { header: 0xe8, scheme: 'gsrnp++', kind: 'gsrnp', ais: ['8017'], hostName: true },
  { header: 0xe9, scheme: 'sgln++', kind: 'sgln', ais: ['414', '254'], hostName: true },
  { header: 0xea, scheme: 'gdti++', kind: 'gdti', ais: ['253'], hostName: true },
  { header: 0xeb, scheme: 'grai++', kind: 'grai', ais: ['8003'], hostName: true },
  { header: 0xec, scheme: 'sgcn++', kind: 'sgcn', ais: ['255'], hostName: true },
  { header: 0xed, scheme: 'itip++', kind: 'itip', ais: ['8006', '21'], hostName: true },
  { header: 0xee, scheme: 'giai++', kind: 'giai', ais: ['8004'], hostName: true },
  { header: 0xef, scheme: 'sscc++', kind: 'sscc', ais: ['00'], hostName: true },
  { header: 0xfc, scheme: 'dsgtin++', kind: 'sgtin', ais: ['01', '21'], dated: true, hostName: true },
  { header: 0xfd, scheme: 'sgtin++', kind: 'sgtin', ais: ['01', '21'], hostName: true },
];

const byHeader = new Map(plusSchemes.map((row) => [row.header, row]));
export const plusSchemeOfHeader = (header: number): PlusSchemeRow | null => byHeader.get(header) ?? null;
