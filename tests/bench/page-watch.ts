import type { Page } from '@playwright/test';
import type { Joined } from './program';

/** One change of what a window shows, and when the frame with it was on the screen; on our clock. */
export interface Shown {
  readonly value: string;
  readonly paintedAt: number;
}

interface Watched {
  readonly benchShown: { value: string; paintedAt: number }[];
}

interface ElementTiming extends PerformanceEntry {
  readonly identifier: string;
  readonly renderTime: number;
}

/**
 * Notes each value of an element (an attribute, or its text) with the time of its frame. The browser tells that time for
 * new text that asks for it (https://w3c.github.io/element-timing/): a dot, put into the page with the change itself, is
 * in the same frame. A change that the next one overtakes before its frame has none of its own.
 */
export const watchPage = (page: Page, selector: string, attribute: string | null): Promise<void> =>
  page.evaluate(
    ([wanted, name]) => {
      const shown: Watched['benchShown'] = [];
      const values: string[] = [];
      Object.assign(globalThis, { benchShown: shown });
      const read = (): string | null => {
        const element = document.querySelector(wanted);
        return element === null ? null : name === null ? element.textContent : element.getAttribute(name);
      };
      let last = read();
      let dot: HTMLElement | null = null;
      const look = (): void => {
        const value = read();
        if (value === null || value === last) return;
        last = value;
        dot?.remove();
        dot = document.createElement('i');
        dot.setAttribute('elementtiming', String(values.push(value) - 1));
        dot.textContent = '.';
        Object.assign(dot.style, { position: 'fixed', right: '0', bottom: '0' });
        document.body.append(dot);
      };
      new PerformanceObserver((list) => {
        for (const { identifier, renderTime } of list.getEntries() as ElementTiming[])
          shown.push({ value: values[Number(identifier)] ?? '', paintedAt: renderTime });
      }).observe({ type: 'element' });
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        ...(name === null ? {} : { attributes: true, attributeFilter: [name] }),
      });
    },
    [selector, attribute] as const,
  );

/** What was shown since the last call. */
export const takeShown = async ({ page, toMonotonic }: Joined): Promise<Shown[]> => {
  const shown = await page.evaluate(() => (globalThis as unknown as Watched).benchShown.splice(0));
  return shown.map(({ value, paintedAt }) => ({ value, paintedAt: toMonotonic(paintedAt) }));
};
