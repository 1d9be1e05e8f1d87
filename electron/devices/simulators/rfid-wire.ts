/**
 * LLRP bytes as a reader writes and reads them. Written apart from the station's own codec, so that a mistake in one
 * is not made again in the other.
 */

export const headerBytes = 10;

export const types = {
  closeConnection: 14,
  getReport: 60,
  report: 61,
  keepalive: 62,
  event: 63,
  enableEvents: 64,
  keepaliveAck: 72,
  error: 100,
  custom: 1023,
} as const;

export const u8 = (value: number): Buffer => Buffer.of(value & 0xff);
export const u16 = (value: number): Buffer => Buffer.of((value >> 8) & 0xff, value & 0xff);
export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** A message: version 1 (1.0.1) or 2 (1.1) and type, whole length, id. */
export const message = (version: number, type: number, id: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16((version << 10) | type), u32(headerBytes + body.length), u32(id), body]);
};

export const parameter = (type: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(type), u16(4 + body.length), body]);
};

export const custom = (maker: number, subtype: number, ...parts: Buffer[]): Buffer =>
  parameter(1023, u32(maker), u32(subtype), ...parts);

const utc = (epochMs: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(epochMs) * 1000n);
  return bytes;
};

export const event = (version: number, epochMs: number, body: Buffer): Buffer =>
  message(version, types.event, 0, parameter(246, parameter(128, utc(epochMs)), body));

export const statusParameter = (code: number, text = '', where: Buffer = Buffer.alloc(0)): Buffer =>
  parameter(287, u16(code), u16(Buffer.byteLength(text)), Buffer.from(text), where);

/** Parameter `type` has a fault of its field `field`. */
export const fieldFault = (type: number, field: number, code: number): Buffer =>
  parameter(289, u16(type), u16(201), parameter(288, u16(field), u16(code)));

export interface WireParameter {
  readonly type: number;
  readonly body: Buffer;
}

/** Parameters with a length, which is all that a station sends; `null` when a length cannot be. */
export const readParameters = (bytes: Buffer, from: number): WireParameter[] | null => {
  const found: WireParameter[] = [];
  let at = from;
  while (at < bytes.length) {
    if (bytes.length - at < 4) return null;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 4 || at + length > bytes.length) return null;
    found.push({ type: bytes.readUInt16BE(at), body: bytes.subarray(at + 4, at + length) });
    at += length;
  }
  return found;
};

/** The CRC that a tag sends over PC and EPC, from a table of bits: x^16 + x^12 + x^5 + 1, preset ones, inverted. */
const tagCrc = (bytes: Buffer): number => {
  let register = 0xffff;
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const data = ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
    const feedback = ((register >> 15) & 1) ^ data;
    register = ((register << 1) & 0xffff) ^ (feedback === 1 ? 0x1021 : 0);
  }
  return register ^ 0xffff;
};

export interface ReportedTag {
  readonly epcHex: string;
  readonly antenna: number;
  readonly rssiDbm: number;
  readonly tidHex: string | null;
  readonly seenMs: number;
}

/** What a ROSpec asks to have in its reports. */
export interface ReportContents {
  readonly roSpecId: number;
  /** Bits of the TagReportContentSelector. */
  readonly flags: number;
  readonly crc: boolean;
  readonly pc: boolean;
  /** How the chip number is given, if at all. */
  readonly tid: 'none' | 'access' | 'impinj';
  /** EPCs whose tags' chip numbers are read by access; `null` for all. */
  readonly accessed: readonly string[] | null;
  readonly fineRssi: boolean;
}

const words = (hex: string): Buffer => {
  const bytes = Buffer.from(hex, 'hex');
  return Buffer.concat([u16(bytes.length / 2), bytes]);
};

const impinj = 25_882;

const fieldsOf = (tag: ReportedTag, { flags, roSpecId, crc, pc }: ReportContents): Buffer[] => {
  const epc = Buffer.from(tag.epcHex, 'hex');
  const pcWord = u16((epc.length / 2) << 11);
  const has = (bit: number): boolean => (flags & (1 << bit)) !== 0;
  const seen = utc(tag.seenMs);
  return [
    epc.length === 12 ? Buffer.concat([u8(0x8d), epc]) : parameter(241, u16(epc.length * 8), epc),
    ...(has(15) ? [u8(0x89), u32(roSpecId)] : []),
    ...(has(12) ? [u8(0x81), u16(tag.antenna)] : []),
    ...(has(10) ? [u8(0x86), u8(tag.rssiDbm)] : []),
    ...(has(9) ? [u8(0x82), seen] : []),
    ...(has(8) ? [u8(0x84), seen] : []),
    ...(has(7) ? [u8(0x88), u16(1)] : []),
    ...(pc ? [u8(0x8c), pcWord] : []),
    ...(crc ? [u8(0x8b), u16(tagCrc(Buffer.concat([pcWord, epc])))] : []),
  ];
};

const isAccessed = ({ epcHex }: ReportedTag, { tid, accessed }: ReportContents): boolean =>
  tid === 'access' && (accessed === null || accessed.includes(epcHex));

export const tagReport = (tag: ReportedTag, contents: ReportContents): Buffer =>
  parameter(
    240,
    ...fieldsOf(tag, contents),
    ...(isAccessed(tag, contents) && tag.tidHex !== null ? [parameter(349, u8(0), u16(1), words(tag.tidHex))] : []),
    ...(contents.fineRssi ? [custom(impinj, 57, u16(tag.rssiDbm * 100 + 25))] : []),
    ...(contents.tid === 'impinj' && tag.tidHex !== null ? [custom(impinj, 55, words(tag.tidHex))] : []),
  );

/** Power index 1 is 10.00 dBm, each step a quarter more, up to 30.00 dBm at 81. */
export const powerSteps = 81;

export interface ReaderMake {
  readonly antennas: number;
  readonly impinj: boolean;
  readonly stateAware: boolean;
}

/** Capabilities as an ETSI reader tells them. */
export const capabilities = ({ antennas, impinj: isImpinj, stateAware }: ReaderMake): Buffer => {
  const firmware = '1.0-simulated';
  const power = Array.from({ length: powerSteps }, (_, step) => parameter(145, u16(step + 1), u16(1000 + 25 * step)));
  const frequencies = parameter(146, u8(0), parameter(148, u16(2), u32(865_700), u32(866_300)));
  return Buffer.concat([
    parameter(
      137,
      u16(antennas),
      u16(0x4000),
      u32(isImpinj ? impinj : 0),
      u32(1),
      u16(firmware.length),
      Buffer.from(firmware),
    ),
    parameter(142, u8(0x40 | (stateAware ? 0x10 : 0)), u8(7), u16(0), u32(8), u32(32), u32(1), u32(32), u32(8)),
    // Two select filters.
    parameter(327, u8(0), u16(2)),
    parameter(143, u16(276), u16(2), parameter(144, ...power, frequencies)),
  ]);
};
