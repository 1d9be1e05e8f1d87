import { code128B, createLabel, textWidth, undrawable, wrapText, type LabelBuilder } from './zpl';
import { encodeCopyCode } from './copy-code';

/** What stands on a carrier-neutral shipping label. All text is as it came; it is escaped and cut here. */
export interface ShippingLabelInput {
  readonly shipFrom: { readonly name: string; readonly lines: readonly string[]; readonly country: string };
  readonly shipTo: { readonly name: string; readonly company?: string | undefined; readonly lines: readonly string[]; readonly postcode: string; readonly city: string; readonly region?: string | undefined; readonly country: string };
  readonly service: string;
  readonly order: string;
  readonly parcel: number;
  /** `null` while further parcels may follow. */
  readonly parcels: number | null;
  /** Digits and unit as the scale showed them, with a mark when they were not measured. */
  readonly weight: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** 18 digits, or `null` for a parcel number of our own. */
  readonly sscc: string | null;
  readonly number: string;
  readonly labelId: string;
  readonly copy: number;
  readonly demo: boolean;
}

export interface LabelStock {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: number;
}

export interface ExpectedCode {
  readonly text: string;
  readonly symbology: 'gs1-128' | 'code-128' | 'data-matrix';
}

export interface RenderedLabel {
  readonly zpl: string;
  /** What an independent reader must find on the print, and nothing else. */
  readonly expectedCodes: readonly ExpectedCode[];
  readonly warnings: readonly { readonly code: 'characters-not-printable'; readonly characters: string }[];
}

/** ISO 3166-1 numeric codes of countries that the routing code (AI 421) is printed for. */
const numericCountries: Readonly<Record<string, string>> = {
  AT: '040', AU: '036', BE: '056', BG: '100', CA: '124', CH: '756', CY: '196', CZ: '203', DE: '276', DK: '208', EE: '233', ES: '724', FI: '246', FR: '250', GB: '826', GR: '300', HR: '191', HU: '348', IE: '372', IT: '380', JP: '392', LI: '438', LT: '440', LU: '442', LV: '428', MT: '470', MX: '484', NL: '528', NO: '578', NZ: '554', PL: '616', PT: '620', RO: '642', SE: '752', SI: '705', SK: '703', US: '840',
};

const margin = 4;

/** Module in whole dots, at least the 0.495 mm that GS1 asks of a logistic label (General Specifications, symbol table 5). */
const gs1Module = (dpi: number): number => Math.ceil((0.495 * dpi) / 25.4 - 0.01);

const fit = (text: string, height: number, width: number): number => {
  let size = height;
  while (size > height * 0.5 && textWidth(text, size * 10) > width * 10) size -= height * 0.04;
  return size;
};

const addressLines = ({ shipTo }: ShippingLabelInput): string[] => {
  const place = [shipTo.postcode, shipTo.city, shipTo.region ?? ''].filter((part) => part !== '').join(' ');
  return [...(shipTo.company === undefined || shipTo.company === '' ? [] : [shipTo.company]), ...shipTo.lines.slice(0, 4), place];
};

const drawFrom = (label: LabelBuilder, input: ShippingLabelInput, width: number): void => {
  const lines = [input.shipFrom.name, ...input.shipFrom.lines.slice(0, 3), input.shipFrom.country];
  lines.forEach((line, index) => label.text(margin, margin + index * 3.4, 2.8, line.slice(0, 44)));
  const parcel = input.parcels === null ? `${input.parcel}` : `${input.parcel} / ${input.parcels}`;
  label.text(width - margin - 30, margin, 2.6, 'PARCEL');
  label.text(width - margin - 30, margin + 3.2, 8, parcel);
  label.text(width - margin - 30, margin + 12.4, 3.2, input.weight.slice(0, 20));
};

