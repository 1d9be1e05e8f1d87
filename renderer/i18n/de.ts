import { answers } from './de/answers';
import { applicator } from './de/applicator';
import { designer } from './de/designer';
import { config } from './de/config';
import { counts } from './de/counts';
import { devices } from './de/devices';
import { imports } from './de/imports';
import { labels } from './de/labels';
import { packing } from './de/packing';
import { pages } from './de/pages';
import { scannerTest } from './de/scanner-test';
import { rfid } from './de/rfid';
import { shell } from './de/shell';
import { signing } from './de/signing';
import { stock } from './de/stock';
import { trace } from './de/trace';
import { wire } from './de/wire';
import type { Words } from './en';

/** German as spoken on packing floors: short commands in the infinitive, people addressed as “Sie”. */
export const de: Words = {
  ...shell,
  ...devices,
  ...packing,
  ...answers,
  ...applicator,
  ...labels,
  ...designer,
  ...pages,
  ...imports,
  ...rfid,
  ...wire,
  ...config,
  ...counts,
  ...scannerTest,
  ...signing,
  ...stock,
  ...trace,
};
