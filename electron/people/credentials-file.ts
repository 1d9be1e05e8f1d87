import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import { writeAtomically } from '../files/write-atomically';
import { pinHashSchema } from './pin-hash';

const lockOutSchema = z.strictObject({
  wrongInRow: z.number().int().min(0),
  slate: z.number().int().min(0),
  slateServedMs: z.number().int().min(0),
  waitMs: z.number().int().min(0),
});

const personSchema = z.strictObject({
  pin: pinHashSchema.nullable(),
  /** Somebody else gave this PIN: it opens nothing but the choice of a new one. */
  pinMustChange: z.boolean(),
  badge: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  lockOut: lockOutSchema,
  /** As the record last had it, for the day when the record can't be read. Absent in files of before. */
  role: z.enum(['operator', 'supervisor', 'it']).optional(),
});
export type PersonCredentials = Readonly<z.infer<typeof personSchema>>;

const contentSchema = z.strictObject({
  version: z.literal(1),
  /** The machine's uptime when the waits below were last brought up to date. */
  uptimeMs: z.number().int().min(0),
  /** Wrong PINs of all people together, and unknown badges. */
  pins: lockOutSchema,
  badges: lockOutSchema,
  people: z.record(z.string(), personSchema),
});
export type CredentialsContent = Readonly<z.infer<typeof contentSchema>>;

export type CredentialsFailureCode = 'credentials-broken' | 'credentials-key-missing' | 'credentials-not-readable';

export interface CredentialsFile {
  readonly key: Buffer;
  /** `null` on the very first start. */
  readonly content: CredentialsContent | null;
  /** Throws the system's error when it can't be written; what stood there before then still stands. */
  save(content: CredentialsContent): Promise<void>;
}

const keyBytes = 32;

const readIfThere = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

const makeKey = async (path: string): Promise<Buffer> => {
  const key = randomBytes(keyBytes);
  await writeAtomically(path, key.toString('hex') + '\n', 0o600);
  return key;
};

const readKey = (bytes: Buffer): Buffer | null => {
  const text = bytes.toString('latin1').trim();
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : null;
};

const readContent = (bytes: Buffer): CredentialsContent | null => {
  try {
    const parsed = contentSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** The folder is private from the start: these two files are all that a guesser would need at home. */
const makePrivate = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.chmod(0o700);
  } finally {
    await handle.close();
  }
};

/**
 * Opens `credentials.json` and its key in `folder`, which is made when missing. A broken file is a failure and is left
 * as it is: taking it for an empty one would let anybody become the first person.
 */
export const openCredentialsFile = async (folder: string): Promise<Result<CredentialsFile, CredentialsFailureCode>> => {
  const path = join(folder, 'credentials.json');
  const keyPath = join(folder, 'credentials.key');
  try {
    await makePrivate(folder);
    const bytes = await readIfThere(path);
    const keyFile = await readIfThere(keyPath);
    const content = bytes === null ? null : readContent(bytes);
    if (bytes !== null && content === null) return fail('credentials-broken', { file: path });
    if (content !== null && keyFile === null) return fail('credentials-key-missing', { file: keyPath });
    const key = keyFile === null ? await makeKey(keyPath) : readKey(keyFile);
    if (key === null) return fail('credentials-broken', { file: keyPath });
    return ok({ key, content, save: (next) => writeAtomically(path, JSON.stringify(next) + '\n', 0o600) });
  } catch (error) {
    return fail('credentials-not-readable', { file: path, reason: error instanceof Error ? error.message : '' });
  }
};
