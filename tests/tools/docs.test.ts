import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderFields } from '../../shared/features/import/fields';
import { jsonOrderRows, ordersFormat } from '../../shared/features/orders/import-json';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? pages(join(folder, entry.name))
      : entry.name.endsWith('.md')
        ? [join(folder, entry.name)]
        : [],
  );
const texts = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pages('docs')];

describe('the docs', () => {
  it('link to nothing that is not there, pictures among it', () => {
    const links = texts.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => ({ page, to })),
    );
    const broken = links.filter(({ page, to }) => !/^[a-z]+:/.test(to) && !existsSync(join(root, dirname(page), to)));
    expect(links.length).toBeGreaterThan(5);
    expect(broken).toEqual([]);
  });

  it('show station.yaml as a station gets it', () => {
    expect(read('docs/station-yaml.md')).toContain(read('resources/station.example.yaml'));
  });

  it('show import files that the station reads', () => {
    const page = read('docs/import-formats.md');
    const json = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}') as { format: string; orders: unknown[] };
    expect(json.format).toBe(ordersFormat);
    const [row] = jsonOrderRows(json.orders[0], 1);
    expect(JSON.stringify(row)).toContain('4001201-A');
    const header = /```csv\n(.*)\n/.exec(page)?.[1]?.split(',') ?? [];
    const known = orderFields.map(({ field }) => field);
    expect(header.length).toBeGreaterThan(5);
    expect(header.filter((column) => !known.includes(column))).toEqual([]);
  });
});
