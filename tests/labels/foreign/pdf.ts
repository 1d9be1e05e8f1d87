import bwip from 'bwip-js/node';

/** A rectangle in points from the lower left corner, black. */
type Box = readonly [x: number, y: number, width: number, height: number];

/** Bars of a Code 128 symbol as boxes, `module` points a module. */
export const barsOf = (text: string, x: number, y: number, module: number, height: number): Box[] => {
  const [symbol] = bwip.raw({ bcid: 'code128', text }) as { sbs: number[] }[];
  const boxes: Box[] = [];
  let at = x;
  symbol?.sbs.forEach((width, index) => {
    if (index % 2 === 0) boxes.push([at, y, width * module, height]);
    at += width * module;
  });
  return boxes;
};

/** A PDF of pages that show boxes, written by hand: no library's idea of one. */
export const makePdf = (
  width: number,
  height: number,
  boxes: readonly Box[],
  { pages = 1, extra = '' } = {},
): Uint8Array => {
  const content = boxes.map((box) => `${box.join(' ')} re f`).join('\n');
  const kids = Array.from({ length: pages }, (_, index) => `${4 + index} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${extra} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...Array.from(
      { length: pages },
      () => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 3 0 R >>`,
    ),
  ];
  let text = '%PDF-1.4\n';
  const places: number[] = [];
  objects.forEach((object, index) => {
    places.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
};
