import type { DeviceConfig } from '../../shared/device-config';
import { editStation } from './edit-station';

/** What a station's first file says of the place; all of it can be changed there. */
export interface ExampleOptions {
  readonly mode: 'live' | 'demo';
  readonly language?: 'en' | 'de' | 'es';
  /** IANA name; the machine's own by default. */
  readonly timeZone?: string;
  readonly station?: string;
  readonly devices?: readonly DeviceConfig[];
  readonly labelPrinter?: string;
}

interface Values {
  readonly site: string;
  readonly station: string;
  readonly shipFrom: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly language: string;
  readonly cutOffs: string;
  readonly gs1: string;
}

const text = (
  value: Values,
): string => `# Settings of this pack station. Packwright reads this file when it starts and again when you save it.
# Lines that begin with "#" are notes: Packwright keeps yours when its device page changes the file.
# A mistake does no harm: the last good settings stay in force, and the app shows the line.
# Indent with spaces. Text with ":" or "#" in it, and text that looks like a number, stands in quotes.

# Short names of this building and this station: letters, digits, ".", "_", "-". They stand in the record for ever.
site: ${value.site}
station: ${value.station}

# The sender on labels and packing slips: name, 1 to 5 lines, country code (ISO 3166).
${value.shipFrom}

# Where the day begins and ends here, e.g. Europe/Berlin, America/Chicago.
timeZone: ${value.timeZone}

# Language of the screens: en, de, es. Look: light, dark, contrast.
language: ${value.language}
look: light

# Sounds of scans and keys: loud, quiet, silent.
sound: loud

# Weights and sizes on the screens: metric or imperial. Currency: ISO 4217.
units: metric
currency: ${value.currency}

# When the carrier comes, by the service that orders name. Orders are sorted by it.
${value.cutOffs}

# Your GS1 company prefix, and the range of SSCC serials that only this station uses.
# Without it parcels get an internal number in a Code 128 instead of an SSCC.
${value.gs1}

# The GLN of this site. With it EPCIS exports name bins by it (up to 20 characters of their code), else by names of our own.
# siteGln: "9521234000006"

# Ids of the printers below. Needed where there is more than one; slips may also go to a printer of the system.
# While the label printer can't print, its labels go to the spares, which must have the same stock and resolution.
# labelPrinter: label-printer
# spareLabelPrinters: [label-printer-2]
# slipPrinter: label-printer
# slipSystemPrinter: "HP LaserJet"

# The scale that parcels are weighed on, where there is more than one.
# scale: scale-1

# Folders, inside the data folder or anywhere: orders come in here, finished parcels are written there.
importFolder: import
exportFolder: export

# Backups of the whole record. Choose a folder on another disk or a network share.
backup:
  folder: backups
  everyMinutes: 60
  keep: 48

# Minutes without a touch, key or scan until the station locks itself: a whole number, or 0.5; 0 for never.
autoLockMinutes: 10

# Copies of one label that an operator may print without a supervisor.
reprintLimit: 2

# An operator may print the last so many labels again (product, shelf and the like); older ones only a supervisor.
reprintLast: 20

# Whether a changed label template needs a second supervisor: who saved a version can't approve it.
labelFourEyes: false

# Counts, in cents (or whatever the smallest unit of the currency is). Whoever starts a count can only tighten these.
# Differences up to toleranceMinor are corrected without a word; above approvalMinor a second person must approve.
counts:
  toleranceMinor: 0
  approvalMinor: 10000

# Goods that customers send back, by how whoever has them in hand grades them: on sale at once (available), or in quarantine
# until a supervisor releases them (hold). What came back damaged, for its quality or for a recall is always held.
returns:
  asNew: available
  opened: hold
#  owners:                      # where the goods of an owner go by another rule
#    Nordlicht Handels GmbH:
#      opened: available

# What may be done by hand. A typed weight or barcode always needs a supervisor and is marked as such.
allowed:
  keyedQuantity: true
  typedWeight: true
  keyedBarcode: true

# Scales, scanners, printers and RFID readers. The device page finds and adds them; by hand they look like this:
#   - id: scale-1                # never changes: the record knows the device by it
#     kind: scale                # scale, scanner, printer, rfid
#     name: Bench scale
#     protocol: mt-sics
#     transport: { type: serial, path: /dev/ttyUSB0 }
#     options: { capacity: 30 kg, division: 0.005 kg }
#   - id: scanner-1
#     kind: scanner
#     name: Hand scanner
#     protocol: keyboard-wedge
#     transport: { type: wedge, prefix: F9, suffix: Enter }
#   - id: label-printer
#     kind: printer
#     name: Label printer
#     protocol: zpl
#     transport: { type: tcp, host: 192.168.1.50, port: 9100 }
#     options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152 }
#   - id: label-printer-2
#     kind: printer
#     name: Spare label printer
#     protocol: zpl
#     transport: { type: usb }
#     options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152 }
#   - id: line-printer           # of a print-and-apply line: it peels, and says when its label was taken
#     kind: printer
#     name: Printer of line 1
#     protocol: zpl
#     transport: { type: tcp, host: 192.168.1.60, port: 9100 }
#     options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152, finish: peel }
#   - id: infeed-scanner
#     kind: scanner
#     name: Infeed of line 1
#     protocol: serial-line
#     transport: { type: tcp, host: 192.168.1.61, port: 2111 }
#   - id: verify-scanner
#     kind: scanner
#     name: Label check of line 1
#     protocol: serial-line
#     transport: { type: tcp, host: 192.168.1.62, port: 2111 }
devices: []

# Print-and-apply lines. Boxes that are packed here get their labels there and not at the bench (parcels: false: they don't).
# With a template goods and units that are no boxes of ours get a label too; it must bear a number of its own.
# verify may be left out: then labels are scanned by hand. Times are in seconds; when one is over, the line stops.
# applicators:
#   - id: line-1                 # never changes: the record knows the line by it
#     name: Line 1
#     printer: line-printer
#     infeed: infeed-scanner     # reads what comes
#     verify: verify-scanner     # reads the label once it is on
#     parcels: true              # labels for boxes of ours
#     template: case-label       # labels for goods by GTIN and units by SSCC, by the id of their template
#     zone: 1                    # most items between the printer and the label check
#     printSeconds: 20           # until the label is out,
#     takeSeconds: 30            # until it is taken,
#     verifySeconds: 30          # until it is read on the item
#     noRead: NOREAD             # what the scanners send when they read nothing
`;

