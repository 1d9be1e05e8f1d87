import { z } from 'zod';
import { rfidCommand } from './rfid-commands';

/**
 * What the virtual bench says to a simulated device and what the device tells back, in one place. The messages travel
 * as process messages or as JSON lines over a loopback socket; both sides check them with these schemas.
 * The device's own bytes never travel here: those go over its TCP port or pty, as on a real bench.
 */

const milliseconds = z.number().int().min(0).max(600_000);
const milligrams = z.number().int().min(-1_000_000_000).max(1_000_000_000);
/** A barcode as a scanner may send it: any Latin-1 character, GS included. */
const barcodeText = z.string().min(1).max(8192);
const aimIdentifier = z
  .string()
  .regex(/^[A-Za-z][0-9A-Za-z]$/)
  .nullable();

export const simulatorKinds = ['scale', 'scanner', 'printer', 'rfid'] as const;
export type SimulatorKind = (typeof simulatorKinds)[number];

const place = {
  /** 0 lets the system choose; the `listening` event tells which. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Path of a pty to offer through socat (Linux); `null` for none. */
  ptyLink: z.string().min(1).nullable().default(null),
  /** Port of a loopback socket for JSON-line control beside the parent's messages; 0 chooses, `null` for none. */
  controlPort: z.number().int().min(0).max(65_535).nullable().default(null),
};

const scaleOptions = z.strictObject({
  kind: z.literal('scale'),
  ...place,
  /** Id of a scale protocol; see `scale-from-protocol.ts`. */
  dialect: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('mt-sics'),
  unit: z.enum(['g', 'kg', 'lb', 'oz']).default('kg'),
  decimals: z.number().int().min(0).max(4).default(3),
  /** The display counts in steps of 1, 2 or 5 of its last digit. */
  step: z.union([z.literal(1), z.literal(2), z.literal(5)]).default(1),
  capacityMg: milligrams.positive().default(30_000_000),
  /** How long a new load takes to come to rest. */
  settleMs: milliseconds.default(600),
  /** Half width of the noise on each reading at rest. */
  spreadMg: milligrams.nonnegative().default(0),
  seed: z.number().int().default(1),
});

const scannerOptions = z.strictObject({
  kind: z.literal('scanner'),
  ...place,
  prefix: z.string().max(16).default(''),
  suffix: z.string().max(16).default('\r'),
  /** Sends the AIM identifier (`]E0`) before the data. */
  aim: z.boolean().default(true),
});

const printerOptions = z.strictObject({
  kind: z.literal('printer'),
  ...place,
  model: z.string().min(1).max(40).default('ZD421-203dpi'),
  serial: z.string().min(1).max(40).default('SIM000001'),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).default(203),
  /** Labels ever printed before this start. */
  odometer: z.number().int().min(0).max(99_999_999).default(0),
  /** Time that one label takes. */
  labelMs: milliseconds.default(150),
  /** Labels on the roll; `null` for one that does not end. */
  labelsOnRoll: z.number().int().min(0).max(100_000).nullable().default(null),
  /** Peel-off: the next label waits until this one is taken. */
  peel: z.boolean().default(false),
  /** With a ribbon, which can end; a direct thermal printer has none. */
  thermalTransfer: z.boolean().default(true),
  /** Formats that fit its buffer. */
  bufferFormats: z.number().int().min(1).max(999).default(100),
  /** Of another make: answers `~HS` and knows no other question. */
  clone: z.boolean().default(false),
  /** Encodes the tags in its labels. */
  rfid: z.boolean().default(false),
});

