/** Lines that a label of ours may have, and no other. What stands in `^FD` is hex or harmless. */
const data = String.raw`(?:[ !-\[\]\`a-}]|_[0-9A-F]{2})*`;
const field = String.raw`\^FO\d+,\d+`;
const lines: Readonly<Record<string, RegExp>> = {
  start: /^\^XA$/,
  modes: /^\^CI28\^JMA\^JZN$/,
  size: /^\^PW\d+\^LL\d+$/,
  origin: /^\^LH0,0\^LS0\^LT0\^PON\^PMN\^FWN\^LRN$/,
  text: new RegExp(String.raw`^${field}\^A0N,\d+,\d+(?:\^FR)?\^FH_\^FD(${data})\^FS$`),
  box: new RegExp(String.raw`^${field}\^GB\d+,\d+,\d+\^FS$`),
  code128: new RegExp(String.raw`^${field}\^BY\d+,2,\d+\^BCN,\d+,N,N,N,N\^FD>[:;][0-9A-Z>.\/-]+\^FS$`),
  dataMatrix: new RegExp(String.raw`^${field}\^BXN,\d+,200,\d+,\d+\^FDPWL\*[0-9A-Z.\/*-]+\^FS$`),
  quantity: /^\^PQ1,0,1,Y$/,
  end: /^\^XZ$/,
};

const frame = ['start', 'modes', 'size', 'origin'];

/**
 * Reads a label's ZPL by a grammar of the template's own lines. Answers the kind of every line and the texts that the
 * printer draws; throws at the first line that the template does not have.
 */
export const parseLabel = (zpl: string): { readonly kinds: string[]; readonly texts: string[] } => {
  if (!zpl.endsWith('\n')) throw new Error('does not end with a line end');
  const kinds: string[] = [];
  const texts: string[] = [];
  for (const line of zpl.slice(0, -1).split('\n')) {
    const kind = Object.keys(lines).find((each) => lines[each]?.test(line));
    if (kind === undefined) throw new Error(`not a line of the template: ${line.slice(0, 200)}`);
    kinds.push(kind);
    const text = lines[kind]?.exec(line)?.[1];
    if (text !== undefined) texts.push(decodeURIComponent(text.replaceAll('%', '%25').replaceAll('_', '%')));
  }
  const inner = kinds.slice(4, -2);
  const isFramed = frame.every((kind, index) => kinds[index] === kind) && kinds.at(-2) === 'quantity';
  const isInside = inner.every((kind) => ['text', 'box', 'code128', 'dataMatrix'].includes(kind));
  if (!isFramed || kinds.at(-1) !== 'end' || !isInside) throw new Error(`lines out of place: ${kinds.join(' ')}`);
  return { kinds, texts };
};

/** How often each command stands in a printer's input: `^` or `~` and the two characters behind it. */
export const countCommands = (zpl: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const [command] of zpl.matchAll(/[\^~][^]{0,2}/g)) counts[command] = (counts[command] ?? 0) + 1;
  return counts;
};
