import { layOutAddress, type AddressPart } from './address-block';
import { countryName, placeLines } from './address-lines';
import { encodeCode128, encodeGs1128, type Code128 } from './code-128';
import { encodeCopyCode } from './copy-code';
import { dataMatrixModules } from './data-matrix';
import { capitalsPercent, textWidthDots } from './font-zero';
import { quietModules, type LabelCanvas, type LabelStock } from './label-canvas';
import type { CleanInput, ShortenedField } from './label-input';
import { routingCodeOf } from './routing-code';

export interface ExpectedCode {
  /** What a reader answers, without symbology identifier and FNC1. */
  readonly text: string;
  readonly symbology: 'gs1-128' | 'code-128' | 'data-matrix';
}

/** A section draws itself between `top` and `top + height` (dots) and tells what it had to shorten. */
export interface Section {
  readonly input: CleanInput;
  readonly canvas: LabelCanvas;
  readonly stock: LabelStock;
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly width: number;
  readonly shorten: (fits: boolean, field: ShortenedField) => void;
  readonly expect: (code: ExpectedCode) => void;
}

const captionMm = 2.4;
/** From a caption's top to what it names. */
const captionStepMm = 3.1;

const caption = ({ canvas }: Section, x: number, y: number, text: string): void =>
  canvas.text({ x, y }, canvas.dots(captionMm), text);

/** Name, up to four lines as large as they are read well, more of them closer together. */
const drawSender = (section: Section, room: number): void => {
  const { canvas, input, top, left, shorten } = section;
  const d = canvas.dots;
  const country = input.shipFrom.country === input.shipTo.country ? '' : countryName(input.shipFrom.country);
  const lines = [...input.shipFrom.lines, country].filter((line) => line !== '');
  const step = Math.floor(d(12.4) / Math.max(4, lines.length));
  const most = Math.min(d(2.9), step);
  caption(section, left, top, 'FROM');
  let y = top + d(captionStepMm);
  shorten(canvas.fitted({ x: left, y }, { most: d(3.7), least: d(2.2), width: room }, input.shipFrom.name), 'from');
  y += d(4.2);
  for (const line of lines) {
    shorten(canvas.fitted({ x: left, y }, { most, least: Math.min(d(2), most), width: room }, line), 'from');
    y += step;
  }
};

/** On one line, or on two where a remark follows it. */
const drawWeight = (section: Section, x: number, room: number): void => {
  const { canvas, input, top, shorten } = section;
  const d = canvas.dots;
  const y = top + d(14.4);
  caption(section, x, top + d(11.6), 'WEIGHT');
  if (textWidthDots(input.weight, d(3.4)) <= room) {
    canvas.fitted({ x, y }, { most: d(4.6), least: d(3.4), width: room }, input.weight);
    return;
  }
  const [, measure = input.weight, remark = ''] = /^(\S+ \S+) (.+)$/.exec(input.weight) ?? [];
  const sizes = { most: d(2.6), least: d(2), width: room };
  shorten(canvas.fitted({ x, y }, sizes, measure), 'weight');
  shorten(canvas.fitted({ x, y: y + d(2.7) }, sizes, remark), 'weight');
};

/** Sender on the left; which parcel of how many and its weight on the right. */
export const drawHead = (section: Section): void => {
  const { canvas, input, top, height, left, width } = section;
  const d = canvas.dots;
  const split = left + width - d(31);
  drawSender(section, split - left - d(2));
  const right = split + d(2);
  const room = left + width - right;
  const count = input.parcels === null ? String(input.parcel) : `${input.parcel}/${input.parcels}`;
  canvas.upright({ x: split, y: top }, height - d(1));
  caption(section, right, top, 'PARCEL');
  canvas.fitted({ x: right, y: top + d(2.7) }, { most: d(8.8), least: d(4), width: room }, count);
  drawWeight(section, right, room);
};

