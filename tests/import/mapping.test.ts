import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openSeals } from '../../electron/journal/seals';
import { emptyMapping, type Mapping } from '../../shared/features/import/mapping';
import type { ImportPreview } from '../../shared/features/import/queries';
import { openImportStation, type ImportStation } from './support/import-station';
import { supervisor } from './support/test-store';

let station: ImportStation;
beforeEach(async () => {
  station = await openImportStation();
});
afterEach(() => station.dispose());

const table = (...rows: string[]): string => ['Auftr.;Teil;Stk.;Wer;Wo;PLZ;Stadt', ...rows, ''].join('\r\n');
const first = table('A-1;MUG-1;2;Jörg Müßig;Weg 1;10115;Berlin', 'A-2;MUG-1;1;Ida Beispiel;Allee 7;20095;Hamburg');

const mapping: Mapping = {
  ...emptyMapping('orders'),
  columns: {
    order_number: [0],
    sku: [1],
    quantity: [2],
    ship_name: [3],
    ship_line_1: [4],
    ship_postcode: [5],
    ship_city: [6],
  },
  constants: { ship_country: 'DE' },
};

const waitingFile = async () => {
  const [file] = await station.files();
  if (file === undefined || file.fingerprint === null) throw new Error('nothing waits');
  return { fileId: file.fileId, fingerprint: file.fingerprint };
};

const save = async (wanted: Mapping = mapping): Promise<void> => {
  const { fingerprint } = await waitingFile();
  const input = { fingerprint, name: 'shop', mapping: wanted };
  expect(await station.store.send('import.saveMapping', input, supervisor)).toMatchObject({ ok: true });
};

const preview = (fileId: string, wanted: Mapping | null = null) =>
  station.store.ask<ImportPreview | null>('import.preview', { fileId, mapping: wanted });

const journalText = (): string => {
  const folder = join(station.store.folder, 'journal');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
};

