const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text: everything from outside passes here before it stands in a document. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** Markup that is known to be safe. */
class Safe {
  constructor(readonly markup: string) {}
}

/** Marks markup that we made ourselves (a barcode picture). */
export const trusted = (markup: string): Safe => new Safe(markup);

type Part = string | number | null | Safe | readonly Safe[];

const render = (part: Part): string => {
  if (part === null) return '';
  if (part instanceof Safe) return part.markup;
  if (typeof part === 'object') return part.map((each) => each.markup).join('');
  return escapeHtml(String(part));
};

/** A template whose values are escaped unless they are themselves the result of `html`. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Safe =>
  new Safe(
    strings.reduce(
      (text, string, index) => text + string + (index < parts.length ? render(parts[index] ?? null) : ''),
      '',
    ),
  );

export type Html = Safe;

/** A whole page; no script can run in it and nothing is loaded. */
export const page = (title: string, style: string, body: Html): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body.markup}</body></html>`;
