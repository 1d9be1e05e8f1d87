import { scaleProtocols } from '../../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../../electron/devices/scanners/protocols';
import { scalePlayer, scannerPlayer, type Player } from './player';
import { readVectorFiles, type Vector, type VectorFile } from './vector-file';

/** `exactOptionalPropertyTypes`: what a file leaves out must be absent, not undefined. */
const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  JSON.parse(JSON.stringify(value)) as { [K in keyof T]: Exclude<T[K], undefined> };

const scale = (id: string, profile: Vector['profile']): Player => {
  const { unit, decimals, capacity, division } = profile;
  const own = present({ unit, decimals, capacity, division });
  const protocol = scaleProtocols[id];
  if (protocol === undefined) throw new Error(`no scale protocol ${id}`);
  return scalePlayer(protocol, own);
};

const scanner = (id: string, profile: Vector['profile']): Player => {
  const { prefix, suffix, aim, layout } = profile;
  const protocol = scannerProtocols[id];
  if (protocol === undefined) throw new Error(`no scanner protocol ${id}`);
  return scannerPlayer(protocol, present({ prefix, suffix, aim, layout }));
};

export interface ProtocolUnderTest {
  readonly name: string;
  readonly file: VectorFile;
  create(profile: Vector['profile']): Player;
}

/** Every protocol with its vectors. A protocol without a file, or a file without a protocol, is an error. */
export const protocolsUnderTest = (): ProtocolUnderTest[] => {
  const scales = readVectorFiles('scales').map((file) => ({
    name: `scales/${file.protocol}`,
    file,
    create: (profile: Vector['profile']) => scale(file.protocol, profile),
  }));
  const scanners = readVectorFiles('scanners').map((file) => ({
    name: `scanners/${file.protocol}`,
    file,
    create: (profile: Vector['profile']) => scanner(file.protocol, profile),
  }));
  return [...scales, ...scanners];
};
