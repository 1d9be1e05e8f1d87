import { z } from 'zod';
import { isGln } from '../barcode/check-digit';
import { countryCodes } from '../countries';
import { deviceListSchema, type DeviceConfig } from '../device-config';
import { dispositions } from '../features/stock/move-view';
import { sounds } from '../loudness';
import { applicatorListSchema, checkApplicators } from './applicator-config';
import { hint, rule } from './config-error';
import { nearest } from './nearest';

const text = (max: number) => z.string().trim().min(1).max(max);

/** Stands in file names, in the record and on labels. */
const shortName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, hint('short-name'));

const knownZones = new Set<string>();

const isTimeZone = (zone: string): boolean => {
  if (knownZones.has(zone)) return true;
  try {
    // Offsets such as +01:00 know no summer time, and old versions refuse them.
    if (!/^[A-Za-z]/.test(zone) || new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) === '') return false;
    knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
};

const timeZone = z.string().superRefine((zone, context) => {
  if (isTimeZone(zone)) return;
  context.addIssue(
    rule('unknown-time-zone', { value: zone, suggestion: nearest(zone, Intl.supportedValuesOf('timeZone')) }),
  );
});

const currency = z.string().superRefine((code, context) => {
  if (!Intl.supportedValuesOf('currency').includes(code)) context.addIssue(rule('unknown-currency', { value: code }));
});

const country = z.string().superRefine((code, context) => {
  if (!countryCodes.has(code)) context.addIssue(rule('unknown-country', { value: code }));
});

const shipFrom = z.strictObject({
  name: text(60),
  /** Street, postcode and town as they stand on a label, without the country. */
  lines: z.array(text(60)).min(1).max(5),
  country,
});

const cutOff = z.strictObject({
  service: text(60),
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, hint('time-of-day')),
});

const cutOffs = z
  .array(cutOff)
  .max(50)
  .superRefine((list, context) => {
    const seen = new Set<string>();
    list.forEach(({ service }, index) => {
      if (seen.has(service)) context.addIssue(rule('service-twice', { service }, [index, 'service']));
      seen.add(service);
    });
  });

/** Digits of an SSCC that are left for the serial: 17 without the check digit, less the extension and the prefix. */
export const ssccSerialDigits = (companyPrefix: string): number => 16 - companyPrefix.length;

const gs1 = z
  .strictObject({
    companyPrefix: z.string().regex(/^\d{4,12}$/, hint('company-prefix')),
    ssccRange: z.strictObject({
      extension: z.number().int().min(0).max(9),
      first: z.number().int().min(0),
      last: z.number().int().min(0),
    }),
  })
  .superRefine(({ companyPrefix, ssccRange: { first, last } }, context) => {
    const digits = ssccSerialDigits(companyPrefix);
    if (last >= 10 ** digits) {
      context.addIssue(rule('sscc-range-too-long', { digits, limit: 10 ** digits - 1 }, ['ssccRange', 'last']));
    }
    if (first > last) context.addIssue(rule('sscc-range-backwards', { first, last }, ['ssccRange', 'first']));
  });

/** Of the whole site, in the 13 digits that GS1 gave; bins are told as parts of it. */
const siteGln = z.string().superRefine((value, context) => {
  if (!isGln(value)) context.addIssue(rule('rule', { hint: 'gln' }));
});

const folder = text(400);

const backup = z.strictObject({
  folder: folder.default('backups'),
  everyMinutes: z.number().int().min(5).max(1440).default(60),
  keep: z.number().int().min(2).max(1000).default(48),
});

const allowed = z.strictObject({
  /** A quantity may be keyed in where the item allows it too. */
  keyedQuantity: z.boolean().default(true),
  /** With a supervisor's badge, PIN and reason, while a device is broken; always marked. */
  typedWeight: z.boolean().default(true),
  keyedBarcode: z.boolean().default(true),
});

const money = z.number().int().min(0).max(1_000_000_000);

/** In minor units of `currency`; whoever starts a count can only tighten them. */
const counts = z.strictObject({
  /** A difference up to this value is corrected without a supervisor's word. */
  toleranceMinor: money.default(0),
  /** Above this value a correction of the book needs a second person. */
  approvalMinor: money.default(10_000),
});

const disposition = z.enum(dispositions);

/** What comes back and is graded as new or opened; `hold`: it waits in quarantine until a supervisor releases it. */
const returns = z.strictObject({
  asNew: disposition.default('available'),
  opened: disposition.default('hold'),
  /** Where the goods of an owner go by another rule, by the owner's name. */
  owners: z
    .record(
      z.string().min(1).max(60),
      z.strictObject({ asNew: disposition.optional(), opened: disposition.optional() }),
    )
    .default({}),
});

