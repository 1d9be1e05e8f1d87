import { testCard, visible } from '../../shared/barcode/test-card';
import type { TestCodePicture } from '../../shared/scanner-test';
import { scannerSetups, type ScannerSetting } from '../../shared/barcode/scanner-setup';
import { setupCodeSvg, testSymbolSvg } from './barcode-svg';
import { html, page, trusted } from './html';

export interface TestCardWords {
  readonly title: string;
  readonly intro: string;
  /** By the code's id. */
  readonly names: Readonly<Record<string, string>>;
  readonly settings: string;
  /** How a scanner should be set, one line each. */
  readonly howTo: readonly string[];
  /** Configuration barcodes, a page of their own. */
  readonly setup: {
    readonly title: string;
    readonly intro: string;
    readonly names: Readonly<Record<ScannerSetting, string>>;
    /** Of settings that no public source has a code for. */
    readonly noCode: string;
  };
}

const settingsInOrder = ['usb-serial', 'suffix-cr', 'aim'] as const satisfies readonly ScannerSetting[];

/** The card's codes for the screen, in their order. */
export const testCardPictures = (): readonly TestCodePicture[] =>
  testCard.map(({ id, symbology, text }) => ({ id, symbology, svg: testSymbolSvg(symbology, text) }));

const style = `
  @page { size: A4; margin: 12mm } * { box-sizing: border-box } body { font: 10pt/1.35 Inter, "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0; orphans: 1; widows: 1 }
  h1 { font-size: 18pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 0 0 1mm } p { margin: 0 0 3mm; color: #333 }
  .cell { border: 1pt solid #bbb; border-radius: 2mm; padding: 3mm; break-inside: avoid; text-align: center; margin: 0 0 4mm }
  .half { display: inline-block; vertical-align: top; width: calc(50% - 2.5mm); margin-right: 4mm } .half + .half { margin-right: 0 } .text { font: 8pt ui-monospace, "DejaVu Sans Mono", monospace; color: #333; overflow-wrap: anywhere } .setup { break-before: page } .setup h3 { font-size: 13pt; margin: 4mm 0 2mm } ul { margin: 1mm 0 0; padding-left: 5mm } .symbol { min-height: 16mm; display: grid; place-items: center; margin: 2mm 0 }`;

const shownLength = 60;

/** What sets the scanners of each maker, to be scanned from top to bottom. */
const setupPage = ({ title, intro, names, noCode }: TestCardWords['setup']) =>
  html`<div class="setup">
    <h1>${title}</h1>
    <p>${intro}</p>
    ${scannerSetups.map(
      ({ maker, models, fnc3, codes }) =>
        html`<h3>${maker} (${models})</h3>
          ${settingsInOrder.map((setting) => {
            const code = codes.find((each) => each.setting === setting);
            if (code === undefined) return html`<p>${names[setting]}: ${noCode}</p>`;
            return html`<div class="cell">
              <h2>${names[setting]}</h2>
              <div class="symbol">${trusted(setupCodeSvg(code.text, fnc3))}</div>
              <div class="text">${visible(code.text)}</div>
            </div>`;
          })}`,
    )}
  </div>`;

/** A sheet that checks a scanner in a minute: the same codes in the same order as on the screen. */
export const testCardHtml = (words: TestCardWords): string =>
  page(
    words.title,
    style,
    html`<h1>${words.title}</h1>
      <p>${words.intro}</p>
      <div>
        ${testCard.map(
          ({ id, symbology, text, data }, index) =>
            html`<div class="cell ${symbology === 'code128' || symbology === 'gs1-128' ? '' : 'half'}">
              <h2>${index + 1} ${words.names[id] ?? id}</h2>
              <div class="symbol">${trusted(testSymbolSvg(symbology, text, 'paper'))}</div>
              <div class="text">
                ${visible(data).length > shownLength ? `${data.slice(0, shownLength)}…` : visible(data)}
              </div>
            </div>`,
        )}
        <div class="cell half" style="text-align: left">
          <h2>${words.settings}</h2>
          <ul>
            ${words.howTo.map((line) => html`<li>${line}</li>`)}
          </ul>
        </div>
      </div>
      ${setupPage(words.setup)}`,
  );
