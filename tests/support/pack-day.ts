import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encodeBadge, encodeCommand, type CommandVerb } from '../../shared/barcode/command-codes';
import type { BenchAct } from '../../shared/bench';
import type { PackwrightBridge } from '../../shared/bridge';
import type { PackView } from '../../shared/features/packing/view';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { launchApp, type LaunchedApp, type LaunchOptions, type RunningApp } from './launch-app';

type Bridged = { readonly packwright: PackwrightBridge };

/** A day at one station: the app, and the hand at its virtual bench. */
export interface Day<App extends RunningApp = LaunchedApp> {
  readonly launched: App;
  readonly page: Page;
  readonly bench: Page;
  act(act: BenchAct): Promise<void>;
  /** Scans and waits until the station has said something about it. */
  scan(data: string, aim?: string | null): Promise<string>;
  /** Scans a command barcode of the printed sheet. */
  verb(verb: CommandVerb, argument?: string): Promise<string>;
  /** Scans a command barcode whose answer is on the screen and not in the banner. */
  press(verb: CommandVerb, argument?: string): Promise<void>;
  /** Presses what the bench suggests, by the start of its name. */
  suggest(name: string): Promise<void>;
  step(step: string): Promise<void>;
  feedback(code: string): Promise<void>;
  command(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; failure?: { code: string } }>;
  query<T>(name: string, params: unknown): Promise<T>;
  call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; failure?: { code: string } }>;
  /** What is open on the pack screen. */
  pack(): Promise<PackView>;
  /** Puts the parcel on the empty scale, as heavy as it should be and so much more. */
  put(moreMg?: number): Promise<void>;
  /** Scans the label that came out last, once it is proved to be out. */
  scanLabel(): Promise<string>;
  /** Scans somebody's badge. */
  badge(name: string): Promise<void>;
  signIn(name: string): Promise<void>;
  /** Opens the next order that the bench offers; answers its number. */
  openNext(): Promise<string>;
  packItems(): Promise<void>;
  weighAndClose(): Promise<void>;
}

const codeOfVerb = (verb: CommandVerb, argument: string | null = null): string => {
  const code = encodeCommand({ verb, argument });
  if (!code.ok) throw new Error(`no barcode for ${verb}`);
  return code.value;
};

const sequenceOf = (page: Page): Promise<number> =>
  page.locator('[data-sequence]').getAttribute('data-sequence').then(Number);

