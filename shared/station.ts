import { z } from 'zod';
import { benchActSchema, type BenchView } from './bench';
import { applicatorSchema, type ApplicatorConfig } from './config/applicator-config';
import type { ConfigError } from './config/config-error';
import { transportConfigSchema, type DeviceConfig, type SerialOverrides } from './device-config';
import type { DeviceHealth, DeviceTestView, Found, ProtocolView } from './device-page';
import { scaleCommands, type DeviceStatus, type ScaleReading, type ScaleView } from './devices';
import type { CheckpointRow } from './features/checkpoints/queries';
import { sliceWish } from './features/checkpoints/slice';
import { labelCopies, labelSources, rowsWish } from './features/labels/rows';
import type { LabelScan } from './features/labels/scan';
import type { CountLive } from './features/counts/count-live';
import type { TagFilePreview } from './features/counts/tag-file';
import type { Feedback } from './features/packing/view';
import { correction, reasonCodes } from './features/stock/commands';
import type { StockKitView } from './features/stock/kit-view';
import { moveActs, returnConditions, type StockMoveView } from './features/stock/move-view';
import type { Traced } from './features/trace/traced';
import { roles, type Role } from './feature';
import type { DraftView } from './label-draft';
import { recordSchema } from './labels/description/description';
import type { ImageElement } from './labels/description/elements';
import type { LabelRecord } from './labels/description/values';
import type { LabelWarning } from './labels/page/warnings';
import { sounds, type Sound } from './loudness';
import type { Failure } from './result';
import type { ScannerTestView, TestCodePicture } from './scanner-test';
import type { ReaderRefusal, TagList } from './tag-list';
import { inventorySettingsSchema, type InventorySettings } from './tag-reads';
import type { TourView } from './tour';
import type { WireMeaning } from './wire-meaning';

/** Someone who may sign in, as the sign-in screen shows them. */
export interface PersonView {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
}

export type SessionView =
  | { readonly state: 'first-person' }
  | { readonly state: 'signed-out'; readonly people: readonly PersonView[] }
  | { readonly state: 'locked'; readonly person: PersonView; readonly people: readonly PersonView[] }
  | { readonly state: 'signed-in'; readonly person: PersonView; readonly since: number };

/** A supervisor is being asked: the badge is scanned (or typed, and then marked), the PIN is typed. */
export interface OverrideView {
  readonly action: OverrideAction;
  /** The order that is taken from somebody; `null` for what concerns the open one. */
  readonly order: string | null;
  readonly minRole: Role;
  readonly badge: { readonly name: string } | null;
  readonly failure: Failure | null;
  readonly reasons: readonly string[];
}

export const overrideActions = [
  'weight',
  'typed-weight',
  'keyed-scan',
  'reprint',
  'take-over',
  'other-printer',
  'teach-barcode',
  'restored-order',
  'count-approval',
  'stock-correction',
  'stock-file',
] as const;
export type OverrideAction = (typeof overrideActions)[number];

/** What a printer is for: the usual one for labels, one that stands in for it, or neither. */
export const labelRoles = ['label', 'spare', 'none'] as const;
export type LabelRole = (typeof labelRoles)[number];

export interface CaptureView {
  /** `off` while no weight is wanted. */
  readonly state:
    | 'off'
    | 'no-scale'
    /** The indicator of the weighing scale is switched to another platform. */
    | 'switched-away'
    | 'needs-zero'
    /** The scale shows net weights: the tare must go first. */
    | 'tared'
    | 'waiting'
    | 'settling'
    | 'captured'
    /** Two indicators of one platform show different weights, or the second shows none: nothing is weighed. */
    | 'indicators-differ'
    | 'indicator-silent';
  readonly second: SecondIndicator | null;
}

/** What a second indicator of the weighing scale's platform shows; `null`: nothing now. */
export interface SecondIndicator {
  readonly name: string;
  readonly text: string | null;
  readonly unit: string | null;
}

/** A folder that files come in from, and how it stands. */
export interface ImportFolderView {
  readonly folder: string;
  readonly state: 'watching' | 'missing' | 'unreadable';
  /** System code of what is wrong with it. */
  readonly reason: string | null;
  /** Files that stay where they are for now, with the reason. */
  readonly troubles: readonly { readonly name: string; readonly code: string }[];
}

