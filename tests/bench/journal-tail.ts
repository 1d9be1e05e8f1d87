import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEvent } from '../../electron/journal/format';

/** All events of one type in the record's last two segments, in order. */
export const newestEvents = (data: string, type: string): JournalEvent[] => {
  const folder = join(data, 'journal');
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .slice(-2);
  return newest
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes(`"${type}"`))
    .flatMap((line) => (JSON.parse(line.slice(line.indexOf(' ') + 1)) as { events?: JournalEvent[] }).events ?? [])
    .filter((event) => event.type === type);
};
