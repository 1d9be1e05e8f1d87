import type { Page } from '@playwright/test';
import type { PackwrightBridge } from '../../shared/bridge';
import { until } from './clock';

interface Reporting {
  readonly packwright: PackwrightBridge;
  benchReports: { answered: number; failed: string | null; ended: boolean; stop: boolean };
}

const count = async (page: Page): Promise<number> => {
  const { answered, failed } = await page.evaluate(() => (window as unknown as Reporting).benchReports);
  if (failed !== null) throw new Error(`a report: ${failed}`);
  return answered;
};

/**
 * Asks for reports over the whole record, one after the other, until it is stopped. Resolves once the first is answered:
 * from then on the report worker is at work without a pause.
 */
export const keepReporting = async (page: Page): Promise<{ readonly stop: () => Promise<number> }> => {
  await page.evaluate(() => {
    const here = window as unknown as Reporting;
    here.benchReports = { answered: 0, failed: null, ended: false, stop: false };
    const state = here.benchReports;
    const questions = [
      ['packing.period', { from: '2000-01-01', to: '2099-12-31' }],
      ['packing.findParcels', { text: 'SKU-0042', from: null, to: null }],
    ] as const;
    const run = async (): Promise<void> => {
      while (!state.stop && state.failed === null) {
        const [name, params] = questions[state.answered % questions.length] ?? questions[0];
        const answer = await here.packwright.query(name, params);
        if (answer.ok) state.answered += 1;
        else state.failed = `${name}: ${answer.failure.code}`;
      }
      state.ended = true;
    };
    void run();
  });
  await until('the first report', async () => ((await count(page)) > 0 ? true : null), 120_000);
  const before = await count(page);
  return {
    stop: async () => {
      await page.evaluate(() => {
        (window as unknown as Reporting).benchReports.stop = true;
      });
      await until('the last report', () =>
        page.evaluate(() => ((window as unknown as Reporting).benchReports.ended ? true : null)),
      );
      return (await count(page)) - before;
    },
  };
};
