import { join, u16, u16At, u32, u32At } from '../bytes';

/** 1: LLRP 1.0.1, 2: LLRP 1.1. */
export type LlrpVersion = 1 | 2;

/** Message numbers (LLRP 1.0.1, 16.1; 46, 47, 56 and 57 came with 1.1). */
export const messageTypes = {
  getReaderCapabilities: 1,
  getReaderConfig: 2,
  setReaderConfig: 3,
  closeConnectionResponse: 4,
  getReaderCapabilitiesResponse: 11,
  getReaderConfigResponse: 12,
  setReaderConfigResponse: 13,
  closeConnection: 14,
  addRoSpec: 20,
  deleteRoSpec: 21,
  startRoSpec: 22,
  stopRoSpec: 23,
  enableRoSpec: 24,
  addRoSpecResponse: 30,
  deleteRoSpecResponse: 31,
  startRoSpecResponse: 32,
  stopRoSpecResponse: 33,
  enableRoSpecResponse: 34,
  addAccessSpec: 40,
  deleteAccessSpec: 41,
  enableAccessSpec: 42,
  getSupportedVersion: 46,
  setProtocolVersion: 47,
  addAccessSpecResponse: 50,
  deleteAccessSpecResponse: 51,
  enableAccessSpecResponse: 52,
  getSupportedVersionResponse: 56,
  setProtocolVersionResponse: 57,
  roAccessReport: 61,
  keepalive: 62,
  readerEvent: 63,
  enableEventsAndReports: 64,
  keepaliveAck: 72,
  errorMessage: 100,
  customMessage: 1023,
} as const;

export type MessageName = keyof typeof messageTypes;

/** What may be asked, and with which message it is answered. */
const answerTypes = {
  getReaderCapabilities: 'getReaderCapabilitiesResponse',
  getReaderConfig: 'getReaderConfigResponse',
  setReaderConfig: 'setReaderConfigResponse',
  closeConnection: 'closeConnectionResponse',
  addRoSpec: 'addRoSpecResponse',
  deleteRoSpec: 'deleteRoSpecResponse',
  startRoSpec: 'startRoSpecResponse',
  stopRoSpec: 'stopRoSpecResponse',
  enableRoSpec: 'enableRoSpecResponse',
  addAccessSpec: 'addAccessSpecResponse',
  deleteAccessSpec: 'deleteAccessSpecResponse',
  enableAccessSpec: 'enableAccessSpecResponse',
  getSupportedVersion: 'getSupportedVersionResponse',
  setProtocolVersion: 'setProtocolVersionResponse',
  customMessage: 'customMessage',
} as const satisfies Partial<Record<MessageName, MessageName>>;

export type RequestName = keyof typeof answerTypes;

export const answerTypeOf = (request: RequestName): number => messageTypes[answerTypes[request]];

const names = new Map<number, string>(Object.entries(messageTypes).map(([name, type]) => [type, name]));

export const messageName = (type: number): string => names.get(type) ?? `message ${type}`;

export interface LlrpMessage {
  readonly version: number;
  readonly type: number;
  readonly id: number;
  /** A view of the frame's bytes after the header. */
  readonly body: Uint8Array;
}

export const headerBytes = 10;

/** A frame as the framing cut it: at least the header's 10 bytes. */
export const decodeMessage = (frame: Uint8Array): LlrpMessage => ({
  version: versionOf(frame),
  type: u16At(frame, 0) & 0x3ff,
  id: u32At(frame, 6),
  body: frame.subarray(headerBytes),
});

export const versionOf = (frame: Uint8Array): number => (u16At(frame, 0) >> 10) & 0x07;

export const encodeMessage = (
  version: LlrpVersion,
  type: number,
  id: number,
  ...parts: readonly Uint8Array[]
): Uint8Array => {
  const body = join(...parts);
  return join(u16((version << 10) | type), u32(headerBytes + body.length), u32(id), body);
};
