import { byteAt, s16At, textAt, u16At, u32At } from '../bytes';
import { findParameter, parameterTypes as types, readParameters } from './parameters';

export interface PowerStep {
  /** What the reader wants to be told. */
  readonly index: number;
  readonly centiDbm: number;
}

/** The part of GET_READER_CAPABILITIES_RESPONSE that we act on (LLRP 1.0.1, 9.2). */
export interface ReaderCapabilities {
  readonly antennas: number;
  readonly hasUtcClock: boolean;
  /** Private enterprise number of the maker. */
  readonly maker: number;
  readonly model: number;
  readonly firmware: string;
  readonly tellsBufferLevel: boolean;
  /** Can be told which inventoried state to ask (A or B). */
  readonly stateAware: boolean;
  /** Can be told to single out only tags whose EPC begins so. */
  readonly filters: boolean;
  /** Weakest first; empty when it does not say. */
  readonly power: readonly PowerStep[];
  /** Frequencies are changed by the reader: a hop table is named instead of a channel. */
  readonly hopping: boolean;
  /** Numbers of its hop tables. */
  readonly hopTables: readonly number[];
}

/** A firmware version is short; whatever is longer is cut. */
const shownCharacters = 60;

const powerOf = (band: Uint8Array): PowerStep[] =>
  readParameters(band)
    .items.filter(({ type, body }) => type === types.transmitPowerEntry && body.length >= 4)
    .map(({ body }) => ({ index: u16At(body, 0), centiDbm: s16At(body, 2) }))
    .sort((one, other) => one.centiDbm - other.centiDbm);

const frequenciesOf = (band: Uint8Array): Pick<ReaderCapabilities, 'hopping' | 'hopTables'> => {
  const information = findParameter(readParameters(band).items, types.frequencyInformation);
  if (information === null || information.length < 1) return { hopping: false, hopTables: [] };
  const hopTables = readParameters(information, 1)
    .items.filter(({ type, body }) => type === types.hopTable && body.length >= 1)
    .map(({ body }) => byteAt(body, 0));
  return { hopping: (byteAt(information, 0) & 0x80) !== 0, hopTables };
};

/** @param body of the response, status included. `null` when the general part is missing: no such answer is one. */
export const decodeCapabilities = (body: Uint8Array): ReaderCapabilities | null => {
  const { items } = readParameters(body);
  const general = findParameter(items, types.generalCapabilities);
  if (general === null || general.length < 14) return null;
  const flags = u16At(general, 2);
  const llrp = byteAt(findParameter(items, types.llrpCapabilities) ?? new Uint8Array(), 0);
  const c1g2 = findParameter(items, types.c1g2Capabilities);
  const regulatory = findParameter(items, types.regulatoryCapabilities);
  const band =
    regulatory === null ? null : findParameter(readParameters(regulatory, 4).items, types.uhfBandCapabilities);
  return {
    antennas: u16At(general, 0),
    hasUtcClock: (flags & 0x4000) !== 0,
    maker: u32At(general, 4),
    model: u32At(general, 8),
    firmware: textAt(general, 12).text.slice(0, shownCharacters),
    tellsBufferLevel: (llrp & 0x40) !== 0,
    stateAware: (llrp & 0x10) !== 0,
    filters: c1g2 !== null && u16At(c1g2, 1) > 0,
    power: band === null ? [] : powerOf(band),
    ...(band === null ? { hopping: false, hopTables: [] } : frequenciesOf(band)),
  };
};
