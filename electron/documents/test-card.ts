import { testCard, visible } from '../../shared/barcode/test-card';
import type { TestCodePicture } from '../../shared/scanner-test';
import { testSymbolSvg } from './barcode-svg';
import { html, page, trusted } from './html';

export interface TestCardWords {
  readonly title: string;
  readonly intro: string;
  /** By the code's id. */
  readonly names: Readonly<Record<string, string>>;
  readonly settings: string;
  /** How a scanner should be set, one line each. */
  readonly howTo: readonly string[];
}

/** The card's codes for the screen, in their order. */
export const testCardPictures = (): readonly TestCodePicture[] =>
  testCard.map(({ id, symbology, text }) => ({ id, symbology, svg: testSymbolSvg(symbology, text) }));

const style = `
  @page { size: A4; margin: 12mm } * { box-sizing: border-box } body { font: 10pt/1.35 Inter, "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0 }
  h1 { font-size: 18pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 0 0 1mm } p { margin: 0 0 3mm; color: #333 }
  .grid { display: grid; grid-template-columns: repeat(2, 1fr); gap: 4mm } .cell { border: 1pt solid #bbb; border-radius: 2mm; padding: 3mm; break-inside: avoid; text-align: center }
  .wide { grid-column: 1 / -1 } .text { font: 8pt ui-monospace, "DejaVu Sans Mono", monospace; color: #333; overflow-wrap: anywhere } ul { margin: 1mm 0 0; padding-left: 5mm } .symbol { min-height: 16mm; display: grid; place-items: center; margin: 2mm 0 }`;

const shownLength = 60;

/** A sheet that checks a scanner in a minute: the same codes in the same order as on the screen. */
export const testCardHtml = (words: TestCardWords): string =>
  page(
    words.title,
    style,
    html`<h1>${words.title}</h1>
      <p>${words.intro}</p>
      <div class="grid">
        ${testCard.map(
          ({ id, symbology, text, data }, index) =>
            html`<div class="cell ${symbology === 'code128' || symbology === 'gs1-128' ? 'wide' : ''}">
              <h2>${index + 1} ${words.names[id] ?? id}</h2>
              <div class="symbol">${trusted(testSymbolSvg(symbology, text, 'paper'))}</div>
              <div class="text">
                ${visible(data).length > shownLength ? `${data.slice(0, shownLength)}…` : visible(data)}
              </div>
            </div>`,
        )}
        <div class="cell" style="text-align: left">
          <h2>${words.settings}</h2>
          <ul>
            ${words.howTo.map((line) => html`<li>${line}</li>`)}
          </ul>
        </div>
      </div>`,
  );
