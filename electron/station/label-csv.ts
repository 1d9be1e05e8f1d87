import { randomUUID } from 'node:crypto';
import type { TemplateView } from '../../shared/features/labels/queries';
import { readCsv, sniffCsv, type CsvRecord } from '../../shared/features/import/csv';
import { fieldsOfTemplate, recordOfRow } from '../../shared/features/labels/record-fields';
import { mostLabelFileBytes, mostLabels } from '../../shared/features/labels/rows';
import { parseDescription, recordSchema } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import { fail, ok, type Result } from '../../shared/result';
import type { CallAnswer, CallInput } from '../../shared/station';
import { decodeText } from '../features/import/decode-text';
import type { Actor, Store } from '../store/types';
import type { LabelWish, MadeBatch } from './label-batches';

export interface LabelCsvParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly print: (wish: LabelWish) => Promise<Result<MadeBatch>>;
}

type ReadFile = Pick<LabelWish, 'templateId' | 'version' | 'title' | 'records'>;

/** Files that were read and shown, until they are printed or others come. */
const keptFiles = 3;

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly CsvRecord[];
  /** Lines that are no row of a table. */
  readonly unread: readonly number[];
}

const tableOf = (text: string): Result<Table> => {
  const { delimiter, start, firstRow } = sniffCsv(text);
  const rows: CsvRecord[] = [];
  const unread: number[] = [];
  for (const each of readCsv(text.slice(start), delimiter)) {
    const row = each.row + firstRow - 1;
    if ('cells' in each) rows.push({ ...each, row });
    else unread.push(row);
    // The first of them is the header.
    if (rows.length > mostLabels + 1) return fail('label-file-too-large', { most: mostLabels });
  }
  const [head, ...rest] = rows;
  return head === undefined || rest.length === 0 ? fail('file-empty') : ok({ header: head.cells, rows: rest, unread });
};

const recordsOf = ({ header, rows }: Table, fields: readonly string[]): Result<readonly LabelRecord[]> => {
  const records: LabelRecord[] = [];
  for (const { row, cells } of rows) {
    const record = recordSchema.safeParse(recordOfRow(header, cells, fields));
    if (!record.success) return fail('label-file-cell', { row });
    records.push(record.data);
  }
  return ok(records);
};

/**
 * A file whose rows become labels. It crosses from the window as bytes and is read here: ten thousand rows are one value at the
 * border, and what is printed is what was read, whatever the window makes of it.
 */
export const createLabelCsv = ({ store, actor, print }: LabelCsvParts) => {
  const read = new Map<string, ReadFile>();

  const templateOf = async (templateId: string): Promise<Result<TemplateView>> => {
    const answer = await store.query('labels.template', { templateId, version: null }, actor());
    if (!answer.ok) return answer;
    const view = answer.value as TemplateView | null;
    return view === null ? fail('template-unknown') : ok(view);
  };

  return {
    read: async ({
      name,
      contentBase64,
      templateId,
    }: CallInput<'labels.readFile'>): Promise<Result<CallAnswer<'labels.readFile'>>> => {
      const bytes = new Uint8Array(Buffer.from(contentBase64, 'base64'));
      if (bytes.length > mostLabelFileBytes) return fail('label-file-too-large', { most: mostLabels });
      const text = decodeText(bytes);
      if (!text.ok) return text;
      const view = await templateOf(templateId);
      if (!view.ok) return view;
      const description = parseDescription(view.value.description);
      if (!description.ok) return description;
      const table = tableOf(text.value);
      if (!table.ok) return table;
      const fields = fieldsOfTemplate(description.value);
      const records = recordsOf(table.value, fields);
      if (!records.ok) return records;
      const names = new Set(table.value.header.map((each) => each.trim().toLowerCase()));
      const missing = fields.filter((field) => !names.has(field.toLowerCase()));
      const token = randomUUID();
      read.set(token, { templateId, version: view.value.version, title: name.slice(0, 120), records: records.value });
      const oldest = read.keys().next();
      if (read.size > keptFiles && !oldest.done) read.delete(oldest.value);
      return ok({ token, records: records.value, missing, unread: table.value.unread });
    },
    /** The batch's id is the wish's: asked twice, it is printed once. */
    print: async ({ batchId, token, printerId }: CallInput<'labels.printFile'>): Promise<Result<MadeBatch>> => {
      const found = read.get(token);
      return found === undefined ? fail('file-forgotten') : print({ ...found, batchId, printerId, copies: 1 });
    },
  };
};
export type LabelCsv = ReturnType<typeof createLabelCsv>;
