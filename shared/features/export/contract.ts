import { z } from 'zod';
import { defineCommand, defineQuery, type CommandDefinition, type QueryDefinition } from '../../feature';
import type { ExportKind } from './record';

const id = z.string().min(1).max(200);

export const exportStates = ['due', 'made', 'written'] as const;
export type ExportState = (typeof exportStates)[number];

export interface ExportRow {
  readonly exportId: string;
  readonly kind: ExportKind;
  readonly orderId: string;
  readonly parcelId: string | null;
  readonly state: ExportState;
  /** File name without extension. */
  readonly name: string | null;
  readonly at: string;
  readonly writtenAt: string | null;
}

export const exportCommands = {
  /** Fixes the content of a due export. Asked again it answers the same. */
  'export.make': defineCommand<{ readonly name: string }>()({
    input: z.object({ exportId: id }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** The files are in the export folder, whole. */
  'export.confirm': defineCommand<null>()({
    input: z.object({ exportId: id, again: z.boolean() }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;

export const exportQueries = {
  /** What is still to be written, oldest first. */
  'export.pending': defineQuery<{ readonly total: number; readonly rows: readonly ExportRow[] }>()({
    params: z.object({ limit: z.number().int().min(1).max(200).default(20) }).strict(),
    tables: ['exports'],
    role: 'operator',
  }),
  'export.ofParcel': defineQuery<readonly ExportRow[]>()({
    params: z.object({ parcelId: id }).strict(),
    tables: ['exports'],
    role: 'operator',
  }),
  /** All of an order, oldest first: its parcels, and what went short. */
  'export.ofOrder': defineQuery<readonly ExportRow[]>()({
    params: z.object({ orderId: id }).strict(),
    tables: ['exports'],
    role: 'operator',
  }),
  /** The files of a made export; `null` when it isn't made, or its evidence is gone. */
  'export.content': defineQuery<{ readonly name: string; readonly json: string; readonly csv: string } | null>()({
    params: z.object({ exportId: id }).strict(),
    tables: ['exports'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
