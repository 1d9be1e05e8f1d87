import { fail, ok, type Result } from '../../shared/result';
import type { PreviewAnswer } from '../station/preview';
import type { Station } from '../station/station';

/** Draws labels in a process of its own, as they will print. */
export const createLabelPreview = () => {
  const draw = (_zpl: string): Promise<Uint8Array | null> => Promise.resolve(null);
  return {
    draw,
    idle: (): Promise<void> => Promise.resolve(),
    preview: async (station: Station, sha256: string): Promise<Result<PreviewAnswer>> => {
      const bytes = await station.client.attachment(sha256);
      if (bytes === null) return fail('evidence-missing');
      const png = await draw(Buffer.from(bytes).toString('utf8'));
      return png === null ? fail('preview-failed') : ok({ pngBase64: Buffer.from(png).toString('base64'), notShown: [] });
    },
  };
};
export type LabelPreview = ReturnType<typeof createLabelPreview>;
