import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const folder = process.env['PACKWRIGHT_SCREENSHOTS'];

/** A picture for people to look at, where PACKWRIGHT_SCREENSHOTS names a folder for them; else none: each takes its time. */
export const picture = async (
  page: Page,
  name: string,
  options: { readonly fullPage?: boolean } = {},
): Promise<void> => {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ ...options, path: join(folder, `${name}.png`) });
};