const fields = z.strictObject({
  site: shortName,
  station: shortName,
  shipFrom,
  timeZone,
  language: z.enum(['en', 'de', 'es']).default('en'),
  look: z.enum(['light', 'dark', 'contrast']).default('light'),
  /** Of what scans and keys are answered with. */
  sound: z.enum(sounds).default('loud'),
  units: z.enum(['metric', 'imperial']).default('metric'),
  currency: currency.default('EUR'),
  cutOffs: cutOffs.default([]),
  gs1: gs1.optional(),
  siteGln: siteGln.optional(),
  /** Ids of devices. Absent: the only printer there is. */
  labelPrinter: z.string().optional(),
  /** Printers that labels go to, in this order, while the label printer can't print. */
  spareLabelPrinters: z.array(z.string()).max(10).default([]),
  /** The scale that parcels are weighed on. Absent: the first one that is no second indicator. */
  scale: z.string().optional(),
  slipPrinter: z.string().optional(),
  /** A printer of the operating system, by its name there. */
  slipSystemPrinter: text(200).optional(),
  importFolder: folder.default('import'),
  exportFolder: folder.default('export'),
  backup: backup.prefault({}),
  /** 0: never. */
  autoLockMinutes: z
    .number()
    .min(0)
    .max(480)
    .refine((minutes) => Number.isInteger(minutes) || minutes === 0.5, {
      params: { code: 'wrong-type', wanted: 'integer', found: 'number' },
    })
    .default(10),
  /** Copies of one label that an operator may print without a supervisor. */
  reprintLimit: z.number().int().min(0).max(20).default(2),
  /** An operator may print the last so many labels again; older ones, and with 0 any, only a supervisor. */
  reprintLast: z.number().int().min(0).max(1000).default(20),
  /** Who saved a label's version may not approve it. */
  labelFourEyes: z.boolean().default(false),
  counts: counts.prefault({}),
  returns: returns.prefault({}),
  allowed: allowed.prefault({}),
  devices: deviceListSchema.default([]),
  /** Print-and-apply lines: their parcels get their labels there, not at the bench. */
  applicators: applicatorListSchema.default([]),
});
type Fields = z.output<typeof fields>;

type Printer = Extract<DeviceConfig, { kind: 'printer' }>;

/** The printer with this id; told at `path` when there is none. */
const findPrinter = (
  config: Fields,
  id: string,
  path: readonly (string | number)[],
  context: z.RefinementCtx,
): Printer | null => {
  const device = config.devices.find((each) => each.id === id);
  if (device?.kind === 'printer') return device;
  const printers = config.devices.filter(({ kind }) => kind === 'printer').map((each) => each.id);
  context.addIssue(
    device === undefined
      ? rule('unknown-device', { value: id, suggestion: nearest(id, printers) }, path)
      : rule('not-a-printer', { value: id }, path),
  );
  return null;
};

/** What a label was made for: a spare of another kind would cut it off or print it too small. */
const stockOf = ({ protocol, options = {} }: Printer) =>
  [protocol, options.dpi, options.labelWidthMm, options.labelHeightMm].join(' ');

const checkSpares = (config: Fields, label: Printer | null, context: z.RefinementCtx): void => {
  config.spareLabelPrinters.forEach((id, index) => {
    const path = ['spareLabelPrinters', index];
    const spare = findPrinter(config, id, path, context);
    if (config.labelPrinter === undefined) context.addIssue(rule('spare-of-nothing', {}, path));
    else if (id === config.labelPrinter || config.spareLabelPrinters.indexOf(id) < index)
      context.addIssue(rule('spare-twice', { value: id }, path));
    else if (spare !== null && label !== null && stockOf(spare) !== stockOf(label))
      context.addIssue(rule('spare-differs', { value: id, other: label.id }, path));
  });
};

const checkPrinters = (config: Fields, context: z.RefinementCtx): void => {
  const { labelPrinter, slipPrinter, slipSystemPrinter } = config;
  const label = labelPrinter === undefined ? null : findPrinter(config, labelPrinter, ['labelPrinter'], context);
  checkSpares(config, label, context);
  if (slipPrinter !== undefined) findPrinter(config, slipPrinter, ['slipPrinter'], context);
  if (slipPrinter !== undefined && slipSystemPrinter !== undefined)
    context.addIssue(rule('two-slip-printers', {}, ['slipSystemPrinter']));
};