describe('a file of unknown layout', () => {
  it('waits, shows what it would become, and comes in once its columns are known', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    const { fileId } = await waitingFile();
    expect(await station.files()).toMatchObject([{ state: 'waiting-for-mapping', rows: 2 }]);
    expect(station.names('waiting')).toEqual([`${fileId}__shop.csv`]);
    expect(await station.orders()).toEqual([]);

    const guess = await preview(fileId);
    expect(guess?.header).toEqual(['Auftr.', 'Teil', 'Stk.', 'Wer', 'Wo', 'PLZ', 'Stadt']);
    expect(guess?.missing.length).toBeGreaterThan(0);
    const tried = await preview(fileId, mapping);
    expect(tried).toMatchObject({ missing: [], rows: [{ problems: [] }, { problems: [] }] });
    expect(tried?.rows[0]?.values).toMatchObject({ order_number: 'A-1', ship_name: 'Jörg Müßig', ship_country: 'DE' });
    const half = await preview(fileId, { ...mapping, constants: { ship_country: 'Atlantis' } });
    expect(half?.rows[0]?.problems).toEqual([{ field: 'ship_country', code: 'country-unknown', severity: 'error' }]);

    await save();
    await station.look();
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-1', 'A-2']);
    expect(station.names('waiting')).toEqual([]);
    expect(station.names('done')).toEqual(['shop.csv']);
  });

  it('is refused a mapping that lacks what an order needs', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    const { fingerprint } = await waitingFile();
    const lacking = { ...mapping, constants: {} };
    expect(
      await station.store.send('import.saveMapping', { fingerprint, name: 'shop', mapping: lacking }, supervisor),
    ).toEqual({ ok: false, failure: { code: 'mapping-incomplete', details: { fields: 'ship_country' } } });
  });

  it('teaches the layout: files like it come in by themselves, in whatever case and spacing their header is', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    await save();
    await station.look();
    station.put('next.csv', 'AUFTR;teil ;Stk;WER;wo;plz;stadt\nA-3;MUG-1;1;Eva;Weg 3;10115;Berlin\n');
    await station.takeAll();
    expect(station.names('done')).toEqual(['next.csv', 'shop.csv']);
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-1', 'A-2', 'A-3']);
  });

  it('brings in all that waited for the same mapping', async () => {
    station.put('one.csv', first);
    station.put('two.csv', table('A-9;MUG-1;1;Eva;Weg 3;10115;Berlin'));
    await station.takeAll();
    expect(station.names('waiting')).toHaveLength(2);
    await save();
    await station.look();
    expect(await station.orders()).toHaveLength(3);
    expect(station.names('done')).toEqual(['one.csv', 'two.csv']);
  });

  it('may be given up, and lies in rejected then', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    const { fileId } = await waitingFile();
    await station.store.send('import.discard', { fileId }, supervisor);
    await station.look();
    expect(await station.files()).toMatchObject([{ state: 'rejected', code: 'discarded' }]);
    expect(station.names('rejected')).toEqual(['shop.csv', 'shop.csv.reason.txt']);
    // And once more: giving up is no sentence for ever.
    station.put('shop.csv', first);
    station.store.setNow('2026-11-24T10:00:00.000Z');
    await station.takeAll();
    await station.look();
    await station.store.send('import.discard', { fileId }, supervisor);
    await station.look();
    expect(station.names('waiting')).toEqual([]);
  });

  it('that somebody took out of the waiting folder is called gone', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    rmSync(join(station.folder, 'waiting'), { recursive: true });
    await save();
    await station.look();
    expect(await station.files()).toMatchObject([{ state: 'rejected', code: 'file-gone' }]);
  });

  it('keeps no readable name in the record, and none at all once it is through', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    const { fileId } = await waitingFile();
    expect(journalText()).not.toMatch(/Müßig|Allee|Hamburg/);
    expect((await preview(fileId))?.sample[0]).toContain('Jörg Müßig');
    const [, subject = '', sealed = ''] = /"subject":"(file:[^"]+)","sampleSealed":"([^"]+)"/.exec(journalText()) ?? [];
    const opened = (): string | null =>
      openSeals(nodeFilePort, `${station.store.folder}/keys/seals`).unseal(subject, sealed);
    expect(opened()).toContain('Müßig');
    await save();
    await station.look();
    // What was sealed stands in the journal for ever; its key is gone.
    expect(journalText()).toContain(sealed);
    expect(opened()).toBeNull();
    expect(await preview(fileId)).toBeNull();
    expect(verifyFolder(nodeFilePort, station.store.folder, null)).toMatchObject({ ok: true });
  });
});

describe('a file that was mapped wrongly', () => {
  const swapped: Mapping = { ...mapping, columns: { ...mapping.columns, order_number: [1], sku: [0], quantity: [3] } };

  it('is taken in again from where it lies, after its layout was forgotten and mapped anew', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    await save(swapped);
    await station.look();
    expect(await station.files()).toMatchObject([{ state: 'rejected', code: 'no-good-rows' }]);
    const { fileId, fingerprint } = await waitingFile();
    await station.store.send('import.forgetMapping', { fingerprint }, supervisor);
    expect(await station.service.retry(fileId, supervisor)).toMatchObject({ ok: true, value: { state: 'waiting' } });
    expect(station.names('waiting')).toHaveLength(1);
    expect((await preview(fileId))?.sample[0]).toContain('Jörg Müßig');
    await save();
    await station.look();
    expect(await station.orders()).toHaveLength(2);
    expect(station.names('done')).toEqual(['shop.csv']);
  });

  it('is taken in again with a mapping that was put right', async () => {
    station.put('shop.csv', first);
    await station.takeAll();
    await save(swapped);
    await station.look();
    expect((await station.problems()).length).toBeGreaterThan(0);
    await save();
    const { fileId } = await waitingFile();
    expect(await station.service.retry(fileId, supervisor)).toMatchObject({
      ok: true,
      value: { state: 'done', badRows: 0 },
    });
    expect(station.names('done')).toEqual(['shop.csv']);
    expect(station.names('rejected')).toEqual(['shop.csv.reason.txt']);
    expect(await station.orders()).toHaveLength(2);
  });

  it('is asked for where no copy of it lies, and taken the next time it is brought', async () => {
    const bytes = new TextEncoder().encode(first);
    await station.service.drop('shop.csv', bytes, supervisor);
    await save(swapped);
    await station.look();
    await save();
    const { fileId } = await waitingFile();
    expect(await station.service.retry(fileId, supervisor)).toMatchObject({
      ok: true,
      value: { state: 'bring-again' },
    });
    expect(await station.service.drop('shop.csv', bytes, supervisor)).toMatchObject({
      ok: true,
      value: { state: 'done' },
    });
    expect(await station.orders()).toHaveLength(2);
  });
});

