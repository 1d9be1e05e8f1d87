import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { scanJournal } from '../../electron/journal/scan';
import type { JournalEntry } from '../../electron/journal/format';
import { demoPin } from '../../shared/demo-pin';
import { startDay, type Day } from '../support/pack-day';
import { faultsOf, resize, sizes } from '../support/looks';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
/** Every look and size of what is on the screen now. */
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const size of sizes) {
    await resize(day.launched, size);
    for (const look of ['light', 'dark'] as const) {
      await day.page.evaluate((next) => {
        document.documentElement.dataset['look'] = next;
      }, look);
      await day.page.screenshot({ path: join(shots, `${name}-${size.width}-${look}.png`) });
    }
  }
};

const become = async (day: Day, name: string): Promise<void> => {
  await day.badge(name);
  await expect(day.page.locator('.who')).toContainText(name);
  // From another page: the one that the person before looked at is left.
  await day.page.locator('[data-route="today"]').click();
  await day.page.locator('[data-route="counts"]').click();
};

const openCount = async ({ page }: Day): Promise<void> => {
  await page.locator('[data-open-count]').first().click();
};

/** Reads until no tag is missing from the window's list, and ends the pass. */
const readPass = async ({ page }: Day, pass: number, tags: number): Promise<void> => {
  await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
  await page.keyboard.press('F2');
  await expect(page.locator('[data-pass-button="stop"]')).toBeVisible();
  await expect(page.locator(`[data-pass="${pass}"]`)).toContainText(`${tags} tags`, { timeout: 20_000 });
  await page.keyboard.press('F2');
  await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
};

const handIn = async ({ page }: Day): Promise<void> => {
  await page.locator('[data-hand-in]').click();
  await page.locator('dialog[open] [type="submit"]').click();
  await expect(page.locator('[data-hand-in]')).toHaveCount(0);
};

/** Badge, reason and PIN of a second person. */
const agree = async (day: Day, name: string): Promise<void> => {
  // A badge before the question is asked would sign its person in.
  await expect(day.page.locator('dialog[open] [data-badge]')).toBeVisible();
  await day.badge(name);
  await expect(day.page.locator('[data-badge="read"]')).toBeVisible();
  await day.page.locator('dialog .choice').first().click();
  await day.page.locator('[data-override-pin]').fill(demoPin);
  await day.page.locator('[data-override-pin]').press('Enter');
};

const [sand, green] = ['4001127-A', '4001127-C'] as const;
const piecesOf = async (day: Day, sku: string): Promise<number> =>
  (await day.query<readonly { quantity: number }[]>('stock.ofSku', { sku })).reduce(
    (sum, each) => sum + each.quantity,
    0,
  );

const entriesOf = ({ launched }: Day): readonly JournalEntry[] => {
  const found: JournalEntry[] = [];
  scanJournal(nodeFilePort, join(launched.dataDir, 'demo', 'journal'), null, (entry) => void found.push(entry));
  return found;
};

const madeFile = async ({ page }: Day): Promise<string> => {
  const made = page.locator('[data-made]');
  return (await made.count()) === 0 ? '' : ((await made.getAttribute('data-made')) ?? '');
};

const figure = (day: Day, name: string) => day.page.locator(`[data-figure="${name}"] strong`).first();

