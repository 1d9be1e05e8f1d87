import type { InputOf } from '../../shared/feature';
import { checkpointCommands } from '../../shared/features/checkpoints/commands';
import {
  checkpointEvent,
  type CheckpointEventData,
  type CheckpointEventType,
} from '../../shared/features/checkpoints/events';
import { checkpointQueries } from '../../shared/features/checkpoints/queries';
import { checkpointText, isSignedBy, keyIdOf, keyText } from '../journal/signatures';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type EntryMeta,
  type Feature,
  type QueryContext,
  type Writer,
} from '../store/types';
import { checkpointState, currentKey, lastCheckpoint } from './checkpoints/read';
import { writeSlice } from './checkpoints/write-slice';

const schema: readonly string[] = [
  `CREATE TABLE checkpoint_keys (
    n INTEGER PRIMARY KEY, key_id TEXT NOT NULL, public_key TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL)`,
  `CREATE TABLE checkpoints (
    n INTEGER PRIMARY KEY, from_n INTEGER NOT NULL, entry INTEGER NOT NULL, hash TEXT NOT NULL, root TEXT NOT NULL, at TEXT NOT NULL,
    key_id TEXT NOT NULL, signature TEXT NOT NULL, why TEXT NOT NULL)`,
];

type Apply<T extends CheckpointEventType> = (db: Writer, data: CheckpointEventData<T>, meta: EntryMeta) => void;

const apply: { readonly [T in CheckpointEventType]: Apply<T> } = {
  'v1.checkpoints.keySet': (db, key, { n, at }) =>
    db.run(
      'INSERT INTO checkpoint_keys VALUES (?, ?, ?, ?, ?, ?)',
      n,
      keyIdOf(key.publicKey),
      key.publicKey,
      key.why,
      at,
      JSON.stringify(key),
    ),
  'v1.checkpoints.signed': (db, each, { n }) =>
    db.run(
      'INSERT INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      each.n,
      each.from,
      n,
      each.hash,
      each.root,
      each.at,
      each.keyId,
      each.signature,
      each.why,
    ),
};

const setKey = (
  { db }: CommandContext,
  input: InputOf<(typeof checkpointCommands)['checkpoints.setKey']>,
): Decision<null> => {
  const now = currentKey(db);
  const text = keyText(input);
  const lets = input.endorsement === null || (now !== null && isSignedBy(now.publicKey, text, input.endorsement));
  if (input.previous !== (now?.keyId ?? null)) return refused({ code: 'checkpoint-overtaken' });
  if (!lets || !isSignedBy(input.publicKey, text, input.proof)) return refused({ code: 'signature-bad' });
  return decided(null, [checkpointEvent('v1.checkpoints.keySet', input)]);
};

const record = (
  { db }: CommandContext,
  input: InputOf<(typeof checkpointCommands)['checkpoints.record']>,
): Decision<null> => {
  const key = currentKey(db);
  const from = (lastCheckpoint(db)?.n ?? 0) + 1;
  if (key?.keyId !== input.keyId || input.from !== from || input.n < from)
    return refused({ code: 'checkpoint-overtaken' });
  if (!isSignedBy(key.publicKey, checkpointText(input), input.signature)) return refused({ code: 'signature-bad' });
  return decided(null, [checkpointEvent('v1.checkpoints.signed', input)]);
};

/** Heads of the record that the station signed, and the keys that it signed them with. */
export const checkpoints: Feature = {
  name: 'checkpoints',
  schema,
  apply,
  commands: { 'checkpoints.setKey': setKey, 'checkpoints.record': record },
  queries: { 'checkpoints.state': ({ db }: QueryContext) => checkpointState(db) },
  tasks: { 'checkpoints.slice': writeSlice },
  definitions: { commands: checkpointCommands, queries: checkpointQueries },
};
