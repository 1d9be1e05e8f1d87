import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../electron/store/types';
import { openImportStation, orderFile, type ImportStation } from './support/import-station';

let station: ImportStation;
beforeEach(async () => {
  station = await openImportStation();
});
afterEach(() => station.dispose());

describe('a file in the import folder', () => {
  it('is taken once it has stood still for two seconds, and not before', async () => {
    station.put('orders.csv', orderFile(['A-1']));
    await station.look();
    await station.look(1999);
    expect(await station.orders()).toEqual([]);
    // It grows: the two seconds begin anew.
    station.put('orders.csv', orderFile(['A-1', 'A-2']));
    await station.look(1);
    await station.look(1999);
    expect(await station.orders()).toEqual([]);
    expect(station.names()).toEqual(['orders.csv']);
    await station.look(1);
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-1', 'A-2']);
    expect(station.names()).toEqual([]);
    expect(station.names('done')).toEqual(['orders.csv']);
  });

  it('is moved to rejected, with a file that says why', async () => {
    station.put('empty.csv', orderFile([]));
    station.put('bad.csv', orderFile(['A-1'], { country: 'Atlantis' }));
    await station.takeAll();
    expect(station.names()).toEqual([]);
    expect(station.names('rejected')).toEqual(['bad.csv', 'bad.csv.reason.txt', 'empty.csv', 'empty.csv.reason.txt']);
    expect(station.text('rejected', 'empty.csv.reason.txt')).toContain('The file has no rows.');
    expect(station.text('rejected', 'bad.csv.reason.txt')).toContain('row 2, A-1, ship_country: is not a country');
    expect(await station.files()).toMatchObject([
      { name: 'bad.csv', state: 'rejected', code: 'no-good-rows', badRows: 1 },
      { name: 'empty.csv', state: 'rejected', code: 'no-rows' },
    ]);
  });

  it('comes in with its good rows, and says beside it which stayed out', async () => {
    const good = orderFile(['A-1', 'A-2']).trimEnd();
    station.put('some.csv', `${good}\nA-3,MUG-1,two,STANDARD,Ida Beispiel,Weg 1,10115,Berlin,DE\n`);
    await station.takeAll();
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-1', 'A-2']);
    expect(station.names('done')).toEqual(['some.csv', 'some.csv.reason.txt']);
    expect(station.text('done', 'some.csv.reason.txt')).toContain('2 of 3 rows came in');
    const wrong = {
      row: 4,
      field: 'quantity',
      code: 'not-a-whole-number',
      severity: 'error',
      value: 'two',
      subject: 'A-3',
    };
    expect(await station.problems()).toContainEqual(expect.objectContaining(wrong));
  });

  it('keeps its place beside one of the same name', async () => {
    for (const number of ['A-1', 'A-2', 'A-3']) {
      station.put('orders.csv', orderFile([number]));
      await station.takeAll();
    }
    expect(station.names('done')).toEqual(['orders (2).csv', 'orders (3).csv', 'orders.csv']);
    expect(await station.orders()).toHaveLength(3);
  });

  it('is left alone while a program still writes it under a temporary name', async () => {
    for (const name of ['.orders.csv', 'orders.csv.part', 'orders.tmp', '~orders.csv', 'x.reason.txt', 'Thumbs.db'])
      station.put(name, orderFile(['A-1']));
    await station.takeAll();
    expect(await station.orders()).toEqual([]);
    expect(station.names('done')).toEqual([]);
  });

  it('that is no plain file stays there and is told', async () => {
    writeFileSync(join(station.folder, '..', 'elsewhere.csv'), orderFile(['A-1']));
    symlinkSync(join(station.folder, '..', 'elsewhere.csv'), join(station.folder, 'link.csv'));
    await station.takeAll();
    expect(station.service.state().troubles).toEqual([{ name: 'link.csv', code: 'not-a-plain-file' }]);
    rmSync(join(station.folder, 'link.csv'));
    await station.look();
    expect(station.service.state().troubles).toEqual([]);
  });

  it('that can not be moved is in once, and moved when it can be', async () => {
    // A file where the folder should be: what a full or read-only share looks like from here.
    writeFileSync(join(station.folder, 'done'), '');
    station.put('orders.csv', orderFile(['A-1']));
    await station.takeAll();
    expect(await station.orders()).toHaveLength(1);
    expect(station.names()).toEqual(['orders.csv']);
    expect(station.service.state().troubles).toMatchObject([{ name: 'orders.csv' }]);
    rmSync(join(station.folder, 'done'));
    await station.look(5000);
    expect(station.names('done')).toEqual(['orders.csv']);
    expect(await station.files()).toHaveLength(1);
    expect(station.service.state().troubles).toEqual([]);
  });
});

