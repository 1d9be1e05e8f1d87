import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const renderer = join(import.meta.dirname, '../../renderer');
// The bench is a window of its own.
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.css') && !file.startsWith('bench'),
);

/** Classes that a sheet styles wherever they stand: `.name` alone before the brace or comma. */
const bareClassesOf = (css: string): Set<string> =>
  new Set(
    [...css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/(?:^|[{},])\s*\.([a-z][\w-]*)\s*(?=[,{])/g)].map(
      ([, name]) => name ?? '',
    ),
  );

test('no class is styled by two sheets: a page that was opened before would change the look of the next', () => {
  const owners = new Map<string, string[]>();
  for (const sheet of sheets)
    for (const name of bareClassesOf(readFileSync(join(renderer, sheet), 'utf8')))
      owners.set(name, [...(owners.get(name) ?? []), sheet]);
  expect(owners.size).toBeGreaterThan(100);
  expect([...owners].filter(([, files]) => files.length > 1)).toEqual([]);
});
