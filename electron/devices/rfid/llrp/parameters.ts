import type { ProtocolErrorCode } from '../../types';
import { join, u16, u16At, u32, u32At } from '../bytes';

/** Parameter numbers (LLRP 1.0.1, 16.2 and table in 16.4), named as there. Below 128: TV, without a length. */
export const parameterTypes = {
  antennaId: 1,
  firstSeenUtc: 2,
  lastSeenUtc: 4,
  peakRssi: 6,
  tagSeenCount: 8,
  roSpecId: 9,
  c1g2Crc: 11,
  c1g2Pc: 12,
  epc96: 13,
  accessSpecId: 16,
  utcTimestamp: 128,
  uptime: 129,
  generalCapabilities: 137,
  llrpCapabilities: 142,
  regulatoryCapabilities: 143,
  uhfBandCapabilities: 144,
  transmitPowerEntry: 145,
  frequencyInformation: 146,
  hopTable: 147,
  roSpec: 177,
  roBoundarySpec: 178,
  roStartTrigger: 179,
  roStopTrigger: 182,
  aiSpec: 183,
  aiStopTrigger: 184,
  inventorySpec: 186,
  accessSpec: 207,
  accessStopTrigger: 208,
  accessCommand: 209,
  keepaliveSpec: 220,
  antennaProperties: 221,
  antennaConfiguration: 222,
  rfTransmitter: 224,
  eventsAndReports: 226,
  roReportSpec: 237,
  tagReportContentSelector: 238,
  tagReportData: 240,
  epcData: 241,
  eventNotificationSpec: 244,
  eventNotificationState: 245,
  eventData: 246,
  gpiEvent: 248,
  roSpecEvent: 249,
  bufferLevelWarning: 250,
  bufferOverflow: 251,
  readerException: 252,
  antennaEvent: 255,
  connectionAttempt: 256,
  connectionClose: 257,
  llrpStatus: 287,
  fieldError: 288,
  parameterError: 289,
  c1g2Capabilities: 327,
  c1g2InventoryCommand: 330,
  c1g2Filter: 331,
  c1g2InventoryMask: 332,
  c1g2StateUnawareAction: 334,
  c1g2RfControl: 335,
  c1g2Singulation: 336,
  c1g2StateAwareSingulation: 337,
  c1g2TagSpec: 338,
  c1g2TargetTag: 339,
  c1g2Read: 341,
  c1g2EpcMemorySelector: 348,
  c1g2ReadResult: 349,
  custom: 1023,
} as const;

/** Body bytes of the TV parameters; without its number here one cannot be skipped. 15 to 20 came with 1.1. */
const tvBytes: Readonly<Record<number, number>> = {
  1: 2,
  2: 8,
  3: 8,
  4: 8,
  5: 8,
  6: 1,
  7: 2,
  8: 2,
  9: 4,
  10: 2,
  11: 2,
  12: 2,
  13: 12,
  14: 2,
  15: 2,
  16: 4,
  17: 2,
  18: 4,
  19: 2,
  20: 2,
};

/** A parameter's fields and children; a view of the message's bytes. */
export interface Parameter {
  readonly type: number;
  readonly body: Uint8Array;
}

export interface ParameterList {
  readonly items: readonly Parameter[];
  /**
   * Why reading ended early. `E_LEN`: a length that cannot be; `E_SHORT`: cut off; `E_TYPE`: a TV parameter of unknown
   * length. What was read before it stands in `items`.
   */
  readonly fault: Extract<ProtocolErrorCode, 'E_LEN' | 'E_SHORT' | 'E_TYPE'> | null;
}

/**
 * The parameters from `from` to the end of `bytes`, one level deep: children are read by whoever knows where a
 * parameter's fields end. So no nesting can make it recurse, and there are never more items than bytes.
 */
export const readParameters = (bytes: Uint8Array, from = 0): ParameterList => {
  const items: Parameter[] = [];
  let at = from;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (first >= 0x80) {
      const type = first & 0x7f;
      const length = tvBytes[type];
      if (length === undefined) return { items, fault: 'E_TYPE' };
      if (at + 1 + length > bytes.length) return { items, fault: 'E_SHORT' };
      items.push({ type, body: bytes.subarray(at + 1, at + 1 + length) });
      at += 1 + length;
      continue;
    }
    if (at + 4 > bytes.length) return { items, fault: 'E_SHORT' };
    const length = u16At(bytes, at + 2);
    if (length < 4 || at + length > bytes.length) return { items, fault: 'E_LEN' };
    const type = u16At(bytes, at) & 0x3ff;
    // Numbers below 128 are TV only: as TLV they mean nothing, and must not pass for one.
    if (type >= 128) items.push({ type, body: bytes.subarray(at + 4, at + length) });
    at += length;
  }
  return { items, fault: null };
};

export const findParameter = (items: readonly Parameter[], type: number): Uint8Array | null =>
  items.find((item) => item.type === type)?.body ?? null;

/** A parameter with its length in front. */
export const encodeParameter = (type: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = join(...parts);
  return join(u16(type), u16(4 + body.length), body);
};

/** A maker's own parameter. */
export interface CustomParameter {
  readonly maker: number;
  readonly subtype: number;
  readonly body: Uint8Array;
}

/** `null` when it is too short to say whose it is. */
export const decodeCustom = (body: Uint8Array): CustomParameter | null =>
  body.length < 8 ? null : { maker: u32At(body, 0), subtype: u32At(body, 4), body: body.subarray(8) };

export const encodeCustom = (maker: number, subtype: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  encodeParameter(parameterTypes.custom, u32(maker), u32(subtype), ...parts);
