import { isSscc } from '../barcode/check-digit';
import { createLabelCanvas, type LabelStock, type Placed } from './label-canvas';
import { cleanInput, type ShippingLabelInput, type ShortenedField } from './label-input';
import {
  drawAddress,
  drawBanner,
  drawData,
  drawHead,
  drawIdentity,
  drawRouting,
  type ExpectedCode,
  type Section,
} from './label-sections';
import { echoFields } from './zpl';

export type { ShippingLabelInput } from './label-input';
export type { LabelStock } from './label-canvas';
export type { ExpectedCode } from './label-sections';

/** Why a label must not be printed. `characters` are those in question, else empty. */
export interface LabelWarning {
  readonly code: 'characters-not-printable' | 'address-too-long' | 'stock-too-small';
  readonly characters: string;
}

/** What was done to a text to make it fit: worth showing, no reason to refuse. */
export type LabelNote =
  | { readonly code: 'characters-simplified'; readonly characters: string }
  | { readonly code: 'text-shortened'; readonly field: ShortenedField };

export interface RenderedLabel {
  readonly zpl: string;
  /** What an independent reader must find on the print, and nothing else. */
  readonly expectedCodes: readonly ExpectedCode[];
  /** With any of them the label must not be printed. */
  readonly warnings: readonly LabelWarning[];
  readonly notes: readonly LabelNote[];
  /** Where everything stands, in dots. */
  readonly placed: readonly Placed[];
}

/** Millimetres. The address takes what the other sections leave. */
const margin = 3.5;
const heights = { head: 20.5, banner: 9.5, routing: 23.5, data: 8, identity: 41.8 } as const;
const gap = 1;

/** The SSCC symbol with its quiet zones and a readable address need so much. */
const leastWidthMm = 95;
const leastHeightMm = 140;

const drawSections = (section: Section, heightMm: number): void => {
  const { canvas } = section;
  const d = canvas.dots;
  let y = 0;
  const next = (draw: (each: Section) => void, height: number): void => {
    draw({ ...section, top: d(y), height: d(y + height) - d(y) });
    y += height;
  };
  const rule = (): void => {
    canvas.rule({ x: section.left, y: d(y) }, section.width);
    y += gap;
  };
  const fixed = heights.head + heights.banner + heights.routing + heights.data + heights.identity;
  y = margin;
  next(drawHead, heights.head);
  rule();
  next(drawAddress, heightMm - fixed - 4 * gap - 2 * margin + 1);
  y += gap;
  next(drawBanner, heights.banner);
  next(drawRouting, heights.routing);
  rule();
  next(drawData, heights.data);
  rule();
  next(drawIdentity, heights.identity);
};

const isTooSmall = ({ widthMm, heightMm }: LabelStock): boolean => widthMm < leastWidthMm || heightMm < leastHeightMm;

/**
 * Renders a shipping label as one ZPL format for stock of about 4 × 6 in: sender, address, service, routing barcode
 * (GS1-128, AI 420 or 421), parcel count, weight, and lowest the SSCC as GS1-128 (GS1 Logistic Label Guideline), or the
 * parcel's own number in Code 128. Every copy carries its copy code; a reprint says so. Bad numbers (a wrong SSCC, a
 * parcel number or label id of other characters than `0-9A-Z./-`) are a bug of the caller and throw.
 */
export const renderShippingLabel = (input: ShippingLabelInput, stock: LabelStock): RenderedLabel => {
  if (input.sscc !== null && !isSscc(input.sscc)) throw new Error('not an SSCC');
  if (!/^[0-9A-Z./-]{1,40}$/.test(input.number)) throw new Error('not a parcel number');
  const used = isTooSmall(stock) ? { ...stock, widthMm: 101.6, heightMm: 152.4 } : stock;
  const { clean, missing, simplified, cut } = cleanInput(input);
  const canvas = createLabelCanvas(used);
  const expectedCodes: ExpectedCode[] = [];
  const shortened = new Set<ShortenedField>(cut);
  const left = canvas.dots(margin);
  const section: Section = {
    input: clean,
    canvas,
    stock: used,
    top: 0,
    height: 0,
    left,
    width: canvas.width - 2 * left,
    shorten: (fits, field) => void (fits || shortened.add(field)),
    expect: (code) => void expectedCodes.push(code),
  };
  drawSections(section, used.heightMm);
  const warnings: LabelWarning[] = [];
  if (isTooSmall(stock)) warnings.push({ code: 'stock-too-small', characters: '' });
  if (missing !== '') warnings.push({ code: 'characters-not-printable', characters: missing });
  if (shortened.has('to')) warnings.push({ code: 'address-too-long', characters: '' });
  const notes: LabelNote[] = [...shortened]
    .filter((field) => field !== 'to')
    .map((field) => ({ code: 'text-shortened', field }));
  if (simplified !== '') notes.push({ code: 'characters-simplified', characters: simplified });
  const echo = input.echo === true ? echoFields(input.labelId) : [];
  return { zpl: canvas.zpl(echo), expectedCodes, warnings, notes, placed: canvas.placed };
};
