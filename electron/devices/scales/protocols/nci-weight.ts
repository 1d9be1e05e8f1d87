import { fail, ok, type Result } from '../../../../shared/result';
import type { ScaleState } from '../../../../shared/devices';
import type { Weight } from '../../../../shared/units';
import { parseDecimal, unitNamed } from './ascii';

/** What the weight field of an NCI answer says: a value, or a condition drawn over the whole display. */
export interface NciField {
  readonly weight: Weight | null;
  readonly text: string;
  readonly condition: Extract<ScaleState, 'over' | 'under' | 'needs-zero'> | null;
}

const conditions = { '^': 'over', _: 'under', '-': 'needs-zero' } as const;

/** `2LB 03.5OZ`: the exact sum, in ounces. */
const poundsAndOunces = (pounds: string, ounces: string): Weight | null => {
  const whole = parseDecimal(pounds);
  const part = parseDecimal(ounces);
  if (!whole.ok || !part.ok || whole.value.exponent !== 0 || pounds.trim().length > 5) return null;
  const { mantissa, exponent } = part.value;
  const perOunce = 10 ** -exponent;
  if (mantissa < 0 || mantissa >= 16 * perOunce || exponent < -3) return null;
  return { mantissa: whole.value.mantissa * 16 * perOunce + mantissa, exponent, unit: 'oz' };
};

/** Weight field with its unit, as the display shows it: `   5.25lb`, `012.34LB`, `^^^^^^lb`. */
export const decodeNciField = (field: string): Result<NciField, 'E_DIGITS' | 'E_UNIT'> => {
  const sum = /^([ 0-9]+)lb ([ 0-9.]+)oz$/i.exec(field);
  if (sum !== null) {
    const weight = poundsAndOunces(sum[1] ?? '', sum[2] ?? '');
    return weight === null ? fail('E_DIGITS') : ok({ weight, text: field.trim(), condition: null });
  }
  const drawn = /^ *([\^_-])\1+ *[A-Za-z#]*$/.exec(field)?.[1];
  if (drawn === '^' || drawn === '_' || drawn === '-') {
    return ok({ weight: null, text: field.trim(), condition: conditions[drawn] });
  }
  const match = /^(.*?) ?([A-Za-z#]{1,3})$/.exec(field);
  const value = match?.[1] ?? field;
  const digits = parseDecimal(value);
  if (!digits.ok) return fail('E_DIGITS');
  const unit = unitNamed(match?.[2] ?? '');
  if (unit === null) return fail('E_UNIT');
  return ok({ weight: { ...digits.value, unit }, text: value.trim(), condition: null });
};
