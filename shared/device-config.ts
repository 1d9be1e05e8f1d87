import { z } from 'zod';
import { hint, rule } from './config/config-error';
import { inventoryTargets, radioRegions } from './tag-reads';
import { weightUnits, type Weight, type WeightUnit } from './units';

/**
 * A device as it stands in `station.yaml`. The parsed form equals the written form (nothing is transformed, nothing
 * is filled in), so that the device page can write back what it read and comments survive.
 */

const hexId = z.string().regex(/^[0-9a-f]{4}$/, hint('hex-id'));
const shortText = z.string().min(1).max(200);
const path = z.string().min(1).max(400);

/** Which USB device it is. A serial number finds it in any socket; without one the socket (`portPath`) counts. */
export const usbMatchSchema = z.strictObject({
  serialNumber: shortText.optional(),
  vendorId: hexId.optional(),
  productId: hexId.optional(),
  /** The USB socket as the system names it: Linux `1-1.4`, Windows location, macOS location id. */
  portPath: shortText.optional(),
});
export type UsbMatch = z.infer<typeof usbMatchSchema>;

export const serialOverridesSchema = z.strictObject({
  baudRate: z.number().int().min(50).max(4_000_000).optional(),
  dataBits: z.union([z.literal(7), z.literal(8)]).optional(),
  parity: z.enum(['none', 'even', 'odd']).optional(),
  stopBits: z.union([z.literal(1), z.literal(2)]).optional(),
  flow: z.enum(['none', 'rtscts', 'xonxoff']).optional(),
});
export type SerialOverrides = z.infer<typeof serialOverridesSchema>;

const hasMatch = (match: UsbMatch | undefined): boolean =>
  match !== undefined && Object.values(match).some((value) => value !== undefined);

const serialTransport = z
  .strictObject({
    type: z.literal('serial'),
    /** `/dev/ttyUSB0`, `COM3`: used when `match` is absent. */
    path: path.optional(),
    match: usbMatchSchema.optional(),
    /** What differs from the protocol's own settings. */
    settings: serialOverridesSchema.optional(),
  })
  .refine((value) => value.path !== undefined || hasMatch(value.match), {
    message: hint('path-or-match'),
    path: ['path'],
  });

/** A host name or address; nothing that could smuggle a path, user or port. */
const host = z
  .string()
  .max(253)
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$/, hint('host'));

const tcpTransport = z.strictObject({
  type: z.literal('tcp'),
  host,
  port: z.number().int().min(1).max(65_535),
});

const hidTransport = z.strictObject({
  type: z.literal('hid'),
  /** Absent: the only device of this kind's usage page that is plugged in. */
  match: usbMatchSchema.optional(),
});

const usbTransport = z.strictObject({
  type: z.literal('usb'),
  /** Absent: the only printer-class device that is plugged in. */
  match: usbMatchSchema.optional(),
});

const lpTransport = z
  .strictObject({
    type: z.literal('lp'),
    /** `/dev/usb/lp0`; the number changes with the order of plugging, so `match` is better. */
    path: path.optional(),
    match: usbMatchSchema.optional(),
  })
  .refine((value) => value.path !== undefined || hasMatch(value.match), {
    message: hint('path-or-match'),
    path: ['path'],
  });

const spoolerTransport = z.strictObject({
  type: z.literal('spooler'),
  /** Its name in CUPS (`lpstat -e`), or in the list of printers of Windows. */
  queue: z.string().regex(/^(?![-\s])[^\p{Cc}]{1,220}(?<!\s)$/u, hint('queue-name')),
});

/** One character, or the name of a key that types nothing (`F9`). */
const wedgeKey = z.string().regex(/^(?:F(?:[1-9]|1[0-9]|2[0-4])|[!-~])$/, hint('wedge-key'));

