import { realpathSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  parseWrittenPower,
  parseWrittenWeight,
  writePower,
  type DeviceConfig,
  type DeviceConfigOf,
} from '../../shared/device-config';
import { usualInventory, type InventorySettings } from '../../shared/tag-reads';
import { hidUsagePages, type TransportSpec } from './transports/spec';
import type { ScaleProfile, ScannerProfile, SerialSettings } from './types';

/** Drops the keys that are written but undefined, which profiles do not allow. */
const defined = <T extends object>(values: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

export const scaleProfileOf = ({ options = {} }: DeviceConfigOf<'scale'>): ScaleProfile => {
  const weight = (text: string | undefined) =>
    text === undefined ? undefined : (parseWrittenWeight(text) ?? undefined);
  return defined<ScaleProfile>({
    unit: options.unit,
    decimals: options.decimals,
    capacity: weight(options.capacity),
    division: weight(options.division),
    listenOnly: options.listenOnly,
    platform: options.platform,
  });
};

export const scannerProfileOf = ({ options = {} }: DeviceConfigOf<'scanner'>): ScannerProfile =>
  defined<ScannerProfile>(options);

/** How this reader looks for tags where nobody says otherwise. */
export const inventorySettingsOf = ({ options = {} }: DeviceConfigOf<'rfid'>): InventorySettings => ({
  ...usualInventory,
  ...defined<Partial<InventorySettings>>({
    antennas: options.antennas,
    session: options.session,
    target: options.target,
    powerCentiDbm: options.power === undefined ? undefined : parseWrittenPower(options.power),
    tid: options.tid,
    population: options.population,
    q: options.q,
  }),
});

/** The same the other way round: a reader's entry with these settings. What is usual need not be written. */
export const withInventory = (
  config: DeviceConfigOf<'rfid'>,
  { powerCentiDbm, antennas, session, target, tid, population, q }: InventorySettings,
): DeviceConfigOf<'rfid'> => {
  const { region } = config.options ?? {};
  const options = defined<NonNullable<DeviceConfigOf<'rfid'>['options']>>({
    antennas: antennas.length === 0 ? undefined : [...antennas],
    power: powerCentiDbm === null ? undefined : writePower(powerCentiDbm),
    session: session === usualInventory.session ? undefined : session,
    target: target === usualInventory.target ? undefined : target,
    tid: tid ? true : undefined,
    population: population === usualInventory.population ? undefined : population,
    q: q ?? undefined,
    region,
  });
  const { options: _before, ...rest } = config;
  return Object.keys(options).length === 0 ? rest : { ...rest, options };
};

/** True when two entries differ in nothing but how tags are looked for: no reason to open the line anew. */
export const differsInInventoryOnly = (one: DeviceConfig, other: DeviceConfig): boolean =>
  one.kind === 'rfid' &&
  other.kind === 'rfid' &&
  isDeepStrictEqual(withInventory(one, usualInventory), withInventory(other, usualInventory));

const usualSerial: SerialSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };

/**
 * Where and how to open a device: its configuration over its protocol's own settings. `null` for a keyboard wedge,
 * whose keys come through the window.
 */
export const specOf = (
  config: DeviceConfig,
  serial: SerialSettings | null,
  allowSimulated: boolean,
): TransportSpec | null => {
  const { transport } = config;
  const place = <T extends { path?: string | undefined }>(from: T) => defined<T>(from);
  switch (transport.type) {
    case 'serial': {
      const own = { ...usualSerial, ...serial };
      const { path, match, settings = {} } = transport;
      const merged = { flow: 'none' as const, ...own, ...defined<Partial<SerialSettings>>(settings) };
      return { type: 'serial', ...place({ path, match }), settings: merged };
    }
    case 'tcp':
      return {
        type: 'tcp',
        host: transport.host,
        port: transport.port,
        ...(allowSimulated ? {} : { refuseLocal: true }),
      };
    case 'hid':
      return {
        type: 'hid',
        ...place({ path: undefined, match: transport.match }),
        usagePage: config.kind === 'scale' ? hidUsagePages.scale : hidUsagePages.scanner,
      };
    case 'usb':
      return { type: 'usb', ...place({ path: undefined, match: transport.match }) };
    case 'lp':
      return { type: 'lp', ...place({ path: transport.path, match: transport.match }) };
    case 'spooler':
      return { type: 'spooler', queue: transport.queue };
    case 'wedge':
      return null;
  }
};

const isPseudoTerminal = (path: string): boolean => {
  try {
    return realpathSync(path).startsWith('/dev/pts/');
  } catch {
    return false;
  }
};

const isLoopback = (host: string): boolean => /^(?:localhost|127\.[0-9.]+|::1)$/i.test(host);

/**
 * True for a device of the virtual bench: it says so, or its place can only be one (a pseudo-terminal, this machine).
 * Looked at again at each opening, because a path can change what it leads to.
 */
export const isSimulated = ({ simulated, transport }: DeviceConfig): boolean => {
  if (simulated === true) return true;
  if (transport.type === 'tcp') return isLoopback(transport.host);
  return (transport.type === 'serial' || transport.type === 'lp') && transport.path !== undefined
    ? isPseudoTerminal(transport.path)
    : false;
};
