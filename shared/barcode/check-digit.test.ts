import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayGtin, hasMod10CheckDigit, mod10CheckDigit, restrictedUse, toGtin14 } from './check-digit';
import { buildSscc, splitSscc, ssccSerials } from './sscc';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''));

describe('check digits', () => {
  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (payload, at, shift) => {
        const code = `${payload}${mod10CheckDigit(payload)}`;
        expect(hasMod10CheckDigit(code)).toBe(true);
        const wrong = (Number(code[at]) + shift) % 10;
        expect(hasMod10CheckDigit(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('gives every length of one product the same 14 digits', () => {
    const twelve = '036000291452';
    const forms = [twelve, `0${twelve}`, `00${twelve}`].map((form) => toGtin14(form));
    expect(new Set(forms.map((form) => (form.ok ? form.value : form.failure.code)))).toEqual(
      new Set(['00036000291452']),
    );
    expect(displayGtin('00036000291452')).toBe(twelve);
    expect(displayGtin('04006381333931')).toBe('4006381333931');
    expect(displayGtin('10012345678902')).toBe('10012345678902');
  });

  it('tells numbers of the shop and coupons from products', () => {
    expect(restrictedUse('02112345678917')).toBe('in-store');
    expect(restrictedUse('00212345678902')).toBe('in-store');
    expect(restrictedUse('00000020123451')).toBe('in-store');
    expect(restrictedUse('09930000000003')).toBe('coupon');
    expect(restrictedUse('04006381333931')).toBeNull();
    expect(restrictedUse('00000096385074')).toBeNull();
  });
});

describe('SSCC', () => {
  it('is put together and taken apart again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 12 }).chain(digits),
        fc.nat(9),
        fc.nat(9999),
        (companyPrefix, extensionDigit, serial) => {
          const built = buildSscc({ extensionDigit, companyPrefix, serial });
          expect(built).toMatchObject({ ok: true });
          if (!built.ok) return;
          expect(built.value).toMatch(/^[0-9]{18}$/);
          expect(splitSscc(built.value, companyPrefix)).toEqual({ extensionDigit, companyPrefix, serial });
        },
      ),
    );
  });

  it('builds the example of the GS1 General Specifications', () => {
    expect(buildSscc({ extensionDigit: 1, companyPrefix: '0614141', serial: 234567890 })).toEqual({
      ok: true,
      value: '106141412345678908',
    });
  });

  it('refuses what does not fit', () => {
    const parts = { extensionDigit: 0, companyPrefix: '061414123456', serial: 9999 };
    expect(ssccSerials(parts.companyPrefix)).toBe(10_000);
    expect(buildSscc(parts)).toMatchObject({ ok: true });
    expect(buildSscc({ ...parts, serial: 10_000 })).toMatchObject({ failure: { code: 'serial-exhausted' } });
    expect(buildSscc({ ...parts, serial: -1 })).toMatchObject({ failure: { code: 'serial-exhausted' } });
    expect(buildSscc({ ...parts, serial: 1.5 })).toMatchObject({ failure: { code: 'serial-exhausted' } });
    expect(buildSscc({ ...parts, extensionDigit: 10 })).toMatchObject({ failure: { code: 'bad-extension-digit' } });
    expect(buildSscc({ ...parts, companyPrefix: '061' })).toMatchObject({ failure: { code: 'bad-company-prefix' } });
    expect(splitSscc('106141412345678908', '9999999')).toBeNull();
  });
});