describe('an import folder that is away', () => {
  it('is told, and files come in when it is back', async () => {
    const aside = `${station.folder}-aside`;
    station.put('orders.csv', orderFile(['A-1']));
    renameSync(station.folder, aside);
    await station.look();
    expect(station.service.state()).toMatchObject({ state: 'missing', reason: 'ENOENT' });
    renameSync(aside, station.folder);
    await station.takeAll();
    expect(station.service.state()).toMatchObject({ state: 'watching', reason: null });
    expect(station.states.map(({ state }) => state)).toEqual(['watching', 'missing', 'watching']);
    expect(await station.orders()).toHaveLength(1);
  });

  it('calls no waiting file gone', async () => {
    station.put('new.csv', 'Auftr.,Teil,Stk.\nA-1,MUG-1,2\n');
    await station.takeAll();
    const [file] = await station.files();
    await station.store.send('import.discard', { fileId: file?.fileId });
    renameSync(station.folder, `${station.folder}-aside`);
    await station.look();
    expect(await station.files()).toMatchObject([{ state: 'discard' }]);
    renameSync(`${station.folder}-aside`, station.folder);
    await station.look();
    expect(await station.files()).toMatchObject([{ state: 'rejected', code: 'discarded' }]);
    expect(station.names('rejected')).toEqual(['new.csv', 'new.csv.reason.txt']);
  });

  it('may be another one from now on', async () => {
    const other = `${station.folder}-other`;
    mkdirSync(other);
    station.useFolder(other);
    station.put('orders.csv', orderFile(['A-1']));
    await station.takeAll();
    expect(await station.orders()).toHaveLength(1);
    expect(station.names('done')).toEqual(['orders.csv']);
  });
});

/** The record takes `left` commands and then is gone for good, as after `kill -9`. */
const dies =
  (left: number) =>
  (real: Store): Store => {
    let rest = left;
    return {
      query: (name, params, actor) => real.query(name, params, actor),
      execute: (envelope) => {
        rest -= 1;
        return rest < 0 ? Promise.resolve({ ok: false, failure: { code: 'host-down' } }) : real.execute(envelope);
      },
    };
  };

describe('a file that was killed on its way', () => {
  const many = Array.from({ length: 250 }, (_, index) => `K-${String(index).padStart(3, '0')}`);
  // In the first batch, so that it is recorded before the station dies.
  const withFaults = orderFile(many).replace('\n', '\nBAD-1,MUG-1,none,STANDARD,Ida,Weg 1,10115,Berlin,DE\n');

  it.each([0, 1, 2])('after %i of its batches comes in whole and once, with its problems once', async (batches) => {
    station.put('orders.csv', withFaults);
    station.restart(dies(batches));
    await station.takeAll();
    expect(station.names()).toEqual(['orders.csv']);
    expect(await station.files()).toEqual([]);
    station.restart();
    await station.takeAll();
    expect(station.names('done')).toEqual(['orders.csv', 'orders.csv.reason.txt']);
    expect(await station.orders()).toHaveLength(250);
    expect(await station.files()).toMatchObject([{ state: 'done', rows: 251, badRows: 1 }]);
    const problems = (await station.problems()).filter(({ code }) => code === 'not-a-whole-number');
    expect(problems).toHaveLength(1);
    expect(station.store.all('SELECT 1 FROM orders WHERE version > 1')).toEqual([]);
  });

  it('between the record and the move is only moved', async () => {
    writeFileSync(join(station.folder, 'done'), '');
    station.put('orders.csv', withFaults);
    await station.takeAll();
    const head = station.store.opened.status().head.n;
    rmSync(join(station.folder, 'done'));
    station.restart();
    await station.takeAll();
    expect(station.names('done')).toEqual(['orders.csv']);
    expect(station.store.opened.status().head.n).toBe(head);
    expect(await station.orders()).toHaveLength(250);
  });

  it('between the record and its way into the waiting room waits there', async () => {
    writeFileSync(join(station.folder, 'waiting'), '');
    station.put('new.csv', 'Auftr.,Teil,Stk.\nA-1,MUG-1,2\n');
    await station.look();
    await station.look();
    rmSync(join(station.folder, 'waiting'));
    station.restart();
    await station.takeAll();
    expect(station.names()).toEqual([]);
    expect(station.names('waiting')).toHaveLength(1);
    expect(await station.files()).toMatchObject([{ state: 'waiting-for-mapping' }]);
  });
});

describe('the same file again', () => {
  it('changes nothing and writes nothing', async () => {
    station.put('orders.csv', orderFile(['A-1', 'A-2']));
    await station.takeAll();
    const head = station.store.opened.status().head.n;
    station.put('orders copy.csv', orderFile(['A-1', 'A-2']));
    await station.takeAll();
    expect(station.names('done')).toEqual(['orders copy.csv', 'orders.csv']);
    expect(station.store.opened.status().head.n).toBe(head);
    expect(await station.orders()).toHaveLength(2);
  });

  it('is told where orders have moved on since, and turns nothing back', async () => {
    station.put('orders.csv', orderFile(['A-1']));
    await station.takeAll();
    station.put('later.csv', orderFile(['A-1'], { service: 'EXPRESS' }));
    await station.takeAll();
    for (let again = 0; again < 2; again += 1) {
      station.put(`old ${again}.csv`, orderFile(['A-1']));
      await station.takeAll();
    }
    expect(await station.orders()).toMatchObject([{ service: 'EXPRESS', version: 2 }]);
    expect((await station.problems()).map(({ code }) => code)).toContain('file-repeated');
    expect((await station.problems()).filter(({ code }) => code === 'file-repeated')).toHaveLength(1);
  });
});
