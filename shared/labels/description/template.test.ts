import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, type Condition } from './conditions';
import { checkDigitsOf } from '../../features/stock/check-digits';
import { formatters } from './formatters';
import { fieldsOf, fillTemplate, parseTemplate, type FillFault } from './template';
import { listAt, textOf, valueAt, type LabelRecord } from './values';

const record: LabelRecord = {
  order: { number: 'SO-1', date: '2026-03-09', lines: [{ sku: 'A' }, { sku: 'B' }] },
  mg: 12_345_000,
  price: 1249,
  code: '614141123452',
  lines: ['Hafenweg 3', 'Münster'],
  flag: true,
  empty: '',
  nothing: null,
};

const fill = (source: string, language = 'en'): { text: string; faults: FillFault[] } => {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.failure.code);
  const faults: FillFault[] = [];
  return { text: fillTemplate(parsed.value, record, language, (fault) => faults.push(fault)), faults };
};
const text = (source: string, language?: string): string => fill(source, language).text;

describe('bindings', () => {
  it('fill fields into fixed words', () => {
    expect(text('Order {{order.number}} of {{ order.date }}!')).toBe('Order SO-1 of 2026-03-09!');
    expect(text('{{order.lines.1.sku}}{{flag}}{{lines}}')).toBe('BtrueHafenweg 3\nMünster');
    expect(text('no fields')).toBe('no fields');
  });

  it('are formatted', () => {
    expect(text('{{order.date | date:DD.MM.YYYY}}')).toBe('09.03.2026');
    expect(text("{{order.date | date:'DD MMM YY'}}", 'de')).toBe('09 Mär 26');
    expect(text('{{order.date | date:YYMMDD}}')).toBe('260309');
    expect(text('{{mg | weight:kg:2}}')).toBe('12.34');
    expect(text('{{mg | weight:kg:3}} kg', 'de')).toBe('12,345 kg');
    expect(text('{{mg | weight:g:0}}')).toBe('12345');
    expect(text('{{mg | weight:lb:2}}')).toBe('27.22');
    expect(text('{{mg | gs1-weight:3}}')).toBe('012345');
    expect(text('{{price | decimal:2}}')).toBe('12.49');
    expect(text('{{price | decimal:2}}', 'es')).toBe('12,49');
    expect(text('{{order.number | lower | upper | last:3 | pad:6:*}}')).toBe('***O-1');
    expect(text('{{code | first:11 | check}}')).toBe('614141123452');
    expect(text('{{code | gtin14 | group:4}}')).toBe('0061 4141 1234 52');
    expect(text("{{nothing | or:'-'}}{{gone | or:none}}{{empty | upper}}")).toBe('-none');
  });

  it('round halves to even, in whole numbers', () => {
    const kilograms = (mg: number): string => {
      const parsed = parseTemplate('{{mg | weight:kg:2}}');
      return parsed.ok ? fillTemplate(parsed.value, { mg }, 'en', () => undefined) : '';
    };
    expect(['0.00', '0.00', '0.01', '0.02', '0.02']).toEqual([0, 5000, 10_000, 15_000, 25_000].map(kilograms));
  });

  it('say what is wrong with a field, and fill in what they have', () => {
    expect(fill('{{gone}}').faults).toEqual([{ code: 'field-missing', field: 'gone' }]);
    expect(fill('{{nothing}}{{empty}}{{gone | or:x}}').faults).toEqual([]);
    expect(fill('{{order.number | date:YY}}')).toEqual({
      text: 'SO-1',
      faults: [{ code: 'value-not-formattable', field: 'order.number', formatter: 'date' }],
    });
    for (const bad of [
      '{{code | weight:stone}}',
      '{{code | pad:x}}',
      '{{order.number | check}}',
      '{{mg | decimal:99}}',
    ])
      expect(fill(bad).faults).toHaveLength(1);
  });

  it('are refused when they can’t be read', () => {
    const code = (source: string): string => {
      const parsed = parseTemplate(source);
      return parsed.ok ? 'ok' : parsed.failure.code;
    };
    expect(code('{{a')).toBe('binding-not-closed');
    expect(code('{{}}')).toBe('field-name-invalid');
    expect(code('{{a b}}')).toBe('field-name-invalid');
    expect(code('{{a | sound}}')).toBe('formatter-unknown');
    expect(code('{{a | constructor}}')).toBe('formatter-unknown');
    expect(code("{{a | or:'|:'}}")).toBe('ok');
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '{{', '}}', '{{a|', "'"), (some, sign) => {
        expect(['ok', 'binding-not-closed', 'field-name-invalid', 'formatter-unknown']).toContain(
          code(some + sign + some),
        );
      }),
    );
  });

  it('never reach what is no field of the record', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'order.constructor.name',
      'order.lines.length',
      'order.number.length',
    ])
      expect(valueAt(record, path)).toBeUndefined();
  });

  it('name their fields', () => {
    const parsed = parseTemplate('{{a.b | upper}} and {{c}}');
    expect(parsed.ok && fieldsOf(parsed.value)).toEqual(['a.b', 'c']);
  });
});

