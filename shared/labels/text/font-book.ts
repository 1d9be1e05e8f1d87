import { families, fontFileOf, type FamilyName, type FontStyle } from './font-files';
import { loadHarfBuzz, type FontFace, type HarfBuzz } from './harfbuzz';

/** Where the bytes come from: files on the trusted side, `app://` in a window. */
export interface FontSource {
  /** `harfbuzz.wasm` of the package harfbuzzjs. */
  shaper(): Promise<Uint8Array>;
  /** A file of resources/fonts. */
  font(file: string): Promise<Uint8Array>;
}

export interface LoadedFont {
  readonly file: string;
  readonly face: FontFace;
  readonly family: FamilyName;
  readonly embolden: boolean;
}

/** The shaper and the fonts that were needed so far. */
export interface FontBook {
  /** Loads what the texts need; must have been called before they are shaped. */
  prepare(texts: Iterable<string>, style: FontStyle): Promise<void>;
  /** The first of the fonts meant for a character that has it, or `null`: the same whatever else was loaded. */
  fontFor(character: string, style: FontStyle): LoadedFont | null;
}

const keyOf = (name: string, { weight, condensed }: FontStyle): string => `${name} ${weight} ${condensed}`;

/** Characters whose fonts are remembered. */
const mostFound = 20_000;

/** Kept for good: a station prints in few scripts. */
export const createFontBook = (source: FontSource): FontBook => {
  const loaded = new Map<string, LoadedFont>();
  const found = new Map<string, LoadedFont | null>();
  const faces = new Map<string, Promise<FontFace>>();
  let shaper: Promise<HarfBuzz> | null = null;

  const faceOf = (file: string): Promise<FontFace> => {
    const known = faces.get(file);
    if (known !== undefined) return known;
    shaper ??= source.shaper().then(loadHarfBuzz);
    const face = Promise.all([shaper, source.font(file)]).then(([harfBuzz, bytes]) => harfBuzz.face(bytes));
    faces.set(file, face);
    // A file that could not be read now may be readable at the next label.
    face.catch(() => {
      faces.delete(file);
      shaper = null;
    });
    return face;
  };

  const find = (character: string, style: FontStyle): LoadedFont | null => {
    const codePoints = Array.from(character, (each) => each.codePointAt(0) ?? 0);
    for (const { name, range } of families) {
      if (!range.test(character)) continue;
      const font = loaded.get(keyOf(name, style));
      if (font === undefined) throw new Error(`the font ${name} was not prepared`);
      if (codePoints.every((codePoint) => font.face.glyphOf(codePoint) !== 0)) return font;
    }
    return null;
  };

  return {
    prepare: async (texts, style) => {
      const all = Array.from(texts).join('');
      const wanted = families.filter(({ name, range }) => !loaded.has(keyOf(name, style)) && range.test(`${all} `));
      await Promise.all(
        wanted.map(async (family) => {
          const { file, embolden } = fontFileOf(family, style);
          const face = await faceOf(file);
          loaded.set(keyOf(family.name, style), { file, face, family: family.name, embolden });
        }),
      );
    },
    fontFor: (character, style) => {
      const key = keyOf(character, style);
      const known = found.get(key);
      if (known !== undefined) return known;
      const font = find(character, style);
      if (found.size >= mostFound) found.clear();
      found.set(key, font);
      return font;
    },
  };
};
