import type { ScaleProtocol } from '../../types';
import * as protocols from './all';

const all: readonly ScaleProtocol[] = Object.values(protocols);

/** Every dialect that a station can be set to, by the id that `station.yaml` names. */
export const scaleProtocols: Readonly<Record<string, ScaleProtocol>> = Object.fromEntries(
  all.map((protocol) => [protocol.id, protocol]),
);
