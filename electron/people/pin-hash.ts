import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Work factors of scrypt (RFC 7914). Memory is 128 · N · r bytes; p repeats the work. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 64 MB; 150 to 300 ms on the machines of a pack station: over the 100 ms that guessing must cost. */
export const stationCost: ScryptCost = { N: 2 ** 16, r: 8, p: 2 };

export const pinHashSchema = z.strictObject({
  N: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PinHash = z.infer<typeof pinHashSchema>;

const hashBytes = 32;

const derive = (secret: Buffer, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const maxmem = 128 * r * (N + p) + 1024 * 1024;
    scrypt(secret, salt, hashBytes, { N, r, p, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** The PIN is bound to this station's key and to its person, so that equal PINs can't be seen and hashes not swapped. */
const secretOf = (key: Buffer, personId: string, pin: string): Buffer =>
  createHmac('sha256', key).update(`pin\0${personId}\0${pin}`).digest();

export const hashPin = async (key: Buffer, personId: string, pin: string, cost: ScryptCost): Promise<PinHash> => {
  const salt = randomBytes(16);
  const hash = await derive(secretOf(key, personId, pin), salt, cost);
  return { N: cost.N, r: cost.r, p: cost.p, salt: salt.toString('hex'), hash: hash.toString('hex') };
};

export const isPin = async (key: Buffer, personId: string, pin: string, stored: PinHash): Promise<boolean> => {
  const hash = await derive(secretOf(key, personId, pin), Buffer.from(stored.salt, 'hex'), stored);
  return timingSafeEqual(hash, Buffer.from(stored.hash, 'hex'));
};

/** What is kept of a badge code: found again at once with the key, unreadable without. Hexadecimal. */
export const hashBadge = (key: Buffer, code: string): string =>
  createHmac('sha256', key).update(`badge\0${code}`).digest('hex');
