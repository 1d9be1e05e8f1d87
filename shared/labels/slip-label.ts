import { fitLine, textWidthDots, wrapText } from './font-zero';
import { createLabelCanvas, type LabelCanvas, type LabelStock } from './label-canvas';
import { printableText } from './printable-text';

/** Words of a packing slip that fit a label. */
export interface SlipLabelWords {
  readonly title: string;
  readonly order: string;
  readonly date: string;
  readonly shipTo: string;
  readonly short: string;
  readonly demo: string;
}

/** What stands on it; no prices, so it can lie in a gift. */
export interface SlipLabelInput {
  readonly order: string;
  readonly date: string;
  readonly shipTo: readonly string[];
  readonly gift: string | null;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly shipped: number;
    readonly short: number;
    readonly marks: readonly string[];
  }[];
  readonly demo: boolean;
}

export interface SlipLabels {
  /** One ZPL format for each page. */
  readonly pages: readonly string[];
  /** Characters that the printer's font can't draw: with any of them the slip must not be printed. */
  readonly missing: string;
}

/** Millimetres. */
const margin = 4;
const heights = { title: 6, text: 3.2, small: 2.6, row: 8.6, foot: 5 } as const;
const longest = 160;
/** A gift message. */
const longestText = 1000;

type Line = { readonly height: number; readonly draw: (canvas: LabelCanvas, y: number) => void };

/**
 * Lays a packing slip out on as many labels as it takes: whom it is for on the first, the goods after it, and on each
 * which of how many it is.
 */
export const renderSlipLabels = (slip: SlipLabelInput, words: SlipLabelWords, stock: LabelStock): SlipLabels => {
  const missing = new Set<string>();
  const clean = (text: string, most = longest): string => {
    const printable = printableText(text, most);
    for (const character of printable.missing) missing.add(character);
    return printable.text;
  };
  const probe = createLabelCanvas(stock);
  const left = probe.dots(margin);
  const width = probe.width - 2 * left;

  const textLines = (text: string, mm: number): Line[] =>
    wrapText(clean(text, longestText), probe.dots(mm), width).map((part) => ({
      height: mm + 0.9,
      draw: (canvas, y) => canvas.text({ x: left, y }, canvas.dots(mm), part),
    }));

  const itemLine = (line: SlipLabelInput['lines'][number]): Line => ({
    height: heights.row,
    draw: (canvas, y) => {
      const d = canvas.dots;
      const count = `× ${line.shipped}`;
      const size = d(4.2);
      const right = textWidthDots(count, size);
      canvas.text({ x: left + width - right, y }, size, count);
      const name = fitLine(clean(line.name), d(3.6), d(2.4), width - right - d(2));
      canvas.text({ x: left, y }, name.heightDots, name.text);
      const marks = [line.sku, ...line.marks, ...(line.short > 0 ? [`${words.short}: ${line.short}`] : [])].join(' · ');
      const below = fitLine(clean(marks), d(heights.small), d(1.9), width - right - d(2));
      canvas.text({ x: left, y: y + d(4.3) }, below.heightDots, below.text);
    },
  });

  const rule: Line = { height: 2, draw: (canvas, y) => canvas.rule({ x: left, y }, width) };
  const head = [
    ...textLines(words.title, heights.title),
    ...textLines(`${words.order} ${slip.order} · ${words.date} ${slip.date}`, heights.text),
    rule,
    ...textLines(words.shipTo, heights.small),
    ...slip.shipTo.flatMap((each) => textLines(each, heights.text)),
    ...(slip.gift === null ? [] : [rule, ...textLines(slip.gift, heights.text)]),
    rule,
  ];
  const again = [...textLines(`${words.title} · ${words.order} ${slip.order}`, heights.text), rule];
  const room = stock.heightMm - 2 * margin - heights.foot;
  const pages: Line[][] = [[]];
  let used = 0;
  for (const line of [...head, ...slip.lines.map(itemLine)]) {
    if (used + line.height > room) {
      pages.push([...again]);
      used = again.reduce((sum, each) => sum + each.height, 0);
    }
    pages.at(-1)?.push(line);
    used += line.height;
  }
  const draw = (lines: readonly Line[], index: number): string => {
    const canvas = createLabelCanvas(stock);
    let top = margin;
    for (const line of lines) {
      line.draw(canvas, canvas.dots(top));
      top += line.height;
    }
    const y = canvas.dots(stock.heightMm - margin - heights.small);
    const place = `${index + 1} / ${pages.length}`;
    canvas.text(
      { x: left + width - textWidthDots(place, canvas.dots(heights.small)), y },
      canvas.dots(heights.small),
      place,
    );
    if (slip.demo) canvas.text({ x: left, y }, canvas.dots(heights.small), clean(words.demo));
    return canvas.zpl([]);
  };
  const drawn = pages.map(draw);
  return { pages: drawn, missing: [...missing].join('') };
};
