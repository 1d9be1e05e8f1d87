import type { Role } from '../../shared/feature';
import { code128Svg } from './barcode-svg';
import { html, page, trusted } from './html';

export interface BadgeWords {
  readonly title: string;
  /** For whoever cuts it out. */
  readonly intro: string;
  readonly roles: Readonly<Record<Role, string>>;
}

export interface BadgeCard {
  readonly name: string;
  readonly role: Role;
  /** What the barcode holds. It stands nowhere on the card as text. */
  readonly code: string;
  readonly site: string;
  readonly words: BadgeWords;
}

/** The size of a bank card (ISO/IEC 7810 ID-1). */
const style = `
  @page { size: A4; margin: 15mm } * { box-sizing: border-box } body { font: 10pt/1.3 Inter, "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0 }
  p { margin: 0 0 6mm; color: #333 } .card { width: 85.6mm; height: 53.98mm; border: 0.5pt dashed #888; border-radius: 3.18mm; padding: 5mm; display: grid; grid-template-rows: auto auto 1fr; gap: 1mm }
  .name { font-size: 16pt; font-weight: 700; line-height: 1.15; overflow: hidden } .role { font-size: 10pt; color: #333; display: flex; justify-content: space-between }
  .code { align-self: end } .code svg { width: 100%; height: 19mm; display: block }`;

/** A badge to cut out and laminate: the name for people, the barcode for the scanner. */
export const badgeCardHtml = ({ name, role, code, site, words }: BadgeCard): string =>
  page(
    words.title,
    style,
    html`<p>${words.intro}</p>
      <div class="card">
        <div class="name">${name}</div>
        <div class="role"><span>${words.roles[role]}</span><span>${site}</span></div>
        <div class="code">${trusted(code128Svg(code, 19))}</div>
      </div>`,
  );