describe('a dropped file', () => {
  const bytes = new TextEncoder().encode(first);

  it('waits in the station’s own folder, once however often it is dropped, and leaves no copy', async () => {
    for (let again = 0; again < 3; again += 1)
      expect(await station.service.drop('shop.csv', bytes, supervisor)).toMatchObject({ value: { state: 'waiting' } });
    const own = join(station.folder, '..', 'data', 'import-waiting');
    expect(readdirSync(own)).toHaveLength(1);
    await save();
    await station.look();
    expect(await station.orders()).toHaveLength(2);
    expect(readdirSync(own)).toEqual([]);
  });

  it('is stamped with who dropped it; a file of the folder with the station', async () => {
    await station.service.drop('own.csv', new TextEncoder().encode('sku,name\nX-1,Thing\n'), supervisor);
    station.put('folder.csv', 'sku,name\nX-2,Thing\n');
    await station.takeAll();
    const people = journalText()
      .split('\n')
      .filter((line) => line.includes('v1.import.fileFinished'))
      .map((line) => /"person":("[^"]*"|null)/.exec(line)?.[1]);
    expect(people).toEqual(['"person-s"', 'null']);
  });
});

describe('the problems of orders', () => {
  it('are settled by the file that puts them right, and not by any other', async () => {
    const header = 'order_number,sku,quantity,ship_name,ship_line_1,ship_postcode,ship_city,ship_country';
    station.put('bad.csv', `${header}\nA-1,MUG-1,x,Ida,Weg 1,10115,Berlin,DE\nA-2,MUG-1,y,Eva,Weg 2,10115,Berlin,DE\n`);
    await station.takeAll();
    const open = async () =>
      (await station.problems()).filter(({ severity }) => severity === 'error').map(({ subject }) => subject);
    expect(await open()).toEqual(['A-1', 'A-2']);
    station.put('good.csv', `${header}\nA-1,MUG-1,1,Ida,Weg 1,10115,Berlin,DE\n`);
    await station.takeAll();
    expect(await open()).toEqual(['A-2']);
    const [left] = (await station.problems()).filter(({ severity }) => severity === 'error');
    expect(await station.store.send('exceptions.resolve', { ids: [left?.id] }, supervisor)).toEqual({
      ok: true,
      value: { resolved: 1 },
    });
    expect(await open()).toEqual([]);
    const settled = await station.store.ask<{ rows: readonly { subject: string; resolvedBy: string | null }[] }>(
      'exceptions.list',
      { resolved: true },
    );
    expect(settled.rows.map(({ subject, resolvedBy }) => [subject, resolvedBy])).toEqual([
      ['A-1', null],
      ['A-2', 'person-s'],
    ]);
  });

  it('with items that the catalogue lacks are settled when it has them', async () => {
    const header = 'order_number,sku,quantity,ship_name,ship_line_1,ship_postcode,ship_city,ship_country';
    station.put('orders.csv', `${header}\nA-1,NEW-1,1,Ida,Weg 1,10115,Berlin,DE\n`);
    await station.takeAll();
    expect(await station.problems()).toMatchObject([{ code: 'sku-not-in-catalogue', value: 'NEW-1' }]);
    station.put('items.csv', 'sku,name\nNEW-1,A new thing\n');
    await station.takeAll();
    expect(await station.problems()).toEqual([]);
  });
});
