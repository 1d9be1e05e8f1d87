import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { ImportCounts } from './file';
import { mapping, type Mapping } from './mapping';

const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
};

/** `retry`: about to be taken again; `discard`: about to be moved away. */
export const importFileStates = [
  'waiting-for-mapping',
  'waiting-for-approval',
  'retry',
  'discard',
  'done',
  'rejected',
] as const;
export type ImportFileState = (typeof importFileStates)[number];

export interface ImportFileRow {
  readonly fileId: string;
  readonly name: string;
  readonly sha256: string;
  readonly source: string;
  readonly state: ImportFileState;
  readonly kind: string | null;
  readonly rows: number;
  readonly okRows: number;
  readonly badRows: number;
  readonly counts: ImportCounts;
  /** Why it was rejected. */
  readonly code: string | null;
  readonly fingerprint: string | null;
  readonly at: string;
  readonly openExceptions: number;
}

export interface ExceptionRow {
  readonly id: string;
  readonly fileId: string;
  readonly file: string;
  readonly row: number | null;
  readonly field: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly value: string | null;
  readonly subject: string | null;
  readonly at: string;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
}

export interface MappingField {
  readonly field: string;
  readonly required: boolean;
}

export interface ImportPreview {
  readonly header: readonly string[];
  /** First rows as they stand in the file. */
  readonly sample: readonly (readonly string[])[];
  /** The mapping that was tried: the one asked for, else the saved one, else a guess. */
  readonly mapping: Mapping;
  readonly fields: readonly MappingField[];
  readonly missing: readonly string[];
  /** What the sample becomes: one row for each sample row. */
  readonly rows: readonly {
    readonly values: Readonly<Record<string, string>>;
    readonly problems: readonly {
      readonly field: string | null;
      readonly code: string;
      readonly severity: 'error' | 'warning';
    }[];
  }[];
}

export const importQueries = {
  'exceptions.list': defineQuery<{
    readonly total: number;
    readonly open: number;
    readonly rows: readonly ExceptionRow[];
  }>()({
    params: z
      .object({ resolved: z.boolean().default(false), fileId: z.string().max(100).nullable().default(null), ...page })
      .strict(),
    tables: ['import_exceptions'],
    role: 'operator',
  }),
  'import.files': defineQuery<{ readonly total: number; readonly rows: readonly ImportFileRow[] }>()({
    params: z.object({ state: z.enum(importFileStates).nullable().default(null), ...page }).strict(),
    tables: ['import_files', 'import_exceptions'],
    role: 'operator',
  }),
  'import.file': defineQuery<ImportFileRow | null>()({
    params: z.object({ fileId: z.string().min(1).max(100) }).strict(),
    tables: ['import_files', 'import_exceptions'],
    role: 'supervisor',
  }),
  /** The newest import of this very file, or `null`. */
  'import.known': defineQuery<{
    readonly fileId: string;
    readonly name: string;
    readonly state: ImportFileState;
    readonly code: string | null;
    /** Someone allowed it to come in once more. */
    readonly again: boolean;
    readonly at: string;
  } | null>()({
    params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }).strict(),
    tables: ['import_files'],
    role: 'supervisor',
  }),
  /** Whether the demo's data were ever loaded into this record. */
  'import.holdsDemo': defineQuery<boolean>()({
    params: z.object({}).strict(),
    tables: ['import_files'],
    role: 'supervisor',
  }),
  'import.preview': defineQuery<ImportPreview | null>()({
    params: z.object({ fileId: z.string().min(1).max(100), mapping: mapping.nullable().default(null) }).strict(),
    tables: ['import_files', 'import_mappings'],
    role: 'supervisor',
  }),
  'import.mapping': defineQuery<{ readonly name: string; readonly mapping: Mapping } | null>()({
    params: z.object({ fingerprint: z.string().max(64) }).strict(),
    tables: ['import_mappings'],
    role: 'supervisor',
  }),
  'import.mappings': defineQuery<
    readonly { readonly fingerprint: string; readonly name: string; readonly mapping: Mapping; readonly at: string }[]
  >()({
    params: z.object({}).strict(),
    tables: ['import_mappings'],
    role: 'supervisor',
  }),
  /** Files in the waiting room that have something to do now: a mapping came, a retry or a discard was asked. */
  'import.due': defineQuery<
    readonly {
      readonly fileId: string;
      readonly name: string;
      readonly sha256: string;
      readonly state: ImportFileState;
    }[]
  >()({
    params: z.object({}).strict(),
    tables: ['import_files', 'import_mappings'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