const rfidOptions = z.strictObject({
  kind: z.literal('rfid'),
  ...place,
  antennas: z.number().int().min(1).max(16).default(2),
  /** Time between two signs of life until a station sets another. */
  keepaliveMs: milliseconds.min(50).default(5000),
  /** Time between two inventory rounds while a ROSpec runs. */
  roundMs: milliseconds.min(10).default(200),
  /** Highest LLRP version. */
  version: z.enum(['1.0.1', '1.1']).default('1.0.1'),
  /** Says that it was made by Impinj, and knows some of their extensions. */
  impinj: z.boolean().default(false),
  /** Can be told which inventoried state to ask. */
  stateAware: z.boolean().default(false),
  /** The reader's clock minus this machine's. */
  clockAheadMs: z.number().int().min(-1e12).max(1e12).default(0),
  /** Tag reports kept while no station is connected; 0 stops reading with the connection. */
  keptReports: z.number().int().min(0).max(100_000).default(0),
  /** Somebody's setting: events and reports are held back until a station enables them. */
  hold: z.boolean().default(false),
  seed: z.number().int().default(1),
});

export const simulatorOptionsSchema = z.discriminatedUnion('kind', [
  scaleOptions,
  scannerOptions,
  printerOptions,
  rfidOptions,
]);
/** As handed in: everything but `kind` has a default. */
export type SimulatorOptionsInput = z.input<typeof simulatorOptionsSchema>;
export type SimulatorOptions = z.infer<typeof simulatorOptionsSchema>;
export type SimulatorOptionsOf<K extends SimulatorKind> = Extract<SimulatorOptions, { kind: K }>;

/** The cable, of whatever device. Unplugged, every connection is cut and new ones are refused. */
const cableCommand = z.strictObject({ kind: z.enum(simulatorKinds), op: z.enum(['unplug', 'plug']) });
export type CableCommand = z.infer<typeof cableCommand>;

const scaleCommand = z.discriminatedUnion('op', [
  z.strictObject({
    kind: z.literal('scale') /** `state` is answered with a `value`: how the device stands. */,
    op: z.enum(['state', 'remove', 'zero', 'tare']),
  }),
  z.strictObject({ kind: z.literal('scale'), op: z.literal('put'), weightMg: milligrams }),
  /**
   * `normal` again; `overload` and `under` as the display shows them; `motion` never settles; `mute` answers nothing;
   * `slow` one byte a second; `garbage` mixes stray bytes between the answers; `fault` is a broken load cell.
   */
  z.strictObject({
    kind: z.literal('scale'),
    op: z.literal('behave'),
    as: z.enum(['normal', 'overload', 'under', 'motion', 'mute', 'slow', 'garbage', 'fault']),
  }),
  z.strictObject({ kind: z.literal('scale'), op: z.literal('noise'), spreadMg: milligrams.nonnegative() }),
  /** Somebody turned the unit on the scale itself. */
  z.strictObject({ kind: z.literal('scale'), op: z.literal('unit'), unit: z.enum(['g', 'kg', 'lb', 'oz']) }),
]);

const scannerCommand = z.discriminatedUnion('op', [
  z.strictObject({ kind: z.literal('scanner'), op: z.literal('state') }),
  z.strictObject({
    kind: z.literal('scanner'),
    op: z.literal('scan'),
    data: barcodeText,
    aim: aimIdentifier.default(null),
  }),
  z.strictObject({
    kind: z.literal('scanner'),
    op: z.literal('burst'),
    codes: z.array(z.strictObject({ data: barcodeText, aim: aimIdentifier.default(null) })).max(10_000),
    /** Time between two codes; 0 sends them in one go. */
    intervalMs: milliseconds.default(0),
  }),
  /** Raw bytes as hex: broken frames for tests. */
  z.strictObject({
    kind: z.literal('scanner'),
    op: z.literal('bytes'),
    hex: z.string().regex(/^(?:[0-9A-Fa-f]{2})+$/),
  }),
]);

