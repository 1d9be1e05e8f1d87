import type { CheckpointRow } from '../../shared/features/checkpoints/queries';
import { keyGroups } from '../../shared/features/checkpoints/key-groups';
import type { TodayBoard } from '../../shared/features/packing/queries';
import type { OverrideAction } from '../../shared/station';
import { html, page, type Html } from './html';

export const endOfDayKeys = [
  'title',
  'parcels',
  'orders',
  'open',
  'stops',
  'overrides',
  'head',
  'headText',
  'signed',
  'signedText',
  'notSigned',
  'key',
  'signature',
] as const;
export type EndOfDayWords = Readonly<Record<(typeof endOfDayKeys)[number], string>> & {
  readonly actionNames: Readonly<Record<OverrideAction, string>>;
  /** By code; a rare one is printed as it is. */
  readonly stopNames: Readonly<Record<string, string>>;
};

export interface EndOfDay {
  readonly site: string;
  readonly station: string;
  readonly time: string;
  readonly board: TodayBoard;
  /** The board's, each with its local time of day. */
  readonly overrides: readonly (TodayBoard['overrides'][number] & { readonly time: string })[];
  readonly head: { readonly n: number; readonly hash: string };
  /** The day's checkpoint, with its local time of day; `null`: it could not be signed. */
  readonly signed: (CheckpointRow & { readonly time: string }) | null;
  readonly words: EndOfDayWords;
}

const nameOf = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;

const style = `
  @page { size: A4; margin: 18mm } body { font: 11pt/1.5 Inter, "DejaVu Sans", Arial, sans-serif; color: #111 } h1 { font-size: 22pt; margin: 0 } h2 { font-size: 12pt; margin: 8mm 0 2mm }
  .meta { color: #444 } .figures { display: flex; gap: 14mm; margin: 8mm 0 } .figures b { display: block; font-size: 26pt; line-height: 1.1 } table { width: 100%; border-collapse: collapse } td { border-bottom: .5pt solid #ccc; padding: 1.5mm 0 }
  code { font: 10pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere } .sign { margin-top: 20mm; border-top: 1pt solid #111; width: 80mm; padding-top: 2mm }`;

const signedHtml = (signed: EndOfDay['signed'], words: EndOfDayWords): Html =>
  signed === null
    ? html`<p>${words.notSigned}</p>`
    : html`<p><code>${signed.n}:${signed.hash}</code> · ${signed.time}</p>
        <p><code>${signed.signature}</code></p>
        <p>${words.key} <code>${keyGroups(signed.keyId)}</code></p>
        <p class="meta">${words.signedText}</p>`;

/** The day on one page, with the head of the record: whoever keeps it can prove that nothing was cut off later. */
export const endOfDayHtml = ({ site, station, time, board, overrides, head, signed, words }: EndOfDay): string =>
  page(
    words.title,
    style,
    html`<h1>${words.title}</h1>
      <div class="meta">${site} · ${station} · ${board.day} ${time}</div>
      <div class="figures">
        <div><b>${board.parcelsClosed}</b>${words.parcels}</div>
        <div><b>${board.ordersPacked}</b>${words.orders}</div>
        <div><b>${board.ordersOpen}</b>${words.open}</div>
      </div>
      <h2>${words.stops}</h2>
      <table>
        ${board.stops.map(
          (stop) =>
            html`<tr>
              <td>${words.stopNames[stop.code] ?? stop.code}</td>
              <td>${stop.count}</td>
            </tr>`,
        )}
      </table>
      <h2>${words.overrides}</h2>
      <table>
        ${overrides.map(
          (each) =>
            html`<tr>
              <td>${each.time}</td>
              <td>${each.order}</td>
              <td>${nameOf(words.actionNames, each.action)}</td>
              <td>${each.person}</td>
              <td>${each.supervisor}</td>
              <td>${each.reason}</td>
            </tr>`,
        )}
      </table>
      <h2>${words.head}</h2>
      <p><code>${head.n}:${head.hash}</code></p>
      <p class="meta">${words.headText}</p>
      <h2>${words.signed}</h2>
      ${signedHtml(signed, words)}
      <div class="sign">${words.signature}</div>`,
  );
