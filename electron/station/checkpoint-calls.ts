import { appendFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SliceWish } from '../../shared/features/checkpoints/slice';
import { fail, ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import type { SliceBody, SliceTask } from '../features/checkpoints/write-slice';
import { systemCode } from '../features/import/move-file';
import { encodeSliceLine, sliceText } from '../journal/slice';
import type { Station } from './station';

type CheckpointCall = Extract<StationCall, `checkpoints.${string}`>;
type Handlers = { readonly [N in CheckpointCall]: (input: CallInput<N>) => Promise<Result<unknown>> };

const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);

const nameOf = (wish: SliceWish): string => {
  switch (wish.by) {
    case 'entries':
      return `entries_${wish.from}-${wish.to}`;
    case 'order':
      return `order_${safe(wish.number)}`;
    case 'parcel':
      return `parcel_${safe(wish.code)}`;
    case 'lot':
      return `lot_${safe(wish.sku)}_${safe(wish.lot)}`;
  }
};

/** A part of the record: everything in it is signed first, then the file itself, and only then it gets its name. */
const slice = async ({ client, checkpoints, session, folders, parts }: Station, wish: SliceWish) => {
  const signed = await checkpoints.sign('export');
  if (!signed.ok) return signed;
  const folder = folders().exportFolder;
  const name = `proof_${nameOf(wish)}.jsonl`;
  const part = join(folder, `.${name}.part`);
  const task: SliceTask = { record: parts.dataDir, wish, file: part };
  try {
    await mkdir(folder, { recursive: true });
    const made = await client.task('checkpoints.slice', task, session.actor(), 'export');
    if (!made.ok) return made;
    const { sha256, entries } = made.value as SliceBody;
    const signature = await checkpoints.signature(sliceText(sha256));
    if (!signature.ok) return signature;
    await appendFile(part, encodeSliceLine({ signature: signature.value }));
    await rename(part, join(folder, name));
    return ok({ file: join(folder, name), entries });
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return fail('export-folder-not-writable', { error: code });
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
};

/** What a window may ask of the record's signatures. */
export const checkpointCalls = (station: Station): Handlers => ({
  'checkpoints.sign': () => station.checkpoints.sign('asked'),
  'checkpoints.changeKey': () => station.checkpoints.changeKey(),
  'checkpoints.slice': (wish) => slice(station, wish),
});
