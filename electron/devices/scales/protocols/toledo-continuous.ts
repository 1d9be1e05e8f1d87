import type { ScaleState } from '../../../../shared/devices';
import type { WeightUnit } from '../../../../shared/units';
import { byLength } from '../../framing';
import type { Framing, ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { errorMessage, latin1, parseDecimal, plainFrame, polledReading, streamedReading } from './ascii';

const stx = 0x02;
const carriageReturn = 0x0d;

interface Form {
  /** Bytes up to and with CR: 17 with the tare, 11 in the short form. */
  readonly bytes: number;
  readonly checksum: boolean;
  /** Clones put the unit elsewhere (Lidén: bit 0 of status C): then it is a setting of the profile. */
  readonly unitIsSetting?: boolean;
}

/** Sum of the low seven bits; the checksum makes the sum of the whole frame a multiple of 128 (ICS425 manual). */
const sum = (bytes: Uint8Array): number => bytes.reduce((total, byte) => total + (byte & 0x7f), 0) & 0x7f;

/** STX, three status bytes and CR in their places, seen without their parity bit. */
const looksRight = (pending: Uint8Array, { bytes }: Form): boolean => {
  const [first = 0, statusA = 0x20, , statusC = 0x20] = pending;
  if ((first & 0x7f) !== stx || (statusA & 0x60) !== 0x20 || (statusC & 0x7f) < 0x20) return false;
  return pending.length < bytes || ((pending[bytes - 1] ?? 0) & 0x7f) === carriageReturn;
};

/** Cut by length: a checksum may equal STX or CR. */
const framing = (form: Form): Framing => {
  const whole = form.bytes + (form.checksum ? 1 : 0);
  return byLength((pending) => (looksRight(pending, form) ? whole : 'no-frame'), {
    maxBytes: whole,
    starts: [0x02, 0x82],
  });
};

/** Power of ten by bits 0 to 2 of status A: from hundreds down to five decimals. */
const exponentOf = (statusA: number): number => 2 - (statusA & 0x07);

/** Bits 0 to 2 of status C; `null` by bit 4 of status B. Ton and a custom unit (6, 7) name no unit of ours. */
const otherUnits: readonly (WeightUnit | null | undefined)[] = [null, 'g', 't', 'oz', 'ozt', 'dwt'];

const unitOf = (statusB: number, statusC: number, form: Form, profile: ScaleProfile): WeightUnit | undefined => {
  if (form.unitIsSetting === true) return profile.unit;
  const other = otherUnits[statusC & 0x07];
  return other === null ? ((statusB & 0x10) === 0 ? 'lb' : 'kg') : other;
};

const stateOf = (statusB: number): ScaleState => {
  if ((statusB & 0x40) !== 0) return 'needs-zero';
  if ((statusB & 0x04) !== 0) return (statusB & 0x02) === 0 ? 'over' : 'under';
  return (statusB & 0x08) === 0 ? 'stable' : 'motion';
};

const decodeBody = (frame: Uint8Array, form: Form, profile: ScaleProfile): ScaleMessage => {
  const { parity } = plainFrame(frame);
  // Bit 7 is parity in every byte or in none.
  if (!parity && frame.some((byte) => byte > 0x7f)) return errorMessage('E_FRAME', latin1(frame));
  const low = frame.map((byte) => byte & 0x7f);
  const [, statusA = 0, statusB = 0, statusC = 0] = low;
  const text = latin1(low.subarray(4, 10)).trim();
  const build = form.checksum ? polledReading : streamedReading;
  const net = (statusB & 0x01) !== 0;
  const state = stateOf(statusB);
  if (state !== 'stable' && state !== 'motion') return build({ weight: null, text, state, net, parity }, profile);
  const digits = parseDecimal(latin1(low.subarray(4, 10)));
  if (!digits.ok || !/^ *[0-9]+$/.test(latin1(low.subarray(4, 10)))) return errorMessage('E_DIGITS', text);
  const unit = unitOf(statusB, statusC, form, profile);
  if (unit === undefined) return errorMessage('E_UNIT', `status C ${statusC.toString(16)}`);
  const magnitude = digits.value.mantissa;
  // Not -0, which would not equal 0.
  const mantissa = (statusB & 0x02) !== 0 && magnitude !== 0 ? -magnitude : magnitude;
  const weight = { mantissa, exponent: exponentOf(statusA), unit };
  return build({ weight, text, state, net, parity, highRes: (statusC & 0x10) !== 0 }, profile);
};

const bits = (...values: readonly [boolean, number][]): number =>
  values.reduce((total, [set, value]) => total + (set ? value : 0), 0);

const frameOf =
  (form: Form) =>
  (shown: ShownWeight): Uint8Array => {
    const { state, mantissa, unit } = shown;
    const other = otherUnits.indexOf(unit);
    const statusB = bits(
      [true, 0x20],
      [shown.net, 0x01],
      [mantissa < 0, 0x02],
      [state === 'over' || state === 'fault', 0x04],
      [state === 'motion', 0x08],
      [unit === 'kg', 0x10],
    );
    const statusC = 0x20 + Math.max(other, unit === 'kg' || unit === 'lb' ? 0 : 7 * Number(other < 0));
    const digits = Array.from(String(Math.abs(mantissa)).padStart(6), (digit) => digit.charCodeAt(0));
    const tare = form.bytes === 17 ? Array.from('000000', (digit) => digit.charCodeAt(0)) : [];
    const body = Uint8Array.of(stx, 0x28 + shown.decimals + 2, statusB, statusC, ...digits, ...tare, carriageReturn);
    return form.checksum ? Uint8Array.of(...body, (128 - sum(body)) & 0x7f) : body;
  };

const record = (named: Pick<ScaleProtocol, 'id' | 'name'>, form: Form): ScaleProtocol => ({
  ...named,
  source: 'Mettler Toledo ICS425; Rockwell 57C428; Cardinal 225 (short form); Fairbanks FB2250 p. 56 (status words)',
  unconfirmed: ['4800 or 9600 7E1 as the usual setting', 'unit codes 3 to 7 of status C'],
  serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: null,
  // Taken by the readings alone: the scale has no answer.
  ask: { zero: Uint8Array.of(0x5a), tare: Uint8Array.of(0x54) },
  acts: 'PTZC',
  framing: () => framing(form),
  decode: (frame, profile) => {
    const length = form.bytes + (form.checksum ? 1 : 0);
    if (frame.length !== length || !looksRight(frame, form)) return errorMessage('E_FRAME', latin1(frame));
    if (form.checksum && sum(frame) !== 0) return errorMessage('E_CKSUM', latin1(frame.subarray(4, 10)));
    return decodeBody(frame, form, profile);
  },
  scaleSide: { frame: frameOf(form) },
});

/** Toledo continuous output with checksum: 18 bytes, weight and tare, sent without end. */
export const toledoContinuous = record(
  { id: 'toledo-continuous', name: 'Toledo continuous, with checksum' },
  { bytes: 17, checksum: true },
);

/** The same without checksum: 17 bytes. */
export const toledoContinuousPlain = record(
  { id: 'toledo-continuous-plain', name: 'Toledo continuous, without checksum' },
  { bytes: 17, checksum: false },
);

/** The short form without the tare, with checksum: 12 bytes. */
export const toledoContinuousShort = record(
  { id: 'toledo-continuous-short', name: 'Toledo continuous, short, with checksum' },
  { bytes: 11, checksum: true },
);

/** The short form without the tare and without checksum: 11 bytes. */
export const toledoContinuousShortPlain = record(
  { id: 'toledo-continuous-short-plain', name: 'Toledo continuous, short, without checksum' },
  { bytes: 11, checksum: false },
);

/** For clones that put the unit elsewhere: 17 bytes, and the unit is a setting. */
export const toledoContinuousSetUnit = record(
  { id: 'toledo-continuous-set-unit', name: 'Toledo continuous of clones, unit as a setting (Lidén)' },
  { bytes: 17, checksum: false, unitIsSetting: true },
);
