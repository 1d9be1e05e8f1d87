import type { CountSheet, SheetBin, SheetRow } from '../../shared/features/counts/queries';
import { formatWhole } from '../../shared/figures';
import { code128Svg } from './barcode-svg';
import { html, page, trusted, type Html } from './html';

export const countSheetKeys = [
  'title',
  'blind',
  'guided',
  'recount',
  'how',
  'after',
  'bin',
  'checkDigits',
  'item',
  'lotSerial',
  'book',
  'counted',
  'more',
  'counter',
  'begun',
  'ended',
] as const;
export type CountSheetWords = Readonly<Record<(typeof countSheetKeys)[number], string>>;

export interface CountSheetPaper {
  readonly site: string;
  readonly station: string;
  readonly made: string;
  readonly language: string;
  readonly sheet: CountSheet;
  readonly words: CountSheetWords;
}

const style = `
  @page { size: A4; margin: 12mm } body { font: 10pt/1.35 Inter, "DejaVu Sans", Arial, sans-serif; color: #111 } h1 { font-size: 18pt; margin: 0 } .meta { color: #444 }
  .who { display: flex; gap: 8mm; margin: 7mm 0 4mm } .who div { flex: 1; border-bottom: 1pt solid #111; padding-bottom: 1mm; font-size: 8.5pt; color: #444; min-height: 8mm; display: flex; align-items: flex-end }
  section { break-inside: avoid; border: 1pt solid #111; border-radius: 2mm; padding: 2.5mm 3mm; margin: 0 0 4mm } section.long { break-inside: auto } .head { display: flex; justify-content: space-between; align-items: center; gap: 4mm; break-after: avoid }
  .bin { font-size: 16pt; font-weight: 700 } .digits { font-size: 11pt; border: 1pt solid #111; border-radius: 1.5mm; padding: .5mm 2mm; margin-left: 3mm } .head svg { height: 12mm; width: 62mm }
  table { width: 100%; border-collapse: collapse; margin-top: 2mm } th { text-align: left; font-size: 8pt; color: #444 } td, th { border-bottom: .5pt solid #999; padding: 1mm 2mm 1mm 0 } td { height: 9mm } tr { break-inside: avoid } .n { text-align: right; width: 16mm; font-variant-numeric: tabular-nums } .code { width: 40mm } .code svg { height: 8mm; width: 38mm }
  .box { width: 26mm } .box div { border: 1pt solid #111; border-radius: 1mm; height: 7.5mm } small { color: #444; display: block } .wide { width: 42mm } .narrow { width: 30mm }`;

/** Empty lines for what nobody expects there; a blind sheet is nothing but them. */
const emptyLines = { blind: 6, guided: 2 } as const;

/** Code 128 holds what a keyboard has. */
const barcode = (text: string, heightMm: number): Html | null =>
  /^[\x20-\x7e]{1,40}$/.test(text) ? trusted(code128Svg(text, heightMm)) : null;

const box = html`<td class="box"><div></div></td>`;

const guidedRow = ({ sku, name, code, lot, serial, expected }: SheetRow, language: string): Html =>
  html`<tr>
    <td>${name} <small>${sku}</small></td>
    <td class="code">${barcode(code, 8)}</td>
    <td class="narrow">${[lot, serial].filter((each) => each !== null).join(' · ')}</td>
    <td class="n">${formatWhole(expected, language)}</td>
    ${box}
  </tr>`;

const binOf = ({ location, checkDigits, rows }: SheetBin, { sheet, words, language }: CountSheetPaper): Html => {
  const empty = Array.from({ length: sheet.blind ? emptyLines.blind : emptyLines.guided });
  const blank = sheet.blind
    ? html`<tr>
        <td></td>
        <td class="wide"></td>
        ${box}
      </tr>`
    : html`<tr>
        <td></td>
        <td class="code"></td>
        <td class="narrow"></td>
        <td class="n"></td>
        ${box}
      </tr>`;
  const heads = sheet.blind
    ? html`<th>${words.item}</th>
        <th class="wide">${words.lotSerial}</th>
        <th>${words.counted}</th>`
    : html`<th>${words.item}</th>
        <th></th>
        <th>${words.lotSerial}</th>
        <th class="n">${words.book}</th>
        <th>${words.counted}</th>`;
  return html`<section class="${rows.length > 12 ? 'long' : ''}">
    <div class="head">
      <div>
        <span class="bin">${location}</span
        >${checkDigits === '' ? null : html`<span class="digits" title="${words.checkDigits}">${checkDigits}</span>`}
      </div>
      ${barcode(location, 12)}
    </div>
    <table>
      <tr>
        ${heads}
      </tr>
      ${rows.map((row) => guidedRow(row, language))} ${empty.map(() => blank)}
    </table>
  </section>`;
};

/** Bins to count with a pen: what is written down is scanned and keyed in afterwards, from the same paper. */
export const countSheetHtml = (paper: CountSheetPaper): string => {
  const { sheet, words, language } = paper;
  const more = sheet.left - sheet.bins.length;
  const round = sheet.round > 1 ? ` · ${words.recount} ${sheet.round - 1}` : '';
  return page(
    words.title,
    style,
    html`<h1>${words.title}: ${sheet.title}</h1>
      <div class="meta">
        ${paper.site} · ${paper.station} · ${paper.made}${round} · ${sheet.blind ? words.blind : words.guided}
      </div>
      <p>${words.how} ${words.after}</p>
      <div class="who">
        <div>${words.counter}</div>
        <div>${words.begun}</div>
        <div>${words.ended}</div>
      </div>
      ${sheet.bins.map((each) => binOf(each, paper))}
      ${more > 0 ? html`<p>${words.more}: ${formatWhole(more, language)}</p>` : null}`,
  );
};