/** A folder that parcels are written to, and how it stands. */
export interface ExportFolderView {
  readonly folder: string;
  /** `stuck`: it can't be written; what waits is written once it can. */
  readonly state: 'idle' | 'stuck';
  readonly reason: string | null;
  readonly waiting: number;
}

export interface Press {
  readonly key: 'yes' | 'no' | 'choose';
  /** Of the choice, from 1; 0 for the other keys. */
  readonly number: number;
}

export interface StoreView {
  readonly state: 'starting' | 'ready' | 'read-only' | 'disk-full' | 'restarting';
  readonly failure: Failure | null;
  /** What the last start had to do: `torn-tail-set-aside`, … */
  readonly notices: readonly Failure[];
  readonly head: { readonly n: number; readonly hash: string } | null;
  /** How far the record is read, while that takes long: after an update the tables are made anew. */
  readonly startedPercent: number | null;
}

/** Something that takes long, while it goes on. */
export interface Work {
  readonly task: 'verify' | 'backup' | 'restore' | 'export';
  readonly done: number;
  readonly total: number;
}

/** How the backups stand. */
export interface BackupView {
  readonly folder: string;
  /** When the newest checked one was made, UTC ISO; `null`: there is none, or it is not known yet. */
  readonly lastAt: string | null;
  /** Why the last try went wrong; `null` once one went well. */
  readonly failure: Failure | null;
  /** The folder lies on the disk that the record lies on. */
  readonly sameDisk: boolean;
}

/** A print-and-apply line, by the ids of its devices. */
export interface ApplicatorView {
  readonly id: string;
  readonly name: string;
  readonly printerId: string;
  readonly infeedId: string;
  readonly verifyId: string | null;
}

/** Everything that a window needs to draw itself, pushed whole on every change. */
export interface StationView {
  readonly mode: 'demo' | 'live';
  readonly developmentRuntime: boolean;
  readonly version: string;
  readonly dataDir: string;
  readonly site: string;
  readonly station: string;
  readonly language: 'en' | 'de' | 'es';
  readonly look: 'light' | 'dark' | 'contrast';
  readonly units: 'metric' | 'imperial';
  readonly timeZone: string;
  readonly currency: string;
  readonly session: SessionView;
  readonly devices: readonly DeviceStatus[];
  readonly override: OverrideView | null;
  /** Goods on their way from one bin to another; `null` while nobody moves any. */
  readonly stockMove: StockMoveView | null;
  /** Kits that are made; at most one of the two. */
  readonly stockKit: StockKitView | null;
  readonly capture: CaptureView;
  readonly store: StoreView;
  readonly backup: BackupView;
  /** What takes long and goes on now. */
  readonly work: Work | null;
  /** Faults of `station.yaml`: the last good settings stay in force. */
  readonly configErrors: readonly ConfigError[];
  readonly sound: Sound;
  /** Keyed for the next item scan; `null` for one. */
  readonly pendingQuantity: number | null;
  /** Prints that were never sent before the app stopped: they wait for a person's word. */
  readonly leftJobs: readonly string[];
  readonly labelPrinterId: string | null;
  /** The scale that parcels are weighed on. */
  readonly scaleId: string | null;
  readonly applicators: readonly ApplicatorView[];
  readonly folders: { readonly import: ImportFolderView; readonly export: ExportFolderView };
}

/** What a window shows before the station is there. */
export interface StartingView {
  readonly language: 'en' | 'de' | 'es';
  readonly look: 'light' | 'dark' | 'contrast';
  /** How far the record is read; `null` while that is not worth saying. */
  readonly percent: number | null;
}

/** A label that was not made although it was asked for; the others were. */
export interface LeftOut {
  readonly title: string;
  /** Its place among those asked for, from 1. */
  readonly row: number;
  /** A warning's code, or `lacking`: `field` has no value. */
  readonly why: string;
  readonly field?: string;
}

/** Labels that are being laid out and asked for. */
export interface LabelProgress {
  readonly batchId: string;
  readonly title: string;
  readonly made: number;
  readonly total: number;
}

type LabelImage = ImageElement['image'];

