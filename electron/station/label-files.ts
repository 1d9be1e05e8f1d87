import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateView } from '../../shared/features/labels/queries';
import { base64Encode } from '../../shared/labels/base64';
import type { Bitmap } from '../../shared/labels/bitmap';
import { parseDescription } from '../../shared/labels/description/description';
import { fail, ok, type Result } from '../../shared/result';
import type { CallAnswer, CallInput } from '../../shared/station';
import { writeAtomically } from '../files/write-atomically';
import { callOnce, type HostProcess } from '../host-port';
import { lintCarrierZpl } from '../labels/foreign/carrier-zpl';
import { notDrawn } from '../labels/foreign/not-drawn';
import type { MadePicture } from '../labels/foreign/picture';
import type { PreviewStock } from '../labels/preview';
import type { Actor, Store } from '../store/types';

export interface LabelFileParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly dataDir: string;
  readonly forkDocument: () => HostProcess;
  readonly drawZpl: (zpl: string, stock?: PreviewStock) => Promise<Uint8Array | null>;
}

const pictureLimitMs = 15_000;

const imageOf = ({ width, height, bits }: Bitmap) => ({ width, height, bits: base64Encode(bits) });

/** What crosses between a label and files: a template as one file, pictures for it, ZPL to draw upon. */
export const createLabelFiles = ({ store, actor, dataDir, forkDocument, drawZpl }: LabelFileParts) => ({
  /** One file with all that belongs to the label: it is read again by the check that reads any other. */
  exportTemplate: async ({
    templateId,
    version,
  }: CallInput<'labels.export'>): Promise<Result<CallAnswer<'labels.export'>>> => {
    const answer = await store.query('labels.template', { templateId, version }, actor());
    if (!answer.ok) return answer;
    const view = answer.value as TemplateView | null;
    if (view === null) return fail('template-unknown');
    const parsed = parseDescription(view.description);
    if (!parsed.ok) return parsed;
    const folder = join(dataDir, 'documents');
    await mkdir(folder, { recursive: true });
    const file = join(folder, `label-${templateId}-${view.version}.json`);
    await writeAtomically(file, `${JSON.stringify(parsed.value, null, 2)}\n`);
    return ok({ file });
  },

  /** A PNG for the label, read in a process of its own. */
  image: async ({ contentBase64, ...room }: CallInput<'labels.image'>): Promise<Result<CallAnswer<'labels.image'>>> => {
    const bytes = new Uint8Array(Buffer.from(contentBase64, 'base64'));
    const answer = (await callOnce(forkDocument, 'picture', { bytes, ...room }, pictureLimitMs)) as Result<MadePicture>;
    if (!answer.ok) return answer.failure.code === 'timeout' ? fail('document-too-slow') : answer;
    const { widthMm, heightMm, bitmap } = answer.value;
    return ok({ widthMm, heightMm, image: imageOf(bitmap) });
  },

  /** The picture of somebody else's ZPL, as large as the label; with the commands that it lacks. */
  background: async ({
    contentBase64,
    widthMm,
    heightMm,
    dpi,
  }: CallInput<'labels.background'>): Promise<Result<CallAnswer<'labels.background'>>> => {
    const zpl = Buffer.from(contentBase64, 'base64').toString('utf8');
    const fault = lintCarrierZpl(zpl);
    if (!fault.ok) return fault;
    const png = await drawZpl(zpl, { widthMm, heightMm, dpi });
    if (png === null) return fail('preview-not-available');
    const args = { bytes: png, widthMm, heightMm, dpi };
    const drawn = (await callOnce(forkDocument, 'background', args, pictureLimitMs)) as Result<
      Pick<MadePicture, 'bitmap'>
    >;
    if (!drawn.ok) return drawn.failure.code === 'timeout' ? fail('document-too-slow') : drawn;
    return ok({ image: imageOf(drawn.value.bitmap), notShown: notDrawn(zpl) });
  },
});
export type LabelFiles = ReturnType<typeof createLabelFiles>;
