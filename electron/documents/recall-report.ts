import type { RecallView } from '../../shared/features/trace/queries';
import type { StockStatus } from '../../shared/features/stock/records';
import { html, page, type Html } from './html';

export const recallReportKeys = [
  'recall',
  'drill',
  'lot',
  'expiry',
  'began',
  'searched',
  'held',
  'notHeld',
  'made',
  'took',
  'figures',
  'received',
  'onShelf',
  'shipped',
  'scrapped',
  'unexplained',
  'other',
  'difference',
  'addsUp',
  'inParcels',
  'notNamed',
  'shelves',
  'place',
  'state',
  'customers',
  'order',
  'pieces',
  'kits',
  'customer',
  'closed',
  'open',
  'voided',
  'erased',
  'none',
  'head',
  'private',
  'signature',
] as const;
export type RecallReportWords = Readonly<Record<(typeof recallReportKeys)[number], string>> & {
  readonly statusNames: Readonly<Record<StockStatus, string>>;
};

export interface RecallReport {
  readonly site: string;
  readonly station: string;
  readonly person: string;
  /** A mock recall: done to see how fast and how whole it is. */
  readonly drill: boolean;
  readonly view: RecallView;
  /** Local, in words. */
  readonly began: string;
  readonly made: string;
  readonly took: string;
  readonly held: string | null;
  readonly closedAt: (at: string) => string;
  readonly head: { readonly n: number; readonly hash: string };
  readonly words: RecallReportWords;
}

const style = `
  @page { size: A4; margin: 16mm } body { font: 10pt/1.45 Inter, "DejaVu Sans", Arial, sans-serif; color: #111 } h1 { font-size: 20pt; margin: 0 } h2 { font-size: 12pt; margin: 7mm 0 2mm; break-after: avoid }
  .meta { color: #444 } table { width: 100%; border-collapse: collapse } th { text-align: left; font-size: 8.5pt; color: #444 } td, th { border-bottom: .5pt solid #ccc; padding: 1.2mm 2mm 1.2mm 0; vertical-align: top } tr { break-inside: avoid }
  .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 4mm } .sum td { font-weight: 700; border-top: 1pt solid #111 } code { font: 9pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
  .sign { margin-top: 18mm; border-top: 1pt solid #111; width: 80mm; padding-top: 2mm }`;

const line = (word: string, value: string | number): Html =>
  html`<tr>
    <td>${word}</td>
    <td class="n">${value}</td>
  </tr>`;

const figures = ({ view, words }: RecallReport): Html => {
  const { received, onShelf, shipped, scrapped, unexplained, other, inParcels } = view.figures;
  const left = received - onShelf - shipped - scrapped - unexplained - other;
  return html`<table>
    ${line(words.received, received)} ${line(words.onShelf, onShelf)} ${line(words.shipped, shipped)}
    ${line(words.scrapped, scrapped)} ${line(words.unexplained, unexplained)}
    ${other === 0 ? null : line(words.other, other)}
    <tr class="sum">
      <td>${left === 0 ? words.addsUp : words.difference}</td>
      <td class="n">${left}</td>
    </tr>
    ${line(words.inParcels, inParcels)} ${shipped === inParcels ? null : line(words.notNamed, shipped - inParcels)}
  </table>`;
};

const times = ({ view, words, began, made, took, held }: RecallReport): Html =>
  html`<table>
    ${line(words.began, began)} ${line(words.searched, `${view.ms} ms`)} ${line(words.held, held ?? words.notHeld)}
    ${line(words.made, made)} ${line(words.took, took)}
  </table>`;

const shelves = ({ view, words }: RecallReport): Html =>
  view.shelves.length === 0
    ? html`<p>${words.none}</p>`
    : html`<table>
        <tr>
          <th>${words.place}</th>
          <th>${words.state}</th>
          <th class="n">${words.pieces}</th>
        </tr>
        ${view.shelves.map(
          (row) =>
            html`<tr>
              <td>${row.location}${row.sku === view.sku ? '' : html`<br />${row.name}`}</td>
              <td>${words.statusNames[row.status]}</td>
              <td class="n">${row.quantity}</td>
            </tr>`,
        )}
      </table>`;

const customers = ({ view, words, closedAt }: RecallReport): Html =>
  view.parcels.length === 0
    ? html`<p>${words.none}</p>`
    : html`<table>
        <tr>
          <th>${words.order}</th>
          <th class="n">${words.pieces}</th>
          <th>${words.closed}</th>
          <th>${words.customer}</th>
        </tr>
        ${view.parcels.map(
          (row) =>
            html`<tr>
              <td>${row.order}/${row.sequence}<br />${row.number ?? row.sscc}</td>
              <td class="n">${row.quantity}${row.kits === 0 ? '' : html`<br />${row.kits} ${words.kits}`}</td>
              <td>
                ${row.closedAt === null ? words.open : row.state === 'voided' ? words.voided : closedAt(row.closedAt)}
              </td>
              <td>
                ${
                  row.customer === null
                    ? `${words.erased} (${row.country})`
                    : html`${row.customer.name}<br />${row.customer.address}${row.customer.phone === null ? null : html`<br />${row.customer.phone}`}`
                }
              </td>
            </tr>`,
        )}
      </table>`;

/** A recall, or the drill of one, on paper: what it found, whether it adds up, and how long it took. */
export const recallReportHtml = (report: RecallReport): string => {
  const { site, station, person, drill, view, head, words } = report;
  const title = drill ? words.drill : words.recall;
  return page(
    title,
    style,
    html`<h1>${title}</h1>
      <div class="meta">${site} · ${station} · ${person}</div>
      <h2>${view.name} (${view.sku}), ${words.lot} ${view.lot}</h2>
      ${view.expiry === null ? null : html`<div class="meta">${words.expiry} ${view.expiry}</div>`} ${times(report)}
      <h2>${words.figures}</h2>
      ${figures(report)}
      <h2>${words.shelves}</h2>
      ${shelves(report)}
      <h2>${words.customers}</h2>
      ${customers(report)}
      <h2>${words.head}</h2>
      <p><code>${head.n}:${head.hash}</code></p>
      <p class="meta">${words.private}</p>
      <div class="sign">${words.signature}</div>`,
  );
};
