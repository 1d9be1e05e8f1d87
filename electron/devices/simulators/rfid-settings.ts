import type { SimulatorOptionsOf } from './protocol';
import { readParameters } from './rfid-wire';

/** What stations have set, which outlives their connections. */
export const createSettings = (options: SimulatorOptionsOf<'rfid'>) => {
  let keepaliveMs = options.keepaliveMs;
  let hold = options.hold;
  /** Of this connection: a setting, until the station releases it. */
  let holding = hold;
  const events = new Set<number>();

  return {
    /** Body of SET_READER_CONFIG. False when it is malformed. */
    take(body: Buffer): boolean {
      for (const { type, body: child } of readParameters(body, 1) ?? [{ type: -1, body }]) {
        if (type === -1) return false;
        if (type === 220) keepaliveMs = child[0] === 1 ? child.readUInt32BE(1) : 0;
        if (type === 226) {
          hold = ((child[0] ?? 0) & 0x80) !== 0;
          holding &&= hold;
        }
        for (const { body: state } of type === 244 ? (readParameters(child, 0) ?? []) : []) {
          if (((state[2] ?? 0) & 0x80) === 0) events.delete(state.readUInt16BE(0));
          else events.add(state.readUInt16BE(0));
        }
      }
      return true;
    },
    connected: () => {
      holding = hold;
    },
    release: () => {
      holding = false;
    },
    wants: (eventType: number): boolean => events.has(eventType),
    get keepaliveMs() {
      return keepaliveMs;
    },
    get holding() {
      return holding;
    },
  };
};