describe('values', () => {
  it('are texts, lists of plain values lines', () => {
    expect([textOf('a'), textOf(5), textOf(null), textOf({ a: 1 }), textOf(['a', 2, { b: 1 }])]).toEqual([
      'a', '5', '', '', 'a\n2\n',
    ]); // prettier-ignore
    expect(textOf('x'.repeat(9999))).toHaveLength(2000);
  });

  it('of a list are records', () => {
    expect(listAt(record, 'order.lines')).toEqual([{ sku: 'A' }, { sku: 'B' }]);
    expect(listAt(record, 'lines')).toEqual([{ value: 'Hafenweg 3' }, { value: 'Münster' }]);
    expect(listAt(record, 'order')).toEqual([]);
  });
});

describe('conditions', () => {
  const cases: readonly (readonly [Condition, boolean])[] = [
    [{ field: 'order.number', is: 'present' }, true],
    [{ field: 'empty', is: 'present' }, false],
    [{ field: 'gone', is: 'absent' }, true],
    [{ field: 'order.lines', is: 'present' }, true],
    [{ field: 'order.number', is: 'equals', value: 'SO-1' }, true],
    [{ field: 'order.number', is: 'not-equals', value: 'SO-1' }, false],
    [{ field: 'order.number', is: 'one-of', values: ['x', 'SO-1'] }, true],
    [{ field: 'price', is: 'more-than', value: 1248 }, true],
    [{ field: 'price', is: 'less-than', value: 1249 }, false],
    [{ field: 'empty', is: 'less-than', value: 5 }, false],
    [
      {
        all: [
          { field: 'flag', is: 'present' },
          { field: 'nothing', is: 'absent' },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { field: 'gone', is: 'present' },
          { field: 'nothing', is: 'present' },
        ],
      },
      false,
    ],
  ];
  it.each(cases)('%j', (condition, wanted) => {
    expect(holds(condition, record)).toBe(wanted);
  });
});

describe('check digits of a place', () => {
  it('are those that the station asks for where the code is typed', () => {
    expect(text('{{code | check-digits}}')).toBe(checkDigitsOf('614141123452'));
    expect(formatters['check-digits']?.('a-12-03-b', [], 'en')).toBe(checkDigitsOf('A-12-03-B'));
    expect(formatters['check-digits']?.(' ', [], 'en')).toBeNull();
  });

  it('tell every place from those beside it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z][0-9]{4}[A-Z]$/),
        fc.nat(5),
        fc.stringMatching(/^[0-9]$/),
        (code, at, digit) => {
          const other = code.slice(0, at) + digit + code.slice(at + 1);
          if (at > 0 && at < 5 && other !== code) expect(checkDigitsOf(other)).not.toBe(checkDigitsOf(code));
        },
      ),
    );
  });
});
