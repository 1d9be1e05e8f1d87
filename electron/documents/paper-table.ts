import { html, type Html } from './html';

/** Look of papers that are mostly tables. */
export const tableStyle = `
  @page { size: A4; margin: 14mm } body { font: 9.5pt/1.4 Inter, "DejaVu Sans", Arial, sans-serif; color: #111 } h1 { font-size: 18pt; margin: 0 } h2 { font-size: 11.5pt; margin: 6mm 0 1.5mm; break-after: avoid } p { margin: 1mm 0 }
  .meta { color: #444 } table { width: 100%; border-collapse: collapse } thead { display: table-header-group } th { text-align: left; font-size: 8pt; color: #444; vertical-align: bottom } td, th { border-bottom: .5pt solid #ccc; padding: 1mm 2mm 1mm 0 } td { vertical-align: top } tr { break-inside: avoid }
  .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 3mm } small { color: #444 } code { font: 8.5pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere } dt { font-weight: 700 } dd { margin: 0 0 1.5mm }
  .sign { display: inline-block; margin: 14mm 12mm 0 0; border-top: 1pt solid #111; width: 70mm; padding-top: 2mm }`;

export interface PaperColumn<T> {
  readonly head: string;
  readonly number?: boolean;
  readonly cell: (row: T) => Html | string;
}

export const paperTable = <T>(columns: readonly PaperColumn<T>[], rows: readonly T[], none: string): Html => {
  if (rows.length === 0) return html`<p>${none}</p>`;
  const heads = columns.map(({ head, number }) =>
    number === true ? html`<th class="n">${head}</th>` : html`<th>${head}</th>`,
  );
  const cells = (row: T): readonly Html[] =>
    columns.map(({ cell, number }) =>
      number === true ? html`<td class="n">${cell(row)}</td>` : html`<td>${cell(row)}</td>`,
    );
  return html`<table>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${cells(row)}
          </tr>`,
      )}
    </tbody>
  </table>`;
};
