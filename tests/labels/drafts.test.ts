import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLabelDrafts } from '../../electron/station/label-drafts';
import { emptyLabel } from '../../shared/labels/design/new-element';

let folder = '';
let nowMs = 0;
const drafts = () => createLabelDrafts({ folder: join(folder, 'drafts'), now: () => (nowMs += 1000) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-drafts-'));
  nowMs = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what lies on the board over a restart, the newest of each label, until it is dropped', async () => {
  const before = drafts();
  expect(await before.list()).toEqual([]);
  // Not awaited one by one: the last one asked for is the one that stays.
  await Promise.all([
    before.keep('shelf', emptyLabel('shelf', 'First')),
    before.keep('shelf', emptyLabel('shelf', 'Second')),
    before.keep('tote', emptyLabel('tote', 'Tote')),
  ]);
  const after = drafts();
  expect((await after.list()).map(({ templateId, description }) => [templateId, description.name])).toEqual([
    ['tote', 'Tote'],
    ['shelf', 'Second'],
  ]);
  await after.drop('tote');
  expect((await drafts().list()).map(({ templateId }) => templateId)).toEqual(['shelf']);
});

it('refuses what is no label, and leaves what it can’t read where it is', async () => {
  const kept = drafts();
  await kept.keep('shelf', emptyLabel('shelf', 'Shelf'));
  expect(await kept.keep('shelf', { schema: 'packwright-label/1' })).toMatchObject({
    ok: false,
    failure: { code: 'label-invalid' },
  });
  expect(await kept.list()).toHaveLength(1);
  const file = join(folder, 'drafts', 'shelf.json');
  const whole = readFileSync(file, 'utf8');
  for (const broken of ['', '{', '[]', 'null', whole.slice(0, -20), whole.replace('packwright-draft/1', 'other')]) {
    writeFileSync(file, broken);
    expect(await kept.list()).toEqual([]);
  }
  expect(readdirSync(join(folder, 'drafts'))).toEqual(['shelf.json']);
});
