import type { ConnectionReason } from '../../shared/devices';
import type { Failure, Result } from '../../shared/result';

/** An open byte link. A closed link is never opened again: a new one is made. */
export interface Link {
  /** Chunks as they come; iteration ends when the link closes for whatever reason. One reader only. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /**
   * Resolves when the operating system took the bytes, or with a failure and the number of bytes known to have gone.
   * Never hangs: it has its own time limit.
   */
  write(bytes: Uint8Array): Promise<Result<void, 'write-timeout' | 'link-closed'>>;
  /** May be called twice; resolves within 2 s even if the driver below never answers. */
  close(): Promise<void>;
  /** Resolves once, with why the link ended (`null` when we closed it). */
  readonly closed: Promise<Failure<ConnectionReason> | null>;
}

/** Opens links to one place. Knows no protocol. */
export interface Transport {
  /** e.g. `/dev/ttyUSB0 9600 8N1`. */
  readonly place: string;
  open(signal: AbortSignal): Promise<Result<Link, ConnectionReason>>;
}

export interface SerialSettings {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly flow?: 'none' | 'rtscts' | 'xonxoff';
}

/** One frame, or bytes that no frame could be made of. */
export type Framed =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array; readonly code: ProtocolErrorCode };

/** Cuts bytes into frames. Pure but for its own bounded buffer; time is passed in, so gaps can be tested. */
export interface Framing {
  push(bytes: Uint8Array, nowMs: number): Framed[];
  /** Called when time passes without bytes; ends idle-gap frames and drops stale partial ones. */
  tick(nowMs: number): Framed[];
  /** Bytes held now; never above the framing's own bound. */
  readonly pending: number;
  reset(): void;
}

export const protocolErrorCodes = [
  'E_SHORT',
  'E_FRAME',
  'E_CKSUM',
  'E_DIGITS',
  'E_UNIT',
  'E_EXP',
  'E_STATUS',
  'E_RID',
  'E_RANGE',
  'E_TIMEOUT',
  'E_OVERFLOW',
  'E_STALE',
  'E_LEN',
  'E_TYPE',
  'E_VERSION',
] as const;
export type ProtocolErrorCode = (typeof protocolErrorCodes)[number];

export type {
  DecodedReading,
  ScaleMessage,
  ScaleProfile,
  ScaleProtocol,
  ScaleSide,
  ShownWeight,
} from './scales/scale-protocol';

/** What a scanner protocol makes of one frame, and what the scanner waits for once that was taken. */
export type ScannerMessage = ScannerMeaning & { readonly answer?: Uint8Array };

type ScannerMeaning =
  | { readonly kind: 'code'; readonly data: string; readonly aim: string | null }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'no-read' }
  /** A continuation follows in another frame. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'error'; readonly code: ProtocolErrorCode; readonly text: string };

export interface ScannerProfile {
  /** Escaped text, e.g. `\x02`. */
  readonly prefix?: string;
  readonly suffix?: string;
  readonly aim?: boolean;
  /** HID POS layout; chosen by the data when absent. */
  readonly layout?: 'A' | 'B' | 'C' | 'microscan';
}

/** A decoder of its own per open link: scanners assemble continuations. */
export interface ScannerDecoder {
  decode(frame: Uint8Array, nowMs: number): ScannerMessage;
  tick(nowMs: number): ScannerMessage | null;
}

/** What a scanner can be told: the code was right, it is not wanted here, or work has stopped. */
export type ScannerFeedback = 'good' | 'wrong' | 'error';

export interface ScannerProtocol {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** What was not confirmed on a scanner; told in the table of supported devices. */
  readonly unconfirmed?: readonly string[];
  readonly serial: SerialSettings | null;
  framing(profile: ScannerProfile): Framing;
  decoder(profile: ScannerProfile): ScannerDecoder;
  /** Said when the line is open; a scanner that answers it is surely there. */
  readonly greeting?: Uint8Array;
  /** Said to bytes that were no frame: the scanner sends them again. */
  readonly resend?: Uint8Array;
  /** Bytes for the scanner's own beeper or light, where it has a back-channel. */
  feedback?(kind: ScannerFeedback): Uint8Array | null;
}
