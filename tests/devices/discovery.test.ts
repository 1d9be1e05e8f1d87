import { expect, it } from 'vitest';
import { discoverDevices, type DiscoveredDevice } from '../../electron/devices/discovery';
import type { FoundDevice } from '../../electron/devices/host-messages';
import type { DeviceConfig } from '../../shared/device-config';

const found = (part: Partial<FoundDevice>): FoundDevice => ({
  type: 'serial',
  path: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  portPath: null,
  manufacturer: null,
  product: null,
  usagePage: null,
  usage: null,
  ...part,
});

const only = async (
  part: Partial<FoundDevice>,
  configured: readonly DeviceConfig[] = [],
): Promise<DiscoveredDevice> => {
  const list = (library: string) =>
    Promise.resolve({ devices: library === 'serial' ? [found(part)] : [], failure: null });
  const [device] = (await discoverDevices(list, configured)).devices;
  if (device === undefined) throw new Error('nothing');
  return device;
};

it.each([
  [{ type: 'hid', usagePage: 0x8d, vendorId: '0922', productId: '8003' }, 'scale', 'hid-scale', 100, 'says-so'],
  [
    { type: 'hid', usagePage: 0x8c, vendorId: '0c2e', productId: '0b01' },
    'scanner',
    'hid-pos-honeywell',
    100,
    'says-so',
  ],
  [{ vendorId: '05f9', productId: '4204', path: '/dev/ttyACM0' }, 'scanner', 'serial-line', 90, 'usb-maker'],
  [{ vendorId: '0eb8', productId: '2200', path: '/dev/ttyACM0' }, 'scale', 'toledo-8217', 85, 'usb-ids'],
  [{ vendorId: '0403', productId: '6001', path: '/dev/ttyUSB0' }, 'unknown', null, 10, 'cable-only'],
  [{ type: 'usb', vendorId: '0a5f', productId: '0166' }, 'printer', 'zpl', 95, 'usb-maker'],
  [{ type: 'usb', vendorId: '1234', productId: '5678' }, 'printer', null, 30, 'printer-class'],
  [{ path: '/dev/ttyS0' }, 'unknown', null, 0, 'serial-port'],
  [{ vendorId: 'ffff', productId: '0001', path: '/dev/ttyACM1' }, 'unknown', null, 0, 'unknown-ids'],
] as const)('%j is probably a %s', async (part, kind, guess, score, why) => {
  expect(await only(part)).toMatchObject({ kind, guess, score, why });
});

it('says what to do with a scanner in a mode that can not be used', async () => {
  const scanner = await only({ type: 'hid', usagePage: 1, vendorId: '05e0', productId: '1200' });
  expect(scanner).toMatchObject({ guess: null, advice: 'switch-to-hid-pos-or-cdc' });
});

it('finds it again by its serial number, else by its socket, and knows what is set up', async () => {
  const ids = { type: 'usb', vendorId: '0a5f', productId: '0166', portPath: '1-1.4' } as const;
  expect((await only({ ...ids, serialNumber: 'Z1' })).config.transport).toEqual({
    type: 'usb',
    match: { vendorId: '0a5f', productId: '0166', serialNumber: 'Z1' },
  });
  const bySocket = { vendorId: '0a5f', productId: '0166', portPath: '1-1.4' };
  expect((await only(ids)).config.transport).toEqual({ type: 'usb', match: bySocket });
  const zebra: DeviceConfig = {
    id: 'zebra',
    kind: 'printer',
    name: 'Zebra',
    protocol: 'zpl',
    transport: { type: 'usb', match: { serialNumber: 'Z1' } },
  };
  expect((await only({ ...ids, serialNumber: 'Z1' }, [zebra])).configuredAs).toBe('zebra');
  expect((await only({ ...ids, serialNumber: 'Z2' }, [zebra])).configuredAs).toBeNull();
});

it('shows a printer once that the kernel holds too, leaves mice out, and names a library that failed', async () => {
  const printer = { vendorId: '0a5f', productId: '0166', portPath: '1-2' };
  const { devices, failures } = await discoverDevices((library) =>
    library === 'serial'
      ? Promise.reject(new Error('no native build'))
      : Promise.resolve({
          devices:
            library === 'usb'
              ? [found({ type: 'usb', ...printer }), found({ type: 'lp', path: '/dev/usb/lp0', ...printer })]
              : [found({ type: 'hid', usagePage: 1, usage: 2, vendorId: '046d', productId: 'c077' })],
          failure: null,
        }),
  );
  expect(devices.map(({ config }) => config.transport.type)).toEqual(['usb']);
  expect(failures).toMatchObject([{ library: 'serial' }]);
});
