import { createHidTransport } from './hid';
import { createLpTransport } from './lp';
import { createSerialTransport } from './serial';
import { libraryOf, type DeviceTransport, type TransportSpec } from './spec';
import { createSpoolerTransport } from './spooler';
import { createTcpTransport } from './tcp';
import { createUsbPrinterTransport } from './usb-printer';
import { createWindowsSpoolerTransport } from './windows-spooler';

/** Opens in this very process: in the device hosts, in tools and tests, and for TCP in main. */
export const createLocalTransport = (spec: TransportSpec): DeviceTransport => {
  switch (spec.type) {
    case 'serial':
      return createSerialTransport(spec);
    case 'tcp':
      return createTcpTransport(spec);
    case 'hid':
      return createHidTransport(spec);
    case 'usb':
      return createUsbPrinterTransport(spec);
    case 'lp':
      return createLpTransport(spec);
    case 'spooler':
      return libraryOf(spec.type) === null ? createSpoolerTransport(spec) : createWindowsSpoolerTransport(spec);
  }
};
