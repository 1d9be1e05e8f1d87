import { randomUUID } from 'node:crypto';
import type { CountView } from '../../shared/features/counts/queries';
import { mostFileTags, type FileSighting } from '../../shared/features/counts/records';
import { readTagFile, type TagFile, type TagFilePreview } from '../../shared/features/counts/tag-file';
import { cleanText } from '../../shared/features/import/text';
import { fail, ok, type Result } from '../../shared/result';
import { contentOf, timesOf } from '../features/counts/take-file';
import { unreadLines } from '../features/counts/passes';
import { decodeText } from '../features/import/decode-text';
import type { Actor, Store } from '../store/types';
import type { CountDesk } from './count-desk';

/** Lines that a preview shows. */
const shownLines = 50;
const mostBytes = 8 * 1024 * 1024;

/** Lists of EPCs are plain letters: a zero in every other byte is UTF-16 that forgot to say so. */
const withMark = (bytes: Uint8Array): Uint8Array => {
  const head = bytes.subarray(0, 64);
  if (head.length < 4 || head.length % 2 !== 0) return bytes;
  const zeros = (odd: 0 | 1): boolean => head.every((byte, index) => (index % 2 === odd ? byte === 0 : byte !== 0));
  if (zeros(1)) return new Uint8Array([0xff, 0xfe, ...bytes]);
  return zeros(0) ? new Uint8Array([0xfe, 0xff, ...bytes]) : bytes;
};

interface Read extends TagFile {
  readonly countId: string;
  readonly name: string;
  readonly bytesBase64: string;
}

export interface CountFilesParts {
  readonly store: Pick<Store, 'query'>;
  readonly desk: Pick<CountDesk, 'takeFile'>;
  readonly actor: () => Actor;
  readonly timeZone: () => string;
  readonly now: () => number;
}

/** Files of sleds and handhelds: read and shown first, then taken into the count that is open. */
export const createCountFiles = ({ store, desk, actor, timeZone, now }: CountFilesParts) => {
  /** The one that is looked at. */
  let shown: { readonly token: string; readonly read: Read } | null = null;

  const passOf = ({ passes }: CountView, sightings: readonly FileSighting[]) => {
    const content = contentOf(sightings);
    return passes.find(({ file }) => file?.content === content);
  };

  const read = async (countId: string, name: string, bytesBase64: string): Promise<Result<TagFilePreview>> => {
    shown = null;
    const bytes = new Uint8Array(Buffer.from(bytesBase64, 'base64'));
    if (bytes.length > mostBytes) return fail('tag-file-too-long', { most: mostFileTags });
    const text = decodeText(withMark(bytes));
    if (!text.ok) return fail(text.failure.code === 'file-empty' ? 'tag-file-no-tags' : 'tag-file-not-text');
    const file = readTagFile(text.value, timeZone());
    if (!file.ok) return file;
    const answer = await store.query('counts.count', { countId }, actor());
    if (!answer.ok) return answer;
    const count = answer.value as CountView | null;
    if (count === null) return fail('count-unknown');
    const { sightings, tags, lines, unread } = file.value;
    const known = passOf(count, sightings);
    const cleanName = cleanText(name).text.slice(0, 100);
    const token = randomUUID();
    shown = { token, read: { ...file.value, countId, name: cleanName === '' ? '-' : cleanName, bytesBase64 } };
    return ok({
      token,
      tags,
      lines,
      unread: unread.slice(0, shownLines),
      unreadLines: unread.length,
      ...timesOf(sightings, count.roundAt, now()),
      knownPass: known?.pass ?? null,
      isOpen: known?.lost === unreadLines,
    });
  };

  const take = async (token: string, noTags: boolean): Promise<Result<{ pass: number; known: boolean }>> => {
    if (shown?.token !== token) return fail('document-forgotten');
    const { countId, name, bytesBase64, sightings, unread } = shown.read;
    const unreadRows = unread.map(({ row }) => row);
    return desk.takeFile({ countId, name, bytesBase64, sightings: [...sightings], unreadRows, noTags });
  };

  return { read, take };
};
