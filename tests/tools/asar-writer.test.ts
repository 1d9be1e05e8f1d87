import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { expect, it } from 'vitest';
import { encodeAsar } from '../../tools/lib/asar-writer.mjs';

it('writes an archive that the asar library reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-asar-'));
  try {
    const archive = join(folder, 'test.asar');
    const files = { 'main.js': 'console.log("grüß Gott");\n', 'package.json': '{"main":"main.js"}', 'empty.txt': '' };
    writeFileSync(archive, encodeAsar(files));
    expect(listPackage(archive, { isPack: false }).toSorted()).toEqual(['/empty.txt', '/main.js', '/package.json']);
    expect(extractFile(archive, 'main.js').toString('utf8')).toBe(files['main.js']);
    expect(extractFile(archive, 'package.json').toString('utf8')).toBe(files['package.json']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
