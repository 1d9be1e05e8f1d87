import { expect, type Locator, type Page } from '@playwright/test';

/** What holds the focus now shows it: no outline, no focus to see. */
const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
    return activeElement.matches(':focus-visible') && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });

const mostTabs = 80;

/** Presses Tab until something has the focus, and holds that the focus could be seen all the way. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await expect(target).toBeVisible();
  const has = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < mostTabs && !(await has()); tabs += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '');
    if (label.startsWith('<body')) continue;
    expect(await focusIsSeen(page), label).toBe(true);
  }
  expect(await has()).toBe(true);
};

/** Counts mouse and finger, so that a test can hold that there were none. */
export const watchPointer = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(() => {
    Object.assign(globalThis, { pointed: 0 });
    addEventListener(
      'pointerdown',
      () => Object.assign(globalThis, { pointed: Number(Reflect.get(globalThis, 'pointed')) + 1 }),
      true,
    );
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'pointed')));
};
