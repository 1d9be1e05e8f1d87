import { randomUUID } from 'node:crypto';
import type { DeviceConfig } from '../../shared/device-config';
import type { TemplateView } from '../../shared/features/labels/queries';
import { serialField, serialText, wantsSerial } from '../../shared/features/labels/serials';
import { parseDescription, type LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import { printerLanguages, type PrinterLanguage } from '../../shared/labels/languages/names';
import type { LabelWarning } from '../../shared/labels/page/warnings';
import { fail, ok, type Result } from '../../shared/result';
import type { LabelProgress } from '../../shared/station';
import { createHostOnDemand } from '../host-on-demand';
import { callOnce, type HostProcess } from '../host-port';
import { lintCarrierZpl } from '../labels/foreign/carrier-zpl';
import type { ForeignPicture } from '../labels/foreign/convert';
import { identifyForeign } from '../labels/foreign/identify';
import type { RenderedOne, RenderWish } from '../labels/render-labels';
import type { Actor, Store } from '../store/types';

export interface LabelPrintingParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly station: () => string;
  readonly words: () => string;
  readonly printers: () => readonly DeviceConfig[];
  /** dpi of the label printer where a printer's own settings name none. */
  readonly usualDpi: () => number;
  readonly forkLabel: () => HostProcess;
  readonly forkDocument: () => HostProcess;
  readonly fontsFolder: string;
  readonly drawZpl: (zpl: string) => Promise<Uint8Array | null>;
  readonly onProgress: (progress: LabelProgress | null) => void;
  readonly onError: (error: unknown) => void;
}

export interface LabelWish {
  readonly templateId: string;
  readonly printerId: string;
  readonly title: string;
  readonly records: readonly LabelRecord[];
  readonly copies: number;
}

interface Target {
  readonly printerId: string;
  readonly dpi: Dpi;
  readonly language: PrinterLanguage;
}

/** So many labels are laid out at once. */
const chunk = 25;
/**
 * So many go into the record at once: each is two files that must be on the disk before the entry that names them, and
 * meanwhile the record takes nothing else, no scan either.
 */
const handedOver = 3;
/** The store host comes back by itself; the command's id makes asking again harmless. */
const passes: ReadonlySet<string> = new Set(['host-restarting', 'timeout']);
const mostTries = 3;
const renderLimitMs = 60_000;
const workerIdleMs = 20_000;
const documentLimitMs = 15_000;

