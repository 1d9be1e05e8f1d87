import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { KeyReason, Signed } from './events';

export interface StationKeyRow {
  readonly keyId: string;
  readonly publicKey: string;
  readonly why: KeyReason;
  /** UTC, ISO. */
  readonly at: string;
}

/** A signed head, and the number of the entry that holds it. */
export interface CheckpointRow extends Signed {
  readonly entry: number;
}

export interface CheckpointState {
  /** The one that signs now; `null`: nothing was signed yet. */
  readonly key: StationKeyRow | null;
  readonly keys: number;
  readonly last: CheckpointRow | null;
  readonly checkpoints: number;
}

export const checkpointQueries = {
  'checkpoints.state': defineQuery<CheckpointState>()({
    params: z.object({}).strict(),
    tables: ['checkpoints', 'checkpoint_keys'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
