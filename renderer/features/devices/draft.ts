import {
  deviceConfigSchema,
  type DeviceConfig,
  type TransportType,
  type UsbMatch,
} from '../../../shared/device-config';
import type { DeviceKind } from '../../../shared/devices';
import type { LabelRole } from '../../../shared/station';
import { inventoryTargets, radioRegions } from '../../../shared/tag-reads';

/** A device on its way into `station.yaml`, as text in fields. */
export interface Draft {
  /** `null`: a new one. */
  readonly id: string | null;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly protocol: string;
  readonly transport: TransportType;
  /** Which USB device it is, as found or as it stands in the file. */
  readonly match: UsbMatch | null;
  readonly role: LabelRole;
  readonly disabled: boolean;
  /** What the form has no field for is kept as it was. */
  readonly kept: DeviceConfig | null;
  readonly values: Readonly<Record<string, string>>;
}

export const transportsOf: Readonly<Record<DeviceKind, readonly TransportType[]>> = {
  scale: ['serial', 'tcp', 'hid'],
  scanner: ['serial', 'tcp', 'hid', 'wedge'],
  printer: ['tcp', 'serial', 'usb', 'lp', 'spooler'],
  rfid: ['tcp', 'serial'],
};

/** The ports that such devices usually listen on. */
const usualPort: Readonly<Record<DeviceKind, string>> = {
  scale: '4001',
  scanner: '4001',
  printer: '9100',
  rfid: '5084',
};

type FieldKind = 'text' | 'number' | 'flag' | 'date' | 'numbers';

export interface Field {
  /** Where it stands in the device's settings, and its name in the language files: `devices.field.<last>`. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly choices?: readonly string[];
  readonly example?: string;
}

const text = (path: string, example?: string): Field => ({
  path,
  kind: 'text',
  ...(example === undefined ? {} : { example }),
});
const number = (path: string, example?: string): Field => ({ ...text(path, example), kind: 'number' });
const flag = (path: string): Field => ({ path, kind: 'flag' });
const choice = (path: string, choices: readonly string[], kind: FieldKind = 'text'): Field => ({ path, kind, choices });

const line: readonly Field[] = [
  choice(
    'transport.settings.baudRate',
    ['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200'],
    'number',
  ),
  choice('transport.settings.dataBits', ['7', '8'], 'number'),
  choice('transport.settings.parity', ['none', 'even', 'odd']),
  choice('transport.settings.stopBits', ['1', '2'], 'number'),
  choice('transport.settings.flow', ['none', 'rtscts', 'xonxoff']),
];

/** How a device is reached. */
export const placeFields: Readonly<Record<TransportType, readonly Field[]>> = {
  serial: [text('transport.path', '/dev/ttyUSB0, COM3')],
  tcp: [text('transport.host', '192.168.1.50'), number('transport.port')],
  hid: [],
  usb: [],
  lp: [text('transport.path', '/dev/usb/lp0')],
  spooler: [text('transport.queue', 'zebra')],
  wedge: [
    text('transport.prefix', 'F9'),
    choice('transport.suffix', ['Enter', 'Tab']),
    text('transport.groupSeparator', '{GS}'),
  ],
};

/** What is seldom needed, or only for some models. */
export const moreFields = (kind: DeviceKind, transport: TransportType): readonly Field[] => [
  ...optionFields[kind],
  ...(transport === 'serial' ? line : []),
];

const optionFields: Readonly<Record<DeviceKind, readonly Field[]>> = {
  scale: [
    text('options.capacity', '30 kg'),
    text('options.division', '0.005 kg'),
    choice('options.unit', ['g', 'kg', 'lb', 'oz']),
    choice('options.decimals', ['0', '1', '2', '3', '4'], 'number'),
    { path: 'options.calibrated', kind: 'date' },
    number('options.calibrateEveryMonths', '12'),
    flag('options.listenOnly'),
    number('options.platform', '1'),
    text('options.secondIndicatorOf', 'scale-front'),
  ],
  scanner: [
    text('options.prefix', String.raw`\x02`),
    text('options.suffix', String.raw`\r`),
    choice('options.layout', ['A', 'B', 'C', 'microscan']),
  ],
  printer: [
    choice('options.dpi', ['203', '300', '600'], 'number'),
    number('options.labelWidthMm', '102'),
    number('options.labelHeightMm', '152'),
    number('options.darkness', '0–100'),
    number('options.speed', '1–14'),
    choice('options.finish', ['tear', 'peel', 'cut']),
    flag('options.oneWay'),
  ],
  rfid: [
    { path: 'options.antennas', kind: 'numbers', example: '1, 2' },
    text('options.power', '27.5 dBm'),
    choice('options.session', ['0', '1', '2', '3'], 'number'),
    choice('options.target', inventoryTargets),
    number('options.population', '200'),
    number('options.q', '0–15'),
    flag('options.tid'),
    choice('options.region', radioRegions),
  ],
};

export const fieldsOf = (draft: Draft): readonly Field[] => [
  ...placeFields[draft.transport],
  ...moreFields(draft.kind, draft.transport),
];

const get = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : null),
      from,
    );

