import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { TemplateView } from '../../shared/features/labels/queries';
import type { Actor } from '../../electron/store/types';
import { openPackStore, type PackStore } from '../support/pack-store';
import { packSettings, place } from '../support/pack-world';

const sam: Actor = { personId: 'sam', role: 'supervisor', ...place };
const ines: Actor = { personId: 'ines', role: 'it', ...place };

let opened: PackStore | null = null;
afterEach(() => opened?.close());

const open = async (labelFourEyes: boolean) => {
  opened = await openPackStore({ labelFourEyes });
  const { store } = opened;
  const send = (name: string, input: unknown, actor: Actor) =>
    store.execute({ id: randomUUID(), name, input, actor, origin: 'window' });
  const label = (width: number): string =>
    JSON.stringify({
      schema: 'packwright-label/1',
      id: 'bin',
      name: 'Bin',
      stock: { width, height: 30 },
      samples: [],
      elements: [],
    });
  return {
    save: (width: number, actor = sam) => send('labels.save', { description: label(width) }, actor),
    saveText: (description: string) => send('labels.save', { description }, sam),
    approve: (version: number, actor: Actor) => send('labels.approve', { templateId: 'bin', version }, actor),
    view: async (): Promise<TemplateView> => {
      const answer = await store.query('labels.template', { templateId: 'bin', version: null }, sam);
      return (answer as { value: TemplateView }).value;
    },
  };
};

describe('versions of a label', () => {
  it('are approved by whoever may, where no second pair of eyes is wanted', async () => {
    const { save, approve, view } = await open(false);
    await save(50);
    expect(await approve(1, sam)).toMatchObject({ ok: true });
    expect(await view()).toMatchObject({ approved: 1, versions: [{ version: 1, by: 'sam', approvedBy: 'sam' }] });
  });

  it('want another supervisor than their author where station.yaml says so', async () => {
    const { save, approve, view } = await open(true);
    await save(50);
    expect(await approve(1, sam)).toMatchObject({ ok: false, failure: { code: 'label-own-version' } });
    expect(await view()).toMatchObject({ approved: null });
    expect(await approve(1, ines)).toMatchObject({ ok: true });
    await save(60, ines);
    expect(await approve(2, ines)).toMatchObject({ ok: false, failure: { code: 'label-own-version' } });
    expect(await view()).toMatchObject({ approved: 1, latest: 2 });
  });

  it('are called as their template is in the language of the screens', async () => {
    const { saveText, view } = await open(false);
    const label = {
      schema: 'packwright-label/1',
      id: 'bin',
      stock: { width: 50, height: 30 },
      samples: [],
      elements: [],
    };
    await saveText(JSON.stringify({ ...label, name: { en: 'Bin', de: 'Fach' } }));
    expect((await view()).name).toBe('Bin');
    opened?.open.setSettings({ ...packSettings, language: 'de' });
    expect((await view()).name).toBe('Fach');
    opened?.open.setSettings({ ...packSettings, language: 'es' });
    expect((await view()).name).toBe('Bin');
    await saveText(JSON.stringify({ ...label, name: 'Shelf' }));
    opened?.open.setSettings({ ...packSettings, language: 'de' });
    expect((await view()).name).toBe('Shelf');
  });

  it('let an older one print again, and keep who and when of each', async () => {
    const { save, approve, view } = await open(false);
    await save(50);
    await save(60, ines);
    await approve(2, sam);
    await approve(1, ines);
    expect(await view()).toMatchObject({
      approved: 1,
      versions: [
        { version: 2, by: 'ines', approvedBy: 'sam' },
        { version: 1, by: 'sam', approvedBy: 'ines' },
      ],
    });
  });

  it('lose nothing to a hostile file: it is refused with its reason, and nothing is written', async () => {
    const { save, saveText, view } = await open(false);
    await save(50);
    const before = await view();
    const hostile: readonly (readonly [string, string])[] = [
      ['{"id":', 'label-not-json'],
      ['[]', 'label-invalid'],
      [`${'['.repeat(100)}${']'.repeat(100)}`, 'label-invalid'],
      ['{"schema":"packwright-label/9"}', 'label-version-unknown'],
      [before.description.replace('"elements":[]', '"elements":[{"kind":"text"}]'), 'label-invalid'],
      [before.description.replace('"elements":[]', '"elements":[],"__proto__":{"a":1}'), 'label-invalid'],
      [before.description.replace('"width":50', '"width":1e9'), 'label-invalid'],
      [before.description.replace('"id":"bin"', '"id":"../../bin"'), 'label-invalid'],
    ];
    for (const [text, code] of hostile)
      expect([text, await saveText(text)]).toMatchObject([text, { ok: false, failure: { code } }]);
    expect(await view()).toEqual(before);
  });
});