const liveCutOffs = `# cutOffs:
#   - service: standard
#     time: "16:00"`;
const demoCutOffs = liveCutOffs.replaceAll(/^# /gm, '');

const liveGs1 = `# gs1:
#   companyPrefix: "9521234"
#   ssccRange: { extension: 0, first: 1, last: 999999 }`;
const demoGs1 = liveGs1.replaceAll(/^# /gm, '');

const liveShipFrom = `shipFrom:
  name: Example Warehouse
  lines:
    - 1 Example Street
    - 12345 Example City
  country: US`;
/** The demo's goods are in euros; its orders go to Europe and, as exports, beyond. */
const demoShipFrom = `shipFrom:
  name: Packwright Demo Warehouse
  lines:
    - Beispielstraße 1
    - 20457 Hamburg
  country: DE`;

const machineTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/**
 * The commented file that a station starts with. `demo` is a warehouse in Hamburg with made-up cut-offs and the GS1
 * prefix range 952, which GS1 keeps for demonstrations.
 */
export const stationExample = ({
  mode,
  language = 'en',
  timeZone,
  station,
  devices = [],
  labelPrinter,
}: ExampleOptions): string => {
  const isDemo = mode === 'demo';
  const plain = text({
    site: isDemo ? 'demo' : 'my-site',
    station: station ?? (isDemo ? 'demo-1' : 'pack-1'),
    shipFrom: isDemo ? demoShipFrom : liveShipFrom,
    timeZone: timeZone ?? (isDemo ? 'Europe/Berlin' : machineTimeZone()),
    currency: isDemo ? 'EUR' : 'USD',
    language,
    cutOffs: isDemo ? demoCutOffs : liveCutOffs,
    gs1: isDemo ? demoGs1 : liveGs1,
  });
  const edits = [
    ...(devices.length === 0 ? [] : [{ path: ['devices'] as const, value: devices }]),
    ...(labelPrinter === undefined ? [] : [{ path: ['labelPrinter'] as const, value: labelPrinter }]),
  ];
  if (edits.length === 0) return plain;
  const edited = editStation(plain, edits);
  if (!edited.ok) throw new Error(`the example can't hold these devices: ${edited.errors[0]?.code ?? ''}`);
  return edited.text;
};
