import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Gs1Element } from '../../../shared/barcode/gs1';

/** Vectors of one file in this folder; every file names where they come from. */
export const readVectors = <T extends z.ZodType>(name: string, vector: T): z.infer<T>[] => {
  const file = z.strictObject({ source: z.string().min(10), vectors: z.array(vector).min(1) });
  return file.parse(JSON.parse(readFileSync(path.join(__dirname, name), 'utf8'))).vectors;
};

export const elementPairs = z.array(z.tuple([z.string(), z.string()]));

export const elementsOf = (pairs: z.infer<typeof elementPairs>): Gs1Element[] =>
  pairs.map(([ai, value]) => ({ ai, value }));

/** Published encodings end where the EPC ends; tags hold whole words. */
export const wholeWords = (hex: string): string => hex.padEnd(Math.ceil(hex.length / 4) * 4, '0');
