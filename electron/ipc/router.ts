import { z } from 'zod';
import { contract } from '../../shared/contract';
import type { Role } from '../../shared/feature';
import { fail, type Result } from '../../shared/result';
import { pushChannels } from '../../shared/push-channels';
import { stationCalls, type PushChannel, type StationCall } from '../../shared/station';

/** What a message says of its sender, as far as the router needs it. */
export interface Sender {
  readonly id: number;
  /** True only for the main frame of one of our own windows, at our own origin. */
  readonly trusted: boolean;
}

/** What the router hands checked messages to. */
export interface RouterTarget {
  /** Role of who is signed in at this station, or `null`. */
  role(): Role | null;
  command(name: string, input: unknown, commandId: string): Promise<Result<unknown>>;
  query(name: string, params: unknown): Promise<Result<unknown>>;
  call(name: StationCall, input: unknown): Promise<Result<unknown>>;
  subscribe(senderId: number, channel: PushChannel): void;
  /** A message that no window of ours would send. */
  refused(code: string, sender: Sender, what: string): void;
}

const rank: Record<Role, number> = { operator: 0, supervisor: 1, it: 2 };
/** IT may do what supervisors may, and they what operators may. */
export const roleSuffices = (role: Role | null, least: Role | null): boolean =>
  least === null || (role !== null && rank[role] >= rank[least]);

const name = z.string().min(1).max(80);
const commandId = z.uuid();

/** Far deeper or larger than anything we send ourselves; checked before any schema runs. */
const maxDepth = 12;
export const maxNodes = 20_000;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses what a structured clone can carry but plain data can't: cycles, giants, odd objects, prototype names, NUL. */
export const isPlainData = (value: unknown): boolean => {
  let nodes = 0;
  const isPlainObject = (each: object): boolean => {
    const prototype: unknown = Object.getPrototypeOf(each);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  };
  const visit = (each: unknown, depth: number): boolean => {
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth) return false;
    if (each === null || typeof each === 'boolean' || each === undefined) return true;
    // Nothing that people write holds one; files and tables may end at it.
    if (typeof each === 'string') return !each.includes('\0');
    if (typeof each === 'number') return Number.isFinite(each);
    // A list of nothing may be four thousand million long and cost its sender no byte.
    if (Array.isArray(each)) return each.length <= maxNodes && each.every((item) => visit(item, depth + 1));
    if (typeof each !== 'object' || !isPlainObject(each)) return false;
    const keys = Object.keys(each);
    return (
      keys.length <= maxNodes &&
      keys.every((key) => !forbiddenKeys.has(key) && visit((each as Record<string, unknown>)[key], depth + 1))
    );
  };
  return visit(value, 0);
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;

type Act = (checkedName: string) => Promise<Result<unknown>>;

/** Border of the trusted side: checks sender, name, role and payload; answers every bad message with a failure. */
export const createRouter = (target: RouterTarget) => {
  const refuse = (code: string, sender: Sender, what: string): Result<never> => {
    target.refused(code, sender, what);
    return fail(code);
  };

  const guarded = async (sender: Sender, rawName: unknown, payload: unknown, act: Act): Promise<Result<unknown>> => {
    if (!sender.trusted) return refuse('sender-refused', sender, '');
    const parsed = name.safeParse(rawName);
    if (!parsed.success) return refuse('bad-message', sender, typeof rawName);
    try {
      if (!isPlainData(payload)) return refuse('bad-message', sender, parsed.data);
      return await act(parsed.data);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return refuse('internal-error', sender, `${parsed.data}: ${text}`);
    }
  };

  return {
    command: (sender: Sender, rawName: unknown, input: unknown, rawId: unknown): Promise<Result<unknown>> =>
      guarded(sender, rawName, input, async (checked) => {
        const definition = own(contract.commands, checked);
        if (definition === undefined || definition.origin !== 'window')
          return refuse('unknown-command', sender, checked);
        if (!roleSuffices(target.role(), definition.role)) return refuse('not-allowed', sender, checked);
        const id = commandId.safeParse(rawId);
        const parsed = definition.input.safeParse(input);
        if (!id.success || !parsed.success) return refuse('bad-input', sender, checked);
        return target.command(checked, parsed.data, id.data);
      }),
    query: (sender: Sender, rawName: unknown, params: unknown): Promise<Result<unknown>> =>
      guarded(sender, rawName, params, async (checked) => {
        const definition = own(contract.queries, checked);
        if (definition === undefined) return refuse('unknown-query', sender, checked);
        if (!roleSuffices(target.role(), definition.role)) return refuse('not-allowed', sender, checked);
        const parsed = definition.params.safeParse(params);
        if (!parsed.success) return refuse('bad-input', sender, checked);
        return target.query(checked, parsed.data);
      }),
    call: (sender: Sender, rawName: unknown, input: unknown): Promise<Result<unknown>> =>
      guarded(sender, rawName, input, async (checked) => {
        if (own(stationCalls, checked) === undefined) return refuse('unknown-call', sender, checked);
        const callName = checked as StationCall;
        const definition = stationCalls[callName];
        if (!roleSuffices(target.role(), definition.role)) return refuse('not-allowed', sender, checked);
        const parsed = definition.input.safeParse(input);
        if (!parsed.success) return refuse('bad-input', sender, checked);
        return target.call(callName, parsed.data);
      }),
    subscribe: (sender: Sender, channel: unknown): void => {
      const known = pushChannels.find((each) => each === channel);
      if (!sender.trusted || known === undefined) target.refused('bad-message', sender, 'subscribe');
      else target.subscribe(sender.id, known);
    },
  };
};

export type Router = ReturnType<typeof createRouter>;
