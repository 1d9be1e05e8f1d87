import { describe, expect, it } from 'vitest';
import type { DeviceConfig } from '../../../shared/device-config';
import { checkDraft, draftOf, idOf, newDraft, withKind } from './draft';

const devices: readonly DeviceConfig[] = [
  {
    id: 'scale-1',
    kind: 'scale',
    name: 'Bench scale',
    protocol: 'mt-sics',
    transport: { type: 'serial', path: '/dev/ttyUSB0', settings: { baudRate: 4800, parity: 'even', dataBits: 7 } },
    options: {
      capacity: '30 kg',
      division: '0.005 kg',
      calibrated: '2026-03-31',
      calibrateEveryMonths: 12,
      listenOnly: true,
    },
  },
  {
    id: 'scale-2',
    kind: 'scale',
    name: 'By socket',
    protocol: 'nci',
    transport: { type: 'serial', match: { vendorId: '0403', productId: '6001', serialNumber: 'A9K2' } },
    disabled: true,
  },
  { id: 'hid', kind: 'scale', name: 'USB', protocol: 'hid-scale', transport: { type: 'hid' } },
  {
    id: 'wedge',
    kind: 'scanner',
    name: 'Hand scanner',
    protocol: 'keyboard-wedge',
    transport: { type: 'wedge', prefix: 'F9', suffix: 'Tab', groupSeparator: '{GS}' },
    options: { aim: false },
  },
  {
    id: 'zebra',
    kind: 'printer',
    name: 'Zebra',
    protocol: 'zpl',
    transport: { type: 'tcp', host: '10.0.0.7', port: 9100 },
    options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152, oneWay: true, darkness: 12 },
  },
  { id: 'lp', kind: 'printer', name: 'Lp', protocol: 'zpl', transport: { type: 'lp', path: '/dev/usb/lp0' } },
  {
    id: 'usb',
    kind: 'printer',
    name: 'Usb',
    protocol: 'zpl',
    transport: { type: 'usb', match: { serialNumber: 'Z1' } },
  },
  {
    id: 'reader',
    kind: 'rfid',
    name: 'Reader',
    protocol: 'llrp',
    transport: { type: 'tcp', host: 'reader', port: 5084 },
    options: { antennas: [1, 3], power: '27.5 dBm', session: 2, target: 'A' },
  },
];

describe('a device that is edited', () => {
  it.each(devices)('is the same when nothing was changed: $id', (device) => {
    expect(checkDraft(draftOf(device, 'none'), [])).toEqual({ ok: true, device });
  });

  it('keeps its id with another name, and what the form has no field for', () => {
    const draft = draftOf(devices[4] as DeviceConfig, 'label');
    const checked = checkDraft({ ...draft, name: 'Renamed', values: { ...draft.values, 'options.dpi': '300' } }, []);
    expect(checked).toMatchObject({ ok: true, device: { id: 'zebra', name: 'Renamed' } });
    expect(checked).toMatchObject({ device: { options: { dpi: 300, darkness: 12 } } });
  });

  it('loses what is emptied, and the other way of reaching it', () => {
    const draft = draftOf(devices[0] as DeviceConfig, 'none');
    const emptied = Object.fromEntries(
      Object.entries(draft.values).map(([path, value]) => [path, path.startsWith('options.') ? '' : value]),
    );
    const checked = checkDraft(
      {
        ...draft,
        transport: 'tcp',
        values: { ...emptied, 'transport.host': '10.0.0.9', 'transport.port': '4001' },
      },
      [],
    );
    expect(checked).toEqual({
      ok: true,
      device: {
        id: 'scale-1',
        kind: 'scale',
        name: 'Bench scale',
        protocol: 'mt-sics',
        transport: { type: 'tcp', host: '10.0.0.9', port: 4001 },
      },
    });
  });

  it('says which fields can’t stay', () => {
    const draft = draftOf(devices[0] as DeviceConfig, 'none');
    const wrong = (values: Record<string, string>, name = 'x') =>
      checkDraft({ ...draft, name, values: { ...draft.values, ...values } }, []);
    expect(wrong({ 'options.capacity': 'heavy', 'options.calibrated': '31.3.2026' })).toEqual({
      ok: false,
      wrong: ['options.capacity', 'options.calibrated'],
    });
    expect(wrong({ 'transport.path': '' })).toEqual({ ok: false, wrong: ['transport.path'] });
    expect(wrong({}, ' ')).toEqual({ ok: false, wrong: ['name'] });
    expect(checkDraft(newDraft({ kind: 'printer', name: 'P', protocol: 'zpl', transport: null }), [])).toEqual({
      ok: false,
      wrong: ['transport.host'],
    });
  });
});

describe('a new device', () => {
  it('of another kind has the port that such devices listen on, unless one was typed', () => {
    const scale = newDraft({ kind: 'scale', name: '', protocol: 'mt-sics', transport: null });
    const printer = withKind(scale, 'printer');
    expect(printer).toMatchObject({ kind: 'printer', transport: 'tcp', values: { 'transport.port': '9100' } });
    expect(withKind(printer, 'rfid').values['transport.port']).toBe('5084');
    const typed = { ...printer, values: { ...printer.values, 'transport.port': '6101' } };
    expect(withKind(typed, 'rfid').values['transport.port']).toBe('6101');
  });

  it('is known by its serial number where it has one', () => {
    const match = { vendorId: '0a5f', productId: '0166', serialNumber: 'Z9' };
    const draft = newDraft({ kind: 'printer', name: 'Zebra', protocol: 'zpl', transport: { type: 'usb', match } });
    expect(checkDraft(draft, ['zebra'])).toEqual({
      ok: true,
      device: { id: 'zebra-2', kind: 'printer', name: 'Zebra', protocol: 'zpl', transport: { type: 'usb', match } },
    });
  });

  it.each([
    ['Wägetisch  Nord!', [], 'wagetisch-nord'],
    ['東京', [], 'scale'],
    ['Scale', ['scale', 'scale-2'], 'scale-3'],
    [`${'x'.repeat(33)} y`, [], 'x'.repeat(33)],
  ])('gets an id of its own: %s', (name, taken, id) => {
    expect(idOf(name, 'scale', taken)).toBe(id);
  });
});
