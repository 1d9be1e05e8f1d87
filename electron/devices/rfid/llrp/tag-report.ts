import type { ProtocolErrorCode } from '../../types';
import { byteAt, s16At, timeUsAt, u16At, u32At } from '../bytes';
import { decodeCustom, parameterTypes as types, readParameters, type Parameter } from './parameters';

/** PEN of Impinj, whose parameters other makers' readers do not send. */
export const impinj = 25_882;
/** Impinj LTK definitions: what its readers add to a report. */
const impinjSerializedTid = 55;
const impinjPeakRssi = 57;

/** One TagReportData (LLRP 1.0.1, 13.2.3). */
export interface DecodedTag {
  readonly epc: Uint8Array;
  readonly epcBits: number;
  readonly pc: number | null;
  readonly tid: Uint8Array | null;
  readonly roSpecId: number | null;
  readonly antenna: number | null;
  readonly rssiCentiDbm: number | null;
  readonly readCount: number | null;
  readonly firstSeenUs: number | 'unknown';
  readonly lastSeenUs: number | 'unknown';
}

export interface DecodedReport {
  readonly tags: readonly DecodedTag[];
  /** One for each tag report, or whole message, that could not be read. */
  readonly dropped: readonly ProtocolErrorCode[];
  /** One for each tag that was kept although its report was cut short. */
  readonly shortened: readonly ProtocolErrorCode[];
}

/** The CRC-16 that tags send over PC and EPC (ISO/IEC 18000-63, annex F): CCITT, start FFFF, inverted. */
export const tagCrc = (pc: number, epc: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of [pc >> 8, pc & 0xff, ...epc]) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return ~crc & 0xffff;
};

interface Draft {
  epc: Uint8Array | null;
  epcBits: number;
  pc: number | null;
  crc: number | null;
  tid: Uint8Array | null;
  roSpecId: number | null;
  antenna: number | null;
  rssiCentiDbm: number | null;
  readCount: number | null;
  firstSeenUs: number | 'unknown';
  lastSeenUs: number | 'unknown';
}

/** A field of one kind into the draft; a code when its content cannot be. */
type TakeField = (draft: Draft, body: Uint8Array) => ProtocolErrorCode | null;

/** For the TV parameters, whose length is certain. */
const fixed =
  (take: (draft: Draft, body: Uint8Array) => void): TakeField =>
  (draft, body) => {
    take(draft, body);
    return null;
  };

/** Two in one report: nobody can say which tag was read. */
const takeEpc = (draft: Draft, epc: Uint8Array, bits: number): ProtocolErrorCode | null => {
  if (draft.epc !== null) return 'E_FRAME';
  draft.epc = epc;
  draft.epcBits = bits;
  return null;
};

const takeEpcData: TakeField = (draft, body) => {
  const bits = u16At(body, 0);
  const end = 2 + Math.ceil(bits / 8);
  return body.length < end ? 'E_LEN' : takeEpc(draft, body.slice(2, end), bits);
};

/** u16 words, then so many; `null` when they are not all there. */
const wordsAt = (body: Uint8Array, at: number): Uint8Array | null => {
  const bytes = 2 * u16At(body, at);
  return body.length < at + 2 + bytes || bytes === 0 ? null : body.slice(at + 2, at + 2 + bytes);
};

const takeReadResult: TakeField = (draft, body) => {
  // Result 0 is success; our access specs read nothing but the TID.
  if (body.length >= 5 && byteAt(body, 0) === 0) draft.tid ??= wordsAt(body, 3);
  return null;
};

const takeCustom: TakeField = (draft, body) => {
  const custom = decodeCustom(body);
  if (custom?.maker !== impinj || custom.body.length < 2) return null;
  if (custom.subtype === impinjPeakRssi) draft.rssiCentiDbm = s16At(custom.body, 0);
  if (custom.subtype === impinjSerializedTid) draft.tid ??= wordsAt(custom.body, 0);
  return null;
};

