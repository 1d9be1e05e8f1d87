import type { OnProgress } from '../host-port';
import type { FilePort } from './file-port';
import { segmentName, segmentNumbers, type ScanFrom } from './scan';

/** How far the reading has come, in bytes of the journal; told a hundred times at most. */
export const createMeter = (port: FilePort, journal: string, onProgress: OnProgress) => {
  const before = new Map<number, number>();
  let total = 0;
  for (const segment of segmentNumbers(port, journal)) {
    before.set(segment, total);
    total += port.size(`${journal}/${segmentName(segment)}`);
  }
  let told = 0;
  return ({ segment, byte }: ScanFrom): void => {
    const done = (before.get(segment) ?? 0) + byte;
    if (done - told < total / 100) return;
    told = done;
    onProgress({ done, total });
  };
};