/** Push channels: main → window. */
export interface PushChannels {
  starting: StartingView;
  station: StationView;
  /** Latest-wins, at most 20 a second, and only when the figure changed. `null`: no scale, or its figure is stale. */
  scale: { readonly reading: ScaleReading | null; readonly stale: boolean };
  /** Tables that changed: queries that read them ask again. */
  changed: readonly string[];
  /** Occurrences: numbered, in order, none merged. */
  feedback: Feedback;
  trace: {
    readonly deviceId: string;
    readonly direction: 'in' | 'out';
    readonly hex: string;
    readonly meaning: WireMeaning;
    readonly at: number;
  };
  /** A command barcode that answers what the screen asks: yes, no, or one of its numbered choices. */
  press: Press;
  /** The station asks the window to show a route, e.g. after a scan. */
  navigate: { readonly to: string };
  /** `null`: no scanner is being tested. */
  scannerTest: ScannerTestView | null;
  /** `null`: nothing is being laid out. */
  labels: LabelProgress | null;
  /** What RFID readers see: the tags that changed since the last telling, at most ten times a second. */
  tags: TagList;
  /** What a scan on the page of traces may stand for. */
  traced: Traced;
  /** What a scan on the page of labels stands for. */
  labelScan: LabelScan;
  /** The count that is taken at this station; `null`: none. */
  count: CountLive | null;
  /** Demo data only: what stands on the virtual bench. */
  bench: BenchView;
  /** Demo data only: where the guided tour is. */
  tour: TourView | null;
}
export type PushChannel = keyof PushChannels;

export interface CallDefinition<Input extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly input: Input;
  /** Least role; `null`: nobody need be signed in. */
  readonly role: Role | null;
  readonly answer?: Answer;
}

const call =
  <Answer>() =>
  <Input extends z.ZodType>(input: Input, role: Role | null): CallDefinition<Input, Answer> => ({ input, role });

const none = z.object({}).strict();
const dpi = z.union([z.literal(203), z.literal(300), z.literal(600)]);
const id = z.string().min(1).max(100);
const pin = z.string().regex(/^\d{4,12}$/);
/** As it is typed from paper: what it must be is looked at where it is checked. */
const recoveryCode = z.string().min(1).max(60);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = (max: number) => z.string().trim().min(1).max(max);
const readers = z.object({ deviceIds: z.array(id).min(1).max(100) }).strict();

/** Verbs that a window may ask for. `unwanted`: a command barcode answered what nothing on the screen had asked. */
export const windowVerbs = ['weigh', 'print', 'zero', 'unwanted'] as const;

