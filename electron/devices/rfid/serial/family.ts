import type {
  InventorySettings,
  RadioRegion,
  ReaderIdentity,
  RunningInventory,
  TagRead,
} from '../../../../shared/tag-reads';
import type { Result } from '../../../../shared/result';
import type { Framing, ProtocolErrorCode, SerialSettings } from '../../types';
import type { ReaderFailure } from '../types';

/** What one tag record of a serial reader says; it has no clock. */
export type SerialTag = Pick<TagRead, 'epc' | 'epcBits' | 'pc' | 'tid' | 'antenna' | 'rssiCentiDbm' | 'readCount'>;

/** What one frame of a serial reader means. */
export type SerialReaderMessage =
  | { readonly kind: 'tags'; readonly tags: readonly SerialTag[] }
  /** A round is over; where the reader streams, its sign of life while no tag is there. */
  | { readonly kind: 'round-end'; readonly text: string; readonly tags?: readonly SerialTag[] }
  | {
      readonly kind: 'answer';
      readonly command: number;
      readonly accepted: boolean;
      /** The reader's own code. */
      readonly status: number;
      readonly data: Uint8Array;
    }
  /** A condition of the reader, not of one command: too hot, antenna missing, buffer full. */
  | {
      readonly kind: 'condition';
      readonly text: string;
      readonly overflow: boolean;
      readonly antenna: number | null;
      /** It has lost what an inventory set up in it. */
      readonly restarted?: boolean;
    }
  | { readonly kind: 'error'; readonly code: ProtocolErrorCode; readonly text: string };

/** A request and the command that its answer names. */
export interface SerialStep {
  readonly command: number;
  readonly bytes: Uint8Array;
  /** In a word, for the device page and for a refusal. */
  readonly name: string;
  /** Statuses that are no refusal here. */
  readonly fine?: readonly number[];
}

/** A step of a look for chip numbers. */
export interface ChipStep extends SerialStep {
  /** What comes back is tags, for so long; without it, an answer to the step. */
  readonly listenMs?: number;
}

/** How an inventory is run on the reader. */
export interface SerialPlan {
  readonly setUp: readonly SerialStep[];
  /**
   * Asked one after the other for ever: `before` is answered, then `start` runs a round. A reader that streams has one,
   * and is stopped with `stop`.
   */
  readonly rounds: readonly { readonly before: SerialStep | null; readonly start: SerialStep }[];
  readonly stop: SerialStep | null;
  readonly running: RunningInventory;
}

/** One family of readers on a serial line (or behind a serial-to-network box): its bytes and nothing else. */
export interface SerialReaderFamily {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** What was not confirmed on a reader; told in the table of supported devices. */
  readonly unconfirmed: readonly string[];
  readonly serial: SerialSettings;
  framing(): Framing;
  decode(frame: Uint8Array): SerialReaderMessage;
  /** Asks who it is; also asked between inventories, as the sign that it is there. */
  readonly identify: SerialStep;
  identityOf(data: Uint8Array): ReaderIdentity;
  /** Stops a stream that an earlier owner left running; nobody waits for an answer. */
  readonly calm: Uint8Array | null;
  plan(
    settings: InventorySettings,
    identity: ReaderIdentity,
    region: RadioRegion | null,
  ): Result<SerialPlan, ReaderFailure>;
  /**
   * Reads the chip numbers of all tags with this EPC, between two rounds or while a stream is stopped, and leaves the
   * reader set up for the plan. `null` where the protocol cannot.
   */
  readonly chipSteps: ((epc: Uint8Array, plan: SerialPlan) => readonly ChipStep[]) | null;
}

/** Six words: the serialised TID of common chips (allocation class, maker, model and serial number). */
export const tidWords = 6;

export const serial115200: SerialSettings = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 };

export const errorOf = (code: ProtocolErrorCode, text: string): SerialReaderMessage => ({ kind: 'error', code, text });

/** An EPC of the length that its protocol-control word tells (Gen2: bits 15–11 count 16-bit words), or `null`. */
export const epcOfPc = (bytes: Uint8Array, at: number, pc: number): Uint8Array | null => {
  const length = ((pc >> 11) & 0x1f) * 2;
  return at + length <= bytes.length ? bytes.slice(at, at + length) : null;
};

export const tagOf = (epc: Uint8Array, rest: Partial<SerialTag> = {}): SerialTag => ({
  epc,
  epcBits: epc.length * 8,
  pc: null,
  tid: null,
  antenna: null,
  rssiCentiDbm: null,
  readCount: null,
  ...rest,
});

/** Antennas that an inventory uses: those asked for, or all. `null`: one of them is not there. */
export const antennasOf = (settings: InventorySettings, count: number): readonly number[] | null => {
  const wanted =
    settings.antennas.length > 0 ? settings.antennas : Array.from({ length: count }, (_, index) => index + 1);
  return wanted.every((antenna) => antenna <= count) ? wanted : null;
};

/** Power in steps of `stepCentiDbm`, rounded down, never above what was asked for. */
export const powerStep = (centiDbm: number, stepCentiDbm: number): number =>
  Math.floor(centiDbm / stepCentiDbm) * stepCentiDbm;
