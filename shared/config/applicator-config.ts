import { z } from 'zod';
import type { DeviceConfig } from '../device-config';
import { hint, rule } from './config-error';
import { nearest } from './nearest';

const deviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, hint('device-id'));
const seconds = z.number().int().min(1).max(600);

/** A place on a conveyor where labels are printed, applied and read again. */
export const applicatorSchema = z.strictObject({
  /** Never changes: the record knows the line by it. */
  id: deviceId,
  name: z.string().trim().min(1).max(60),
  printer: deviceId,
  /** The fixed scanner that reads what comes. */
  infeed: deviceId,
  /** The fixed scanner that reads the label once it is on. Absent: labels are read by hand. */
  verify: deviceId.optional(),
  /** Boxes that are packed at this station get their labels here, and not at the bench. */
  parcels: z.boolean().default(true),
  /** Label of goods and units that are none of our boxes, by the id of its template. Absent: they get none. */
  template: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, hint('device-id'))
    .optional(),
  /** How many items may be between the printer and the verifying scanner. */
  zone: z.number().int().min(1).max(20).default(1),
  /** How long a label may take to come out, to be taken, and to be read on the item. */
  printSeconds: seconds.default(20),
  takeSeconds: seconds.default(30),
  verifySeconds: seconds.default(30),
  /** What the scanners send when they could read nothing. */
  noRead: z.string().min(1).max(40).default('NOREAD'),
});

export const applicatorListSchema = z.array(applicatorSchema).max(10);
export type ApplicatorConfig = z.output<typeof applicatorSchema>;

interface Settings {
  readonly applicators: readonly ApplicatorConfig[];
  readonly devices: readonly DeviceConfig[];
  readonly labelPrinter?: string | undefined;
  readonly spareLabelPrinters: readonly string[];
  readonly slipPrinter?: string | undefined;
}

const kinds = { printer: 'printer', infeed: 'scanner', verify: 'scanner' } as const;
type Part = keyof typeof kinds;

/** What other settings print on a printer: a stray label on the line would end up on somebody's box. */
const printsElsewhere = ({ labelPrinter, spareLabelPrinters, slipPrinter }: Settings): ReadonlySet<string> =>
  new Set([labelPrinter, slipPrinter, ...spareLabelPrinters].filter((each) => each !== undefined));

const partFault = (config: Settings, part: Part, id: string): ReturnType<typeof rule> | null => {
  const device = config.devices.find((each) => each.id === id);
  const fitting = config.devices.filter(({ kind }) => kind === kinds[part]).map((each) => each.id);
  if (device === undefined) return rule('unknown-device', { value: id, suggestion: nearest(id, fitting) });
  if (device.kind !== kinds[part]) return rule(part === 'printer' ? 'not-a-printer' : 'not-a-scanner', { value: id });
  if (part === 'printer' && device.protocol !== 'zpl') return rule('applicator-language', { value: id });
  // Whoever types at this station would type into the line.
  if (device.transport.type === 'wedge') return rule('applicator-wedge', { value: id });
  return part === 'printer' && printsElsewhere(config).has(id) ? rule('applicator-shared', { value: id }) : null;
};

/** A line's devices are there, of the right kind, and its own alone. */
export const checkApplicators = (config: Settings, context: z.RefinementCtx): void => {
  const used = new Set<string>();
  const names = new Set<string>();
  config.applicators.forEach((applicator, index) => {
    if (names.has(applicator.id))
      context.addIssue(rule('id-twice', { value: applicator.id }, ['applicators', index, 'id']));
    names.add(applicator.id);
    for (const part of ['printer', 'infeed', 'verify'] as const) {
      const id = applicator[part];
      if (id === undefined) continue;
      const fault = partFault(config, part, id) ?? (used.has(id) ? rule('applicator-twice', { value: id }) : null);
      if (fault !== null) context.addIssue({ ...fault, path: ['applicators', index, part] });
      used.add(id);
    }
  });
};
