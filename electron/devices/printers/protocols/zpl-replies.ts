import type { ProtocolErrorCode } from '../../types';
import { decodeErrorStatus, type ErrorStatus } from './zpl-errors';
import { decodeHostStatus, fieldsOfFirst, fieldsOfSecond, type HostStatus } from './zpl-status';

export interface PrinterModel {
  readonly model: string;
  readonly firmware: string;
  readonly dpi: number;
}

/** How far a print head has gone. */
export interface HeadLife {
  readonly millimetres: number;
  /** Since somebody told the printer that the head was cleaned. */
  readonly sinceCleanedMillimetres: number | null;
}

/** What a printer says. `variable` is the text between the quotes of a Set-Get-Do answer. */
export type ZplReply =
  | { readonly kind: 'host-status'; readonly status: HostStatus }
  | { readonly kind: 'errors'; readonly errors: ErrorStatus }
  | { readonly kind: 'model'; readonly model: PrinterModel }
  | { readonly kind: 'odometers'; readonly millimetres: number }
  | { readonly kind: 'head-life'; readonly head: HeadLife }
  | { readonly kind: 'variable'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'noise'; readonly code: ProtocolErrorCode };

const stx = 0x02;
const etx = 0x03;
const quote = 0x22;
const maxHeld = 8192;
/** A pause in the middle of an answer after which it will not go on. */
const gapMs = 250;

/** `~HI`: `model,firmware,dots per mm,memory,…`. */
export const decodeModel = (text: string): PrinterModel | null => {
  const [model, firmware, dpmm] = text.split(',').map((part) => part.trim());
  if (model === undefined || firmware === undefined || dpmm === undefined || model === '') return null;
  const dpi = new Map([
    ['6', 152],
    ['8', 203],
    ['12', 300],
    ['24', 600],
  ]).get(dpmm);
  return dpi === undefined ? null : { model, firmware, dpi };
};

const micrometres: Readonly<Record<string, number>> = { '"': 25_400, cm: 10_000, m: 1_000_000, km: 1_000_000_000 };
const distance = String.raw`(\d{1,9})\s*("|cm\b|km\b|m\b)`;

/** A distance behind its name, in inches, centimetres, metres or kilometres (`^MA` chooses). Whole millimetres. */
const distanceOf = (text: string, name: string): number | null => {
  const [, digits, unit] = new RegExp(`${name}:\\s*${distance}`, 'im').exec(text) ?? [];
  const per = micrometres[unit?.toLowerCase() ?? ''];
  return digits === undefined || per === undefined ? null : Math.round((Number(digits) * per) / 1000);
};

/** `~HQOD`: media moved in all. */
export const decodeOdometers = (text: string): number | null => distanceOf(text, 'TOTAL NONRESETTABLE');

/** `~HQPH`: the life of each head that the printer had, the present one as number 1. */
export const decodeHeadLife = (text: string): HeadLife | null => {
  const millimetres = /HEAD LIFE/i.test(text) ? distanceOf(text, String.raw`^\s*1`) : null;
  return millimetres === null ? null : { millimetres, sinceCleanedMillimetres: distanceOf(text, 'LAST CLEANED') };
};

/** Labels ever printed, from the variable `odometer.total_label_count`. `?` is a variable that it does not know. */
export const decodeLabelCount = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

const countFields = (text: string): number => text.split(',').length;

const ofVariable = (text: string): ZplReply => {
  // `device.host_status` holds the strings of ~HS, without their frames.
  const [first = '', second = ''] = text.split(/\r?\n/);
  const status = decodeHostStatus(first, second);
  return status === null ? { kind: 'variable', text } : { kind: 'host-status', status };
};

