/**
 * Widths of font 0 (CG Triumvirate Bold Condensed) in thousandths of the height, as `^A0N,h,h` draws it: measured on
 * renderings of the zebrash font by advance of ten glyphs. The table is also the set of characters that are relied
 * upon: printers draw more or less of Latin Extended-A by model, and what a printer lacks comes out blank.
 */
const groups: readonly (readonly [number, string])[] = [
  [250, ` '\\|¦`],
  [280, '/:;Ifijlt{}ÌÍÎÏìíîİı‘’‚‹›'],
  [300, 'ª²¹º'],
  [320, '³'],
  [340, '!"(),.[]`r¡¨¯´·¸ť'],
  [390, 'zž'],
  [400, '°'],
  [420, '•'],
  [450, 'Jcksvxyýÿśš'],
  [460, 'çćį'],
  [470, 'ïź'],
  [480, 'ţż'],
  [490, 'ę'],
  [500, '#$*+0123456789<=>?EFLTZ^_abdeghnopqu~¢£¤¥§«¬±µ»ÈÉÊËßàáâãäåèéêëðñòóôõö÷øùúûüþďĘĚĝŁńňőŤůŻŽƒ–“”„†‡€−'],
  [510, 'Ź'],
  [520, '¿ř'],
  [530, 'ąċşŷ'],
  [550, '¶Ś'],
  [560, 'ABCKPSVXYÀÁÂÃÄÅÇÝÞĆČŞŠŸ'],
  [580, 'ěčłņŗŭ'],
  [590, '×Ąŏ'],
  [620, 'DGHNOQRUÐÑÒÓÔÕÖØÙÚÛÜĎĜŃŇŐŘŮ'],
  [670, '&w'],
  [730, 'æœ'],
  [750, '¼½¾'],
  [780, 'MmÆ'],
  [800, '-'],
  [830, '©®'],
  [840, '%@WŒ'],
  [860, '™'],
  [1000, '—…'],
  [1120, '‰'],
];

const widths: ReadonlyMap<string, number> = new Map(
  groups.flatMap(([width, characters]) => Array.from(characters, (character) => [character, width] as const)),
);

const widest = 1120;

/** Printers' own fonts differ a little from the one measured. */
export const marginPercent = 6;

/** Height of capitals, in percent of the font's; they begin at the upper edge. */
export const capitalsPercent = 77;

/** True for characters that font 0 draws. */
export const isInFontZero = (character: string): boolean => widths.has(character);

/** Dots that a line takes at most when drawn `heightDots` high; characters outside the font count as the widest one. */
export const textWidthDots = (text: string, heightDots: number): number => {
  let thousandths = 0;
  for (const character of text) thousandths += widths.get(character) ?? widest;
  return Math.ceil((thousandths * heightDots * (100 + marginPercent)) / 100_000);
};

/** The longest beginning of a text that fits, at least one character. */
const fittingHead = (text: string, heightDots: number, widthDots: number): string => {
  const characters = Array.from(text);
  let count = characters.length;
  while (count > 1 && textWidthDots(characters.slice(0, count).join(''), heightDots) > widthDots) count -= 1;
  return characters.slice(0, count).join('');
};

/** Lines that fit, broken at spaces; a word too long for a line is broken where the line ends. */
export const wrapText = (text: string, heightDots: number, widthDots: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidthDots(joined, heightDots) <= widthDots) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (textWidthDots(line, heightDots) > widthDots && Array.from(line).length > 1) {
      const head = fittingHead(line, heightDots, widthDots);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
};

export interface FittedText {
  readonly text: string;
  readonly heightDots: number;
  /** The text did not fit even at the least height: its end was cut off and `…` put there. */
  readonly shortened: boolean;
}

/** One line, as high as it fits between two heights. */
export const fitLine = (text: string, most: number, least: number, widthDots: number): FittedText => {
  for (let heightDots = most; heightDots >= least; heightDots -= 1) {
    if (textWidthDots(text, heightDots) <= widthDots) return { text, heightDots, shortened: false };
  }
  const room = widthDots - textWidthDots('…', least);
  return { text: `${fittingHead(text, least, room).trimEnd()}…`, heightDots: least, shortened: true };
};