test('counts a bay by RFID: sums, a recount by another person, a third one to approve, and the stock corrected', async () => {
  test.setTimeout(240_000);
  const day = await startDay();
  const { page } = day;
  try {
    await test.step('a supervisor starts the count of bay A-01-01', async () => {
      await become(day, 'Sam');
      await page.locator('[data-new-count]').click();
      await page.locator('[data-field="zone"]').selectOption('A');
      await page.locator('[data-field="aisle"]').fill('01');
      await page.locator('[data-field="bay"]').fill('01');
      await expect(page.locator('[data-size]')).toHaveAttribute('data-size', '4');
      await page.locator('dialog[open] .count-fields input[type="number"]').last().fill('20');
      await shoot(day, 'count-new');
      await page.locator('dialog[open] [type="submit"]').click();
      await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
    });

    await test.step('an operator reads it twice and hands it in', async () => {
      await become(day, 'Mia');
      await openCount(day);
      await day.act({ act: 'tags', what: 'bay' });
      // Before the reader's key is there, F2 begins nothing.
      await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
      await page.keyboard.press('F2');
      await expect(figure(day, 'found')).toContainText('221 / 222');
      await expect(figure(day, 'missing')).toContainText('1');
      await shoot(day, 'count-reading');
      await expect(page.locator('[data-pass="1"]')).toContainText('223 tags');
      await page.keyboard.press('F2');
      await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
      await readPass(day, 2, 223);
      await expect(page.locator('[data-confidence="known"]')).toBeVisible();
      await handIn(day);
    });

    await test.step('the supervisor sees sums, the two differences and their evidence', async () => {
      await become(day, 'Sam');
      await openCount(day);
      await expect(figure(day, 'expected')).toContainText('222');
      await expect(figure(day, 'found')).toContainText('221');
      await expect(page.locator('[data-line="short"]')).toContainText('sand');
      await expect(page.locator('[data-line="surplus"]')).toContainText('moss green');
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-review');
      await page.locator('[data-line="short"] [data-open-line]').click();
      const swap = page.locator('dialog[open] [data-cause="tag-swap"]');
      await expect(swap).toContainText('Tags or labels swapped');
      await expect(swap.locator('[data-strength]')).toHaveAttribute('data-strength', /some|weak/);
      // Every tag of the item that was heard, a page at a time, and all of them as a table.
      await expect(page.locator('[data-behind]')).toHaveAttribute('data-behind', '28');
      await page.locator('[data-pages-next]').click();
      await expect(page.locator('[data-evidence="tags"] [data-epc]')).toHaveCount(8);
      await page.locator('[data-evidence-csv]').click();
      await expect(page.locator('dialog[open] [data-made]')).toBeVisible();
      const tags = readFileSync(await madeFile(day), 'utf8')
        .trim()
        .split('\r\n')
        .slice(1);
      expect(new Set(tags.map((row) => row.split(',')[0])).size).toBe(28);
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-line');
      // What speaks for it leads to the other line, and from there to its movements and back.
      await swap.locator('[data-cause-row="line"]').first().click();
      await expect(page.locator('dialog[open] h2')).toContainText('moss green');
      await page.locator('[data-line-movements]').click();
      await expect(page.locator(`[data-movements-of="${green}"] [data-movement]`).first()).toBeVisible();
      await shoot(day, 'count-line-movements');
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(1);
      await page.locator('[data-cause="tag-swap"] [data-cause-row="line"]').first().click();
      await expect(page.locator('dialog[open] h2')).toContainText('sand');
      await page.locator('[data-decide="recount"]').click();
      await expect(page.locator('[data-pass-button="start"]')).toBeVisible();
    });

    await test.step('somebody else reads again: it stays so', async () => {
      await become(day, 'Mia');
      await openCount(day);
      await expect(page.locator('[data-pass-button="start"]')).toBeDisabled();
      await become(day, 'Jonas');
      await openCount(day);
      // What a recount writes off needs two passes of its own.
      await readPass(day, 3, 223);
      await readPass(day, 4, 223);
      await handIn(day);
    });

    await test.step('corrections above the limit wait for a third person', async () => {
      await become(day, 'Sam');
      await openCount(day);
      for (const kind of ['short', 'surplus']) {
        await page.locator(`[data-line="${kind}"] [data-open-line]`).click();
        await page.locator('[data-decide="adjust"]').click();
        await expect(page.locator(`[data-line="${kind}"]`)).toContainText('correct the book');
      }
      await expect(page.locator('[data-post]')).toBeDisabled();
      await shoot(day, 'count-approval');
      await page.locator('[data-approve]').click();
      // Whoever started the count and decided its lines is no third person: the dialog says so and asks on.
      await agree(day, 'Sam');
      await expect(page.locator('dialog[open]')).toContainText('You took part in this count');
      await expect(page.locator('[data-badge="read"]')).toHaveCount(0);
      await shoot(day, 'count-not-you');
      await agree(day, 'Ines');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      await expect(page.locator('[data-approved]')).toContainText('Ines');
    });

    await test.step('posted, it stands in the stock and in the record', async () => {
      const before = await Promise.all([sand, green].map((sku) => piecesOf(day, sku)));
      await page.locator('[data-post]').click();
      await page.locator('dialog[open] button.primary').click();
      await expect(page.locator('[data-count-state="posted"]')).toBeVisible();
      await expect(page.locator('[data-posted]')).toContainText('2 corrections');
      await expect(page.locator('[data-posted]')).toContainText('Ines');
      await shoot(day, 'count-posted');
      for (const [file, start] of [
        ['counts.paper', '%PDF-'],
        ['counts.csv', 'class,'],
        ['counts.epcis', '{"@context"'],
      ] as const) {
        const before = await madeFile(day);
        await page.locator(`[data-file="${file}"]`).click();
        await expect.poll(() => madeFile(day)).not.toBe(before);
        const text = readFileSync(await madeFile(day), 'utf8');
        expect(text.slice(0, start.length)).toBe(start);
        if (file === 'counts.csv') expect(text).toMatch(/tag-swap \((some|weak)\): \S+ \S+ \+1/);
      }
      // All tags of the round that counted, and what was booked.
      const epcis = JSON.parse(readFileSync(await madeFile(day), 'utf8')) as {
        epcisBody: { eventList: readonly { readPoint: { id: string }; epcList?: readonly string[] }[] };
      };
      const seen = epcis.epcisBody.eventList.filter(({ readPoint }) => readPoint.id.includes(':zone:'));
      expect(seen.flatMap(({ epcList }) => epcList ?? [])).toHaveLength(223);
      expect(epcis.epcisBody.eventList.length).toBe(seen.length + 2);
      const after = await Promise.all([sand, green].map((sku) => piecesOf(day, sku)));
      expect(after).toEqual([(before[0] ?? 0) - 1, (before[1] ?? 0) + 1]);
      await page.locator('[data-route="stock"]').click();
      await page.locator('.stock-head input').fill('mug 350 ml, sand');
      await expect(page.locator('[role="option"]').first()).toContainText(String(after[0]));
      await page.locator('#stock-movements').click();
      await expect(page.locator('[data-movement]').first()).toContainText('Zone A · 01 · 01');
      await shoot(day, 'count-in-stock');
      const entries = entriesOf(day).filter(({ events }) => events.some(({ type }) => type === 'v1.counts.posted'));
      expect(entries).toHaveLength(1);
      const [moved] = entries[0]?.events.filter(({ type }) => type === 'v1.stock.moved') ?? [];
      expect(moved?.data).toMatchObject({ kind: 'count', lines: [{ quantity: 1 }, { quantity: 1 }] });
    });

    await test.step('in a count of all zones each one says how much is found and how sure that is', async () => {
      await become(day, 'Sam');
      await page.locator('[data-new-count]').click();
      await page.locator('[data-field="kind"]').selectOption('all');
      await page.locator('dialog[open] [type="submit"]').click();
      await readPass(day, 1, 223);
      await readPass(day, 2, 223);
      const zone = (name: string) => page.locator(`[data-zone="${name}"]`);
      await expect(zone('A').locator('[data-zone-tags]')).toContainText(/^1\d\d of /);
      await expect(zone('A').locator('[data-zone-confidence]')).toHaveAttribute('data-zone-confidence', 'known');
      await expect(zone('B').locator('[data-zone-tags]')).toContainText(/^0 of /);
      await expect(zone('B').locator('[data-zone-confidence]')).toHaveCount(0);
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-zones-read');
    });
  } finally {
    await day.launched.close();
  }
});