const wedgeTransport = z.strictObject({
  type: z.literal('wedge'),
  /** What the scanner types before each code. Only with it is every scan told from typing for certain. */
  prefix: wedgeKey.optional(),
  /** Absent: Enter. */
  suffix: z.enum(['Enter', 'Tab']).optional(),
  /** What the scanner types in place of GS, e.g. `{GS}`, where the keyboard layout swallows the real one. */
  groupSeparator: z.string().min(1).max(8).optional(),
});

export const transportConfigSchema = z.discriminatedUnion('type', [
  serialTransport,
  tcpTransport,
  hidTransport,
  usbTransport,
  lpTransport,
  spoolerTransport,
  wedgeTransport,
]);
export type TransportConfig = z.infer<typeof transportConfigSchema>;
export type TransportType = TransportConfig['type'];
export type TransportConfigOf<T extends TransportType> = Extract<TransportConfig, { type: T }>;

const weightPattern = new RegExp(`^(\\d{1,9})(?:\\.(\\d{1,6}))? ?(${weightUnits.join('|')})$`);

/** Reads a weight as people write it in the configuration: `30 kg`, `0.005 kg`. `null` when it is none. */
export const parseWrittenWeight = (text: string): Weight | null => {
  const match = weightPattern.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = '', unit = ''] = match;
  const mantissa = Number(whole + decimals);
  if (!Number.isSafeInteger(mantissa)) return null;
  return { mantissa, exponent: decimals.length === 0 ? 0 : -decimals.length, unit: unit as WeightUnit };
};

const writtenWeight = z
  .string()
  .refine((text) => (parseWrittenWeight(text)?.mantissa ?? 0) > 0, { message: hint('written-weight') });

const isoDate = z.iso.date('a day in quotes such as "2026-03-31"');

const scaleOptions = z.strictObject({
  /** For scales that send no unit or no decimal point (Toledo 8217). */
  unit: z.enum(weightUnits).optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  /** e.g. `30 kg`: readings above are refused. */
  capacity: writtenWeight.optional(),
  /** The scale's display division e, e.g. `0.005 kg`. */
  division: writtenWeight.optional(),
  /** The scale is set to send by itself (continuous output): it is asked for nothing. */
  listenOnly: z.boolean().optional(),
  /**
   * Which platform of its indicator this is (Dini Argeo), or its number on the line (CAS): scales that share one line
   * are told apart by it.
   */
  platform: z.number().int().min(0).max(99).optional(),
  /** The scale whose platform this one shows too: parcels are weighed there only while both show the same. */
  secondIndicatorOf: shortText.optional(),
  /** When somebody calibrated or verified it last, `2026-03-31`, and how often that is due. */
  calibrated: isoDate.optional(),
  calibrateEveryMonths: z.number().int().min(1).max(120).optional(),
});

/** Text with `\r`, `\n`, `\t`, `\\` and `\xNN` for control characters. */
const escapedText = z
  .string()
  .max(64)
  .regex(/^(?:[^\\]|\\(?:[rnt\\]|x[0-9A-Fa-f]{2}))*$/, hint('escapes'));

const scannerOptions = z.strictObject({
  prefix: escapedText.optional(),
  suffix: escapedText.optional(),
  /** The scanner sends AIM identifiers (`]E0`). */
  aim: z.boolean().optional(),
  /** Report layout of a HID POS scanner; chosen by the data when absent. */
  layout: z.enum(['A', 'B', 'C', 'microscan']).optional(),
});

const printerOptions = z.strictObject({
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).optional(),
  /** Label stock that is loaded. */
  labelWidthMm: z.number().int().min(10).max(300).optional(),
  labelHeightMm: z.number().int().min(10).max(600).optional(),
  /** It can't answer (a one-way cable, a clone): a label counts as printed only once it was scanned. */
  oneWay: z.boolean().optional(),
  /** Percent of the hottest; absent: as the printer is set. */
  darkness: z.number().int().min(0).max(100).optional(),
  /** Inches a second. */
  speed: z.number().int().min(1).max(14).optional(),
  /** What happens at the end of a label. */
  finish: z.enum(['tear', 'peel', 'cut']).optional(),
});