const printerCommand = z.discriminatedUnion('op', [
  z.strictObject({
    kind: z.literal('printer'),
    op: z.enum([
      'state',
      'load-paper',
      'ribbon-out',
      'load-ribbon',
      'open-head',
      'close-head',
      'pause',
      'resume',
      'take-labels',
      'mute',
      /** `~HS` alone stays without an answer. */
      'mute-host-status',
      'unmute',
      'power-cycle',
    ]),
  }),
  /** Error bits of `~HQES` beyond paper, ribbon, head and pause, such as 8 for the cutter; 0 takes them back. */
  z.strictObject({
    kind: z.literal('printer'),
    op: z.literal('fault'),
    bits: z.number().int().min(0).max(0x7fff_ffff),
  }),
  /** The tags of the next labels can't be written. */
  z.strictObject({
    kind: z.literal('printer'),
    op: z.literal('tags-fail'),
    count: z.number().int().min(0).max(1000),
  }),
  /** What is read back from a tag: what was written, nothing, or something else. */
  z.strictObject({ kind: z.literal('printer'), op: z.literal('read-back'), as: z.enum(['right', 'none', 'wrong']) }),
  /** Answers every question so much later. */
  z.strictObject({ kind: z.literal('printer'), op: z.literal('answer-after'), ms: milliseconds }),
  /** Out of paper now, or after so many more labels. */
  z.strictObject({
    kind: z.literal('printer'),
    op: z.literal('paper-out'),
    afterLabels: z.number().int().min(0).max(100_000).default(0),
  }),
]);

const deviceCommand = z.union([scaleCommand, scannerCommand, printerCommand, rfidCommand]);
export const simulatorCommandSchema = z.union([deviceCommand, cableCommand]);
export type SimulatorCommand = z.infer<typeof simulatorCommandSchema>;
/** As handed in: what has a default may be left out. */
export type SimulatorCommandInput = z.input<typeof simulatorCommandSchema>;
/** What a device of this kind does; the cable is handled around it. */
export type SimulatorCommandOf<K extends SimulatorKind> = Extract<z.infer<typeof deviceCommand>, { kind: K }>;

/** One command with the number that its answer carries back. */
export const simulatorRequestSchema = z.strictObject({
  request: z.number().int().nonnegative(),
  command: simulatorCommandSchema,
});
export type SimulatorRequest = z.infer<typeof simulatorRequestSchema>;

const commonEvents = [
  z.strictObject({
    event: z.literal('listening'),
    port: z.number().int(),
    ptyLink: z.string().nullable(),
    controlPort: z.number().int().nullable(),
  }),
  /** Could not start or had to stop; `code` is a kebab-case word. */
  z.strictObject({ event: z.literal('failed'), code: z.string(), text: z.string() }),
  z.strictObject({
    event: z.literal('answer'),
    request: z.number().int(),
    ok: z.boolean(),
    /** Why it was refused, when `ok` is false. */
    code: z.string().nullable(),
    /** For `state`: what the device is doing; otherwise `null`. */
    value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  }),
  z.strictObject({ event: z.literal('plugged'), plugged: z.boolean() }),
  /** How many stations hold a connection to the device's own port now. */
  z.strictObject({ event: z.literal('connections'), count: z.number().int() }),
] as const;

export const simulatorEventSchema = z.discriminatedUnion('event', [
  ...commonEvents,
  /** What the scale's own display shows now; told when it changes. */
  z.strictObject({
    event: z.literal('scale-shows'),
    text: z.string(),
    unit: z.string(),
    state: z.enum(['stable', 'motion', 'zero', 'under', 'over', 'fault']),
    net: z.boolean(),
  }),
  z.strictObject({ event: z.literal('code-sent'), data: z.string(), connections: z.number().int() }),
  /** One physical label left the printer. `complete` is false for one that the end of the paper cut short. */
  z.strictObject({
    event: z.literal('label-printed'),
    zpl: z.string(),
    complete: z.boolean(),
    /** Labels ever printed, this one included. */
    odometer: z.number().int(),
  }),
  /** A label whose tag could not be written, printed over. */
  z.strictObject({ event: z.literal('label-void'), odometer: z.number().int() }),
  z.strictObject({ event: z.literal('odometer'), odometer: z.number().int() }),
  /** What the printer's lights say. */
  z.strictObject({
    event: z.literal('printer-shows'),
    paperOut: z.boolean(),
    ribbonOut: z.boolean(),
    headOpen: z.boolean(),
    paused: z.boolean(),
    labelWaiting: z.boolean(),
    formatsWaiting: z.number().int(),
  }),
  z.strictObject({ event: z.literal('tags-reported'), count: z.number().int() }),
]);
export type SimulatorEvent = z.infer<typeof simulatorEventSchema>;