const isDpi = (value: number): value is Dpi => value === 203 || value === 300 || value === 600;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Labels of templates and of documents: laid out beside, written into the record, printed by the queue. */
export const createLabelPrinting = (parts: LabelPrintingParts) => {
  const { store, actor } = parts;
  let stop: AbortController | null = null;
  /** Stays for a batch, and for the next label: its fonts take longer to read than a label to lay out. */
  const worker = createHostOnDemand({ fork: parts.forkLabel, idleMs: workerIdleMs, silentMs: renderLimitMs });

  const command = async (name: string, input: unknown): Promise<Result<unknown>> => {
    const envelope = { id: randomUUID(), name, input, actor: actor(), origin: 'trusted' as const };
    let answer = await store.execute(envelope);
    for (let tries = 1; tries < mostTries && !answer.ok && passes.has(answer.failure.code); tries += 1)
      answer = await store.execute(envelope);
    return answer;
  };

  const render = async (
    description: LabelDescription,
    wish: Omit<RenderWish, 'words' | 'year'>,
  ): Promise<Result<readonly RenderedOne[]>> => {
    const args = {
      ...wish,
      fonts: parts.fontsFolder,
      description,
      words: parts.words(),
      year: new Date().getUTCFullYear(),
    };
    return (await worker.call('render', args)) as Result<readonly RenderedOne[]>;
  };

  const targetOf = (printerId: string): Result<Target> => {
    const config = parts.printers().find(({ id }) => id === printerId);
    if (config?.kind !== 'printer') return fail('no-printer');
    const language = printerLanguages.find((each) => each === config.protocol);
    const dpi = config.options?.dpi ?? parts.usualDpi();
    return language === undefined || !isDpi(dpi) ? fail('no-printer') : ok({ printerId, dpi, language });
  };

  const templateOf = async (
    templateId: string,
  ): Promise<Result<{ view: TemplateView; description: LabelDescription }>> => {
    const answer = await store.query('labels.template', { templateId, version: null }, actor());
    if (!answer.ok) return answer;
    const view = answer.value as TemplateView | null;
    if (view === null) return fail('template-unknown');
    if (view.approved === null) return fail('label-not-approved');
    const parsed = parseDescription(view.description);
    return parsed.ok ? ok({ view, description: parsed.value }) : parsed;
  };

  /** Each copy its own number, where the template prints one. */
  const withSerials = async (
    description: LabelDescription,
    wish: LabelWish,
  ): Promise<Result<readonly LabelRecord[]>> => {
    const all = wish.records.flatMap((record) => Array.from({ length: wish.copies }, () => record));
    if (!wantsSerial(description)) return ok(all);
    const open = all.filter((record) => record[serialField] === undefined || record[serialField] === '');
    if (open.length === 0) return ok(all);
    const reserved = await command('labels.reserveSerials', { count: open.length });
    if (!reserved.ok) return reserved;
    let next = (reserved.value as { readonly from: number }).from;
    return ok(
      all.map((record) => {
        if (!open.includes(record)) return record;
        const numbered = { ...record, [serialField]: serialText(parts.station(), next) };
        next += 1;
        return numbered;
      }),
    );
  };

  const refusing = (warnings: readonly LabelWarning[]): LabelWarning | undefined =>
    warnings.find(({ severity }) => severity === 'refuse');

  /** Lays out and asks for a batch, a few labels at a time; told how far it is, and stopped between two of them. */
  const run = async (
    batchId: string,
    title: string,
    description: LabelDescription,
    records: readonly LabelRecord[],
    { printerId, dpi, language }: Target,
    signal: AbortSignal,
  ): Promise<Result<{ readonly made: number }>> => {
    let made = 0;
    for (let at = 0; at < records.length && !signal.aborted; at += chunk) {
      const rendered = await render(description, { records: records.slice(at, at + chunk), dpi, language });
      if (!rendered.ok) return rendered;
      const bad = rendered.value.findIndex(({ warnings }) => refusing(warnings) !== undefined);
      if (bad >= 0) {
        const warning = refusing(rendered.value[bad]?.warnings ?? []);
        return fail('label-refused', { row: at + bad + 1, why: warning?.code ?? '', element: warning?.element ?? '' });
      }
      const labels = rendered.value.map(({ bytes, png }, index) => ({
        title: `${title} ${at + index + 1}`.slice(0, 200),
        bytes: base64(bytes),
        picture: base64(png),
      }));
      for (let next = 0; next < labels.length && !signal.aborted; next += handedOver) {
        const some = labels.slice(next, next + handedOver);
        const asked = await command('labels.request', { batchId, printerId, language, labels: some });
        if (!asked.ok) return asked;
        made += some.length;
        parts.onProgress({ batchId, title, made, total: records.length });
      }
    }
    return ok({ made });
  };

  const start = async (
    wish: Pick<LabelWish, 'title' | 'printerId'>,
    template: { readonly templateId: string; readonly version: number } | null,
    total: number,
  ): Promise<Result<string>> => {
    const batchId = randomUUID();
    const { title, printerId } = wish;
    const input = { batchId, title, printerId, total, templateId: null, version: null, ...template };
    const started = await command('labels.startBatch', input);
    return started.ok ? ok(batchId) : started;
  };

  return {
    /** A template with a record, as it would print. Nothing is written. */
    preview: async (description: LabelDescription, record: LabelRecord, dpi: Dpi) => {
      const rendered = await render(description, { records: [record], dpi, language: null });
      if (!rendered.ok) return rendered;
      const [first] = rendered.value;
      return first === undefined
        ? fail('preview-not-available')
        : ok({ pngBase64: base64(first.png), warnings: first.warnings });
    },
    dpiOf: (printerId: string | null): Dpi => {
      const target = printerId === null ? null : targetOf(printerId);
      return target?.ok === true ? target.value.dpi : 203;
    },
    print: async (wish: LabelWish): Promise<Result<{ readonly batchId: string; readonly made: number }>> => {
      if (stop !== null) return fail('labels-busy');
      const target = targetOf(wish.printerId);
      if (!target.ok) return target;
      const template = await templateOf(wish.templateId);
      if (!template.ok) return template;
      const mine = new AbortController();
      stop = mine;
      try {
        const records = await withSerials(template.value.description, wish);
        if (!records.ok) return records;
        const { templateId, version } = template.value.view;
        const batchId = await start(wish, { templateId, version }, records.value.length);
        if (!batchId.ok) return batchId;
        parts.onProgress({ batchId: batchId.value, title: wish.title, made: 0, total: records.value.length });
        const made = await run(
          batchId.value,
          wish.title,
          template.value.description,
          records.value,
          target.value,
          mine.signal,
        );
        return made.ok ? ok({ batchId: batchId.value, made: made.value.made }) : made;
      } finally {
        stop = null;
        parts.onProgress(null);
      }
    },
    /** Nothing more is laid out; what was asked for is cancelled by `labels.cancel`. */
    stop: (): void => stop?.abort(),
    /** A document of somebody else's, as it would come out of this printer. */
    readDocument: async (bytes: Uint8Array, printerId: string, stock: { widthMm: number; heightMm: number }) => {
      const target = targetOf(printerId);
      if (!target.ok) return target;
      if (identifyForeign(bytes) === 'zpl') {
        if (target.value.language !== 'zpl') return fail('document-wrong-printer');
        const zpl = Buffer.from(bytes).toString('utf8');
        const fault = lintCarrierZpl(zpl);
        if (!fault.ok) return fault;
        const png = await parts.drawZpl(zpl);
        return png === null ? fail('preview-not-available') : ok({ label: bytes, png, notes: [] as readonly string[] });
      }
      const args = { bytes, ...stock, dpi: target.value.dpi };
      const answer = (await callOnce(parts.forkDocument, 'convert', args, documentLimitMs)) as Result<ForeignPicture>;
      if (!answer.ok) return answer.failure.code === 'timeout' ? fail('document-too-slow') : answer;
      const { page, bitmap, notes } = answer.value;
      // Read when they are wanted: they hold two megabytes of encoders.
      const [{ renderPage }, { pngOf }] = await Promise.all([
        import('../../shared/labels/languages'),
        import('../../shared/labels/png'),
      ]);
      return ok({ label: renderPage(page, target.value.language), png: pngOf(bitmap, target.value.dpi), notes });
    },
    printDocument: async (
      title: string,
      printerId: string,
      label: Uint8Array,
      png: Uint8Array,
    ): Promise<Result<null>> => {
      const target = targetOf(printerId);
      if (!target.ok) return target;
      const batchId = await start({ title, printerId }, null, 1);
      if (!batchId.ok) return batchId;
      const labels = [{ title: title.slice(0, 200), bytes: base64(label), picture: base64(png) }];
      const { language } = target.value;
      const asked = await command('labels.request', { batchId: batchId.value, printerId, language, labels });
      return asked.ok ? ok(null) : asked;
    },
    /** The worker ends with the app. */
    close: (): void => worker.stop(),
    /** Templates of the product, at each start: a newer one of them becomes a version of its own. */
    seed: async (descriptions: readonly string[]): Promise<void> => {
      for (const description of descriptions) {
        const seeded = await command('labels.seed', { description });
        if (!seeded.ok) parts.onError(new Error(`template: ${seeded.failure.code}`));
      }
    },
  };
};
export type LabelPrinting = ReturnType<typeof createLabelPrinting>;