test('counts bins by scanner alone: the bin, how many, the piece, YES; F12 hands in', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await become(day, 'Sam');
    await page.locator('[data-new-count]').click();
    await page.locator('[data-field="zone"]').selectOption('A');
    await page.locator('[data-field="aisle"]').fill('02');
    await page.locator('[data-field="bay"]').fill('01');
    await page.locator('[data-method="barcode"]').check();
    await page.locator('[data-zone-people="A"] select').selectOption({ label: 'Mia Okonkwo' });
    await shoot(day, 'count-plan');
    await expect(page.locator('[data-size]')).toHaveAttribute('data-size', '4');
    await page.locator('dialog[open] [type="submit"]').click();
    await expect(page.locator('[data-zone-of="others"]')).toContainText('Mia');
    await become(day, 'Mia');
    await expect(page.locator('[data-count="counting"]').first().locator('[data-for-you]')).toBeVisible();
    await shoot(day, 'count-list-for-you');
    await openCount(day);
    await expect(page.locator('[data-zone-of="me"] [data-for-you]')).toBeVisible();
    await become(day, 'Sam');
    await openCount(day);
    await expect(page.locator('[data-bin]')).toHaveCount(4);
    const bins = await page.locator('[data-bin]').allTextContents();
    await page.locator('[data-sheet]').click();
    await expect(page.locator('[data-made]')).toContainText('count-sheet-');
    expect(
      readFileSync(await madeFile(day))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await shoot(day, 'count-sheet');
    let counted = '';
    for (const [index, bin] of bins.entries()) {
      expect(await day.scan(bin.trim(), 'C0')).toBe('count-bin');
      if (index === 0) {
        // Mia's zone: taken over by scanner, with a word.
        await expect(page.locator('dialog[open] [data-choice="2"]')).toBeVisible();
        await shoot(day, 'count-take-over');
        await day.press('choose', '2');
        await day.press('yes');
        await expect(page.locator('[data-zone-of="me"]')).toContainText('Helping out');
        expect(await day.scan('nothing-of-ours', 'C0')).toBe('count-unknown-item');
        // Said once: the page has a banner of its own.
        await expect(page.locator('[data-elsewhere]')).toHaveCount(0);
        const sku = (await page.locator('[data-entry]').first().getAttribute('data-entry')) ?? '';
        counted = sku;
        expect(await day.verb('quantity', '12')).toBe('quantity-set');
        expect(await day.scan(sku, 'C0')).toBe('count-item');
        await expect(figure(day, 'counted')).toContainText('12');
        await expect(page.locator('.banner-title')).toHaveText(/^12 × /);
        await shoot(day, 'count-bins');
        // A wrong scan, taken back by scanner alone and by keyboard alone.
        expect(await day.verb('quantity', '48')).toBe('quantity-set');
        expect(await day.scan(sku, 'C0')).toMatch(/^count-item/);
        expect(await day.verb('undo')).toBe('count-undo-wanted');
        await expect(page.locator('dialog[open] [data-open-scan]')).toHaveCount(2);
        await expect(page.locator('dialog[open] [data-choice="1"]')).toContainText('48 ×');
        expect(await faultsOf(page)).toEqual([]);
        await shoot(day, 'count-undo');
        await day.press('yes');
        await day.feedback('count-undone');
        await expect(figure(day, 'counted')).toContainText('12');
        expect(await day.scan(sku, 'C0')).toMatch(/^count-item/);
        await expect(figure(day, 'counted')).toContainText('13');
        await page.keyboard.press('F3');
        await expect(page.locator('dialog[open] [data-choice="1"]')).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(figure(day, 'counted')).toContainText('12');
        await expect(page.locator('dialog[open]')).toHaveCount(0);
        await shoot(day, 'count-undone');
        // The next bin, before this one is through: asked, and gone on with.
        expect(await day.scan(bins[1]?.trim() ?? '', 'C0')).toBe('count-bin-open');
        await expect(page.locator('[data-leaving]')).toHaveAttribute('data-leaving', bin.trim());
        expect(await faultsOf(page)).toEqual([]);
        await shoot(day, 'count-leave-bin');
        await day.press('choose', '2');
        await expect(page.locator('dialog[open]')).toHaveCount(0);
        await expect(figure(day, 'bin')).toHaveText(bin.trim());
      }
      await day.press('yes');
      await expect(page.locator('[data-bin="done"]')).toHaveCount(index + 1);
      await expect(page.locator('[data-zone="A"]')).toContainText(`${index + 1} of 4 bins`);
      await expect(page.locator('[data-next]')).toContainText(index === 3 ? 'hand in (F12)' : 'Scan the bin');
    }
    await page.keyboard.press('F12');
    await expect(page.locator('dialog[open] [type="submit"]')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-hand-in]')).toHaveCount(0);
    // What was scanned stands behind its line: who, when, with which scanner, how many.
    await page.locator('[data-line]').filter({ hasText: counted }).locator('[data-open-line]').first().click();
    const scans = page.locator('[data-evidence="scans"] [data-scan]');
    await expect(scans).toHaveCount(3);
    await expect(scans.first()).toContainText(/Sam.*Bench scanner.*12/);
    await expect(page.locator('[data-undone]')).toHaveCount(2);
    await expect(scans.nth(1)).toContainText(/48.*taken back by Sam/);
    await expect(page.locator('[data-bin-done]')).toContainText('Sam');
    await shoot(day, 'count-line-scans');
    await page.keyboard.press('Escape');

    // A blind count: no page tells an operator what the book has in its bins, and Stock says what it leaves out.
    await page.locator('[data-route="today"]').click();
    await page.locator('[data-route="counts"]').click();
    await page.locator('[data-new-count]').click();
    await page.locator('[data-field="zone"]').selectOption('A');
    await page.locator('[data-field="aisle"]').fill('01');
    await page.locator('[data-field="bay"]').fill('01');
    await page.locator('dialog[open] label', { hasText: 'blind' }).locator('input').check();
    await page.locator('dialog[open] [type="submit"]').click();
    await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
    await become(day, 'Mia');
    await page.locator('[data-route="stock"]').click();
    await expect(page.locator('[data-unseen-bins="4"]')).toContainText('counted blind');
    await page.locator('#stock-places').click();
    await page.locator('[data-zone="A"]').click();
    await page.locator('[data-bin="A-01-01-1"]').click();
    await expect(page.locator('.bin.unseen')).toHaveCount(4);
    await expect(page.locator('[data-unseen]')).toContainText('counted blind');
    expect(await faultsOf(page)).toEqual([]);
    await shoot(day, 'stock-unseen');
  } finally {
    await day.launched.close();
  }
});

