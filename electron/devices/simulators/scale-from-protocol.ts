import { scaleProtocols } from '../scales/protocols';
import type { ScaleProtocol } from '../types';
import { scaleDialects, type ScaleActions, type ScaleDialect } from './scale-dialects';
import type { ScaleUnit } from './scale-load';

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** The units that the key of a simulated scale goes through. */
const unitRing: readonly ScaleUnit[] = ['kg', 'lb', 'oz', 'g'];

type Act = (actions: ScaleActions) => void;

/** What the scale does for each request that its protocol knows; the longest request first. */
const actsOf = (protocol: ScaleProtocol, side: NonNullable<ScaleProtocol['scaleSide']>): Map<string, Act> => {
  const acts = new Map<string, Act>();
  const show = (actions: ScaleActions, frame: typeof side.frame): void => {
    const shown = actions.load.indicate();
    actions.send(latin1(frame(shown, { unit: shown.unit, decimals: shown.decimals })));
  };
  const word = (actions: ScaleActions, done: boolean, name: 'zero' | 'tare' | 'unit'): void => {
    const bytes = (done ? side.done : side.refused)?.[name];
    if (bytes !== undefined) actions.send(latin1(bytes));
  };
  const { weight, zero, tare, unit } = protocol.ask;
  if (weight !== undefined) acts.set(latin1(weight), (actions) => show(actions, side.frame));
  if (unit !== undefined) {
    acts.set(latin1(unit), (actions) => {
      const next = unitRing[(unitRing.indexOf(actions.load.indicate().unit) + 1) % unitRing.length];
      actions.load.setUnit(next ?? 'kg');
      word(actions, true, 'unit');
    });
  }
  if (tare !== undefined) acts.set(latin1(tare), (actions) => word(actions, actions.load.tare(), 'tare'));
  if (zero !== undefined) {
    const both = tare !== undefined && latin1(tare) === latin1(zero);
    acts.set(latin1(zero), (actions) => {
      word(actions, actions.load.zero() || (both && actions.load.tare()), 'zero');
    });
  }
  for (const { request, answer } of side.steps ?? []) {
    acts.set(latin1(request), (actions) => show(actions, answer));
  }
  return new Map(Array.from(acts).toSorted(([a], [b]) => b.length - a.length));
};

/** A dialect made of a protocol's own record: it answers what that protocol asks, or sends without end. */
const dialectOf = (protocol: ScaleProtocol, side: NonNullable<ScaleProtocol['scaleSide']>): ScaleDialect => {
  const acts = actsOf(protocol, side);
  const requests = Array.from(acts.keys());
  const requestAtEnd = (received: string): string | undefined => requests.find((each) => received.endsWith(each));
  return {
    commandEnd: '',
    cut(pending) {
      const commands: string[] = [];
      let rest = '';
      for (const character of pending) {
        rest += character;
        const found = requestAtEnd(rest);
        if (found === undefined) continue;
        commands.push(found);
        rest = '';
      }
      return { commands, rest };
    },
    command: (text, actions) => acts.get(text)?.(actions),
    ...(protocol.pollMs === null
      ? {
          stream: (load) => {
            const shown = load.indicate();
            return latin1(side.frame(shown, { unit: shown.unit, decimals: shown.decimals }));
          },
        }
      : {}),
  };
};

/** How a simulated scale speaks a protocol, by the protocol's id; `null` when nobody wrote its side. */
export const scaleDialectFor = (id: string): ScaleDialect | null => {
  if (Object.hasOwn(scaleDialects, id)) return scaleDialects[id] ?? null;
  const protocol = Object.hasOwn(scaleProtocols, id) ? scaleProtocols[id] : undefined;
  return protocol?.scaleSide === undefined ? null : dialectOf(protocol, protocol.scaleSide);
};