const powerPattern = /^(\d{1,2})(?:\.(\d{1,2}))? ?dBm$/;

/** Reads a radio power as people write it, `27.5 dBm`, in hundredths of a dBm. `null` when it is none. */
export const parseWrittenPower = (text: string): number | null => {
  const match = powerPattern.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = ''] = match;
  const centiDbm = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return centiDbm <= 4000 ? centiDbm : null;
};

/** As `parseWrittenPower` reads it. */
export const writePower = (centiDbm: number): string => {
  const decimals = String(centiDbm % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.trunc(centiDbm / 100)}${decimals === '' ? '' : `.${decimals}`} dBm`;
};

/** How a reader looks for tags where nobody says otherwise. */
const rfidOptions = z.strictObject({
  /** Absent: all. */
  antennas: z.array(z.number().int().min(1).max(16)).max(16).optional(),
  /** e.g. `27.5 dBm`. Absent: the reader's own. */
  power: z
    .string()
    .refine((text) => parseWrittenPower(text) !== null, { message: hint('written-power') })
    .optional(),
  session: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
  target: z.enum(inventoryTargets).optional(),
  /** Ask for chip numbers too, which slows most readers down. */
  tid: z.boolean().optional(),
  /** How many tags to expect at once. */
  population: z.number().int().min(1).max(65_535).optional(),
  /** Gen2 slots to begin with, as a power of two. */
  q: z.number().int().min(0).max(15).optional(),
  /** The country's radio rules, for modules that forget them with their power: `eu`, `us`, … */
  region: z.enum(radioRegions).optional(),
});

const common = {
  /** Short name in lower case that the journal keeps; renaming a device changes `name`, never this. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, hint('device-id')),
  name: z.string().trim().min(1).max(60),
  protocol: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, hint('device-id')),
  transport: transportConfigSchema,
  /** A device of the virtual bench: used with demo data only, and everything it says is marked. */
  simulated: z.boolean().optional(),
  /** Kept in the file but not opened. */
  disabled: z.boolean().optional(),
};

const transportsOfKind = {
  scale: ['serial', 'tcp', 'hid'],
  scanner: ['serial', 'tcp', 'hid', 'wedge'],
  printer: ['serial', 'tcp', 'usb', 'lp', 'spooler'],
  rfid: ['serial', 'tcp'],
} as const satisfies Record<string, readonly TransportType[]>;

const anyDevice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scale'), ...common, options: scaleOptions.optional() }),
  z.strictObject({ kind: z.literal('scanner'), ...common, options: scannerOptions.optional() }),
  z.strictObject({ kind: z.literal('printer'), ...common, options: printerOptions.optional() }),
  z.strictObject({ kind: z.literal('rfid'), ...common, options: rfidOptions.optional() }),
]);

export const deviceConfigSchema = anyDevice.refine(
  (device) => (transportsOfKind[device.kind] as readonly TransportType[]).includes(device.transport.type),
  { message: hint('way-of-kind'), path: ['transport', 'type'] },
);
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;
export type DeviceConfigOf<K extends DeviceConfig['kind']> = Extract<DeviceConfig, { kind: K }>;

/** All devices of a station: ids differ, and there is one keyboard wedge at most (two could not be told apart). */
export const deviceListSchema = z
  .array(deviceConfigSchema)
  .max(100)
  .superRefine((devices, context) => {
    const seen = new Set<string>();
    let wedges = 0;
    devices.forEach((device, index) => {
      if (seen.has(device.id)) {
        context.addIssue(rule('id-twice', { value: device.id }, [index, 'id']));
      }
      seen.add(device.id);
      if (device.transport.type === 'wedge' && device.disabled !== true) wedges += 1;
      if (device.transport.type === 'wedge' && device.disabled !== true && wedges > 1) {
        context.addIssue(rule('one-wedge', {}, [index, 'transport']));
      }
    });
  });
