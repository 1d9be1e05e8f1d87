import { reports } from '../../framing';
import type { ProtocolErrorCode, ScannerDecoder, ScannerMessage, ScannerProfile, ScannerProtocol } from '../../types';
import { hidPosLayouts, layoutOf, type HidPosLayout } from './hid-pos-layouts';
import { splitAim, textOf, unescapeText } from './text';

/** A code that goes over several reports is given up after so long, or when it grows beyond the bound. */
const assemblyMs = 500;
const maxAssemblyBytes = 65_536;

const errorMessage = (code: ProtocolErrorCode, text: string): ScannerMessage => ({ kind: 'error', code, text });

interface Part {
  readonly layout: HidPosLayout;
  readonly aim: string | null;
  readonly data: Uint8Array;
  readonly continued: boolean;
}

/** The fields of a report, or `null` when it names a length that its field cannot hold. */
const partOf = (report: Uint8Array, layout: HidPosLayout): Part | null => {
  const length = report[1] ?? 0;
  const { dataAt, dataBytes, aimAt, vendorAt, vendorAims, continuedAt } = hidPosLayouts[layout];
  if (length > dataBytes) return null;
  const named = aimAt === null ? null : splitAim(textOf(report.subarray(aimAt, aimAt + 3))).aim;
  const vendor = vendorAt === null ? undefined : vendorAims.get(report[vendorAt] ?? 0);
  return {
    layout,
    aim: named ?? vendor ?? null,
    data: report.subarray(dataAt, dataAt + length),
    continued: continuedAt !== null && ((report[continuedAt] ?? 0) & 1) === 1,
  };
};

/** `]Z6` is no barcode but an answer to a menu command; so is `]X0` when it is a line of text (CR LF). */
const isReply = (aim: string | null, text: string): boolean => aim === 'Z6' || (aim === 'X0' && text.endsWith('\r\n'));

const messageOf = (bytes: Uint8Array, aim: string | null, suffix: string): ScannerMessage => {
  const text = textOf(bytes);
  if (isReply(aim, text)) return { kind: 'reply', text };
  const data = suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  return data === '' ? errorMessage('E_SHORT', 'empty code') : { kind: 'code', data, aim };
};

const createDecoder = (profile: ScannerProfile): ScannerDecoder => {
  const suffix = unescapeText(profile.suffix ?? '');
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  let first: Part | null = null;
  let lastMs = 0;

  const forget = (): void => {
    pieces = [];
    bytes = 0;
    first = null;
  };

  const stale = (nowMs: number): boolean => first !== null && nowMs - lastMs >= assemblyMs;

  const abort = (code: ProtocolErrorCode, text: string): ScannerMessage => {
    forget();
    return errorMessage(code, text);
  };

  const add = (part: Part, nowMs: number): ScannerMessage => {
    if (first !== null && first.aim !== part.aim) return abort('E_FRAME', 'another code began inside a continued one');
    if (bytes + part.data.length > maxAssemblyBytes) return abort('E_OVERFLOW', 'continued without end');
    first ??= part;
    lastMs = nowMs;
    // Copied: the report's buffer belongs to the caller.
    pieces.push(part.data.slice());
    bytes += part.data.length;
    if (part.continued) return { kind: 'partial' };
    const { aim } = first;
    const whole = Buffer.concat(pieces);
    forget();
    return messageOf(whole, aim, suffix);
  };

  return {
    decode(report, nowMs) {
      // Counted by `tick` when it is called in time; here only so that old and new never join.
      if (stale(nowMs)) forget();
      if (report.length < 64) return abort('E_SHORT', `${report.length} bytes`);
      if (report[0] !== 1 && report[0] !== 2) return errorMessage('E_RID', `report ${report[0] ?? 0}`);
      const part = partOf(report, profile.layout ?? first?.layout ?? layoutOf(report));
      return part === null ? abort('E_FRAME', `length ${report[1] ?? 0} above its field`) : add(part, nowMs);
    },
    tick: (nowMs) => (stale(nowMs) ? abort('E_TIMEOUT', 'continuation did not come') : null),
  };
};

/**
 * HID POS scanners (usage page 0x8C). Long codes come in several reports and are put together here, within 500 ms and
 * 64 KiB. The layout is chosen by the data unless the profile names it.
 */
export const hidPos: ScannerProtocol = {
  id: 'hid-pos',
  name: 'HID POS',
  source: 'USB-IF HID Point of Sale Usage Tables 1.02 (bar code scanners); Access-IS, Newland, Microscan manuals',
  serial: null,
  framing: () => reports({ maxBytes: 1024 }),
  decoder: createDecoder,
};

/** Output report 4 of Honeywell scanners: bit 5 sounds the error beep, bit 6 the good-read beep. */
const honeywellBeeps = { good: Uint8Array.of(0x04, 0x40), bad: Uint8Array.of(0x04, 0x20) } as const;

/** HID POS with Honeywell's layout and its back-channel for beeps; sent only to scanners that are set to this record. */
export const hidPosHoneywell: ScannerProtocol = {
  ...hidPos,
  id: 'hid-pos-honeywell',
  name: 'HID POS, Honeywell with its beeper',
  source: 'Honeywell (Hand Held Products) USB HID POS note; python_hon_usbhid',
  decoder: (profile) => createDecoder({ layout: 'A', ...profile }),
  feedback: (kind) => honeywellBeeps[kind === 'good' ? 'good' : 'bad'],
};
