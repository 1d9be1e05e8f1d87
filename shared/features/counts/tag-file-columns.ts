import { delimiters, readCsv, type Delimiter } from '../import/csv';
import { headerKey } from '../import/table';
import { epcOfCell, tidOfCell } from './tag-file-cells';

/** What a column of a reader's file may hold. */
export const tagFields = ['epc', 'tid', 'rssi', 'antenna', 'reads', 'first', 'last', 'date'] as const;
export type TagField = (typeof tagFields)[number];
export type TagColumns = Readonly<Partial<Record<TagField, number>>>;

/** Headings as readers, their apps and people write them; compared without case, spaces and signs. */
const headings: Readonly<Record<TagField, readonly string[]>> = {
  epc: [
    'epc',
    'epc_hex',
    'epc_id',
    'epc_code',
    'epc_data',
    'epc_uri',
    'epc_urn',
    'tag_id',
    'tagid',
    'tag',
    'id_hex',
    'etikett',
    'etiqueta',
  ],
  tid: ['tid', 'tid_hex', 'tid_data', 'tag_tid', 'chip_id', 'chip', 'chipnummer', 'id_chip'],
  rssi: [
    'rssi',
    'rssi_dbm',
    'peak_rssi',
    'max_rssi',
    'peakrssi',
    'signal',
    'signal_dbm',
    'signal_strength',
    'signalstärke',
    'signalstaerke',
    'feldstärke',
    'señal',
    'senal',
    'intensidad',
  ],
  antenna: ['antenna', 'antenna_id', 'antenna_port', 'antennaid', 'ant', 'port', 'antenne', 'antena'],
  reads: [
    'reads',
    'read_count',
    'readcount',
    'count',
    'seen_count',
    'tag_seen_count',
    'tagseencount',
    'times',
    'lesungen',
    'anzahl',
    'lecturas',
    'cantidad',
    'veces',
  ],
  first: [
    'first_seen',
    'firstseen',
    'first_seen_time',
    'first_read',
    'first_time',
    'first',
    'zuerst',
    'zuerst_gesehen',
    'erste_lesung',
    'primera_lectura',
    'primera_vez',
  ],
  last: [
    'last_seen',
    'lastseen',
    'last_seen_time',
    'last_read',
    'last_time',
    'last',
    'time',
    'timestamp',
    'date_time',
    'datetime',
    'read_time',
    'time_stamp',
    'zuletzt',
    'zuletzt_gesehen',
    'letzte_lesung',
    'zeit',
    'zeitstempel',
    'zeitpunkt',
    'última_lectura',
    'ultima_lectura',
    'última_vez',
    'ultima_vez',
    'hora',
    'fecha_hora',
    'fecha_y_hora',
  ],
  date: ['date', 'datum', 'fecha'],
};

const headingOf = (cells: readonly string[]): TagColumns | null => {
  const keys = cells.map(headerKey);
  const found = tagFields.map((field) => {
    const heading = headings[field].find((each) => keys.includes(each));
    return [field, heading === undefined ? undefined : keys.indexOf(heading)] as const;
  });
  const columns: TagColumns = Object.fromEntries(found.filter(([, index]) => index !== undefined));
  return columns.epc === undefined ? null : columns;
};

/** Lines before the heading: who, when, with which reader. */
const headLines = 30;

/** One line of a file: its cells, or what broke it. */
export type CutLine =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly broken: string };

/** Line by line: no cell of such a file holds a line break, and a stray quote must not swallow the tags below it. */
export function* cutLines(lines: readonly string[], delimiter: Delimiter): Generator<CutLine, void, undefined> {
  for (const [index, line] of lines.entries())
    for (const each of readCsv(line, delimiter)) {
      const row = index + 1;
      yield 'cells' in each ? { row, cells: each.cells } : { row, broken: line.slice(0, 2000) };
    }
}

const sampleOf = (lines: readonly string[], delimiter: Delimiter): (readonly string[])[] => {
  const sample: (readonly string[])[] = [];
  for (const each of cutLines(lines, delimiter)) {
    if ('cells' in each) sample.push(each.cells);
    if (sample.length === headLines) break;
  }
  return sample;
};

const isChip = (cell: string | undefined): boolean => cell !== undefined && tidOfCell(cell)?.startsWith('E2') === true;

/** Without a heading: the first column with an EPC, and a chip number beside it. */
const guess = (sample: readonly (readonly string[])[]): TagColumns => {
  const row = sample.find((cells) => cells.some((cell) => epcOfCell(cell) !== null));
  const codes = (row ?? []).flatMap((cell, index) => (epcOfCell(cell) === null ? [] : [index]));
  const [first = 0, second] = codes;
  if (second === undefined) return { epc: first };
  const chips = (column: number): boolean => sample.every((cells) => cells.length <= column || isChip(cells[column]));
  if (chips(first) && !chips(second)) return { epc: second, tid: first };
  return chips(second) && !chips(first) ? { epc: first, tid: second } : { epc: first };
};

export interface TagFileLayout {
  readonly delimiter: Delimiter;
  readonly columns: TagColumns;
  /** Records before and with the heading; 0 where there is none. */
  readonly heading: number;
}

/** How lines are cut: by what the first of them have most EPCs with, or a heading that names one. */
export const layoutOf = (lines: readonly string[], named: Delimiter | null): TagFileLayout => {
  const all = (named === null ? delimiters : [named]).map((delimiter) => {
    const sample = sampleOf(lines, delimiter);
    const heading = sample.findIndex((cells) => headingOf(cells) !== null);
    const codes = sample.filter((cells) => cells.some((cell) => epcOfCell(cell) !== null)).length;
    const width = Math.min(4, (sample[heading] ?? []).length);
    return { delimiter, sample, heading, score: codes * 10 + (heading === -1 ? 0 : 5) + width };
  });
  const best = all.reduce((one, other) => (other.score > one.score ? other : one));
  const columns = best.heading === -1 ? null : headingOf(best.sample[best.heading] ?? []);
  return { delimiter: best.delimiter, columns: columns ?? guess(best.sample), heading: best.heading + 1 };
};

/** Excel's own first line says what cuts the columns. */
const separatorLine = /^"?sep=(.)"?$/i;

export const namedDelimiter = (line: string | undefined): Delimiter | null => {
  const told = separatorLine.exec(line ?? '')?.[1];
  return delimiters.find((each) => each === told) ?? null;
};