/** Calls that a window may make to the station itself; everything about orders and parcels is a command or a query. */
export const stationCalls = {
  'session.createFirst': call<PersonView>()(z.object({ name: text(80), pin }).strict(), null),
  'session.signIn': call<PersonView>()(z.object({ personId: id, pin }).strict(), null),
  'session.signOut': call<null>()(none, null),
  'session.lock': call<null>()(none, 'operator'),
  'session.chooseNewPin': call<PersonView>()(z.object({ personId: id, pin, newPin: pin }).strict(), null),
  /** A key or a touch: puts the auto-lock off. */
  'session.activity': call<null>()(none, null),
  'people.list': call<
    readonly (PersonView & {
      readonly active: boolean;
      readonly erased: boolean;
      readonly hasBadge: boolean;
      readonly hasPin: boolean;
      readonly pinMustChange: boolean;
      /** UTC ISO. */
      readonly lastSignedInAt: string | null;
    })[]
  >()(none, 'supervisor'),
  'people.add': call<PersonView>()(
    z
      .object({ name: text(80), role: z.enum(roles), pin, language: z.enum(['en', 'de', 'es']).nullable().optional() })
      .strict(),
    'supervisor',
  ),
  'people.change': call<null>()(
    z.object({ personId: id, name: text(80).optional(), role: z.enum(roles).optional() }).strict(),
    'supervisor',
  ),
  'people.resetPin': call<null>()(z.object({ personId: id, pin }).strict(), 'supervisor'),
  /** The next card that is scanned is this person's badge; answers when it was, or when nobody scanned one. */
  'people.scanBadge': call<null>()(z.object({ personId: id }).strict(), 'supervisor'),
  'people.stopScan': call<null>()(none, 'supervisor'),
  /** A new card. `file`: where the PDF lies until the app ends; `null` when the slip printer took it. */
  'people.makeBadge': call<{ readonly file: string | null; readonly printed: boolean | null }>()(
    z.object({ personId: id }).strict(),
    'supervisor',
  ),
  'people.takeBadge': call<null>()(z.object({ personId: id }).strict(), 'supervisor'),
  'people.deactivate': call<null>()(z.object({ personId: id }).strict(), 'supervisor'),
  /** The name goes for good; what the person did stays. */
  'people.erase': call<null>()(z.object({ personId: id }).strict(), 'it'),

  'view.setLook': call<null>()(z.object({ look: z.enum(['light', 'dark', 'contrast']) }).strict(), null),
  'view.setSound': call<null>()(z.object({ sound: z.enum(sounds) }).strict(), null),
  'view.setLanguage': call<null>()(z.object({ language: z.enum(['en', 'de', 'es']) }).strict(), null),

  /** A key or a button of the pack screen: the same verbs as the command barcodes. */
  'pack.verb': call<null>()(z.object({ verb: z.enum(windowVerbs) }).strict(), 'operator'),
  'pack.setQuantity': call<null>()(
    z.object({ quantity: z.number().int().min(1).max(9999).nullable() }).strict(),
    'operator',
  ),
  /** Typed code for an order on the start screen: opening an order is no device truth. */
  'pack.openOrder': call<null>()(z.object({ number: text(80) }).strict(), 'operator'),
  /** The picture chosen for an ambiguous barcode that was just scanned. */
  'pack.chooseItem': call<null>()(z.object({ scanSequence: z.number().int(), sku: id }).strict(), 'operator'),

  'override.begin': call<null>()(
    z
      .object({
        action: z.enum(overrideActions),
        parcelId: id.optional(),
        weightText: z.string().max(20).optional(),
        code: z.string().max(200).optional(),
        orderId: id.optional(),
        printerId: id.optional(),
        sku: id.optional(),
        countId: id.optional(),
        correction: correction.optional(),
        fileId: id.optional(),
        quantity: z.number().int().min(1).max(9999).optional(),
        /** The scan of the code that is taught: it counts once it is known. */
        scanSequence: z.number().int().optional(),
      })
      .strict(),
    'operator',
  ),
  'override.finish': call<null>()(
    z.object({ pin, reason: text(200), typedBadge: z.string().max(80).optional() }).strict(),
    'operator',
  ),
  'override.cancel': call<null>()(none, 'operator'),

  /** Scans are for the shelves from now on: a bin, its goods, another bin. */
  'stock.beginMove': call<null>()(z.object({ act: z.enum(moveActs) }).strict(), 'operator'),
  /** Scans are for kits from now on: the bin with the parts, the kit, the bin that it goes to. */
  'stock.beginKit': call<null>()(none, 'operator'),
  'stock.endMove': call<null>()(none, null),
  /** Typed for a broken scanner: a bin's code with its check digits, a SKU, a lot. */
  'stock.enterMove': call<null>()(z.object({ text: text(80) }).strict(), 'operator'),
  /** Why goods came back, before they are scanned. */
  'stock.setMoveReason': call<null>()(z.object({ reason: z.enum(reasonCodes) }).strict(), 'operator'),
  /** Whose the goods are that come in; `null`: our own. */
  'stock.setMoveOwner': call<null>()(z.object({ owner: text(60).nullable() }).strict(), 'operator'),
  /** How goods are that came back. */
  'stock.setMoveCondition': call<null>()(z.object({ condition: z.enum(returnConditions) }).strict(), 'operator'),
  'stock.setMoveQuantity': call<null>()(
    z.object({ quantity: z.number().int().min(1).max(10_000_000) }).strict(),
    'operator',
  ),
  /** What lay where at a moment, as a CSV file in the export folder. */
  'stock.export': call<{ readonly file: string; readonly rows: number }>()(
    z.object({ at: z.iso.datetime() }).strict(),
    'supervisor',
  ),
  /** YES: more lies there than the book has, there is no paper, or off they go. */
  'stock.confirmMove': call<null>()(none, 'operator'),

  /** Hand scanners are for this print-and-apply line from now on. */
  'applicator.open': call<null>()(z.object({ applicatorId: id }).strict(), 'operator'),
  'applicator.close': call<null>()(none, null),
  /** As they stand in `station.yaml`. */
  'applicator.configs': call<readonly ApplicatorConfig[]>()(none, 'it'),
  /** Checked by the settings' own schema, together with all else in the file. */
  'applicator.save': call<null>()(z.object({ applicator: applicatorSchema }).strict(), 'it'),
  'applicator.remove': call<null>()(z.object({ applicatorId: id }).strict(), 'it'),
  /** One more copy for the item that the line stopped over. */
  'applicator.reprint': call<null>()(
    z.object({ applicatorId: id, itemId: id, reason: text(200) }).strict(),
    'operator',
  ),

  'label.preview': call<{ readonly pngBase64: string; readonly notShown: readonly string[] }>()(
    z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }).strict(),
    'operator',
  ),
  /** A template as it stands in the designer, or one that is kept, with a record. Nothing is written. */
  'labels.preview': call<{ readonly pngBase64: string; readonly warnings: readonly LabelWarning[] }>()(
    z.object({ description: z.string().max(4_000_000), record: recordSchema, printerId: id.nullable() }).strict(),
    'operator',
  ),
  /** One label that somebody filled in, so many times. */
  'labels.print': call<{ readonly batchId: string; readonly made: number }>()(
    z
      .object({
        templateId: id,
        printerId: id,
        title: text(200),
        record: recordSchema,
        copies: z.number().int().min(1).max(1000),
      })
      .strict(),
    'operator',
  ),
  /** A CSV file whose rows become labels of a template; `labels.printFile` prints just these. */
  'labels.readFile': call<{
    readonly token: string;
    readonly records: readonly LabelRecord[];
    /** Fields of the template that no column is called. */
    readonly missing: readonly string[];
    /** Lines that are no row of a table: no label is made of them. */
    readonly unread: readonly number[];
  }>()(z.object({ name: text(200), contentBase64: z.string().max(7_000_000), templateId: id }).strict(), 'operator'),
  'labels.printFile': call<{ readonly batchId: string; readonly made: number }>()(
    z.object({ batchId: z.uuid(), token: id, printerId: id }).strict(),
    'operator',
  ),
  /** Labels of what the station knows; read anew, and refused where they are not what was seen. */
  'labels.printRows': call<{
    readonly batchId: string;
    readonly made: number;
    readonly leftOut: readonly LeftOut[];
  }>()(
    z
      .object({
        batchId: z.uuid(),
        templateId: id,
        version: z.number().int().positive(),
        printerId: id,
        title: text(200),
        rows: rowsWish,
        copies: labelCopies,
        /** What stood on the screen: so many rows, and so many labels where their number is that of the pieces. */
        expect: z.object({ rows: z.number().int().min(1), labels: z.number().int().min(1).nullable() }).strict(),
      })
      .strict(),
    'operator',
  ),
  /** The rest of a batch that was stopped, by a person or by the end of the app. */
  'labels.resume': call<{ readonly made: number; readonly leftOut: readonly LeftOut[] }>()(
    z.object({ batchId: id }).strict(),
    'operator',
  ),
  /** A copy of a label that was printed, marked as one; `intent`: asked twice, it is printed once. */
  'labels.reprint': call<{ readonly jobId: string; readonly copy: number }>()(
    z.object({ intent: z.uuid(), jobId: id, printerId: id, reason: text(200) }).strict(),
    'operator',
  ),
  /** Scans pick rows of this kind from now on; `null`: they are for others again. */
  'labels.scanFor': call<null>()(
    z.object({ source: z.enum([...labelSources, 'prints']).nullable() }).strict(),
    'operator',
  ),
  'labels.stop': call<null>()(none, 'operator'),
  /** A version of a template as one file, in the folder of papers. */
  'labels.export': call<{ readonly file: string }>()(
    z.object({ templateId: id, version: z.number().int().positive() }).strict(),
    'supervisor',
  ),
  /** What lies on the drawing board, so that it outlives the window; `null`: nothing is unsaved any more. */
  'labels.keepDraft': call<null>()(
    z
      .object({ templateId: z.string().regex(/^[a-z0-9-]{1,60}$/), description: z.string().max(4_000_000).nullable() })
      .strict(),
    'supervisor',
  ),
  'labels.drafts': call<readonly DraftView[]>()(none, 'supervisor'),
  /** A PNG as a picture of dots for a label, no larger than its room. */
  'labels.image': call<{ readonly widthMm: number; readonly heightMm: number; readonly image: LabelImage }>()(
    z
      .object({
        contentBase64: z.string().max(7_000_000),
        mostWidthMm: z.number().min(1).max(250),
        mostHeightMm: z.number().min(1).max(600),
        dpi,
        tone: z.enum(['drawing', 'photo']),
      })
      .strict(),
    'supervisor',
  ),
  /** Somebody's ZPL as a picture to design upon. `notShown`: its commands that the picture lacks. */
  'labels.background': call<{ readonly image: LabelImage; readonly notShown: readonly string[] }>()(
    z
      .object({
        contentBase64: z.string().max(3_000_000),
        widthMm: z.number().min(10).max(250),
        heightMm: z.number().min(10).max(600),
        dpi,
      })
      .strict(),
    'supervisor',
  ),
  /** A carrier's PDF, PNG or ZPL: looked over and shown as it would print; `document.print` prints just that. */
  'document.read': call<{ readonly token: string; readonly pngBase64: string; readonly notes: readonly string[] }>()(
    z.object({ name: text(200), contentBase64: z.string().max(7_000_000), printerId: id }).strict(),
    'operator',
  ),
  'document.print': call<null>()(z.object({ token: id }).strict(), 'operator'),
  'slip.print': call<{ readonly jobId: string | null; readonly file: string }>()(
    z.object({ packId: id }).strict(),
    'operator',
  ),
  'slip.preview': call<{ readonly html: string }>()(z.object({ packId: id }).strict(), 'operator'),
  /** Opens a paper that the station made, in the system's own program. */
  'document.open': call<null>()(z.object({ file: text(1000) }).strict(), 'operator'),
  'sheet.commands': call<{ readonly file: string }>()(none, 'operator'),
  'sheet.testCard': call<{ readonly file: string }>()(none, 'it'),
  'endOfDay.make': call<{ readonly file: string; readonly head: { readonly n: number; readonly hash: string } }>()(
    none,
    'supervisor',
  ),

  'devices.discover': call<Found>()(none, 'it'),
  /** `range`: addresses such as `10.0.4.0/24`; `null` asks the network who announces itself. */
  'devices.network': call<Found>()(z.object({ range: text(500).nullable() }).strict(), 'it'),
  /** Listens on a line, and asks where that is allowed, until a scale makes sense. */
  'devices.whichScale': call<
    readonly {
      readonly protocol: string;
      readonly name: string;
      readonly line: string | null;
      readonly settings: SerialOverrides | null;
      readonly example: string;
    }[]
  >()(z.object({ transport: transportConfigSchema, ask: z.boolean() }).strict(), 'it'),
  'devices.protocols': call<readonly ProtocolView[]>()(none, 'it'),
  /** As it stands in `station.yaml`; `null` for one of the virtual bench. */
  'devices.read': call<{ readonly device: DeviceConfig; readonly role: LabelRole } | null>()(
    z.object({ deviceId: id }).strict(),
    'it',
  ),
  'devices.health': call<DeviceHealth>()(z.object({ deviceId: id }).strict(), 'it'),
  'devices.save': call<null>()(z.object({ device: z.unknown(), role: z.enum(labelRoles).optional() }).strict(), 'it'),
  'devices.remove': call<null>()(z.object({ deviceId: id }).strict(), 'it'),
  'devices.test': call<DeviceTestView>()(z.object({ deviceId: id }).strict(), 'operator'),
  /** That scanner's codes are judged from now on; answers the card's codes as pictures, in their order. */
  'scannerTest.begin': call<readonly TestCodePicture[]>()(z.object({ deviceId: id }).strict(), 'it'),
  'scannerTest.skip': call<null>()(none, 'it'),
  'scannerTest.end': call<null>()(none, 'it'),
  /** What a scale shows now. */
  'devices.scale': call<ScaleView | null>()(z.object({ deviceId: id }).strict(), 'it'),
  /** Sent once; answered when the scale itself has confirmed or shown it. */
  'devices.command': call<null>()(z.object({ deviceId: id, command: z.enum(scaleCommands) }).strict(), 'it'),
  'devices.trace': call<null>()(z.object({ deviceId: id.nullable() }).strict(), 'it'),
  /** All tags so far; what changes after it is pushed. */
  'rfid.list': call<TagList>()(none, 'operator'),
  /** Answers the readers that refused, and why. */
  'rfid.start': call<readonly ReaderRefusal[]>()(readers, 'operator'),
  'rfid.stop': call<readonly ReaderRefusal[]>()(readers, 'operator'),
  /** How a reader looks for tags. */
  'rfid.settings': call<InventorySettings>()(z.object({ deviceId: id }).strict(), 'operator'),
  /** Taken on at once where the reader reads, and kept in `station.yaml` only when it was. */
  'rfid.configure': call<null>()(z.object({ deviceId: id, settings: inventorySettingsSchema }).strict(), 'supervisor'),
  'rfid.clear': call<null>()(none, 'operator'),
  'rfid.export': call<{ readonly file: string }>()(none, 'operator'),

  /** Readers and scans are for this count from now on. */
  'counts.open': call<null>()(z.object({ countId: id }).strict(), 'operator'),
  'counts.close': call<null>()(none, null),
  /** Typed for a broken scanner: a bin's code with its check digits, or a SKU. */
  'counts.enter': call<null>()(z.object({ text: text(80) }).strict(), 'operator'),
  /** The bin that was not through when the next one was scanned: it is, it is gone on with, or it stays open. */
  'counts.leaveBin': call<null>()(z.object({ how: z.enum(['finish', 'stay', 'open']) }).strict(), 'operator'),
  /** Takes back one scan or weighing of an open bin, by its entry of the record. */
  'counts.undoScan': call<null>()(z.object({ location: text(60), scan: z.number().int().min(1) }).strict(), 'operator'),
  /** Pieces of the open bin by weight: begin or the next load; an empty tote; so many pieces counted by hand to learn from. */
  'counts.weighing': call<null>()(
    z.discriminatedUnion('act', [
      z.object({ act: z.enum(['weigh', 'tote', 'learn-anew', 'weigh-again', 'end']) }).strict(),
      z.object({ act: z.literal('teach'), pieces: z.number().int().min(1).max(9999) }).strict(),
    ]),
    'operator',
  ),
  'counts.startPass': call<{ readonly pass: number }>()(
    z.object({ readers: z.array(id).min(1).max(50) }).strict(),
    'operator',
  ),
  'counts.stopPass': call<null>()(none, 'operator'),
  /** What a sled or handheld stored: looked at, and then taken in as a pass of the count. */
  'counts.readFile': call<TagFilePreview>()(
    z.object({ countId: id, name: text(200), contentBase64: z.string().max(12_000_000) }).strict(),
    'operator',
  ),
  'counts.takeFile': call<{ readonly pass: number; readonly known: boolean }>()(
    z.object({ token: id, noTags: z.boolean() }).strict(),
    'operator',
  ),
  /** Finds one tag by how loud it is. */
  'counts.seek': call<null>()(
    z.object({ countId: id, epc: z.string().regex(/^[0-9A-F]{4,124}$/), readers: z.array(id).min(1).max(50) }).strict(),
    'operator',
  ),
  /** Accuracy and shrinkage of posted counts, as a table and on paper. */
  'counts.accuracyCsv': call<{ readonly file: string }>()(z.object({ from: day, to: day }).strict(), 'supervisor'),
  'counts.accuracyPaper': call<{ readonly file: string }>()(z.object({ from: day, to: day }).strict(), 'supervisor'),
  'counts.csv': call<{ readonly file: string }>()(z.object({ countId: id }).strict(), 'supervisor'),
  /** The whole reconciliation on paper. */
  'counts.evidenceCsv': call<{ readonly file: string }>()(
    z.object({ countId: id, line: z.number().int().min(1) }).strict(),
    'supervisor',
  ),
  'counts.paper': call<{ readonly file: string }>()(z.object({ countId: id }).strict(), 'supervisor'),
  /** What a count saw and what was booked of it as EPCIS 2.0, in the export folder. */
  'counts.epcis': call<{ readonly file: string }>()(z.object({ countId: id }).strict(), 'supervisor'),
  /** The bins that are still to be counted, to write on. */
  'counts.sheet': call<{ readonly file: string }>()(z.object({ countId: id }).strict(), 'operator'),

  /** One file for whoever helps from afar. */
  'support.make': call<{ readonly file: string }>()(none, 'supervisor'),

  'import.drop': call<{
    readonly fileId: string;
    /** `known`: this very file was taken in before, and nothing was done. */
    readonly state: 'done' | 'known' | 'rejected' | 'waiting';
    /** Why it was rejected. */
    readonly code: string | null;
    readonly rows: number;
    readonly badRows: number;
  }>()(z.object({ name: text(200), contentBase64: z.string().max(70_000_000) }).strict(), 'supervisor'),
  'import.retry': call<{
    /** `bring-again`: no copy of it lies here, but it may be brought once more. */
    readonly state: 'done' | 'known' | 'rejected' | 'waiting' | 'bring-again';
    readonly code: string | null;
    readonly rows: number;
    readonly badRows: number;
  }>()(z.object({ fileId: id }).strict(), 'supervisor'),
  'orders.erase': call<null>()(z.object({ orderId: id }).strict(), 'it'),
  'export.again': call<{ readonly files: readonly string[] }>()(
    z.union([z.object({ parcelId: id }).strict(), z.object({ orderId: id }).strict()]),
    'supervisor',
  ),

  /** All that was exported from one day to another, in one table. */
  'export.range': call<{ readonly file: string; readonly parcels: number; readonly missing: number }>()(
    z.object({ from: day, to: day }).strict(),
    'supervisor',
  ),
  /** The days of a period in one table, in the export folder. */
  'report.period': call<{ readonly file: string }>()(z.object({ from: day, to: day }).strict(), 'supervisor'),
  /** Scans ask for traces from now on. */
  'trace.begin': call<null>()(none, 'supervisor'),
  'trace.end': call<null>()(none, null),
  'recall.csv': call<{ readonly file: string }>()(z.object({ sku: id, lot: id }).strict(), 'supervisor'),
  /** A recall on paper. `drill`: it was done to see how fast it goes. */
  'recall.report': call<{ readonly file: string }>()(
    z.object({ sku: id, lot: id, startedAt: z.number().int(), drill: z.boolean() }).strict(),
    'supervisor',
  ),
  /** Movements, packing and counts of some days as an EPCIS 2.0 document, in the export folder. */
  'trace.epcis': call<{ readonly file: string; readonly events: number }>()(
    z.object({ from: day, to: day }).strict(),
    'supervisor',
  ),
  /** The record's head signed now. */
  'checkpoints.sign': call<CheckpointRow>()(none, 'supervisor'),
  /** A new key, let in by the old one. */
  'checkpoints.changeKey': call<null>()(none, 'it'),
  /** A part of the record with its proof, as one file in the export folder. */
  'checkpoints.slice': call<{ readonly file: string; readonly entries: number }>()(sliceWish, 'supervisor'),
  /** `n`: how many entries hold, or the first one that does not. */
  'store.verify': call<{
    readonly ok: boolean;
    readonly n: number;
    readonly evidence: number;
    /** Signed checkpoints, all good. */
    readonly checkpoints: number;
    readonly text: string;
  }>()(none, 'supervisor'),
  'backup.now': call<{ readonly folder: string; readonly head: { readonly n: number; readonly hash: string } }>()(
    none,
    'it',
  ),
  'backup.list': call<readonly { readonly folder: string; readonly at: string; readonly entries: number }[]>()(
    none,
    'it',
  ),
  /** `code`: the recovery code, for a backup that this station did not sign. */
  'backup.restore': call<null>()(z.object({ folder: text(1000), code: recoveryCode.nullable() }).strict(), 'it'),
  /** The recovery code, to be written down. */
  'backup.code': call<string>()(none, 'it'),
  /** Where the record breaks before it names anybody: nobody can sign in, so a backup's own IT people stand in. */
  'recovery.backups': call<readonly { readonly folder: string; readonly at: string; readonly entries: number }[]>()(
    none,
    null,
  ),
  'recovery.people': call<readonly PersonView[]>()(z.object({ folder: text(1000) }).strict(), null),
  'recovery.restore': call<null>()(
    z.object({ folder: text(1000), personId: id, pin, code: recoveryCode.nullable() }).strict(),
    null,
  ),
  /** Where none of them can be known here any more. */
  'recovery.restoreByCode': call<null>()(z.object({ folder: text(1000), code: recoveryCode }).strict(), null),
  /** Ends the check, backup or restore that goes on. */
  'work.cancel': call<null>()(none, 'supervisor'),

  'tour.start': call<null>()(none, null),
  /** This sentence was read. */
  'tour.next': call<null>()(none, null),
  'tour.stop': call<null>()(none, null),
  /** The message about its end was read; with the folder opened in the system's file manager. */
  'tour.close': call<null>()(z.object({ openFolder: z.boolean() }).strict(), null),
  'demo.try': call<null>()(none, null),
  /** Demo data only: a hand at the virtual bench. */
  'bench.act': call<null>()(benchActSchema, null),
  'bench.show': call<null>()(none, null),
} as const;
export type StationCall = keyof typeof stationCalls;

export type CallInput<N extends StationCall> = z.input<(typeof stationCalls)[N]['input']>;
export type CallAnswer<N extends StationCall> =
  (typeof stationCalls)[N] extends CallDefinition<z.ZodType, infer A> ? A : never;
