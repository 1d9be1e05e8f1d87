import { arch, platform, release } from 'node:os';
import { deviceConfigSchema, type DeviceConfig, type TransportConfig } from '../../shared/device-config';
import { scaleCommands, type DeviceKind } from '../../shared/devices';
import type { DeviceTestView, Found, FoundDeviceView, ProtocolView } from '../../shared/device-page';
import { fail, ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import { systemClock } from '../devices/clock';
import { specOf } from '../devices/device-spec';
import { discoverDevices } from '../devices/discovery';
import { parseAddressRange } from '../devices/network/address-range';
import type { NetworkDevice } from '../devices/network/found';
import { askMdns } from '../devices/network/mdns';
import { scanRange } from '../devices/network/scan-range';
import { printerProtocols } from '../devices/printers';
import { isBlocking } from '../devices/printers/watch-print';
import { readerProtocols } from '../devices/rfid/protocols';
import { scaleProtocols } from '../devices/scales/protocols';
import { whichScale, type ScaleCandidate } from '../devices/scales/which-scale';
import { scannerProtocols } from '../devices/scanners/protocols';
import { describeSettings } from '../devices/transports/spec';
import type { ScaleProtocol, SerialSettings } from '../devices/types';
import type { Station } from './station';
import { makeSupportFile } from './support-file';

export interface DeviceCallParts {
  readonly station: Station;
  readonly trace: (deviceId: string | null) => void;
}

type Handlers = { readonly [N in StationCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

const protocolsOf = (
  kind: DeviceKind,
  all: Readonly<
    Record<
      string,
      Pick<ScaleProtocol, 'id' | 'name'> & {
        readonly serial: SerialSettings | null;
        readonly ask?: ScaleProtocol['ask'];
      }
    >
  >,
): ProtocolView[] =>
  Object.values(all).map(({ id, name, serial, ask }) => ({
    kind,
    id,
    name,
    line: serial === null ? null : describeSettings(serial),
    commands: scaleCommands.filter((command) => ask?.[command] !== undefined),
  }));

/** A wedge has no protocol: its keys come through the window. */
const wedge: ProtocolView = {
  kind: 'scanner',
  id: 'keyboard-wedge',
  name: 'Keyboard wedge',
  line: null,
  commands: [],
};

export const allProtocols = (): readonly ProtocolView[] => [
  ...protocolsOf('scale', scaleProtocols),
  ...protocolsOf('scanner', scannerProtocols),
  wedge,
  ...protocolsOf('printer', printerProtocols),
  ...protocolsOf('rfid', readerProtocols),
];

const discover = async ({ hosts, stationFile }: Station): Promise<Found> => {
  const { devices, failures } = await discoverDevices(
    (library) => hosts.host(library).list(),
    stationFile.state().config.devices,
  );
  return { devices, failures: failures.map(({ library, failure }) => ({ library, reason: failure.code })) };
};

const fromNetwork = (found: NetworkDevice, configured: readonly DeviceConfig[]): FoundDeviceView => {
  const { host, port, kind, name, guess } = found;
  const same = configured.find(
    ({ transport }) => transport.type === 'tcp' && transport.host === host && transport.port === port,
  );
  return {
    id: `tcp|${host}|${port}`,
    kind,
    name,
    place: `${host}:${port}`,
    guess,
    score: found.foundBy === 'mdns' ? (guess === null ? 50 : 90) : guess === null ? 30 : 70,
    why: found.foundBy === 'mdns' ? 'network-name' : 'network-port',
    advice: null,
    config: { kind, protocol: guess ?? '', transport: { type: 'tcp', host, port } },
    configuredAs: same?.id ?? null,
  };
};

/** Asks the network only because somebody pressed a button: by name, or at the addresses that were typed. */
const lookOnNetwork = async (station: Station, range: string | null): Promise<Result<Found>> => {
  const { signal } = new AbortController();
  const addresses = range === null ? null : parseAddressRange(range);
  if (addresses !== null && !addresses.ok) return addresses;
  const found =
    addresses === null ? await askMdns({ signal }) : await scanRange({ addresses: addresses.value, signal });
  const configured = station.stationFile.state().config.devices;
  return ok({ devices: found.map((each) => fromNetwork(each, configured)), failures: [] });
};

/** Opens the line with all settings there are until something makes sense. The device must not be in use meanwhile. */
const findScale = async (
  station: Station,
  transport: TransportConfig,
  ask: boolean,
): Promise<Result<readonly (ScaleCandidate & { readonly line: string | null })[]>> => {
  const config: DeviceConfig = { id: 'unknown', kind: 'scale', name: 'unknown', protocol: 'unknown', transport };
  const { signal } = new AbortController();
  const found = await whichScale({
    protocols: scaleProtocols,
    serial: transport.type === 'serial',
    ask,
    clock: systemClock,
    signal,
    open: async (settings) => {
      const spec = specOf(config, settings, station.parts.mode === 'demo');
      return spec === null ? fail('bad-config') : station.hosts.transportFor(spec).open(signal);
    },
  });
  if (found.failure !== null) return { ok: false, failure: found.failure };
  if (found.candidates.length === 0)
    return fail(found.strayBytes > 0 ? 'scale-not-understood' : 'scale-silent', { bytes: found.strayBytes });
  return ok(
    found.candidates.map((each) => ({
      ...each,
      line: each.settings === null ? null : describeSettings(each.settings),
    })),
  );
};

const test = async ({ devices, printers }: Station, deviceId: string): Promise<DeviceTestView> => {
  const { passed, place, reading, failure } = await devices.test(deviceId);
  const status = (): { condition: DeviceTestView['condition'] } => ({
    condition: devices.statuses().find(({ id }) => id === deviceId)?.printer?.condition ?? null,
  });
  if (passed && devices.printer(deviceId) !== null) await printers.poll(deviceId);
  const { condition } = status();
  return { passed: passed && (condition === null || !isBlocking(condition)), place, reading, condition, failure };
};

/** Where labels come from this printer, as `station.yaml` says. */
const roleOf = (station: Station, deviceId: string): 'label' | 'spare' | 'none' => {
  const { labelPrinter, spareLabelPrinters } = station.stationFile.state().config;
  if (labelPrinter === deviceId) return 'label';
  return spareLabelPrinters.includes(deviceId) ? 'spare' : 'none';
};

const save = async (
  { stationFile }: Station,
  device: unknown,
  role: 'label' | 'spare' | 'none' | null,
): Promise<Result<null>> => {
  const parsed = deviceConfigSchema.safeParse(device);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return fail('bad-input', { field: issue?.path.join('.') ?? '', message: issue?.message ?? '' });
  }
  return stationFile.saveDevice(parsed.data, role);
};

const supportFile = async (station: Station): Promise<Result<{ readonly file: string }>> => {
  const { stationFile, devices, health, client, people, parts } = station;
  const { config, errors } = stationFile.state();
  const known = await people.list();
  const file = await makeSupportFile({
    dataDir: parts.dataDir,
    versions: {
      packwright: parts.version,
      ...process.versions,
      system: `${platform()} ${arch()} ${release()}`,
      runtime: parts.developmentRuntime ? 'development' : 'own',
      mode: parts.mode,
    },
    config,
    configErrors: errors,
    devices: devices.statuses(),
    health: devices.statuses().map(({ id }) => health.of(id)),
    trace: (deviceId) => {
      const trace = devices.trace(deviceId, () => undefined);
      trace?.stop();
      return trace?.recent ?? [];
    },
    store: client.view(),
    log: parts.logLines(),
    names: known.ok ? known.value.map(({ name }) => name) : [],
    now: Date.now(),
  });
  return ok({ file });
};

/** What IT does on the device page. */
export const deviceCalls = ({
  station,
  trace,
}: DeviceCallParts): Pick<
  Handlers,
  Extract<StationCall, `devices.${string}` | `scannerTest.${string}` | 'support.make'>
> => ({
  'devices.discover': async () => ok(await discover(station)),
  'devices.network': ({ range }) => lookOnNetwork(station, range),
  'devices.whichScale': ({ transport, ask }) => findScale(station, transport, ask),
  'devices.protocols': () => ok(allProtocols()),
  'devices.read': ({ deviceId }) => {
    const config = station.stationFile.state().config.devices.find(({ id }) => id === deviceId);
    return ok(config === undefined ? null : { device: config, role: roleOf(station, deviceId) });
  },
  'devices.health': ({ deviceId }) => {
    station.health.look();
    return ok(station.health.of(deviceId));
  },
  'devices.save': ({ device, role }) => save(station, device, role ?? null),
  'devices.remove': ({ deviceId }) => station.stationFile.removeDevice(deviceId),
  'devices.test': async ({ deviceId }) => ok(await test(station, deviceId)),
  'devices.trace': ({ deviceId }) => {
    trace(deviceId);
    return ok(null);
  },
  'devices.scale': ({ deviceId }) => ok(station.devices.scale(deviceId)),
  'devices.command': async ({ deviceId, command }) => {
    const done = await station.devices.command(deviceId, command);
    return done.ok ? ok(null) : done;
  },
  'scannerTest.begin': async ({ deviceId }) => {
    const begun = station.scannerTest.begin(deviceId);
    if (!begun.ok) return begun;
    // It brings the encoders of barcodes along.
    const { testCardPictures } = await import('../documents/test-card');
    return ok(testCardPictures());
  },
  'scannerTest.skip': () => {
    station.scannerTest.skip();
    return ok(null);
  },
  'scannerTest.end': () => {
    station.scannerTest.end();
    return ok(null);
  },
  'support.make': () => supportFile(station),
});
