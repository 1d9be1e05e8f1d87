import { randomUUID } from 'node:crypto';
import type { DeviceConfig } from '../../shared/device-config';
import type { LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import { printerLanguages } from '../../shared/labels/languages/names';
import { fail, ok, type Result } from '../../shared/result';
import type { LabelProgress } from '../../shared/station';
import { createHostOnDemand } from '../host-on-demand';
import { callOnce, type HostProcess } from '../host-port';
import { lintCarrierZpl } from '../labels/foreign/carrier-zpl';
import type { ForeignPicture } from '../labels/foreign/convert';
import { identifyForeign } from '../labels/foreign/identify';
import type { RenderedOne, RenderWish } from '../labels/render-labels';
import type { Actor, Store } from '../store/types';
import { createLabelBatches, type LabelTarget } from './label-batches';
import { createLabelReprint } from './label-reprint';
import { documentTitle } from './nameless';

export interface LabelPrintingParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly station: () => string;
  readonly words: () => string;
  readonly printers: () => readonly DeviceConfig[];
  /** Absent: there are no print-and-apply lines. */
  readonly isOnLine?: (printerId: string) => boolean;
  /** dpi of the label printer where a printer's own settings name none. */
  readonly usualDpi: () => number;
  readonly forkLabel: () => HostProcess;
  readonly forkDocument: () => HostProcess;
  readonly fontsFolder: string;
  readonly drawZpl: (zpl: string) => Promise<Uint8Array | null>;
  readonly onProgress: (progress: LabelProgress | null) => void;
  readonly onError: (error: unknown) => void;
}

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
    wish: Omit<RenderWish, 'words' | 'year' | 'copy'>,
    copy: number | null = null,
  ): Promise<Result<readonly RenderedOne[]>> => {
    const args = {
      ...wish,
      copy,
      fonts: parts.fontsFolder,
      description,
      words: parts.words(),
      year: new Date().getUTCFullYear(),
    };
    return (await worker.call('render', args)) as Result<readonly RenderedOne[]>;
  };

  const anyTargetOf = (printerId: string): Result<LabelTarget> => {
    const config = parts.printers().find(({ id }) => id === printerId);
    if (config?.kind !== 'printer') return fail('no-printer');
    const language = printerLanguages.find((each) => each === config.protocol);
    const dpi = config.options?.dpi ?? parts.usualDpi();
    return language === undefined || !isDpi(dpi) ? fail('no-printer') : ok({ printerId, dpi, language });
  };

  /** What came out of a line's printer would end up on somebody's box. */
  const targetOf = (printerId: string): Result<LabelTarget> =>
    parts.isOnLine?.(printerId) === true ? fail('printer-on-line') : anyTargetOf(printerId);

  const batches = createLabelBatches({ ...parts, command, render, targetOf, anyTargetOf });

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
      const target = printerId === null ? null : anyTargetOf(printerId);
      return target?.ok === true ? target.value.dpi : 203;
    },
    ...batches,
    reprint: createLabelReprint({ ...parts, render, targetOf }),
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
      name: string,
      printerId: string,
      label: Uint8Array,
      png: Uint8Array,
    ): Promise<Result<null>> => {
      const target = targetOf(printerId);
      if (!target.ok) return target;
      const batchId = randomUUID();
      const title = documentTitle(name) || '–';
      const none = { templateId: null, version: null, records: null, brought: true };
      const started = await command('labels.startBatch', { batchId, title, printerId, total: 1, ...none });
      if (!started.ok) return started;
      const labels = [{ title, bytes: base64(label), picture: base64(png), row: 0, about: '' }];
      const { language } = target.value;
      const asked = await command('labels.request', { batchId, printerId, language, labels });
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
