import { figuresOfCause, type LineCauses } from '../../shared/features/counts/cause-brief';
import type { Cause, Strength, SuggestedCause } from '../../shared/features/counts/causes';
import type { CountLineRow, CountView } from '../../shared/features/counts/queries';
import { lineClasses, noteClasses, type LineClass } from '../../shared/features/counts/records';
import { briefOf, type LineWeighings, type WeighingBrief } from '../../shared/features/counts/weighing-brief';
import { formatMoney, formatPieceWeight, formatShare, formatWhole } from '../../shared/figures';
import { html, page, type Html } from './html';
import { paperTable, tableStyle } from './paper-table';

export const reconciliationKeys = [
  'title',
  'state',
  'started',
  'handedIn',
  'counters',
  'approved',
  'posted',
  'cancelled',
  'corrections',
  'method',
  'rfid',
  'barcode',
  'blind',
  'guided',
  'bins',
  'passes',
  'pass',
  'tags',
  'lost',
  'file',
  'timeUnknown',
  'noValue',
  'unvalued',
  'fileLines',
  'confidence',
  'unknown',
  'expected',
  'found',
  'tooFew',
  'tooMany',
  'moved',
  'sums',
  'kind',
  'lines',
  'pieces',
  'value',
  'differences',
  'notes',
  'unlisted',
  'item',
  'place',
  'belongs',
  'book',
  'counted',
  'difference',
  'evidence',
  'reads',
  'weighed',
  'gross',
  'tare',
  'tared',
  'simulated',
  'decision',
  'undecided',
  'small',
  'none',
  'head',
  'signature',
  'second',
] as const;
export type ReconciliationWords = Readonly<Record<(typeof reconciliationKeys)[number], string>> & {
  readonly stateNames: Readonly<Record<CountView['state'], string>>;
  readonly classNames: Readonly<Record<LineClass, string>>;
  readonly decisionNames: Readonly<Record<NonNullable<CountLineRow['decision']>, string>>;
  readonly causeNames: Readonly<Record<Cause, string>>;
  readonly strengthNames: Readonly<Record<Strength, string>>;
};

export interface ReconciliationPaper {
  readonly site: string;
  readonly station: string;
  readonly person: string;
  readonly made: string;
  readonly language: string;
  readonly currency: string;
  readonly when: (at: string) => string;
  readonly count: CountView;
  readonly lines: readonly CountLineRow[];
  readonly causes: readonly LineCauses[];
  readonly weighings: readonly LineWeighings[];
  readonly units: 'metric' | 'imperial';
  readonly scaleName: (id: string) => string;
  readonly head: { readonly n: number; readonly hash: string };
  readonly words: ReconciliationWords;
  readonly reasonNames: Readonly<Record<string, string>>;
}

const fact = (word: string, value: Html | string): Html =>
  html`<tr>
    <td>${word}</td>
    <td>${value}</td>
  </tr>`;

/** A pass by file names it, says whether anybody knows when it was read, and which lines nobody could read. */
const passText = (
  { pass, tags, lost, file }: CountView['passes'][number],
  { words, language, when }: ReconciliationPaper,
): string => {
  const iso = (at: number): string => when(new Date(at).toISOString());
  const dated =
    file === null || file.time !== 'known' || file.firstAt === null || file.lastAt === null
      ? words.timeUnknown
      : `${iso(file.firstAt)} – ${iso(file.lastAt)}`;
  const unread = file === null || file.unreadLines === 0 ? [] : [`${file.unreadLines} ${words.fileLines}`];
  const more = file === null ? (lost === null ? [] : [words.lost]) : [`${words.file} ${file.name}`, dated, ...unread];
  const notes = more.length === 0 ? '' : ` (${more.join(', ')})`;
  return `${words.pass} ${pass}: ${formatWhole(tags, language)} ${words.tags}${notes}`;
};

