import { fail, ok, type Result } from '../../shared/result';
import { createPreview, type PreviewStock } from '../labels/preview';
import type { PreviewAnswer } from '../station/preview';
import type { Station } from '../station/station';
import { forkPreview } from './forks';

const commonStock: PreviewStock = { widthMm: 102, heightMm: 152, dpi: 203 };

/** Pictures of labels for the windows, the bench and the tour. */
export const createLabelPreview = () => {
  const preview = createPreview(forkPreview);
  const draw = async (zpl: string, stock: PreviewStock = commonStock): Promise<Uint8Array | null> => {
    const drawn = await preview.render(zpl, stock);
    return drawn.ok ? drawn.value : null;
  };
  return {
    draw,
    preview: async (station: Station, sha256: string): Promise<Result<PreviewAnswer>> => {
      const file = await station.client.attachment(sha256);
      if (!file.ok) return file;
      const bytes = file.value;
      if (bytes === null) return fail('evidence-missing');
      // Labels of the engine come with their picture, the very dots that were printed.
      if (bytes[0] === 0x89 && bytes[1] === 0x50)
        return ok({ pngBase64: Buffer.from(bytes).toString('base64'), notShown: [] });
      const drawn = await preview.render(Buffer.from(bytes).toString('utf8'), station.settings().label);
      return drawn.ok ? ok({ pngBase64: Buffer.from(drawn.value).toString('base64'), notShown: [] }) : drawn;
    },
  };
};
export type LabelPreview = ReturnType<typeof createLabelPreview>;
