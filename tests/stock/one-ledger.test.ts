import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    return each.isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
  });

it('is the ledger alone that knows in which table movements stand', () => {
  const naming = filesIn('electron').filter((path) => readFileSync(path, 'utf8').includes('stock_movements'));
  const ledger = ['closed-movements.ts', 'ledger.ts', 'which-movements.ts'];
  expect(naming.toSorted()).toEqual(ledger.map((name) => join('electron', 'features', 'stock', name)));
});
