import { z } from 'zod';
import { defineQuery, type QueryDefinition, type Role } from '../../feature';

const none = z.object({}).strict();

/** Somebody who may sign in here. */
export interface SignInRow {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Their own language; `null`: the station's. */
  readonly language: string | null;
}

export interface PersonRow extends SignInRow {
  readonly active: boolean;
  /** The name's key was destroyed; `name` is empty. */
  readonly erased: boolean;
  /** UTC ISO. */
  readonly createdAt: string;
  readonly lastSignedInAt: string | null;
}

export const peopleQueries = {
  /** Active people by name, for the sign-in screen. */
  'people.signIn': defineQuery<readonly SignInRow[]>()({ params: none, tables: ['people'], role: null }),
  /** Everybody, active first, then by name. */
  'people.all': defineQuery<readonly PersonRow[]>()({ params: none, tables: ['people'], role: 'supervisor' }),
} satisfies Record<string, QueryDefinition>;
