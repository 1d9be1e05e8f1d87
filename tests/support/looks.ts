import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { LaunchedApp } from './launch-app';

export const looks = ['light', 'dark', 'contrast'] as const;
export const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What WCAG 2.2 A and AA rules find wrong on the page as it stands. */
export const faultsOf = async (page: Page): Promise<string[]> => {
  // Through the debugging protocol, because the page's content policy lets no script in.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};

export const resize = async (
  { app, page }: LaunchedApp,
  size: { readonly width: number; readonly height: number },
): Promise<void> => {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    const station = BrowserWindow.getAllWindows().find((each) => !each.webContents.getURL().includes('bench.html'));
    station?.setMinimumSize(320, 320);
    station?.setContentSize(width, height);
  }, size);
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([size.width, size.height]);
};

export const setLook = async (page: Page, look: string): Promise<void> => {
  await page
    .locator('.looks button')
    .nth(looks.findIndex((each) => each === look))
    .click();
  await expect(page.locator('html')).toHaveAttribute('data-look', look);
};

/** Parts of the page that stick out of the window to the side: nothing scrolls there. */
export const sticksOut = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
