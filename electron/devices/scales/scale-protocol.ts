import type { ScaleReading } from '../../../shared/devices';
import type { Weight, WeightUnit } from '../../../shared/units';
import type { Framing, ProtocolErrorCode, SerialSettings } from '../types';

/** What a scale protocol makes of one frame. `reading` lacks only what the driver adds. */
export type ScaleMessage =
  | {
      readonly kind: 'reading';
      readonly reading: DecodedReading;
      /** Bytes that the scale waits for behind its reading (EPOS: the block once more). */
      readonly reply?: Uint8Array;
    }
  /** An answer to zero, tare or another request. `any`: to whichever command is under way. */
  | {
      readonly kind: 'reply';
      readonly to: 'zero' | 'tare' | 'unit' | 'any' | 'other';
      readonly accepted: boolean;
      readonly text: string;
    }
  /** The command came in but is not done yet: another reply follows, or only the readings will show it. */
  | { readonly kind: 'accepted'; readonly shownBy: 'reply' | 'readings' }
  /** The next step of an answer that needs several. */
  | { readonly kind: 'continue'; readonly send: Uint8Array; readonly text: string }
  /** Nothing moved since the scale's last reading, which still holds. */
  | { readonly kind: 'unchanged' }
  /** Known but not a weight now (busy, no stable value). */
  | { readonly kind: 'busy' }
  | { readonly kind: 'error'; readonly code: ProtocolErrorCode; readonly text: string }
  | { readonly kind: 'unknown' };

/**
 * `stable` with `stableSource` `inferred` means that the scale sends no flag of stability: the driver makes motion of
 * it until the value has stood still for long enough.
 */
export type DecodedReading = Pick<ScaleReading, 'text' | 'state' | 'net' | 'highRes' | 'stableSource' | 'checked'> & {
  readonly weight: Weight | null;
  /** Set when bytes came with parity in bit 7: the port's data bits are probably wrong. */
  readonly warning?: 'parity-in-bit-7' | 'zero-while-moving';
  /** Which of the indicator's platforms this is of, where the frame says it. */
  readonly platform?: number;
};

/** Options of a device in `station.yaml` that a protocol may need (unit and decimals of Toledo 8217 …). */
export interface ScaleProfile {
  readonly unit?: Weight['unit'];
  readonly decimals?: number;
  readonly capacity?: Weight;
  /** Display division e, as a weight. */
  readonly division?: Weight;
  /** The scale is set to send by itself: a protocol that polls asks for nothing. */
  readonly listenOnly?: boolean;
  /** The platform (or number on the line) whose weights these are, of an indicator that serves several. */
  readonly platform?: number;
}

/** What the display of a scale shows at one moment. */
export interface ShownWeight {
  readonly state: 'stable' | 'motion' | 'zero' | 'under' | 'over' | 'fault';
  /** Digits in units of the last decimal; net when tared. */
  readonly mantissa: number;
  readonly decimals: number;
  readonly unit: WeightUnit;
  readonly net: boolean;
}

/** The other end of the cable: what such a scale sends. For simulated scales and tests of there-and-back. */
export interface ScaleSide {
  /** What it sends of what it shows: by itself, or as the (last step of the) answer to a weight request. */
  frame(shown: ShownWeight, profile: ScaleProfile): Uint8Array;
  /** Its word on a command that it has taken; nothing by default. */
  readonly done?: Readonly<Partial<Record<'zero' | 'tare' | 'unit', Uint8Array>>>;
  /** Its word on a command that it cannot take now; nothing by default. */
  readonly refused?: Readonly<Partial<Record<'zero' | 'tare' | 'unit', Uint8Array>>>;
  /** Its answers to other requests, and steps of an answer that needs several; tried before `ask`. */
  readonly steps?: readonly {
    readonly request: Uint8Array;
    answer(shown: ShownWeight, profile: ScaleProfile): Uint8Array;
  }[];
}

/** One dialect of scale. Another model is another record; the driver is the same. */
export interface ScaleProtocol {
  readonly id: string;
  /** Maker and format as people know them. */
  readonly name: string;
  /** Manual or standard that the bytes come from. */
  readonly source: string;
  /** What no manual or capture at hand confirms, to be looked at on a real scale first; empty when nothing is open. */
  readonly unconfirmed: readonly string[];
  readonly serial: SerialSettings | null;
  /** Milliseconds between polls; `null` for scales that stream by themselves. */
  readonly pollMs: number | null;
  readonly ask: {
    readonly weight?: Uint8Array;
    readonly zero?: Uint8Array;
    readonly tare?: Uint8Array;
    /** Goes on to the next unit that is switched on in the scale. */
    readonly unit?: Uint8Array;
  };
  /**
   * Characters that make such a scale do something (tare, print, calibrate, switch off …) when they come alone or begin
   * a command. None of them is ever sent to a scale of which nobody said what it is.
   */
  readonly acts: string;
  /** Set where a manual says that zeroing takes the tare off; such a scale may be tared though it sends no net mark. */
  readonly zeroClearsTare?: true;
  /** Each frame says which platform it is of: only then can one indicator serve several scales. */
  readonly tellsPlatform?: true;
  /** Puts the scale's number on the line (`platform` of its profile) into a request; without one it goes as it is. */
  readonly addressed?: (request: Uint8Array, platform: number) => Uint8Array;
  framing(profile: ScaleProfile): Framing;
  decode(frame: Uint8Array, profile: ScaleProfile): ScaleMessage;
  readonly scaleSide?: ScaleSide;
}

/** How far a protocol can be trusted, for the table of supported devices. */
export const confirmationOf = ({ unconfirmed }: Pick<ScaleProtocol, 'unconfirmed'>): 'vectors' | 'unconfirmed' =>
  unconfirmed.length === 0 ? 'vectors' : 'unconfirmed';