const drawTo = (label: LabelBuilder, input: ShippingLabelInput, width: number, top: number): void => {
  const usable = width - 2 * margin;
  label.text(margin, top, 2.6, 'SHIP TO');
  const [first = '', second] = wrapText(input.shipTo.name.slice(0, 70), 55, usable * 10);
  let y = top + 3.4;
  for (const line of second === undefined ? [first] : [first, second]) {
    label.text(margin, y, 5.5, line);
    y += 5.9;
  }
  for (const line of addressLines(input).slice(0, 6)) {
    const text = line.slice(0, 60);
    label.text(margin, y, fit(text, 4.6, usable), text);
    y += 5;
  }
  label.text(width - margin - 17, top + 24, 11, input.shipTo.country.slice(0, 2).toUpperCase());
};

const routingCode = ({ shipTo }: ShippingLabelInput): { data: string; text: string; expected: string } | null => {
  const country = numericCountries[shipTo.country.toUpperCase()];
  const postcode = shipTo.postcode.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  if (country === undefined || postcode === '' || postcode.length > 9) return null;
  const digits = /^(?:\d\d)+$/.test(postcode) ? postcode : `>6${postcode}`;
  return { data: `>;>8421${country}${digits}`, text: `(421) ${country}${postcode}`, expected: `421${country}${postcode}` };
};

const drawRouting = (label: LabelBuilder, input: ShippingLabelInput, top: number, module: number): ExpectedCode[] => {
  const routing = routingCode(input);
  if (routing === null) return [];
  label.code128(margin + 4, top, module, 13, routing.data);
  label.text(margin + 4, top + 14, 3, routing.text);
  return [{ text: routing.expected, symbology: 'gs1-128' }];
};

const drawIdentity = (label: LabelBuilder, input: ShippingLabelInput, stock: LabelStock, top: number): ExpectedCode => {
  const module = gs1Module(stock.dpi);
  const bars = 32;
  if (input.sscc === null) {
    label.code128(margin + 6, top, Math.max(2, module - 1), bars, code128B(input.number));
    label.text(margin + 6, top + bars + 1.4, 4, input.number);
    return { text: input.number, symbology: 'code-128' };
  }
  label.code128(margin + 3, top, module, bars, `>;>800${input.sscc}`);
  label.text(margin + 3, top + bars + 1.4, 4, `(00) ${input.sscc}`);
  return { text: `00${input.sscc}`, symbology: 'gs1-128' };
};

/** Renders the label as one ZPL format; the SSCC is the lowest symbol, as the GS1 logistic label asks. */
export const renderShippingLabel = (input: ShippingLabelInput, stock: LabelStock): RenderedLabel => {
  const { widthMm: width, heightMm: height, dpi } = stock;
  const label = createLabel(dpi, width, height);
  const usable = width - 2 * margin;
  drawFrom(label, input, width);
  label.line(margin, 23.5, usable);
  drawTo(label, input, width, 25.5);
  label.banner(margin, 66, usable, 9, input.service.slice(0, 28).toUpperCase());
  const routing = drawRouting(label, input, 77.5, Math.max(2, Math.round((0.375 * dpi) / 25.4)));
  const copyCode = encodeCopyCode(input.labelId, input.copy);
  label.dataMatrix(width - margin - 17, 77.5, Math.max(3, Math.round((0.5 * dpi) / 25.4)), copyCode);
  label.line(margin, 97, usable);
  label.text(margin, 98.6, 3.2, `ORDER ${input.order.slice(0, 30)}`);
  label.text(margin, 102.4, 3.2, `${input.date}   ${input.number}`);
  if (input.copy > 1) label.banner(width - margin - 34, 98.4, 34, 7, `REPRINT ${input.copy - 1}`);
  else if (input.demo) label.text(width - margin - 26, 99, 4.6, 'DEMO');
  const identity = drawIdentity(label, input, stock, height - 41);
  const printed = [input.shipFrom.name, ...input.shipFrom.lines, input.shipTo.name, ...addressLines(input), input.service].join('');
  const characters = undrawable(printed);
  return {
    zpl: label.zpl(),
    expectedCodes: [...routing, identity, { text: copyCode, symbology: 'data-matrix' }],
    warnings: characters === '' ? [] : [{ code: 'characters-not-printable', characters }],
  };
};
