import { z } from 'zod';
import { stationConfigSchema } from './station-config';

/** As much of JSON Schema as zod makes of our settings. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

let made: SchemaNode | null = null;

/** The settings as JSON Schema. */
export const stationJsonSchema = (): SchemaNode => {
  made ??= z.toJSONSchema(stationConfigSchema, { io: 'input', reused: 'inline' }) as SchemaNode;
  return made;
};

const options = (node: SchemaNode): readonly SchemaNode[] => node.anyOf ?? node.oneOf ?? [node];

/** Whether a value is of this kind of entry: what the schema fixes (`kind: scale`, `type: tcp`) is so in the value. */
const matches = (node: SchemaNode, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(node.properties ?? {}).every(
    ([key, property]) => property.const === undefined || (value as Record<string, unknown>)[key] === property.const,
  );

const child = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;

/** The kinds of group that `value` may be, as far as what it says of itself goes. */
const fitting = (nodes: readonly SchemaNode[], value: unknown): readonly SchemaNode[] =>
  nodes.flatMap(options).filter((node) => node.properties === undefined || matches(node, value));

const step = (node: SchemaNode, key: string | number): readonly SchemaNode[] => {
  const next = typeof key === 'number' ? node.items : node.properties?.[key];
  return next === undefined ? [] : [next];
};

const nodesAt = (
  path: readonly (string | number)[],
  value: unknown,
  nodes: readonly SchemaNode[] = [stationJsonSchema()],
): readonly SchemaNode[] => {
  const [key, ...rest] = path;
  const here = fitting(nodes, value);
  return key === undefined
    ? here
    : nodesAt(
        rest,
        child(value, key),
        here.flatMap((node) => step(node, key)),
      );
};

/** The keys that the group at `path` may have. `root`: the whole value, since a device's keys depend on its kind. */
export const knownKeys = (path: readonly (string | number)[], root: unknown): readonly string[] => [
  ...new Set(nodesAt(path, root).flatMap((node) => Object.keys(node.properties ?? {}))),
];

/** Whether only whole numbers may stand at `path`. */
export const wantsInteger = (path: readonly (string | number)[], root: unknown): boolean =>
  nodesAt(path, root).some(({ type }) => type === 'integer');

/** Every key of the settings at any depth, as `group.key`; `[]` stands for the entries of a list. */
export const allKeys = (node: SchemaNode = stationJsonSchema(), prefix = ''): readonly string[] => [
  ...new Set(
    options(node).flatMap((option) => [
      ...Object.entries(option.properties ?? {}).flatMap(([key, next]) => [
        prefix + key,
        ...allKeys(next, `${prefix}${key}.`),
      ]),
      ...(option.items === undefined ? [] : allKeys(option.items, `${prefix.replace(/\.$/, '')}[].`)),
    ]),
  ),
];