const ofFrame = (text: string): ZplReply => {
  const errors = decodeErrorStatus(text);
  if (errors !== null) return { kind: 'errors', errors };
  const millimetres = decodeOdometers(text);
  if (millimetres !== null) return { kind: 'odometers', millimetres };
  const head = decodeHeadLife(text);
  if (head !== null) return { kind: 'head-life', head };
  const model = decodeModel(text);
  return model === null ? { kind: 'unknown', text } : { kind: 'model', model };
};

/** Puts the strings of `~HS` together; everything else is one frame. */
const createFrameReader = () => {
  let first: string | null = null;
  let thirdMayFollow = false;
  return {
    read: (text: string): ZplReply | null => {
      const before = first;
      const isThird = thirdMayFollow && /^\d{1,5},[01]$/.test(text);
      first = null;
      thirdMayFollow = false;
      if (isThird) return null;
      if (countFields(text) === fieldsOfFirst && text.length < 80) {
        first = text;
        return null;
      }
      const status = before !== null && countFields(text) === fieldsOfSecond ? decodeHostStatus(before, text) : null;
      if (status === null) return ofFrame(text);
      thirdMayFollow = true;
      return { kind: 'host-status', status };
    },
    get pending(): number {
      return first?.length ?? 0;
    },
    reset: (): void => {
      first = null;
      thirdMayFollow = false;
    },
  };
};

export interface ZplReplyReader {
  push(bytes: Uint8Array, nowMs: number): ZplReply[];
  /** Called when time passes without bytes. */
  tick(nowMs: number): ZplReply[];
  /** Bytes held now; bounded. */
  readonly pending: number;
}

/**
 * Reads what a printer sends: `STX … ETX` frames and quoted variables, in whatever pieces it comes. A new STX always
 * begins a new frame, so that a cut answer never swallows the next one.
 */
export const createZplReplyReader = (): ZplReplyReader => {
  const frames = createFrameReader();
  const held = new Uint8Array(maxHeld);
  let length = 0;
  let inside: 'frame' | 'variable' | null = null;
  let lastMs = 0;
  let out: ZplReply[] = [];

  const noise = (code: ProtocolErrorCode): void => {
    const last = out.at(-1);
    if (last?.kind !== 'noise' || last.code !== code) out.push({ kind: 'noise', code });
  };
  const drop = (code: ProtocolErrorCode): void => {
    if (inside !== null) noise(code);
    inside = null;
    length = 0;
  };
  const open = (kind: 'frame' | 'variable'): void => {
    inside = kind;
    length = 0;
  };
  const close = (): void => {
    const text = Buffer.from(held.subarray(0, length)).toString('latin1');
    const reply = inside === 'variable' ? ofVariable(text) : frames.read(text);
    if (reply !== null) out.push(reply);
    inside = null;
    length = 0;
  };
  const hold = (byte: number): void => {
    if (length === maxHeld) return drop('E_OVERFLOW');
    held[length] = byte;
    length += 1;
  };
  const isText = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a;

  const take = (byte: number): void => {
    if (byte === stx) {
      drop('E_FRAME');
      open('frame');
    } else if (inside === 'frame') {
      if (byte === etx) close();
      else hold(byte);
    } else if (inside === 'variable') {
      if (byte === quote) close();
      else if (isText(byte)) hold(byte);
      else drop('E_FRAME');
    } else if (byte === quote) open('variable');
    else if (byte !== 0x0d && byte !== 0x0a) noise('E_FRAME');
  };

  const dropStale = (nowMs: number): void => {
    if (nowMs - lastMs <= gapMs) return;
    drop('E_TIMEOUT');
    frames.reset();
  };
  const taken = (): ZplReply[] => {
    const replies = out;
    out = [];
    return replies;
  };

  return {
    push(bytes, nowMs) {
      dropStale(nowMs);
      if (bytes.length > 0) lastMs = nowMs;
      for (const byte of bytes) take(byte);
      return taken();
    },
    tick(nowMs) {
      dropStale(nowMs);
      return taken();
    },
    get pending() {
      return length + frames.pending;
    },
  };
};
