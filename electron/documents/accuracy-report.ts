import type { AccuracyDay, Booked, CountAccuracy, Counted } from '../../shared/features/counts/accuracy';
import { shrinkageOf } from '../../shared/features/counts/accuracy';
import { leastLines, lineShareOf } from '../../shared/features/counts/share';
import { formatMoney, formatShare, formatWhole } from '../../shared/figures';
import { html, page, type Html } from './html';
import { paperTable, tableStyle, type PaperColumn } from './paper-table';

export const accuracyReportKeys = [
  'title',
  'counts',
  'lines',
  'right',
  'tooFew',
  'pieces',
  'off',
  'value',
  'shrinkage',
  'ofCounted',
  'overTime',
  'from',
  'zones',
  'zone',
  'severalZones',
  'items',
  'item',
  'moreItems',
  'people',
  'person',
  'checked',
  'reasons',
  'reason',
  'lost',
  'lostValue',
  'gained',
  'gainedValue',
  'net',
  'unvalued',
  'none',
  'how',
  'head',
  'signature',
] as const;
export type AccuracyReportWords = Readonly<Record<(typeof accuracyReportKeys)[number], string>> & {
  readonly reasonNames: Readonly<Record<string, string>>;
  /** How each figure is made. */
  readonly rules: readonly string[];
};

export interface AccuracyReport {
  readonly site: string;
  readonly station: string;
  readonly person: string;
  readonly language: string;
  readonly currency: string;
  /** Local, in words: from when to when, and when it was made. */
  readonly period: string;
  readonly made: string;
  readonly day: (day: string) => string;
  readonly report: CountAccuracy;
  /** Days, weeks or months. */
  readonly slots: readonly AccuracyDay[];
  readonly head: { readonly n: number; readonly hash: string };
  readonly words: AccuracyReportWords;
}

/** More items than anybody reads on paper: the worst of them; the file has all. */
const mostItems = 60;

const columnsOf = ({ language, currency, words }: AccuracyReport) => {
  const whole = (value: number): string => formatWhole(value, language);
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const sign = (value: number): string => `${value > 0 ? '+' : ''}${whole(value)}`;
  const share = ({ right, lines }: Pick<Counted, 'right' | 'lines'>): Html => {
    const known = lineShareOf(right, lines);
    if (known === null) return html`<small>${words.tooFew}</small>`;
    const [low, high] = [known.low, known.high].map((each) => formatShare(each, language));
    return html`${formatShare(known.share, language)} <small>${low ?? ''} – ${high ?? ''}</small>`;
  };
  const right: PaperColumn<Pick<Counted, 'right' | 'lines'>>[] = [
    { head: words.lines, number: true, cell: ({ lines }) => whole(lines) },
    { head: words.right, number: true, cell: share },
  ];
  const counted: PaperColumn<Counted>[] = [
    ...right,
    { head: words.pieces, number: true, cell: (row) => whole(row.counted) },
    { head: words.off, number: true, cell: ({ off, net }) => html`${whole(off)} <small>(${sign(net)})</small>` },
    {
      head: words.value,
      number: true,
      cell: ({ offMinor, netMinor }) => html`${money(offMinor)} <small>(${money(netMinor)})</small>`,
    },
  ];
  const booked: PaperColumn<Booked>[] = [
    { head: words.lost, number: true, cell: ({ lost }) => whole(lost) },
    { head: words.lostValue, number: true, cell: ({ lostMinor }) => money(-lostMinor) },
    { head: words.gained, number: true, cell: ({ gained }) => whole(gained) },
    { head: words.gainedValue, number: true, cell: ({ gainedMinor }) => money(gainedMinor) },
    { head: words.net, number: true, cell: ({ lostMinor, gainedMinor }) => money(gainedMinor - lostMinor) },
  ];
  return { whole, money, right, counted, booked };
};

/** Accuracy and shrinkage on paper, with how each figure is made. */
export const accuracyReportHtml = (paper: AccuracyReport): string => {
  const { report, slots, words, language, day, head } = paper;
  const { whole, money, right, counted, booked } = columnsOf(paper);
  const { total, zones, items, people, reasons, unvalued } = report;
  const shrinkage = shrinkageOf(total);
  const more = items.length - mostItems;
  const { none } = words;
  const zoneOf = ({ site, zone }: (typeof zones)[number]): string => `${site} · ${zone ?? words.severalZones}`;
  return page(
    words.title,
    tableStyle,
    html`<h1>${words.title}</h1>
      <div class="meta">${paper.site} · ${paper.station} · ${paper.person} · ${paper.made}</div>
      <h2>${paper.period}</h2>
      ${paperTable([{ head: words.counts, number: true, cell: () => whole(report.counts) }, ...counted], [total], none)}
      <p>
        ${words.shrinkage}:
        <strong>${money(total.gainedMinor - total.lostMinor)}</strong>
        ${shrinkage === null ? '' : `(${formatShare(shrinkage, language)} ${words.ofCounted})`}
      </p>
      ${unvalued === 0 ? null : html`<p>${words.unvalued}: ${whole(unvalued)}</p>`}
      <h2>${words.overTime}</h2>
      ${paperTable([{ head: words.from, cell: (row) => day(row.day) }, ...counted], slots, none)}
      <h2>${words.shrinkage}</h2>
      ${paperTable([{ head: words.from, cell: (row) => day(row.day) }, ...booked], slots, none)}
      <h2>${words.reasons}</h2>
      ${paperTable([{ head: words.reason, cell: (row) => words.reasonNames[row.reason] ?? row.reason }, ...booked], reasons, none)}
      <h2>${words.zones}</h2>
      ${paperTable([{ head: words.zone, cell: zoneOf }, ...counted], zones, none)}
      <h2>${words.people}</h2>
      ${paperTable(
        [
          { head: words.person, cell: ({ name }) => name },
          ...right,
          { head: words.pieces, number: true, cell: ({ pieces }) => whole(pieces) },
          { head: words.checked, number: true, cell: ({ checked }) => whole(checked) },
        ],
        people,
        none,
      )}
      <h2>${words.items}</h2>
      ${paperTable([{ head: words.item, cell: ({ name, sku }) => html`${name} <small>${sku}</small>` }, ...counted], items.slice(0, mostItems), none)}
      ${more > 0 ? html`<p>${words.moreItems}: ${whole(more)}</p>` : null}
      <h2>${words.how}</h2>
      ${words.rules.map((rule) => html`<p>${rule.replace('{{count}}', String(leastLines))}</p>`)}
      <h2>${words.head}</h2>
      <p><code>${head.n}:${head.hash}</code></p>
      <div class="sign">${words.signature}</div>`,
  );
};
