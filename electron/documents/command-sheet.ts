import { code128Svg } from './barcode-svg';
import { html, page, trusted } from './html';

export interface SheetEntry {
  readonly code: string;
  readonly label: string;
  readonly hint: string;
}

const style = `
  @page { size: A4; margin: 12mm } * { box-sizing: border-box } body { font: 10pt/1.35 Inter, "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0 }
  h1 { font-size: 18pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 2mm } p { margin: 0 0 4mm; color: #333 }
  .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm } .cell { border: 1pt solid #bbb; border-radius: 2mm; padding: 3mm 3mm 2mm; break-inside: avoid; text-align: center }
  .cell svg { width: 100%; height: 15mm } .label { font-weight: 700; font-size: 12pt } .hint { font-size: 8pt; color: #444 }`;

/** A sheet of barcodes to hang beside the station, in groups. */
export const commandSheetHtml = (
  title: string,
  intro: string,
  groups: readonly { readonly title: string; readonly entries: readonly SheetEntry[] }[],
): string =>
  page(
    title,
    style,
    html`<h1>${title}</h1>
      <p>${intro}</p>
      ${groups.map(
        (group) =>
          html`<h2>${group.title}</h2>
            <div class="grid">
              ${group.entries.map(
                ({ code, label, hint }) =>
                  html`<div class="cell">
                    ${trusted(code128Svg(code, 14))}
                    <div class="label">${label}</div>
                    <div class="hint">${hint}</div>
                  </div>`,
              )}
            </div>`,
      )}`,
  );