/** From the top of a black area to words that stand in its middle. */
const middleOf = (height: number, size: number): number => Math.floor((height - (size * capitalsPercent) / 100) / 2);

/** A black tab with white words; answers its width. */
const drawTab = (canvas: LabelCanvas, x: number, y: number, text: string, size: number): number => {
  const pad = canvas.dots(1.2);
  const width = textWidthDots(text, size) + 2 * pad;
  canvas.area({ x, y }, width, size + pad);
  canvas.text({ x: x + pad, y: y + middleOf(size + pad, size) }, size, text, true);
  return width;
};

const marksOf = ({ copy, reprint = copy - 1, demo }: CleanInput): string[] => [
  ...(reprint > 0 ? [`REPRINT ${reprint}`] : []),
  ...(demo ? ['DEMO - NOT FOR SHIPPING'] : []),
];

const addressParts = ({ shipTo, shipFrom }: CleanInput, d: (mm: number) => number): AddressPart[] => [
  { text: shipTo.name, height: d(6.2) },
  { text: shipTo.company, height: d(4.8) },
  ...shipTo.lines.map((text) => ({ text, height: d(4.8) })),
  ...placeLines(shipTo).map((text) => ({ text, height: d(6.6) })),
  ...(shipTo.country === shipFrom.country ? [] : [{ text: countryName(shipTo.country), height: d(4.8) }]),
];

/** The largest text on the label, with the country's code beside it. */
export const drawAddress = (section: Section): void => {
  const { canvas, input, top, height, left, width, shorten } = section;
  const d = canvas.dots;
  const tabSize = d(3.4);
  drawTab(canvas, left, top, 'SHIP TO', tabSize);
  let right = left + width;
  for (const mark of marksOf(input)) {
    right -= textWidthDots(mark, tabSize) + 2 * d(1.2);
    drawTab(canvas, right, top, mark, tabSize);
    right -= d(2);
  }
  const codeSize = d(13);
  const codeWidth = textWidthDots(input.shipTo.country, codeSize);
  const from = top + d(6);
  const room = top + height - from - d(1);
  const block = layOutAddress(addressParts(input, d), width - codeWidth - d(3), room);
  for (const line of block.lines) canvas.text({ x: left, y: from + line.top }, line.height, line.text);
  shorten(!block.shortened, 'to');
  canvas.text({ x: left + width - codeWidth, y: top + height - codeSize }, codeSize, input.shipTo.country);
};

/** The service, white on black over the whole width. */
export const drawBanner = ({ canvas, input, top, height, left, width, shorten }: Section): void => {
  const d = canvas.dots;
  canvas.area({ x: left, y: top }, width, height);
  const sizes = { most: d(7), least: d(3), width: width - d(5), reverse: true };
  const y = top + middleOf(height, d(7));
  shorten(canvas.fitted({ x: left + d(2.5), y }, sizes, input.service.toUpperCase()), 'service');
};

/** Largest whole-dot module at which the symbol and its quiet zones fit; 0 when none does. */
const moduleFor = (code: Code128, most: number, width: number): number => {
  for (let module = most; module >= 2; module -= 1) {
    if ((code.modules + 2 * quietModules) * module <= width) return module;
  }
  return 0;
};

/** Module of at least 0.495 mm (GS1 General Specifications 5.12.3.4, symbols on logistic units). */
const gs1Module = (dpi: number): number => Math.ceil((0.495 * dpi) / 25.4 - 0.02);

/** Postcode as a barcode for sorting, and beside it the code that tells this copy from every other. */
export const drawRouting = (section: Section): void => {
  const { canvas, input, stock, top, height, left, width, expect } = section;
  const d = canvas.dots;
  const text = encodeCopyCode(input.labelId, input.copy);
  const side = dataMatrixModules(text);
  const module = Math.max(2, Math.min(Math.floor(d(16) / side), Math.floor(d(0.66))));
  const split = left + width - side * module - d(5);
  const matrix = split + d(3);
  canvas.upright({ x: split, y: top }, height);
  caption(section, matrix, top + d(0.8), `COPY ${input.copy}`);
  canvas.dataMatrix({ x: matrix, y: top + d(4.4) }, module, text);
  expect({ text, symbology: 'data-matrix' });
  drawPostcode({ ...section, width: split - left, stock });
};