test('a correction above the site’s limit is booked once a second person agrees', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Sam');
    await page.locator('[data-route="stock"]').click();
    await page.locator('#stock-places').click();
    await page.locator('[data-zone="A"]').click();
    await page.locator('[data-bin="A-01-01-1"]').click();
    const pieces = async () =>
      (await day.query<{ bin: { quantity: number } }>('stock.atLocation', { location: 'A-01-01-1' })).bin.quantity;
    const before = await pieces();
    await page.locator('[data-change]').first().click();
    await page.locator('[data-pieces]').fill('0');
    await page.locator('[data-reason]').selectOption('lost');
    await page.locator('dialog [type="submit"]').click();
    await agree(day, 'Sam');
    await expect(page.locator('dialog[open]')).toContainText('That is you');
    expect(await pieces()).toBe(before);
    await shoot(day, 'correction-not-you');
    await agree(day, 'Ines');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await expect.poll(pieces).toBeLessThan(before);
    const agreed = entriesOf(day).filter(({ events }) => events.some(({ type }) => type === 'v1.stock.approved'));
    expect(agreed).toHaveLength(1);
    expect(agreed[0]?.events.slice(0, 2).map(({ type }) => type)).toEqual(['v1.stock.approved', 'v1.stock.moved']);
  } finally {
    await day.launched.close();
  }
});

