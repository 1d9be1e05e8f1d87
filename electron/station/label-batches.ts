import { z } from 'zod';
import type { InputOf } from '../../shared/feature';
import type { labelCommands } from '../../shared/features/labels/commands';
import type { BatchRest, TemplateView } from '../../shared/features/labels/queries';
import { serialField, serialText, wantsSerial } from '../../shared/features/labels/serials';
import { parseDescription, recordSchema, type LabelDescription } from '../../shared/labels/description/description';
import { textOf, type LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import type { PrinterLanguage } from '../../shared/labels/languages/names';
import type { LabelWarning } from '../../shared/labels/page/warnings';
import { fail, ok, type Result } from '../../shared/result';
import type { LabelProgress, LeftOut } from '../../shared/station';
import type { RenderedOne, RenderWish } from '../labels/render-labels';
import type { Actor, Store } from '../store/types';
import { collectRows, type RowsPrint } from './label-rows';
import { numbersAmong } from './nameless';

export interface LabelTarget {
  readonly printerId: string;
  readonly dpi: Dpi;
  readonly language: PrinterLanguage;
}

export interface LabelBatchParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly station: () => string;
  /** Sends a command as the trusted side, more than once where the store restarts meanwhile. */
  readonly command: (name: string, input: unknown) => Promise<Result<unknown>>;
  readonly render: (
    description: LabelDescription,
    wish: Omit<RenderWish, 'words' | 'year' | 'copy'>,
  ) => Promise<Result<readonly RenderedOne[]>>;
  readonly targetOf: (printerId: string) => Result<LabelTarget>;
  /** Also printers of print-and-apply lines, which only such a line prints on. */
  readonly anyTargetOf: (printerId: string) => Result<LabelTarget>;
  readonly onProgress: (progress: LabelProgress | null) => void;
}

export interface LabelWish {
  /** Asked twice, it is printed once. */
  readonly batchId: string;
  readonly templateId: string;
  /** That its records were read for; `null`: whichever prints. */
  readonly version: number | null;
  readonly printerId: string;
  readonly title: string;
  readonly records: readonly LabelRecord[];
  readonly copies: number;
}

export interface MadeBatch {
  readonly batchId: string;
  readonly made: number;
  readonly leftOut: readonly LeftOut[];
}

/** As commands take it: bytes and picture in base64. */
export interface OneLabel {
  readonly bytes: string;
  readonly picture: string;
  /** What a reader answers to each of its barcodes. */
  readonly codes: readonly string[];
  readonly language: string;
  readonly templateId: string;
  readonly version: number;
}

/** So many labels are laid out at once. */
const chunk = 25;
/**
 * So many go into the record at once: each is two files that must be on the disk before the entry that names them, and
 * meanwhile the record takes nothing else, no scan either.
 */
const handedOver = 3;

/** A label to be made: what is on it, and what it is called in the list of prints. */
export const wantedLabel = z.object({ title: z.string(), record: recordSchema });
type Wanted = z.infer<typeof wantedLabel>;
type Numbered = Wanted & { readonly row: number };

interface Batch {
  readonly batchId: string;
  readonly title: string;
  readonly description: LabelDescription;
  readonly target: LabelTarget;
  readonly total: number;
  /** A label that can't be printed stops the batch, or is left out and named. */
  readonly onRefused: 'stop' | 'leave-out';
  /** People brought what is on it: it may name anybody. */
  readonly brought: boolean;
}

type RequestedLabel = InputOf<(typeof labelCommands)['labels.request']>['labels'][number];

/** What of a record a label is looked for by later. Names and addresses are not among it. */
const numbers = ['sku', 'gtin', 'sscc', 'code', 'id', 'batch', 'serial', 'location', 'rma', 'order', 'number'] as const;

