import { answers } from './en/answers';
import { applicator } from './en/applicator';
import { designer } from './en/designer';
import { config } from './en/config';
import { counts } from './en/counts';
import { devices } from './en/devices';
import { imports } from './en/imports';
import { labels } from './en/labels';
import { packing } from './en/packing';
import { pages } from './en/pages';
import { scannerTest } from './en/scanner-test';
import { rfid } from './en/rfid';
import { shell } from './en/shell';
import { signing } from './en/signing';
import { stock } from './en/stock';
import { trace } from './en/trace';
import { wire } from './en/wire';

/**
 * Every word of the app. The other languages have the same keys by type: a new key goes into `de/` and `es/` as well.
 * `{{x}}` is filled in. `key_one` is said when the counted number is one, `key` in every other case.
 */
export const en = {
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
} as const;

export type Words = { readonly [K in keyof typeof en]: string };
