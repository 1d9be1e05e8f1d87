import type { ScaleState } from '../../../../shared/devices';
import { weightDigits, type WeightUnit } from '../../../../shared/units';
import { reports } from '../../framing';
import type { DecodedReading, ScaleMessage, ScaleProfile, ScaleProtocol } from '../../types';
import { errorMessage, isOutOfRange } from './ascii';

/** Report id of the data report on every known scale. */
const dataReport = 3;

const states: readonly (ScaleState | null)[] = [
  null,
  'fault',
  'zero',
  'motion',
  'stable',
  'under',
  'over',
  'needs-cal',
  'needs-zero',
];

/** Tael (5) and avoirdupois ton (9) are left out: their size depends on the market. */
const units: readonly (WeightUnit | null)[] = [
  null,
  'mg',
  'g',
  'kg',
  'ct',
  null,
  'gr',
  'dwt',
  't',
  null,
  'ozt',
  'oz',
  'lb',
];

const reading = (state: ScaleState, weight: DecodedReading['weight']): ScaleMessage => ({
  kind: 'reading',
  reading: {
    weight,
    text: weight === null ? '' : weightDigits(weight),
    state,
    net: null,
    highRes: false,
    stableSource: 'device',
    // A USB report arrives whole and under the bus's own CRC, or not at all.
    checked: true,
  },
});

/** Five bytes behind the report id: status, unit, exponent (signed), weight as unsigned 16 bit, low byte first. */
const decodeData = (frame: Uint8Array, profile: ScaleProfile): ScaleMessage => {
  const [, status = 0, unitCode = 0, exponentByte = 0, low = 0, high = 0] = frame;
  const state = states[status] ?? null;
  if (state === null) return errorMessage('E_STATUS', `status ${status}`);
  if (state === 'fault' || state === 'needs-cal' || state === 'needs-zero') return reading(state, null);
  const unit = units[unitCode] ?? null;
  if (unit === null) return errorMessage('E_UNIT', `unit ${unitCode}`);
  const exponent = exponentByte < 0x80 ? exponentByte : exponentByte - 0x100;
  if (exponent < -6 || exponent > 6) return errorMessage('E_EXP', `exponent ${exponent}`);
  // Over the limit many scales send 0 or the limit itself: neither is a weight.
  if (state === 'over') return reading('over', null);
  const magnitude = low + high * 0x100;
  // The magnitude has no sign of its own; under zero it means minus, and 0 stays 0.
  const mantissa = state === 'under' && magnitude > 0 ? -magnitude : magnitude;
  const weight = { mantissa, exponent, unit };
  if (isOutOfRange(weight, profile)) return errorMessage('E_RANGE', weightDigits(weight));
  return reading(state, weight);
};

/**
 * USB weighing devices (usage page 0x8D): status, unit and power of ten in every report, sent by themselves. Zero is
 * report 2 with bit 1 (zero scale); models that want something else stand in `hid-scale-quirks.ts`, and many take no
 * request at all, so only a reading in the state `zero` proves that it worked. There is no tare.
 */
export const hidScale: ScaleProtocol = {
  id: 'hid-scale',
  name: 'USB scale (HID weighing device)',
  source: 'USB-IF HID Point of Sale Usage Tables 1.02 (weighing devices); erjiang/usbscale; node-hid issue 286',
  unconfirmed: ['how a model takes zero: see its line in the table of quirks'],
  serial: null,
  pollMs: null,
  ask: { zero: Uint8Array.of(0x02, 0x02) },
  acts: '',
  framing: () => reports({ maxBytes: 64 }),
  decode: (frame, profile) => {
    if (frame.length < 6) return errorMessage('E_SHORT', `${frame.length} bytes`);
    if (frame[0] !== dataReport) return errorMessage('E_RID', `report ${frame[0] ?? 0}`);
    return decodeData(frame, profile);
  },
};
