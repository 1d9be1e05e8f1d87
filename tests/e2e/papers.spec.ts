import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import type { PackwrightBridge } from '../../shared/bridge';
import { startDay, type Day } from '../support/pack-day';

/** What a window asks of the station itself. */
const ask = async (day: Day, name: string, input: unknown): Promise<Record<string, unknown>> => {
  const answer = await day.page.evaluate(
    ([wanted, payload]) =>
      (window as unknown as { readonly packwright: PackwrightBridge }).packwright.call(wanted, payload),
    [name, input] as const,
  );
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as Record<string, unknown>;
};

/** A whole PDF file of some size. */
const isPdf = (file: string): boolean => {
  const bytes = readFileSync(file);
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.includes('%%EOF') && bytes.length > 5000;
};

test('sheet, packing slip and end-of-day slip are papers; the day’s head proves the record up to it; loudness is kept', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  const { dataDir } = day.launched;
  let head = { n: 0, hash: '' };
  try {
    await day.signIn('Sam');
    expect(isPdf(String((await ask(day, 'sheet.commands', {}))['file']))).toBe(true);
    await day.openNext();
    const { packId } = await day.pack();
    expect(isPdf(String((await ask(day, 'slip.print', { packId }))['file']))).toBe(true);
    await day.feedback('slip-made');
    const made = await ask(day, 'endOfDay.make', {});
    expect(isPdf(String(made['file']))).toBe(true);
    head = made['head'] as typeof head;
    expect(head.n).toBeGreaterThan(0);
    // What comes after the slip does not change what it proves.
    await day.suggest('wrong-item');
    await day.feedback('wrong-item');

    for (const sound of ['quiet', 'silent', 'loud', 'quiet']) {
      await page.locator('[data-sound]').click();
      await expect(page.locator('[data-sound]')).toHaveAttribute('data-sound', sound);
    }
    expect(readFileSync(join(dataDir, 'demo', 'station.yaml'), 'utf8')).toContain('sound: quiet');
  } finally {
    await day.launched.close();
  }
  const folder = join(dataDir, 'demo');
  expect(verifyFolder(nodeFilePort, folder, head)).toMatchObject({ ok: true });
  expect(
    verifyFolder(nodeFilePort, folder, { ...head, hash: head.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) }).ok,
  ).toBe(false);
  expect(verifyFolder(nodeFilePort, folder, { n: head.n + 100_000, hash: head.hash }).ok).toBe(false);
});
