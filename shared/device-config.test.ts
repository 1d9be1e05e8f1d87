import { describe, expect, it } from 'vitest';
import { deviceConfigSchema, deviceListSchema, parseWrittenPower, parseWrittenWeight } from './device-config';

const scale = {
  id: 'bench-scale',
  kind: 'scale',
  name: 'Bench scale',
  protocol: 'mt-sics',
  transport: { type: 'serial', match: { vendorId: '0403', serialNumber: 'A1' }, settings: { baudRate: 4800 } },
  options: { capacity: '30 kg', division: '0.005 kg' },
};
const wedge = (id: string) => ({
  id,
  kind: 'scanner',
  name: id,
  protocol: 'wedge',
  transport: { type: 'wedge', prefix: 'F9' },
});

describe('device configuration', () => {
  it('keeps what was written, filling nothing in', () => {
    expect(deviceConfigSchema.parse(scale)).toEqual(scale);
  });

  it.each([
    ['a serial port without place', { ...scale, transport: { type: 'serial' } }],
    ['an empty match', { ...scale, transport: { type: 'serial', match: {} } }],
    ['a scale on a printer transport', { ...scale, transport: { type: 'lp', path: '/dev/usb/lp0' } }],
    ['an unknown key', { ...scale, baud: 9600 }],
    ['an option of another kind', { ...scale, options: { dpi: 203 } }],
    ['a vendor id that YAML read as a number', { ...scale, transport: { type: 'serial', match: { vendorId: 403 } } }],
    ['a host that hides a port', { ...scale, transport: { type: 'tcp', host: 'a:80', port: 1 } }],
    ['a division without unit', { ...scale, options: { division: '0.005' } }],
    ['a division of nothing', { ...scale, options: { division: '0 kg' } }],
  ])('refuses %s', (_name, value) => {
    expect(deviceConfigSchema.safeParse(value).success).toBe(false);
  });

  it('takes an RFID reader, and refuses what no reader has', () => {
    const reader = {
      id: 'gate',
      kind: 'rfid',
      name: 'Gate',
      protocol: 'llrp',
      transport: { type: 'tcp', host: '10.0.0.9', port: 5084 },
      options: { antennas: [1, 2], power: '27.5 dBm', session: 2, target: 'A' },
    };
    expect(deviceConfigSchema.parse(reader)).toEqual(reader);
    for (const options of [
      { power: '27.5' },
      { power: '41 dBm' },
      { session: 4 },
      { target: 'C' },
      { antennas: [0] },
    ]) {
      expect(deviceConfigSchema.safeParse({ ...reader, options }).success).toBe(false);
    }
  });

  it('reads written powers exactly', () => {
    expect(['27.5 dBm', '30dBm', '10.05 dBm', '40.01 dBm', '27,5 dBm'].map(parseWrittenPower)).toEqual([
      2750,
      3000,
      1005,
      null,
      null,
    ]);
  });

  it('refuses the same id twice and a second wedge', () => {
    expect(deviceListSchema.safeParse([scale, scale]).success).toBe(false);
    expect(deviceListSchema.safeParse([wedge('a'), wedge('b')]).success).toBe(false);
    expect(deviceListSchema.safeParse([wedge('a'), { ...wedge('b'), disabled: true }]).success).toBe(true);
  });

  it('reads written weights exactly', () => {
    expect(parseWrittenWeight('0.005 kg')).toEqual({ mantissa: 5, exponent: -3, unit: 'kg' });
    expect(parseWrittenWeight('30kg')).toEqual({ mantissa: 30, exponent: 0, unit: 'kg' });
    expect(parseWrittenWeight('1e5 kg')).toBeNull();
    expect(parseWrittenWeight('-1 kg')).toBeNull();
  });
});
