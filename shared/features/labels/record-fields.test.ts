import { describe, expect, it } from 'vitest';
import type { LabelDescription } from '../../labels/description/description';
import { fieldsOfTemplate, recordOfRow, withField } from './record-fields';
import { serialText, wantsSerial } from './serials';

const description = {
  elements: [
    { kind: 'text', text: '{{name}} {{ sku | upper }}' },
    { kind: 'barcode', data: '{{order.number}}' },
    { kind: 'text', text: 'No. {{serial}}' },
    { kind: 'repeat', over: 'lines', elements: [{ kind: 'text', text: '{{line.sku}}' }] },
    { kind: 'group', elements: [{ kind: 'text', text: '{{name}} {{lot}}' }] },
  ],
} as unknown as LabelDescription;

describe('what a template asks for', () => {
  it('is each field once, without lists and without the station’s own number', () => {
    expect(fieldsOfTemplate(description)).toEqual(['name', 'sku', 'order.number', 'lot']);
    expect(wantsSerial(description)).toBe(true);
    expect(wantsSerial({ ...description, elements: description.elements.slice(0, 2) })).toBe(false);
  });

  it('is filled in by name', () => {
    expect(withField({ order: { number: 'A', service: 'x' } }, 'order.number', 'B')).toEqual({
      order: { number: 'B', service: 'x' },
    });
    expect(withField({ order: 'no group' }, 'order.number', 'B')).toEqual({ order: { number: 'B' } });
  });

  it('comes from a row by its header', () => {
    const fields = fieldsOfTemplate(description);
    expect(recordOfRow(['SKU', 'Order.Number', 'colour', 'serial'], ['m-1', '7', 'red', 'S1'], fields)).toEqual({
      sku: 'm-1',
      order: { number: '7' },
      serial: 'S1',
    });
  });

  it('has numbers with the station in them', () => {
    expect(serialText('pack-07', 123)).toBe('PACK-07-000123');
  });
});
