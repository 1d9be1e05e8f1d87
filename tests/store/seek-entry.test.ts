import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesNaming, type Wanted } from '../../electron/features/checkpoints/choose-entries';
import { readEntries } from '../../electron/journal/entry-range';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import type { JournalEntry } from '../../electron/journal/format';
import { openJournal } from '../../electron/journal/journal';
import { findEntry, scanJournal, segmentName, segmentNumbers } from '../../electron/journal/scan';
import { createRandom } from '../support/random';

let read = 0;
/** Real files; counts what is read of them. */
const port: FilePort = {
  ...nodeFilePort,
  sync: () => undefined,
  syncFolder: () => undefined,
  readRange: (path, from, length) => {
    read += length;
    return nodeFilePort.readRange(path, from, length);
  },
};
const random = createRandom(11);
const count = 2500;
let folder = '';
const all: JournalEntry[] = [];

/** Mostly as long as a scan's entry, some much longer than what is read at once to find a place. */
const sizeOf = (): number => (random.next() < 0.01 ? random.integer(60_000, 400_000) : random.integer(200, 6000));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-seek-'));
  const options = { port, folder, from: null, onEntry: () => undefined, segmentBytes: 4_000_000 };
  const opened = openJournal(options);
  if (opened.state === 'broken') throw new Error('broken');
  let time = Date.parse('2026-01-01T00:00:00.000Z');
  for (let each = 1; each <= count; each += 1) {
    time += random.integer(0, 2) * 500;
    const number = `order-${random.integer(1, 60)}`;
    const appended = opened.journal.append({
      at: new Date(time).toISOString(),
      site: 'site',
      station: 'S1',
      person: null,
      role: 'station',
      id: randomUUID(),
      command: 'x',
      input: '',
      // Looks like an entry of its own, and is none; `ü` takes two bytes.
      events: [
        {
          type: 'v1.x',
          data: { orderId: number, note: `\n {"kind":"entry","n":7,"at":"x ü`, more: 'y'.repeat(sizeOf()) },
        },
      ],
      answer: null,
    });
    if (!appended.ok) throw new Error(appended.failure.code);
  }
  opened.journal.close();
  scanJournal(port, folder, null, (entry) => void all.push(entry));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const range = (from: number, to: number): JournalEntry[] => {
  const found: JournalEntry[] = [];
  readEntries(port, folder, { from, to }, (line) => void found.push(line.entry()));
  return found;
};

describe('an entry out of the middle of a long record', () => {
  it('is found wherever it stands, with little of the record read', () => {
    expect(segmentNumbers(port, folder).length).toBeGreaterThan(3);
    for (const n of [1, 2, count - 1, count, ...Array.from({ length: 60 }, () => random.integer(1, count))]) {
      expect(findEntry(port, folder, n)).toEqual(all[n - 1]);
      const to = Math.min(count, n + random.integer(0, 40));
      expect(range(n, to)).toEqual(all.slice(n - 1, to));
    }
    expect(findEntry(port, folder, count + 1)).toBeNull();
    read = 0;
    range(2000, 2003);
    // The finding itself, and one piece of the file.
    expect(read).toBeLessThan(6_000_000);
  });

  it('is not taken where the chain does not hold', () => {
    const segment = segmentNumbers(port, folder)[1] ?? 0;
    const bytes = readFileSync(join(folder, segmentName(segment)));
    const at = bytes.indexOf('"station":"S1"', bytes.length / 2);
    const [, n] = /"n":(\d+)/.exec(bytes.toString('latin1', bytes.lastIndexOf('\n', at), at)) ?? [];
    const changed: FilePort = {
      ...port,
      readRange: (path, from, length) => {
        const part = Buffer.from(nodeFilePort.readRange(path, from, length));
        if (path.endsWith(segmentName(segment)) && at >= from && at < from + part.length) part[at - from + 11] = 0x54;
        return part;
      },
    };
    expect(() => readEntries(changed, folder, { from: Number(n), to: Number(n) + 1 }, () => undefined)).toThrow(
      `entry ${n} does not hold`,
    );
  });
});

describe('entries that name something', () => {
  const naive = ({ ways, since }: Wanted): number[] =>
    all
      .filter((entry) => entry.at >= since)
      .filter((entry) => ways.some((texts) => texts.every((text) => JSON.stringify(entry).includes(text))))
      .map(({ n }) => n);

  it.each<readonly [string, Wanted['ways']]>([
    ['one text', [['"order-7"']]],
    ['one of several', [['"order-7"'], ['"order-11"'], ['"none (at all)"']]],
    ['two texts together', [['"order-3"', 'x ü']]],
    ['nothing', [['"order-99"']]],
  ])('are all found: %s', (_, ways) => {
    const told: number[] = [];
    for (const since of ['', all[0]?.at ?? '', all[900]?.at ?? '', all[count - 1]?.at ?? '', '2099']) {
      const found = entriesNaming(port, folder, { ways, since }, ({ done, total }) => told.push(done / total));
      // Some from shortly before may be among them.
      expect(found.filter((n) => (all[n - 1]?.at ?? '') >= since)).toEqual(naive({ ways, since }));
      expect(naive({ ways, since: '' })).toEqual(expect.arrayContaining([...found]));
    }
    expect(told.every((share) => share > 0 && share <= 1)).toBe(true);
  });

  it('are sought from their moment on only', () => {
    read = 0;
    entriesNaming(port, folder, { ways: [['"order-7"']], since: all[count - 20]?.at ?? '' }, () => undefined);
    expect(read).toBeLessThan(6_000_000);
  });
});
