import type { Words } from './en';
import { answers } from './es/answers';
import { applicator } from './es/applicator';
import { designer } from './es/designer';
import { config } from './es/config';
import { counts } from './es/counts';
import { devices } from './es/devices';
import { imports } from './es/imports';
import { labels } from './es/labels';
import { packing } from './es/packing';
import { pages } from './es/pages';
import { scannerTest } from './es/scanner-test';
import { rfid } from './es/rfid';
import { shell } from './es/shell';
import { signing } from './es/signing';
import { stock } from './es/stock';
import { trace } from './es/trace';
import { wire } from './es/wire';

/** Spanish for both sides of the Atlantic: people are addressed as “usted”, buttons stand in the infinitive. */
export const es: Words = {
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
