import type { Result } from '../../shared/result';
import type { FilePort } from '../journal/file-port';
import { openCopy } from './copy';
import type { Feature } from './types';

/** Makes a new snapshot from the last one and the journal after it. */
export const makeSnapshot = async (
  port: FilePort,
  folder: string,
  features: readonly Feature[],
): Promise<Result<number>> => {
  const copy = await openCopy({ port, folder, features });
  try {
    return copy.snapshot();
  } finally {
    copy.close();
  }
};