const facts = (paper: ReconciliationPaper): Html => {
  const { count, words, language, currency, when } = paper;
  const { confidence, ended, approval } = count;
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const passes = count.passes.map((each) => passText(each, paper));
  const share = confidence?.readBasisPoints ?? null;
  return html`<table>
    ${fact(words.state, words.stateNames[count.state])}
    ${fact(words.method, `${words[count.method === 'rfid' ? 'rfid' : 'barcode']}, ${count.blind ? words.blind : words.guided}`)}
    ${fact(words.bins, formatWhole(count.binCount, language))}
    ${fact(words.started, `${when(count.startedAt)}, ${count.startedBy}`)}
    ${fact(words.counters, count.counters.join(', '))}
    ${count.submittedAt === null ? null : fact(words.handedIn, when(count.submittedAt))}
    ${passes.length === 0 ? null : fact(words.passes, passes.join(' · '))}
    ${confidence === null ? null : fact(words.confidence, share === null ? words.unknown : `≥ ${formatShare(share, language)}`)}
    ${fact(words.expected, formatWhole(count.expected ?? 0, language))}
    ${fact(words.found, formatWhole(count.found ?? 0, language))} ${fact(words.tooFew, money(count.minusMinor))}
    ${fact(words.tooMany, money(count.plusMinor))} ${fact(words.moved, money(approval.valueMinor))}
    ${count.unvalued === 0 ? null : fact(words.unvalued, formatWhole(count.unvalued, language))}
    ${approval.by === null ? null : fact(words.approved, approval.by)}
    ${ended === null ? null : fact(count.state === 'posted' ? words.posted : words.cancelled, `${when(ended.at)}, ${ended.by}`)}
    ${count.adjusted === null ? null : fact(words.corrections, formatWhole(count.adjusted, language))}
  </table>`;
};

const evidenceOf = ({ data }: CountLineRow, { words, when }: ReconciliationPaper): Html => {
  if (data.reads === 0) return html``;
  const strength = data.rssiCentiDbm === null ? '' : ` · ${data.rssiCentiDbm / 100} dBm`;
  const passes = data.passes.length === 0 ? '' : ` · ${words.pass} ${data.passes.join(', ')}`;
  const last = ` · ${data.lastAt === null ? words.timeUnknown : when(new Date(data.lastAt).toISOString())}`;
  return html`<small>${data.reads} ${words.reads}${strength}${passes}${last}</small>`;
};

/** Each weighing: how many, by what weight of one, gross and tare as the scale sent them, and on which scale. */
const weighingOf = (brief: WeighingBrief, { words, units, language, scaleName }: ReconciliationPaper): Html => {
  const { pieces, lot, gross, tare, scale, simulated } = brief;
  const counted = `${formatWhole(pieces, language)}${lot === null ? '' : ` ${lot}`} × ${formatPieceWeight(brief, units)}`;
  const off = tare === null ? [] : [tare === 'scale' ? words.tared : `${words.tare} ${tare}`];
  const weights = [...(gross === null ? [] : [`${words.gross} ${gross}`]), ...off].join(', ');
  const where = `${scaleName(scale)}${simulated ? ` (${words.simulated})` : ''}`;
  return html`<div><small>${words.weighed}: ${counted} · ${weights} · ${where}</small></div>`;
};

/** What may explain a line, with the entries, orders and lines that speak for it. */
const causesOf = (causes: readonly SuggestedCause[], { words }: ReconciliationPaper): Html =>
  html`${causes.map(
    (each) =>
      html`<div>
        <small>
          ${words.causeNames[each.cause]}${each.pack === 0 ? '' : ` (${each.pack})`},
          ${words.strengthNames[each.strength]}: ${figuresOfCause(each)}
        </small>
      </div>`,
  )}`;

const decisionOf = (row: CountLineRow, { words, reasonNames }: ReconciliationPaper): Html | string => {
  const { decision, reason, decidedBy, note, small } = row;
  if (decision === null) return small ? words.small : words.undecided;
  const why = [reason === null ? null : (reasonNames[reason] ?? reason), decidedBy, note].filter(
    (each) => each !== null && each !== '',
  );
  return html`${words.decisionNames[decision]}<br /><small>${why.join(' · ')}</small>`;
};

const whatOf = ({ name, data }: CountLineRow): Html =>
  html`${data.sku === null ? (data.epc ?? '') : name}<br /><small>${data.key ?? data.sku ?? data.scheme ?? ''}</small>`;

