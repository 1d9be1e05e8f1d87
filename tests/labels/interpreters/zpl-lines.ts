const place = String.raw`\^FO\d+,\d+`;
/** Every line that a label of the engine may have. Barcode data hold no sign that ZPL would obey. */
const lines = [
  /^\^XA$/,
  /^\^CI28\^JMA\^JZN$/,
  /^\^PW\d+\^LL\d+$/,
  /^\^LH0,0\^LS0\^LT0\^PON\^PMN\^FWN\^LRN$/,
  new RegExp(String.raw`^${place}\^GFA,(\d+),\1,\d+,[0-9A-FG-Yg-z,:]+\^FS$`),
  new RegExp(String.raw`^${place}\^GB\d+,\d+,\d+\^FS$`),
  new RegExp(String.raw`^${place}\^BY\d+,2,\d+\^BC[NRIB],\d+,N,N,N,N\^FD>[:;][ -\]_-}]+\^FS$`),
  new RegExp(String.raw`^${place}\^BY\d+,3,\d+\^B3[NRIB],N,\d+,N,N\^FD[-0-9A-Z. $/+%]+\^FS$`),
  new RegExp(String.raw`^${place}\^BY\d+,3,\d+\^B2[NRIB],\d+,N,N,N\^FD\d{14}\^FS$`),
  new RegExp(String.raw`^${place}\^BY\d+,3,\d+\^BE[NRIB],\d+,N,N\^FD\d{12}\^FS$`),
  new RegExp(String.raw`^${place}\^BXN,\d+,200,(\d+),\1(?:,,_)?\^FD[ -\[\]_-}]+\^FS$`),
  /^\^PQ1,0,1,Y$/,
  /^\^XZ$/,
];

/** Throws at the first line that is not one of the engine's own, or that stands where it must not. */
export const checkZpl = (bytes: Uint8Array): void => {
  const zpl = Buffer.from(bytes).toString('latin1');
  if (!zpl.endsWith('\n')) throw new Error('does not end with a line end');
  const kinds = zpl
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const kind = lines.findIndex((each) => each.test(line));
      if (kind < 0) throw new Error(`not a line of ours: ${JSON.stringify(line.slice(0, 120))}`);
      return kind;
    });
  const inner = kinds.slice(4, -2);
  if (kinds.slice(0, 4).join() !== '0,1,2,3' || kinds.slice(-2).join() !== '11,12') throw new Error('no frame');
  if (inner.some((kind) => kind < 4 || kind > 10)) throw new Error('something out of its place');
};