const written = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
};

const allFields: readonly Field[] = [
  ...Object.values(placeFields).flat(),
  ...Object.values(optionFields).flat(),
  ...line,
];

/** The fields of a device that is set up. */
export const draftOf = (device: DeviceConfig, role: LabelRole): Draft => ({
  id: device.id,
  kind: device.kind,
  name: device.name,
  protocol: device.protocol,
  transport: device.transport.type,
  match: 'match' in device.transport ? (device.transport.match ?? null) : null,
  role,
  disabled: device.disabled ?? false,
  kept: device,
  values: Object.fromEntries(allFields.map(({ path }) => [path, written(get(device, path))])),
});

export const newDraft = (found: {
  readonly kind: DeviceKind;
  readonly name: string;
  readonly protocol: string;
  readonly transport: DeviceConfig['transport'] | null;
}): Draft => ({
  id: null,
  kind: found.kind,
  name: found.name.slice(0, 60),
  protocol: found.protocol,
  transport: found.transport?.type ?? transportsOf[found.kind][0] ?? 'tcp',
  match: found.transport !== null && 'match' in found.transport ? (found.transport.match ?? null) : null,
  role: 'none',
  disabled: false,
  kept: null,
  values: {
    'transport.port': usualPort[found.kind],
    ...Object.fromEntries(
      allFields.flatMap(({ path }) => {
        const value = written(get({ transport: found.transport }, path));
        return value === '' ? [] : [[path, value]];
      }),
    ),
  },
});

/** Another kind of device; a port that nobody typed becomes the usual one of that kind. */
export const withKind = (draft: Draft, kind: DeviceKind): Draft => ({
  ...draft,
  kind,
  transport: transportsOf[kind][0] ?? 'tcp',
  match: null,
  values:
    draft.values['transport.port'] === usualPort[draft.kind]
      ? { ...draft.values, 'transport.port': usualPort[kind] }
      : draft.values,
});

const read = ({ kind }: Field, value: string): unknown => {
  const plain = value.trim();
  if (kind === 'number') return Number(plain);
  if (kind === 'flag') return plain === 'true' ? true : undefined;
  if (kind === 'numbers') return plain.split(/[\s,]+/).map(Number);
  return plain;
};

const set = (into: Record<string, unknown>, path: string, value: unknown): void => {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    if (value === undefined) delete into[key];
    else into[key] = value;
    return;
  }
  const inner = { ...(into[key] as Record<string, unknown> | undefined) };
  set(inner, rest.join('.'), value);
  if (Object.keys(inner).length === 0) delete into[key];
  else into[key] = inner;
};

/** Short, for the record: made once from the first name and never changed. */
export const idOf = (name: string, kind: DeviceKind, taken: readonly string[]): string => {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 34)
    .replace(/-+$/, '');
  const base = plain === '' ? kind : plain;
  const free = [base, ...Array.from({ length: 999 }, (_, index) => `${base}-${index + 2}`)];
  return free.find((each) => !taken.includes(each)) ?? base;
};

/** The settings as they will stand in the file; nobody has checked them yet. */
export const settingsOf = (draft: Draft, taken: readonly string[]): Record<string, unknown> => {
  const { kept } = draft;
  const sameWay = kept !== null && kept.transport.type === draft.transport;
  const settings: Record<string, unknown> = {
    id: draft.id ?? idOf(draft.name, draft.kind, taken),
    kind: draft.kind,
    name: draft.name.trim(),
    protocol: draft.protocol,
    transport: sameWay ? { ...kept.transport } : { type: draft.transport },
    ...(kept !== null && kept.kind === draft.kind && kept.options !== undefined ? { options: kept.options } : {}),
    ...(kept?.simulated === true ? { simulated: true } : {}),
    ...(draft.disabled ? { disabled: true } : {}),
  };
  for (const field of fieldsOf(draft)) {
    const value = draft.values[field.path] ?? '';
    set(settings, field.path, value.trim() === '' ? undefined : read(field, value));
  }
  const path = get(settings, 'transport.path');
  const usesMatch = ['serial', 'lp', 'hid', 'usb'].includes(draft.transport) && path === undefined;
  if (draft.transport !== 'tcp' && draft.transport !== 'wedge')
    set(settings, 'transport.match', usesMatch && draft.match !== null ? draft.match : undefined);
  return settings;
};

export type CheckedDraft =
  | { readonly ok: true; readonly device: DeviceConfig }
  /** The fields that can't stay as they are, as paths. */
  | { readonly ok: false; readonly wrong: readonly string[] };

export const checkDraft = (draft: Draft, taken: readonly string[]): CheckedDraft => {
  const parsed = deviceConfigSchema.safeParse(settingsOf(draft, taken));
  if (parsed.success) return { ok: true, device: parsed.data };
  const places = parsed.error.issues.map((issue) => issue.path.join('.'));
  const fields = ['name', 'protocol', ...fieldsOf(draft).map(({ path }) => path)];
  const wrong = places.flatMap((place) => fields.filter((path) => place === path || place.startsWith(`${path}.`)));
  return { ok: false, wrong: wrong.length > 0 ? wrong : places };
};