const aboutOf = (record: LabelRecord, brought: boolean): string => {
  const texts = [...new Set(numbers.map((field) => textOf(record[field])))].filter((text) => text !== '');
  return (brought ? numbersAmong(texts) : texts).join(' ').slice(0, 300);
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const refusing = (warnings: readonly LabelWarning[]): LabelWarning | undefined =>
  warnings.find(({ severity }) => severity === 'refuse');

const titled = (title: string, at: number): string => `${title} ${at + 1}`.slice(0, 200);

/** Batches of labels, one at a time: laid out beside, a few at once into the record, stopped between two of them. */
export const createLabelBatches = (parts: LabelBatchParts) => {
  const { store, actor, command } = parts;
  let stop: AbortController | null = null;

  const templateOf = async (
    templateId: string,
    version: number | null,
  ): Promise<Result<{ view: TemplateView; description: LabelDescription }>> => {
    const answer = await store.query('labels.template', { templateId, version }, actor());
    if (!answer.ok) return answer;
    const view = answer.value as TemplateView | null;
    if (view === null) return fail('template-unknown');
    if (view.approved === null) return fail('label-not-approved');
    const parsed = parseDescription(view.description);
    return parsed.ok ? ok({ view, description: parsed.value }) : parsed;
  };

  /** Each its own number, where the template prints one and none is given. */
  const withSerials = async (
    description: LabelDescription,
    wanted: readonly Wanted[],
  ): Promise<Result<readonly Wanted[]>> => {
    const isOpen = ({ record }: Wanted): boolean =>
      record[serialField] === undefined || record[serialField] === null || record[serialField] === '';
    const open = wantsSerial(description) ? wanted.filter(isOpen).length : 0;
    if (open === 0) return ok(wanted);
    const reserved = await command('labels.reserveSerials', { count: open });
    if (!reserved.ok) return reserved;
    let next = (reserved.value as { readonly from: number }).from;
    return ok(
      wanted.map((each) => {
        if (!isOpen(each)) return each;
        const record = { ...each.record, [serialField]: serialText(parts.station(), next) };
        next += 1;
        return { ...each, record };
      }),
    );
  };

  /** Hands some rendered labels on; answers how many the record has taken, and whether it takes more. */
  const handOver = async (
    { batchId, title, total, target }: Batch,
    labels: readonly RequestedLabel[],
    before: number,
    signal: AbortSignal,
  ): Promise<Result<{ readonly made: number; readonly isOver: boolean }>> => {
    let made = before;
    for (let next = 0; next < labels.length && !signal.aborted; next += handedOver) {
      const some = labels.slice(next, next + handedOver);
      const { printerId, language } = target;
      const asked = await command('labels.request', { batchId, printerId, language, labels: some });
      // Somebody cancelled the rest of it meanwhile.
      if (!asked.ok && asked.failure.code === 'batch-stopped') return ok({ made, isOver: true });
      if (!asked.ok) return asked;
      made += some.length;
      parts.onProgress({ batchId, title, made, total });
    }
    return ok({ made, isOver: signal.aborted });
  };

  /** Lays out and asks for labels, a few at a time; told how far it is, and stopped between two of them. */
  const run = async (
    batch: Batch,
    labels: readonly Numbered[],
    signal: AbortSignal,
  ): Promise<Result<{ readonly made: number; readonly leftOut: readonly LeftOut[] }>> => {
    const { dpi, language } = batch.target;
    const already = batch.total - labels.length;
    const leftOut = new Map<string, LeftOut>();
    let made = already;
    for (let at = 0; at < labels.length && !signal.aborted; at += chunk) {
      const some = labels.slice(at, at + chunk);
      const records = some.map(({ record }) => record);
      const rendered = await parts.render(batch.description, { records, dpi, language });
      if (!rendered.ok) return rendered;
      const good = some.flatMap((label, index) => {
        const one = rendered.value[index];
        const why = one === undefined ? undefined : refusing(one.warnings);
        if (why !== undefined) leftOut.set(label.title, { title: label.title, row: label.row + 1, why: why.code });
        return one === undefined || why !== undefined
          ? []
          : [
              {
                title: label.title,
                row: label.row,
                bytes: base64(one.bytes),
                picture: base64(one.png),
                about: aboutOf(label.record, batch.brought),
              },
            ];
      });
      const [first] = leftOut.values();
      if (first !== undefined && batch.onRefused === 'stop')
        return fail('label-refused', { row: first.row, why: first.why });
      const handed = await handOver(batch, good, made, signal);
      if (!handed.ok) return handed;
      made = handed.value.made;
      if (handed.value.isOver) break;
    }
    return ok({ made: made - already, leftOut: [...leftOut.values()] });
  };

  /** One batch at a time: its labels would come out between those of another. */
  const alone = async <T>(act: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> => {
    if (stop !== null) return fail('labels-busy');
    const mine = new AbortController();
    stop = mine;
    try {
      return await act(mine.signal);
    } finally {
      stop = null;
      parts.onProgress(null);
    }
  };

  const begin = async (
    wish: { readonly batchId: string; readonly templateId: string; readonly printerId: string; readonly title: string },
    template: { readonly view: TemplateView; readonly description: LabelDescription },
    wanted: readonly Wanted[],
    rules: Pick<Batch, 'onRefused' | 'brought'>,
    signal: AbortSignal,
  ): Promise<Result<MadeBatch>> => {
    const target = parts.targetOf(wish.printerId);
    if (!target.ok) return target;
    const all = await withSerials(template.description, wanted);
    if (!all.ok) return all;
    const { batchId, title, printerId } = wish;
    const { templateId, version } = template.view;
    const total = all.value.length;
    const records = JSON.stringify(all.value);
    const { brought } = rules;
    const input = { batchId, title, printerId, total, templateId, version, records, brought };
    const started = await command('labels.startBatch', input);
    if (!started.ok) return started;
    parts.onProgress({ batchId, title, made: 0, total });
    const batch: Batch = { batchId, title, description: template.description, target: target.value, total, ...rules };
    const made = await run(
      batch,
      all.value.map((each, row) => ({ ...each, row })),
      signal,
    );
    return made.ok ? ok({ batchId, ...made.value }) : made;
  };

  return {
    print: (wish: LabelWish): Promise<Result<MadeBatch>> =>
      alone(async (signal) => {
        const target = parts.targetOf(wish.printerId);
        if (!target.ok) return target;
        const template = await templateOf(wish.templateId, null);
        if (!template.ok) return template;
        if (wish.version !== null && template.value.view.version !== wish.version) return fail('template-changed');
        const records = wish.records.flatMap((record) => Array.from({ length: wish.copies }, () => record));
        const wanted = records.map((record, at) => ({ title: titled(wish.title, at), record }));
        return begin(wish, template.value, wanted, { onRefused: 'stop', brought: true }, signal);
      }),

    /** Labels of what the station knows. The batch's id is the wish's: asked twice, it is printed once. */
    printRows: (wish: RowsPrint): Promise<Result<MadeBatch>> =>
      alone(async (signal) => {
        const template = await templateOf(wish.templateId, null);
        if (!template.ok) return template;
        if (template.value.view.version !== wish.version) return fail('template-changed');
        const rows = await collectRows(store, actor(), wish, template.value.description);
        if (!rows.ok) return rows;
        const { labels, leftOut } = rows.value;
        if (labels.length === 0) return ok({ batchId: wish.batchId, made: 0, leftOut });
        const rules = { onRefused: 'leave-out', brought: false } as const;
        const made = await begin(wish, template.value, labels, rules, signal);
        return made.ok ? ok({ ...made.value, leftOut: [...leftOut, ...made.value.leftOut] }) : made;
      }),

    /** What of a batch was never made is made now, and what waits for a person goes to its printer. */
    resume: (batchId: string): Promise<Result<MadeBatch>> =>
      alone(async (signal) => {
        const answer = await store.query('labels.batchRest', { batchId }, actor());
        if (!answer.ok) return answer;
        const rest = answer.value as BatchRest | null;
        if (rest === null) return fail('batch-unknown');
        const resumed = await command('labels.printRest', { batchId });
        if (!resumed.ok) return resumed;
        if (rest.records === null || rest.templateId === null) return ok({ batchId, made: 0, leftOut: [] });
        const template = await templateOf(rest.templateId, rest.version);
        if (!template.ok) return template;
        const target = parts.targetOf(rest.printerId);
        if (!target.ok) return target;
        const all = z.array(wantedLabel).parse(JSON.parse(rest.records));
        const done = new Set(rest.made);
        const labels = all.map((each, row) => ({ ...each, row })).filter(({ row }) => !done.has(row));
        const { title } = rest;
        const { description } = template.value;
        const batch: Batch = {
          batchId,
          title,
          description,
          target: target.value,
          total: all.length,
          onRefused: 'leave-out',
          brought: rest.brought,
        };
        const made = await run(batch, labels, signal);
        return made.ok ? ok({ batchId, ...made.value }) : made;
      }),

    /** One label for a line that asks for its print itself: nothing is written but its number. */
    renderOne: async (templateId: string, printerId: string, record: LabelRecord): Promise<Result<OneLabel>> => {
      const target = parts.anyTargetOf(printerId);
      if (!target.ok) return target;
      const template = await templateOf(templateId, null);
      if (!template.ok) return template;
      const { description, view } = template.value;
      const wanted = await withSerials(description, [{ title: '', record }]);
      if (!wanted.ok) return wanted;
      const { dpi, language } = target.value;
      const records = wanted.value.map((each) => each.record);
      const rendered = await parts.render(description, { records, dpi, language });
      if (!rendered.ok) return rendered;
      const [first] = rendered.value;
      if (first === undefined) return fail('preview-not-available');
      const warning = refusing(first.warnings);
      if (warning !== undefined) return fail('label-refused', { row: 1, why: warning.code });
      const { bytes, png, codes } = first;
      return ok({ bytes: base64(bytes), picture: base64(png), codes, language, templateId, version: view.version });
    },

    /** Nothing more is laid out; what was asked for is cancelled by `labels.cancel`. */
    stop: (): void => stop?.abort(),
  };
};