const createDay = <App extends RunningApp>(launched: App, bench: Page): Day<App> => {
  const { page } = launched;
  const call: Day<App>['call'] = (name, input) =>
    bench.evaluate(([wanted, payload]) => (window as unknown as Bridged).packwright.call(wanted, payload), [
      name,
      input,
    ] as const) as ReturnType<Day<App>['call']>;

  const act = async (wish: BenchAct): Promise<void> => {
    const answer = await call('bench.act', wish);
    expect(answer.ok, JSON.stringify([wish, answer])).toBe(true);
  };

  const told = async (before: number): Promise<string> => {
    await page.waitForFunction(
      (seen) => Number(document.querySelector('[data-sequence]')?.getAttribute('data-sequence')) > seen,
      before,
    );
    return (await page.locator('[data-feedback]').getAttribute('data-feedback')) ?? '';
  };

  const day: Day<App> = {
    launched,
    page,
    bench,
    act,
    call,
    scan: async (data, aim = null) => {
      const before = await sequenceOf(page);
      await act({ act: 'scan', data, aim });
      return told(before);
    },
    verb: (verb, argument) => day.scan(codeOfVerb(verb, argument), 'C0'),
    press: (verb, argument) => act({ act: 'scan', data: codeOfVerb(verb, argument), aim: 'C0' }),
    suggest: async (name) => {
      // The scale must have come to rest at zero since the parcel before: the screen says when.
      if (name.startsWith('put'))
        await expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', 'waiting');
      await bench.locator(`[data-suggestion^="${name}"]`).first().click();
    },
    step: async (step) => expect(page.locator('main.pack')).toHaveAttribute('data-step', step),
    feedback: async (code) => expect(page.locator('[data-feedback]')).toHaveAttribute('data-feedback', code),
    command: (name, input) =>
      page.evaluate(
        ([wanted, payload]) => (window as unknown as Bridged).packwright.command(wanted, payload, crypto.randomUUID()),
        [name, input] as const,
      ) as ReturnType<Day<App>['command']>,
    query: async <T>(name: string, params: unknown): Promise<T> => {
      const answer = await page.evaluate(
        ([wanted, payload]) => (window as unknown as Bridged).packwright.query(wanted, payload),
        [name, params] as const,
      );
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
      return answer.value as T;
    },
    pack: async () => {
      const pack = await day.query<PackView | null>('packing.current', {});
      if (pack === null) throw new Error('no order is open');
      return pack;
    },
    put: async (moreMg = 0) => {
      await expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', 'waiting');
      const expected = (await day.pack()).parcel?.expectation?.expectedMg ?? 0;
      await act({ act: 'put', weightMg: Math.round((expected + moreMg) / 1000) * 1000 });
    },
    scanLabel: async () => {
      await expect.poll(async () => (await day.pack()).parcel?.label?.job).toBe('printed');
      const { labelId, copy } = (await day.pack()).parcel?.label ?? { labelId: '', copy: 0 };
      return day.scan(encodeCopyCode(labelId, copy), 'd1');
    },
    badge: async (name) => {
      const file = readFileSync(join(launched.dataDir, 'demo', 'demo-badges.json'), 'utf8');
      const badges = JSON.parse(file) as readonly { name: string; code: string }[];
      const code = encodeBadge(badges.find((each) => each.name.startsWith(name))?.code ?? '');
      if (!code.ok) throw new Error(`no badge of ${name}`);
      return act({ act: 'scan', data: code.value, aim: 'C0' });
    },
    signIn: async (name) => {
      await bench.locator('[data-suggestion^="badge-"]').filter({ hasText: name }).click();
      await expect(page.locator('.who')).toContainText(name);
    },
    openNext: async () => {
      await bench.locator('[data-suggestion^="order-"]').first().click();
      await expect(page.locator('main.pack')).toBeVisible();
      return (await page.locator('main.pack').getAttribute('data-order')) ?? '';
    },
    packItems: async () => {
      const isItems = async (): Promise<boolean> =>
        (await day.query<{ step: string } | null>('packing.current', {}))?.step === 'items';
      for (let scans = 0; scans < 300 && (await isItems()); scans += 1) {
        const before = await sequenceOf(page);
        // The suggestion follows the pack a moment later: one that is gone by then is simply asked for again.
        const pressed = await bench
          .locator('[data-suggestion^="item-"].primary, [data-suggestion="awaited"].primary')
          .click({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
        if (pressed) await told(before);
      }
    },
    weighAndClose: async () => {
      await day.step('weigh');
      await bench.locator('[data-suggestion="put"], [data-suggestion="remove"]').first().waitFor();
      if (await bench.locator('[data-suggestion="remove"].primary').isVisible()) await day.suggest('remove');
      await day.suggest('put');
      await day.step('confirm');
      const before = await sequenceOf(page);
      await bench.locator('[data-suggestion="label"]').click();
      expect(['order-packed', 'parcel-closed']).toContain(await told(before));
      await act({ act: 'remove' });
    },
  };
  return day;
};

/** Starts the app on demo data, with its bench. */
export const startDay = async (options: LaunchOptions & { readonly devices?: number } = {}): Promise<Day> => {
  const launched = await launchApp(options);
  return dayAt(launched, options.devices);
};

/** The same at an app that runs already. */
export const dayAt = async <App extends RunningApp>(launched: App, devices = 4): Promise<Day<App>> => {
  // The first start of a station brings in the demo's data: on a busy machine that takes its time.
  await expect(launched.page.locator('.device[data-state="ready"]')).toHaveCount(devices, { timeout: 60_000 });
  return createDay(launched, await launched.benchPage());
};