const findScale = (config: Fields, id: string, path: readonly (string | number)[], context: z.RefinementCtx): void => {
  const device = config.devices.find((each) => each.id === id);
  const scales = config.devices.filter(({ kind }) => kind === 'scale').map((each) => each.id);
  if (device === undefined)
    context.addIssue(rule('unknown-device', { value: id, suggestion: nearest(id, scales) }, path));
  else if (device.kind !== 'scale') context.addIssue(rule('not-a-scale', { value: id, kind: device.kind }, path));
  else if (device.options?.secondIndicatorOf !== undefined)
    context.addIssue(rule('second-of-second', { value: id }, path));
};

/** A second indicator observes one scale, and that one no other; one weighing scale has one second at most. */
const checkScales = (config: Fields, context: z.RefinementCtx): void => {
  if (config.scale !== undefined) findScale(config, config.scale, ['scale'], context);
  const seen = new Set<string>();
  config.devices.forEach((device, index) => {
    const of = device.kind === 'scale' ? device.options?.secondIndicatorOf : undefined;
    if (of === undefined) return;
    const path = ['devices', index, 'options', 'secondIndicatorOf'];
    if (seen.has(of)) context.addIssue(rule('second-twice', { value: of }, path));
    seen.add(of);
    findScale(config, of, path, context);
  });
};

const sameFolder = (a: string, b: string): boolean => {
  const plain = (path: string): string =>
    path
      .replaceAll('\\', '/')
      .replace(/^(?:\.\/)+|\/+$/g, '')
      .toLowerCase();
  return plain(a) === plain(b);
};

const checkFolders = (
  { importFolder, exportFolder, backup: { folder: backups } }: Fields,
  context: z.RefinementCtx,
) => {
  if (sameFolder(importFolder, exportFolder))
    context.addIssue(rule('same-folder', { other: 'importFolder' }, ['exportFolder']));
  for (const [other, path] of [
    ['importFolder', importFolder],
    ['exportFolder', exportFolder],
  ] as const) {
    if (sameFolder(path, backups)) context.addIssue(rule('same-folder', { other }, ['backup', 'folder']));
  }
};

/** What `station.yaml` may say. Its reference for people is `docs/station-yaml.md`. */
export const stationConfigSchema = fields.superRefine((config, context) => {
  checkPrinters(config, context);
  checkScales(config, context);
  checkFolders(config, context);
  checkApplicators(config, context);
});

export type StationConfig = z.output<typeof stationConfigSchema>;
export type WrittenStationConfig = z.input<typeof stationConfigSchema>;

/** The printer that gets the labels: the one that is named, or the only one that there is; `null` if that is unclear. */
export const labelPrinterOf = ({ labelPrinter, devices, applicators }: StationConfig): Printer | null => {
  const printers = devices
    .filter((device) => device.kind === 'printer')
    .filter(({ id, disabled }) => disabled !== true && applicators.every(({ printer }) => printer !== id));
  const named = printers.find(({ id }) => id === labelPrinter);
  if (named !== undefined || labelPrinter !== undefined) return named ?? null;
  return printers.length === 1 ? (printers[0] ?? null) : null;
};

/** The printers that stand in for one another, the usual one first; empty where there is no spare. */
export const labelPoolOf = ({ labelPrinter, spareLabelPrinters, devices }: StationConfig): readonly string[] => {
  const usable = (id: string): boolean => devices.some((each) => each.id === id && each.disabled !== true);
  const pool = labelPrinter === undefined ? [] : [labelPrinter, ...spareLabelPrinters].filter(usable);
  return pool.length > 1 ? pool : [];
};

/** What holds when there is no usable file at all: the app opens, and nothing leaves it. */
export const safeStationConfig: StationConfig = {
  site: 'site',
  station: 'station',
  shipFrom: { name: '-', lines: ['-'], country: 'US' },
  timeZone: 'UTC',
  language: 'en',
  look: 'light',
  sound: 'loud',
  units: 'metric',
  currency: 'EUR',
  cutOffs: [],
  spareLabelPrinters: [],
  importFolder: 'import',
  exportFolder: 'export',
  backup: { folder: 'backups', everyMinutes: 60, keep: 48 },
  autoLockMinutes: 10,
  reprintLimit: 2,
  reprintLast: 20,
  labelFourEyes: false,
  counts: { toleranceMinor: 0, approvalMinor: 10_000 },
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  allowed: { keyedQuantity: true, typedWeight: true, keyedBarcode: true },
  devices: [],
  applicators: [],
};
