import { code128Svg } from './barcode-svg';
import { html, page, trusted, type Html } from './html';

export interface SlipLine {
  readonly sku: string;
  readonly name: string;
  readonly ordered: number;
  readonly shipped: number;
  readonly short: number;
  /** Lots, serials and expiry dates, one text each. */
  readonly marks: readonly string[];
}

export interface PackingSlip {
  readonly order: string;
  readonly reference: string | null;
  readonly date: string;
  readonly shipFrom: { readonly name: string; readonly lines: readonly string[] };
  readonly shipTo: readonly string[];
  readonly gift: string | null;
  readonly lines: readonly SlipLine[];
  readonly parcels: readonly {
    readonly sequence: number;
    readonly code: string;
    readonly weight: string | null;
    readonly carton: string | null;
  }[];
  readonly words: SlipWords;
  readonly demo: boolean;
}

export const slipWordKeys = [
  'title',
  'order',
  'reference',
  'date',
  'shipFrom',
  'shipTo',
  'item',
  'ordered',
  'shipped',
  'short',
  'parcel',
  'weight',
  'carton',
  'returns',
  'demo',
] as const;
export type SlipWords = Readonly<Record<(typeof slipWordKeys)[number], string>>;

const style = `
  @page { size: A4; margin: 16mm }
  * { box-sizing: border-box } body { font: 10.5pt/1.45 Inter, "DejaVu Sans", Arial, sans-serif; color: #111; margin: 0 }
  header { display: flex; justify-content: space-between; align-items: flex-start; border-bottom: 2pt solid #111; padding-bottom: 6mm }
  h1 { font-size: 22pt; margin: 0 0 2mm; letter-spacing: -.01em } .meta { color: #444 } .code svg { height: 14mm; display: block }
  .code { text-align: right; font-size: 9pt } .addresses { display: flex; gap: 16mm; margin: 8mm 0 } .addresses h2, .small { font-size: 8pt; text-transform: uppercase; letter-spacing: .06em; color: #555; margin: 0 0 1mm }
  .addresses div { min-width: 60mm } table { width: 100%; border-collapse: collapse } th { text-align: left; font-size: 8pt; text-transform: uppercase; letter-spacing: .06em; color: #555; border-bottom: 1pt solid #999; padding: 1.5mm 0 }
  td { padding: 2mm 0; border-bottom: .5pt solid #ccc; vertical-align: top } .number { text-align: right; width: 20mm; font-variant-numeric: tabular-nums } .marks { color: #444; font-size: 8.5pt }
  .parcels { margin-top: 8mm } .gift { margin: 6mm 0; padding: 4mm 5mm; border: 1pt solid #999; border-radius: 2mm; font-size: 12pt } .demo { margin-top: 8mm; font-weight: 700; color: #a00 } tr { break-inside: avoid }`;

const lines = (texts: readonly string[]): readonly Html[] => texts.map((text) => html`<div>${text}</div>`);

/** The packing slip as a page to print: no prices, so it can lie in a gift. */
export const packingSlipHtml = (slip: PackingSlip): string => {
  const { words } = slip;
  const row = (line: SlipLine): Html =>
    html`<tr>
      <td>
        ${line.name}
        <div class="marks">${line.sku}${line.marks.length > 0 ? ` · ${line.marks.join(' · ')}` : ''}</div>
      </td>
      <td class="number">${line.ordered}</td>
      <td class="number">${line.shipped}</td>
      <td class="number">${line.short > 0 ? line.short : ''}</td>
    </tr>`;
  const body = html`<header>
      <div>
        <h1>${words.title}</h1>
        <div class="meta">
          ${words.order} ${slip.order}${slip.reference === null ? '' : ` · ${words.reference} ${slip.reference}`} ·
          ${words.date} ${slip.date}
        </div>
      </div>
      <div class="code">
        ${trusted(code128Svg(slip.order))}
        <div>${words.returns} ${slip.order}</div>
      </div>
    </header>
    <div class="addresses">
      <div>
        <h2>${words.shipTo}</h2>
        ${lines(slip.shipTo)}
      </div>
      <div>
        <h2>${words.shipFrom}</h2>
        ${lines([slip.shipFrom.name, ...slip.shipFrom.lines])}
      </div>
    </div>
    ${slip.gift === null ? null : html`<div class="gift">${slip.gift}</div>`}
    <table>
      <thead>
        <tr>
          <th>${words.item}</th>
          <th class="number">${words.ordered}</th>
          <th class="number">${words.shipped}</th>
          <th class="number">${words.short}</th>
        </tr>
      </thead>
      <tbody>
        ${slip.lines.map(row)}
      </tbody>
    </table>
    <div class="parcels">
      <table>
        <thead>
          <tr>
            <th>${words.parcel}</th>
            <th></th>
            <th>${words.carton}</th>
            <th class="number">${words.weight}</th>
          </tr>
        </thead>
        <tbody>
          ${slip.parcels.map(
            (parcel) =>
              html`<tr>
                <td>${parcel.sequence} / ${slip.parcels.length}</td>
                <td>${parcel.code}</td>
                <td>${parcel.carton}</td>
                <td class="number">${parcel.weight}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${slip.demo ? html`<div class="demo">${words.demo}</div>` : null}`;
  return page(`${words.title} ${slip.order}`, style, body);
};
