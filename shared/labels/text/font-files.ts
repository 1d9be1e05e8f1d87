export type Weight = 'regular' | 'bold';

export interface FontStyle {
  readonly weight: Weight;
  readonly condensed: boolean;
}

export type FamilyName =
  | 'latin'
  | 'hebrew'
  | 'arabic'
  | 'thai'
  | 'devanagari'
  | 'hangul'
  | 'cjk'
  | 'symbols'
  | 'arrows'
  | 'signs';

interface Family {
  readonly name: FamilyName;
  /** Characters that this family is asked for; the first family is asked for all. */
  readonly range: RegExp;
  /** Files in resources/fonts. */
  readonly regular: string;
  /** Missing: bold is made by drawing the regular glyphs twice. */
  readonly bold?: string;
  readonly condensed?: string;
  readonly condensedBold?: string;
}

/** The bundled fonts in the order in which they are asked for a character. Their origins: resources/fonts/README.md */
export const families: readonly Family[] = [
  {
    name: 'latin',
    range: /[^]/u,
    regular: 'NotoSans-Regular.ttf',
    bold: 'NotoSans-Bold.ttf',
    condensed: 'NotoSans-Condensed.ttf',
    condensedBold: 'NotoSans-CondensedBold.ttf',
  },
  {
    name: 'hebrew',
    range: /[\u0590-\u05ff\ufb1d-\ufb4f]/u,
    regular: 'NotoSansHebrew-Regular.ttf',
    bold: 'NotoSansHebrew-Bold.ttf',
  },
  {
    name: 'arabic',
    range: /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u,
    regular: 'NotoSansArabic-Regular.ttf',
    bold: 'NotoSansArabic-Bold.ttf',
  },
  {
    name: 'thai',
    range: /[\u0e00-\u0e7f]/u,
    regular: 'NotoSansThai-Regular.ttf',
    bold: 'NotoSansThai-Bold.ttf',
  },
  {
    name: 'devanagari',
    range: /\p{Script_Extensions=Devanagari}/u,
    regular: 'NotoSansDevanagari-Regular.ttf',
    bold: 'NotoSansDevanagari-Bold.ttf',
  },
  {
    name: 'hangul',
    range: /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]/u,
    regular: 'NanumSquareR.ttf',
    bold: 'NanumSquareB.ttf',
  },
  {
    name: 'cjk',
    range: /[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/u,
    regular: 'DroidSansFallback.ttf',
  },
  { name: 'symbols', range: /[\u2300-\u27bf\u2b00-\u2bff]/u, regular: 'NotoSansSymbols2-Regular.ttf' },
  { name: 'arrows', range: /[\u2190-\u22ff\u25a0-\u25ff]/u, regular: 'NotoSansMath-Regular.ttf' },
  { name: 'signs', range: /[\u2300-\u27bf]/u, regular: 'NotoSansSymbols-Regular.ttf' },
];

/** File of a family in a style, and whether bold has to be made from regular. */
export const fontFileOf = (
  { regular, bold, condensed, condensedBold }: Family,
  style: FontStyle,
): { readonly file: string; readonly embolden: boolean } => {
  const isBold = style.weight === 'bold';
  const narrow = style.condensed ? (isBold ? condensedBold : condensed) : undefined;
  const file = narrow ?? (isBold ? bold : regular) ?? regular;
  return { file, embolden: isBold && bold === undefined };
};

/** Every bundled file. */
export const fontFiles: readonly string[] = families.flatMap(({ regular, bold, condensed, condensedBold }) =>
  [regular, bold, condensed, condensedBold].filter((file) => file !== undefined),
);