const fields: ReadonlyMap<number, TakeField> = new Map<number, TakeField>([
  [types.epc96, (draft, body) => takeEpc(draft, body.slice(), 96)],
  [types.epcData, takeEpcData],
  [types.antennaId, fixed((draft, body) => void (draft.antenna = u16At(body, 0)))],
  [types.roSpecId, fixed((draft, body) => void (draft.roSpecId = u32At(body, 0)))],
  [types.firstSeenUtc, fixed((draft, body) => void (draft.firstSeenUs = timeUsAt(body, 0)))],
  [types.lastSeenUtc, fixed((draft, body) => void (draft.lastSeenUs = timeUsAt(body, 0)))],
  // A maker's finer figure stays, in whatever order they come.
  [types.peakRssi, fixed((draft, body) => void (draft.rssiCentiDbm ??= ((byteAt(body, 0) << 24) >> 24) * 100))],
  [types.tagSeenCount, fixed((draft, body) => void (draft.readCount = u16At(body, 0)))],
  [types.c1g2Pc, fixed((draft, body) => void (draft.pc = u16At(body, 0)))],
  [types.c1g2Crc, fixed((draft, body) => void (draft.crc = u16At(body, 0)))],
  [types.c1g2ReadResult, takeReadResult],
  [types.custom, takeCustom],
]);

const emptyDraft = (): Draft => ({
  epc: null,
  epcBits: 0,
  pc: null,
  crc: null,
  tid: null,
  roSpecId: null,
  antenna: null,
  rssiCentiDbm: null,
  readCount: null,
  firstSeenUs: 'unknown',
  lastSeenUs: 'unknown',
});

/** With XPC (bit 9 of the PC) the CRC covers words that are not reported; without whole words it was not sent so. */
const crcFails = ({ epc, epcBits, pc, crc }: Draft): boolean =>
  epc !== null && pc !== null && crc !== null && (pc & 0x0200) === 0 && epcBits % 16 === 0 && tagCrc(pc, epc) !== crc;

const draftOf = (items: readonly Parameter[]): Draft | ProtocolErrorCode => {
  const draft = emptyDraft();
  for (const { type, body } of items) {
    const code = fields.get(type)?.(draft, body) ?? null;
    if (code !== null) return code;
  }
  return draft;
};

/** Reads the reports of one connection, on which a reader may leave out what has not changed. */
export interface ReportDecoder {
  decode(body: Uint8Array): DecodedReport;
}

export const createReportDecoder = (): ReportDecoder => {
  let antenna: number | null = null;
  let roSpecId: number | null = null;

  const decodeOne = (
    body: Uint8Array,
  ): { readonly tag: DecodedTag; readonly fault: ProtocolErrorCode | null } | ProtocolErrorCode => {
    const { items, fault } = readParameters(body);
    const draft = fault === 'E_LEN' ? fault : draftOf(items);
    if (typeof draft === 'string') return draft;
    if (draft.epc === null) return 'E_SHORT';
    if (crcFails(draft)) return 'E_CKSUM';
    // LLRP 1.0.1, 13.2.3: unchanged since the last report. Not so where the rest could not be read.
    if (fault === null) {
      antenna = draft.antenna ?? antenna;
      roSpecId = draft.roSpecId ?? roSpecId;
      draft.antenna = antenna;
      draft.roSpecId = roSpecId;
    }
    const { crc: _crc, ...tag } = draft;
    return { tag: { ...tag, epc: draft.epc }, fault };
  };

  return {
    decode(body) {
      const { items, fault } = readParameters(body);
      if (fault !== null) return { tags: [], dropped: [fault], shortened: [] };
      const tags: DecodedTag[] = [];
      const dropped: ProtocolErrorCode[] = [];
      const shortened: ProtocolErrorCode[] = [];
      for (const item of items) {
        if (item.type !== types.tagReportData) continue;
        const decoded = decodeOne(item.body);
        if (typeof decoded === 'string') {
          dropped.push(decoded);
          continue;
        }
        tags.push(decoded.tag);
        if (decoded.fault !== null) shortened.push(decoded.fault);
      }
      return { tags, dropped, shortened };
    },
  };
};
