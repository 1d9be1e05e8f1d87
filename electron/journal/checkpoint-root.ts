import { fail, ok, type Result } from '../../shared/result';
import { readEntries } from './entry-range';
import type { FilePort } from './file-port';
import type { Head } from './format';
import { createTree } from './merkle';

/** The root of the tree over entries `from` up to the head: what a checkpoint signs beside the head. */
export const checkpointRoot = (port: FilePort, journal: string, from: number, head: Head): Result<string> => {
  const tree = createTree();
  let last = '';
  readEntries(port, journal, { from, to: head.n }, ({ hash }) => {
    tree.push(hash);
    last = hash;
  });
  return last === head.hash && tree.size() === head.n - from + 1
    ? ok(tree.root())
    : fail('record-broken', { n: head.n });
};
