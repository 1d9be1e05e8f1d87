import { z } from 'zod';
import type { ConnectionReason } from '../../../shared/devices';
import { usbMatchSchema, type UsbMatch } from '../../../shared/device-config';
import type { Result } from '../../../shared/result';
import type { SerialSettings, Transport } from '../types';
import type { DeviceLink } from './link';

/** A transport whose links can also be asked beside the bytes (see `DeviceLink.query`). */
export interface DeviceTransport extends Transport {
  open(signal: AbortSignal): Promise<Result<DeviceLink, ConnectionReason>>;
}

const serialSettingsSchema = z.strictObject({
  baudRate: z.number().int().positive(),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
  flow: z.enum(['none', 'rtscts', 'xonxoff']),
});

const place = { path: z.string().min(1).optional(), match: usbMatchSchema.optional() };

/** Everything needed to open a link, with the protocol's own settings filled in. Crosses to the device host. */
export const transportSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('serial'), ...place, settings: serialSettingsSchema }),
  z.strictObject({
    type: z.literal('tcp'),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535),
    /** Refuse what turns out to be this very machine: a simulator, whatever it calls itself. */
    refuseLocal: z.boolean().exactOptional(),
  }),
  z.strictObject({
    type: z.literal('hid'),
    match: usbMatchSchema.optional(),
    /** 0x8D weighing devices, 0x8C barcode scanners. */
    usagePage: z.number().int().min(1).max(0xffff),
  }),
  z.strictObject({ type: z.literal('usb'), match: usbMatchSchema.optional() }),
  z.strictObject({ type: z.literal('lp'), ...place }),
  z.strictObject({ type: z.literal('spooler'), queue: z.string().min(1) }),
]);
export type TransportSpec = z.infer<typeof transportSpecSchema>;
export type SerialSpec = Extract<TransportSpec, { type: 'serial' }>;
export type TcpSpec = Extract<TransportSpec, { type: 'tcp' }>;
export type HidSpec = Extract<TransportSpec, { type: 'hid' }>;
export type UsbSpec = Extract<TransportSpec, { type: 'usb' }>;
export type LpSpec = Extract<TransportSpec, { type: 'lp' }>;
export type SpoolerSpec = Extract<TransportSpec, { type: 'spooler' }>;

/**
 * Native libraries, each in a host process of its own; `lp` is plain files, but reads of a printer belong there too.
 * `spooler` is the one of Windows, whose calls may stand still; CUPS is reached through programs.
 */
export const hostLibraries = ['serial', 'hid', 'usb', 'spooler'] as const;
export type HostLibrary = (typeof hostLibraries)[number];
/** Those that see what is plugged in. */
export const listingLibraries = ['serial', 'hid', 'usb'] as const satisfies readonly HostLibrary[];

/** Which host opens it; `null` for TCP and the spooler of CUPS, which stay in the main process. */
export const libraryOf = (
  type: TransportSpec['type'],
  platform: NodeJS.Platform = process.platform,
): HostLibrary | null => {
  if (type === 'tcp') return null;
  if (type === 'spooler') return platform === 'win32' ? 'spooler' : null;
  return type === 'lp' ? 'usb' : type;
};

export const hidUsagePages = { scale: 0x8d, scanner: 0x8c } as const;

/** `9600 8N1` */
export const describeSettings = (settings: SerialSettings): string => {
  const parity = { none: 'N', even: 'E', odd: 'O' }[settings.parity];
  const flow = settings.flow === undefined || settings.flow === 'none' ? '' : ` ${settings.flow}`;
  return `${settings.baudRate} ${settings.dataBits}${parity}${settings.stopBits}${flow}`;
};

/** `0403:6001 A9K2` or `USB 1-1.4`: how people can tell which device is meant. */
export const describeMatch = (match: UsbMatch | undefined): string => {
  if (match === undefined) return 'USB';
  const ids =
    match.vendorId === undefined && match.productId === undefined
      ? 'USB'
      : `${match.vendorId ?? '*'}:${match.productId ?? '*'}`;
  return [ids, match.serialNumber, match.portPath].filter((part) => part !== undefined).join(' ');
};

export const describeSpec = (spec: TransportSpec): string => {
  switch (spec.type) {
    case 'serial':
      return `${spec.path ?? describeMatch(spec.match)} ${describeSettings(spec.settings)}`;
    case 'tcp':
      return spec.host.includes(':') ? `[${spec.host}]:${spec.port}` : `${spec.host}:${spec.port}`;
    case 'hid':
      return `HID ${describeMatch(spec.match)}`;
    case 'usb':
      return `printer ${describeMatch(spec.match)}`;
    case 'lp':
      return spec.path ?? `lp ${describeMatch(spec.match)}`;
    case 'spooler':
      return `spooler ${spec.queue}`;
  }
};