const drawPostcode = (section: Section): void => {
  const { canvas, input, stock, top, left, width, expect } = section;
  const d = canvas.dots;
  const { shipTo, shipFrom } = input;
  const routing = routingCodeOf(shipTo.postcode, shipTo.country, shipFrom.country);
  const code = routing === null ? null : encodeGs1128(`${routing.ai}${routing.value}`);
  const module = code === null ? 0 : moduleFor(code, gs1Module(stock.dpi), width);
  if (routing === null || code === null || module === 0) {
    caption(section, left, top + d(0.8), 'DESTINATION');
    const words = `${shipTo.country} ${shipTo.city.toUpperCase()}`;
    canvas.fitted({ x: left, y: top + d(6) }, { most: d(11), least: d(3.5), width: width - d(2) }, words);
    return;
  }
  const bars = left + quietModules * module;
  caption(section, left, top + d(0.8), 'SHIP TO POST');
  canvas.code128({ x: bars, y: top + d(4) }, module, d(14.5), code);
  canvas.text({ x: bars, y: top + d(19.3) }, d(3.6), `(${routing.ai})${routing.value}`);
  expect({ text: `${routing.ai}${routing.value}`, symbology: 'gs1-128' });
};

/** Numbers that people ask for on the telephone. */
export const drawData = (section: Section): void => {
  const { canvas, input, top, left, width, shorten } = section;
  const d = canvas.dots;
  const columns: { name: string; value: string; share: number; field: ShortenedField }[] = [
    { name: 'ORDER', value: input.order, share: input.reference === '' ? 48 : 30, field: 'order' },
    ...(input.reference === ''
      ? []
      : [{ name: 'REFERENCE', value: input.reference, share: 24, field: 'reference' as const }]),
    { name: 'PARCEL NO', value: input.number, share: input.reference === '' ? 30 : 26, field: 'number' },
    { name: 'DATE', value: input.date, share: input.reference === '' ? 22 : 20, field: 'order' },
  ];
  let x = left;
  for (const { name, value, share, field } of columns) {
    const room = Math.floor((width * share) / 100);
    caption(section, x, top + d(0.9), name);
    shorten(canvas.fitted({ x, y: top + d(3.5) }, { most: d(4), least: d(2), width: room - d(2) }, value), field);
    x += room;
  }
};

/** GS1 General Specifications 5.12.3.4 asks for 31.75 mm. */
const barsMm = 32;

/** The parcel's own barcode, the lowest on the label. */
export const drawIdentity = (section: Section): void => {
  const { canvas, input, stock, top, left, width, expect } = section;
  const d = canvas.dots;
  const { sscc, number } = input;
  const code = sscc === null ? encodeCode128(number) : encodeGs1128(`00${sscc}`);
  const module = moduleFor(code, gs1Module(stock.dpi), width + 2 * d(2));
  if (module === 0) throw new Error('the parcel code does not fit');
  const bars = Math.floor((canvas.width - code.modules * module) / 2);
  const words = sscc === null ? number : `(00)${sscc}`;
  caption(section, left, top + d(0.9), sscc === null ? 'PARCEL' : 'SSCC');
  canvas.code128({ x: bars, y: top + d(3.6) }, module, d(barsMm), code);
  canvas.centred({ x: left, y: top + d(3.6 + barsMm + 0.9) }, width, d(5), words);
  expect(sscc === null ? { text: number, symbology: 'code-128' } : { text: `00${sscc}`, symbology: 'gs1-128' });
};