const differences = (paper: ReconciliationPaper, rows: readonly CountLineRow[]): Html => {
  const { words, language, currency } = paper;
  const whole = (value: number): string => formatWhole(value, language);
  const causes = new Map(paper.causes.map((each) => [each.line, each.causes]));
  const weighings = new Map(paper.weighings.map((each) => [each.line, each.weighings.map(briefOf)]));
  return paperTable<CountLineRow>(
    [
      { head: words.kind, cell: ({ data }) => words.classNames[data.class] },
      { head: words.item, cell: whatOf },
      {
        head: words.place,
        cell: ({ data }) =>
          html`${data.location ?? data.shelves[0]?.shelf.location ?? '–'}${data.belongs === null ? null : html`<br /><small>${words.belongs} ${data.belongs}</small>`}`,
      },
      { head: words.book, number: true, cell: ({ data }) => whole(data.book) },
      { head: words.counted, number: true, cell: ({ data }) => whole(data.counted) },
      { head: words.difference, number: true, cell: ({ data }) => whole(data.counted - data.book) },
      {
        head: words.value,
        number: true,
        cell: ({ valueMinor, data }) =>
          data.valueMinor === null ? words.noValue : formatMoney(valueMinor, currency, language),
      },
      {
        head: words.evidence,
        cell: (row) =>
          html`${evidenceOf(row, paper)}${(weighings.get(row.line) ?? []).map((each) => weighingOf(each, paper))}${causesOf(causes.get(row.line) ?? [], paper)}`,
      },
      { head: words.decision, cell: (row) => decisionOf(row, paper) },
    ],
    rows,
    words.none,
  );
};

const notes = (paper: ReconciliationPaper, rows: readonly CountLineRow[]): Html => {
  const { words, count, language } = paper;
  if (rows.length === 0) return html``;
  return html`<h2>${words.notes}</h2>
    ${paperTable<CountLineRow>(
      [
        { head: words.kind, cell: ({ data }) => words.classNames[data.class] },
        { head: words.item, cell: whatOf },
        { head: words.evidence, cell: (row) => evidenceOf(row, paper) },
      ],
      rows,
      words.none,
    )}
    ${count.unlisted === 0 ? null : html`<p>${words.unlisted}: ${formatWhole(count.unlisted, language)}</p>`}`;
};

/** A count on paper: who, when and how, the sums, every line with what speaks for it and what became of it. */
export const reconciliationHtml = (paper: ReconciliationPaper): string => {
  const { count, lines, words, language, currency, head } = paper;
  const sums = lineClasses.flatMap((kind) => {
    const sum = count.sums[kind];
    return sum === undefined ? [] : [{ kind, ...sum }];
  });
  const isNote = ({ data }: CountLineRow): boolean => noteClasses.includes(data.class);
  return page(
    `${words.title}: ${count.title}`,
    `${tableStyle} @page { size: A4 landscape }`,
    html`<h1>${words.title}: ${count.title}</h1>
      <div class="meta">${paper.site} · ${paper.station} · ${paper.person} · ${paper.made}</div>
      <h2>${words.sums}</h2>
      ${facts(paper)}
      <h2>${words.kind}</h2>
      ${paperTable(
        [
          { head: words.kind, cell: ({ kind }) => words.classNames[kind] },
          { head: words.lines, number: true, cell: (row) => formatWhole(row.lines, language) },
          { head: words.pieces, number: true, cell: ({ pieces }) => formatWhole(pieces, language) },
          { head: words.value, number: true, cell: ({ valueMinor }) => formatMoney(valueMinor, currency, language) },
        ],
        sums,
        words.none,
      )}
      <h2>${words.differences}</h2>
      ${differences(
        paper,
        lines.filter((row) => !isNote(row)),
      )}
      ${notes(paper, lines.filter(isNote))}
      <h2>${words.head}</h2>
      <p><code>${head.n}:${head.hash}</code></p>
      <div class="sign">${words.signature}</div>
      <div class="sign">${words.second}</div>`,
  );
};
