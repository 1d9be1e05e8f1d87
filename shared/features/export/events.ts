import { z } from 'zod';
import type { FeatureEvent } from '../../feature';

const text = z.string();
const evidence = z.object({ sha256: text, bytes: z.number().int(), kind: text });

/** Everything that exporting writes into the record, by type. */
export const exportEvents = {
  /** Its content is fixed from now on: whatever happens, the files hold these very bytes. */
  'v1.export.made': z.object({ exportId: text, name: text, json: evidence, csv: evidence }),
  'v1.export.written': z.object({ exportId: text, parcelId: text.nullable(), file: text, sha256: text }),
  'v1.export.repeated': z.object({ exportId: text, parcelId: text.nullable(), file: text, sha256: text }),
} as const;

export type ExportEventType = keyof typeof exportEvents;
export type ExportEventData<T extends ExportEventType> = z.infer<(typeof exportEvents)[T]>;

export const exportEvent = <T extends ExportEventType>(type: T, data: ExportEventData<T>): FeatureEvent => ({
  type,
  data,
});