test('counts a bin by weight, by scanner alone: a tote, what one piece weighs, and no more than the scale can tell', async () => {
  test.setTimeout(180_000);
  const day = await startDay();
  const { page } = day;
  const jar = '4001571-A';
  const tote = 1_200_000;
  const put = async (weightMg: number, code: string): Promise<void> => {
    await day.act({ act: 'remove' });
    await expect(page.locator('[data-live="zero"]')).toBeVisible();
    await day.act({ act: 'put', weightMg });
    await day.feedback(code);
  };
  try {
    await become(day, 'Sam');
    await page.locator('[data-new-count]').click();
    await page.locator('[data-field="zone"]').selectOption('A');
    await page.locator('[data-field="aisle"]').fill('02');
    await page.locator('[data-field="bay"]').fill('01');
    await page.locator('[data-method="barcode"]').check();
    await page.locator('dialog[open] [type="submit"]').click();
    await expect(page.locator('[data-bin]')).toHaveCount(4);

    await test.step('the catalogue’s weight tells few pieces', async () => {
      expect(await day.verb('weigh')).toBe('count-bin-first');
      expect(await day.scan('A-02-01-2', 'C0')).toBe('count-bin');
      expect(await day.verb('weigh')).toBe('count-weigh-item');
      await shoot(day, 'count-weigh-item');
      expect(await day.scan(jar, 'C0')).toBe('count-weigh-load');
      await expect(page.locator('[data-known="catalogue"]')).toContainText('310.0 g ± 9.3');
      await put(20 * 311_000, 'count-weight-too-many');
      await expect(page.locator('[data-next]')).toContainText('at most 12 at a time');
      await shoot(day, 'count-weigh-too-many');
      await expect(figure(day, 'counted')).toHaveText(/^0/);
    });

    await test.step('pieces counted by hand teach it, once they weigh what they should', async () => {
      expect(await day.verb('quantity', '20')).toBe('count-teach');
      await put(18 * 311_000, 'count-weight-differs');
      await expect(page.locator('[data-doubt]')).toContainText('the catalogue says 310.0 g');
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-weigh-doubt');
      await day.press('choose', '2');
      await expect(page.locator('[data-doubt]')).toHaveCount(0);
      await put(20 * 311_000, 'count-weight-learned');
      await expect(page.locator('[data-known="taught"]')).toContainText('311.0 g');
    });

    await test.step('loads in a tote are counted one by one, each when it is asked for', async () => {
      expect(await day.verb('tote')).toBe('count-tote-wanted');
      await put(tote, 'count-tote');
      await expect(page.locator('[data-tote]')).toContainText('1.200 kg');
      await put(tote + 22 * 311_100, 'count-weighed');
      await expect(page.locator('[data-weighed="22"]')).toBeVisible();
      await expect(figure(day, 'counted')).toHaveText(/^22/);
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-weigh-done');
      await resize(day.launched, sizes[0]);
      for (const language of ['en', 'de', 'es']) {
        await day.call('view.setLanguage', { language });
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        const next = page.locator('[data-weigh-next]');
        await expect.soft(next, `weigh on, in ${language}: in sight`).toBeInViewport({ ratio: 1 });
        const cut = await next.evaluate((key) => key.scrollWidth > key.clientWidth + 1);
        expect.soft(cut, `weigh on, in ${language}: whole`).toBe(false);
      }
      await day.call('view.setLanguage', { language: 'en' });
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await page.keyboard.press('F4');
      await day.feedback('count-weigh-load');
      await put(tote + 20 * 310_900, 'count-weighed');
      await expect(figure(day, 'counted')).toHaveText(/^42/);
      await page.keyboard.press('F4');
      await put(tote + 3 * 311_000 + 150_000, 'count-weight-odd');
      await expect(figure(day, 'counted')).toHaveText(/^42/);
      await day.press('no');
      await expect(page.locator('[data-weigh]')).toHaveCount(0);
      await shoot(day, 'count-weigh-left');
    });

    await test.step('the record has the weights as the scale sent them, and the line says so', async () => {
      const weighed = entriesOf(day).flatMap(({ events }) =>
        events.filter(({ type, data }) => type === 'v1.counts.scanned' && (data as { weighing?: object }).weighing),
      );
      expect(weighed.map(({ data }) => (data as { entry: { quantity: number } }).entry.quantity)).toEqual([22, 20]);
      expect(weighed[0]?.data).toMatchObject({
        weighing: {
          netMg: 22 * 311_000 + 2000,
          unit: { weightMg: 20 * 311_000, pieces: 20, source: 'taught' },
          readings: [{ weight: { mantissa: 8044, exponent: -3, unit: 'kg' }, net: false, simulated: true }, {}],
          tote: [{ weight: { mantissa: 1200, exponent: -3, unit: 'kg' } }, {}],
        },
      });
      for (const bin of ['A-02-01-2', 'A-02-01-1', 'A-02-01-3', 'A-02-01-4']) {
        await day.scan(bin, 'C0');
        await day.press('yes');
        await expect(page.locator(`[data-bin="done"]`, { hasText: bin })).toBeVisible();
      }
      await handIn(day);
      await page.locator('[data-route="today"]').click();
      await page.locator('[data-route="counts"]').click();
      await openCount(day);
      await expect(page.locator('[data-line="short"]', { hasText: 'bamboo lid, 0.5' })).toContainText(
        'counted by weight',
      );
      await page.locator('[data-file="counts.csv"]').click();
      await expect.poll(() => madeFile(day)).toContain('.csv');
      expect(readFileSync(await madeFile(day), 'utf8')).toMatch(
        /,22 \| 20,311000 \| 311\d\d\d,\d+ \| \d+,8\.044 kg \| \d\.\d+ kg,1\.200 kg \| 1\.200 kg,/,
      );
      await shoot(day, 'count-weigh-review');
      await page.locator('[data-line="short"]', { hasText: 'bamboo lid, 0.5' }).locator('[data-open-line]').click();
      await expect(page.locator('dialog[open]')).toContainText('counted by weight');
      await expect(page.locator('[data-weighing="22"]')).toContainText(
        /8\.044 kg.*Tote 1\.200 kg.*311\.0 g ± 2\.\d.*Sam/,
      );
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'count-weigh-line');
    });
  } finally {
    await day.launched.close();
  }
});
