import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StationConfig } from '../../shared/config/station-config';
import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceStatus, WireTrace } from '../../shared/devices';
import type { DeviceHealth } from '../../shared/device-page';
import type { FailureDetails } from '../../shared/result';
import type { StoreView } from '../../shared/station';
import { writeAtomically } from '../files/write-atomically';
import type { LogLine } from './log-book';
import { scrubText, scrubTrace } from './scrub';

export interface SupportParts {
  readonly dataDir: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly config: StationConfig;
  readonly configErrors: readonly { readonly line: number; readonly code: string }[];
  readonly devices: readonly DeviceStatus[];
  readonly health: readonly DeviceHealth[];
  readonly trace: (deviceId: string) => readonly WireTrace[];
  readonly store: StoreView;
  readonly log: readonly LogLine[];
  /** Names of people at this station, which may stand in a line of the log. */
  readonly names: readonly string[];
  readonly now: number;
}

/** How a device is reached, without the network's addresses; serial numbers of devices are nobody's secret. */
const placeOf = ({ transport }: DeviceConfig): object => {
  if (transport.type === 'tcp') return { ...transport, host: '<address>' };
  const isNode = !('path' in transport) || transport.path === undefined || /^(?:\/dev\/|COM\d)/.test(transport.path);
  return isNode ? transport : { ...transport, path: '<path>' };
};

const deviceConfig = (device: DeviceConfig): object => ({
  id: device.id,
  kind: device.kind,
  protocol: device.protocol,
  transport: placeOf(device),
  options: device.options ?? {},
  disabled: device.disabled ?? false,
});

/** The settings that matter to a fault: none of sender, folders and names of devices. */
const settings = (config: StationConfig): object => ({
  timeZone: config.timeZone,
  language: config.language,
  look: config.look,
  units: config.units,
  currency: config.currency,
  cutOffs: config.cutOffs.length,
  hasGs1Prefix: config.gs1 !== undefined,
  labelPrinter: config.labelPrinter ?? null,
  spareLabelPrinters: config.spareLabelPrinters,
  slipPrinter: config.slipPrinter ?? null,
  hasSystemSlipPrinter: config.slipSystemPrinter !== undefined,
  backup: { everyMinutes: config.backup.everyMinutes, keep: config.backup.keep },
  autoLockMinutes: config.autoLockMinutes,
  reprintLimit: config.reprintLimit,
  labelFourEyes: config.labelFourEyes,
  counts: config.counts,
  allowed: config.allowed,
  devices: config.devices.map(deviceConfig),
});

const makeContent = (parts: SupportParts): object => {
  const scrub = (text: string): string => scrubText(text, parts.names);
  const details = (found: FailureDetails | undefined): object =>
    Object.fromEntries(
      Object.entries(found ?? {}).map(([key, value]) => [key, typeof value === 'string' ? scrub(value) : value]),
    );
  const state = ({ name: _name, place, reason, ...rest }: DeviceStatus): object => ({
    ...rest,
    place: scrub(place),
    reason: reason === null ? null : { code: reason.code, details: details(reason.details) },
  });
  const { store } = parts;
  return {
    made: new Date(parts.now).toISOString(),
    versions: parts.versions,
    settings: settings(parts.config),
    settingsFaults: parts.configErrors.map(({ line, code }) => ({ line, code })),
    record: {
      state: store.state,
      failure: store.failure?.code ?? null,
      notices: store.notices.map(({ code }) => code),
      entries: store.head?.n ?? null,
    },
    devices: parts.devices.map(state),
    health: parts.health,
    wires: Object.fromEntries(
      parts.devices.map(({ id, kind }) => [id, parts.trace(id).map((each) => scrubTrace(kind, each))]),
    ),
    log: parts.log.map(({ at, text }) => ({ at, text: scrub(text) })),
  };
};

/**
 * Writes one file for whoever helps from afar: what is set up, how the devices stand, what was on their wires and in the
 * log. No personal data, no codes of badges, no addresses; a test plants some and looks for them.
 */
export const makeSupportFile = async (parts: SupportParts): Promise<string> => {
  const folder = join(parts.dataDir, 'support');
  await mkdir(folder, { recursive: true });
  const stamp = new Date(parts.now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const file = join(folder, `packwright-support-${stamp}.json`);
  await writeAtomically(file, `${JSON.stringify(makeContent(parts), null, 1)}\n`);
  return file;
};
