import type { DeviceConfig } from '../../shared/device-config';
import type { FoundReason } from '../../shared/device-page';
import type { FoundDevice } from './host-messages';

/**
 * What is known of USB ids. Names say what the maker's id stands for; a score says how sure the guess is (100: the
 * device says so itself). Ids of bridge chips say nothing about what is behind the cable.
 */
export interface Fingerprint {
  readonly type: FoundDevice['type'];
  readonly vendorId?: string;
  /** All of the vendor's when absent. */
  readonly productIds?: readonly string[];
  readonly usagePage?: number;
  readonly name: string;
  readonly kind: DeviceConfig['kind'] | null;
  readonly protocol: string | null;
  readonly score: number;
  /** Known not to work this way; the key of a sentence that says what to do. */
  readonly advice?: 'switch-to-hid-pos-or-cdc' | 'not-a-standard-scale';
}

/**
 * Sources: USB-IF HID Point of Sale Usage Tables 1.02 (usage pages); erjiang/usbscale `scales.h` and
 * libretees/silverscale (scales); Debian `usb.ids` 2025-07-26 and Dar-Ko/babylonlib `UsbVid05E0.h` (scanners, chips).
 */
export const fingerprints: readonly Fingerprint[] = [
  { type: 'hid', usagePage: 0x8d, name: 'USB scale', kind: 'scale', protocol: 'hid-scale', score: 95 },
  {
    type: 'hid',
    usagePage: 0x8d,
    vendorId: '0922',
    name: 'Dymo scale',
    kind: 'scale',
    protocol: 'hid-scale',
    score: 100,
  },
  {
    type: 'hid',
    usagePage: 0x8d,
    vendorId: '0eb8',
    name: 'Mettler Toledo scale',
    kind: 'scale',
    protocol: 'hid-scale',
    score: 100,
  },
  {
    type: 'hid',
    usagePage: 0x8d,
    vendorId: '1446',
    name: 'Stamps.com or Endicia scale',
    kind: 'scale',
    protocol: 'hid-scale',
    score: 100,
  },
  {
    type: 'hid',
    usagePage: 0x8d,
    vendorId: '0b67',
    name: 'Fairbanks scale',
    kind: 'scale',
    protocol: 'hid-scale',
    score: 100,
  },
  {
    type: 'hid',
    vendorId: '04d9',
    productIds: ['8010'],
    name: 'AccuPost scale (own protocol)',
    kind: null,
    protocol: null,
    score: 60,
    advice: 'not-a-standard-scale',
  },
  { type: 'hid', usagePage: 0x8c, name: 'USB scanner (HID POS)', kind: 'scanner', protocol: 'hid-pos', score: 95 },
  {
    type: 'hid',
    usagePage: 0x8c,
    vendorId: '0c2e',
    name: 'Honeywell scanner (HID POS)',
    kind: 'scanner',
    protocol: 'hid-pos-honeywell',
    score: 100,
  },
  {
    type: 'hid',
    usagePage: 0x8c,
    vendorId: '0536',
    name: 'Hand Held Products scanner (HID POS)',
    kind: 'scanner',
    protocol: 'hid-pos-honeywell',
    score: 100,
  },
  {
    type: 'hid',
    vendorId: '05e0',
    productIds: ['1200', '1300', '1400', '1900'],
    name: 'Zebra or Symbol scanner in another mode',
    kind: null,
    protocol: null,
    score: 60,
    advice: 'switch-to-hid-pos-or-cdc',
  },
  {
    type: 'hid',
    vendorId: '05f9',
    productIds: ['1206', '120c', '2206', '220c'],
    name: 'Datalogic scanner in another mode',
    kind: null,
    protocol: null,
    score: 60,
    advice: 'switch-to-hid-pos-or-cdc',
  },
  {
    type: 'serial',
    vendorId: '05e0',
    name: 'Zebra or Symbol scanner (USB serial)',
    kind: 'scanner',
    protocol: 'serial-line',
    score: 90,
  },
  {
    type: 'serial',
    vendorId: '0c2e',
    name: 'Honeywell scanner (USB serial)',
    kind: 'scanner',
    protocol: 'serial-line',
    score: 90,
  },
  {
    type: 'serial',
    vendorId: '05f9',
    name: 'Datalogic scanner (USB serial)',
    kind: 'scanner',
    protocol: 'serial-line',
    score: 90,
  },
  {
    type: 'serial',
    vendorId: '1eab',
    name: 'Newland scanner (USB serial)',
    kind: 'scanner',
    protocol: 'serial-line',
    score: 90,
  },
  {
    type: 'serial',
    vendorId: '065a',
    name: 'Opticon scanner (USB serial)',
    kind: 'scanner',
    protocol: 'serial-line',
    score: 85,
  },
  {
    type: 'serial',
    vendorId: '0eb8',
    productIds: ['2200'],
    name: 'Mettler Toledo Ariva (USB serial)',
    kind: 'scale',
    protocol: 'toledo-8217',
    score: 85,
  },
  { type: 'serial', vendorId: '0403', name: 'FTDI serial cable', kind: null, protocol: null, score: 10 },
  { type: 'serial', vendorId: '067b', name: 'Prolific serial cable', kind: null, protocol: null, score: 10 },
  { type: 'serial', vendorId: '10c4', name: 'Silicon Labs serial cable', kind: null, protocol: null, score: 10 },
  { type: 'serial', vendorId: '1a86', name: 'WCH serial cable', kind: null, protocol: null, score: 10 },
  { type: 'usb', vendorId: '0a5f', name: 'Zebra label printer', kind: 'printer', protocol: 'zpl', score: 95 },
  { type: 'usb', name: 'USB printer', kind: 'printer', protocol: null, score: 30 },
  { type: 'lp', vendorId: '0a5f', name: 'Zebra label printer', kind: 'printer', protocol: 'zpl', score: 90 },
  { type: 'lp', name: 'USB printer', kind: 'printer', protocol: null, score: 25 },
];

const fits = (print: Fingerprint, device: FoundDevice): boolean =>
  print.type === device.type &&
  (print.vendorId === undefined || print.vendorId === device.vendorId) &&
  (print.productIds === undefined || print.productIds.includes(device.productId ?? '')) &&
  (print.usagePage === undefined || print.usagePage === device.usagePage);

/** The surest guess, or `null` where nothing is known. */
export const guess = (device: FoundDevice): Fingerprint | null =>
  fingerprints.reduce<Fingerprint | null>(
    (best, print) => (fits(print, device) && print.score > (best?.score ?? 0) ? print : best),
    null,
  );

/** What a guess rests on, from the surest on. */
export const reasonOf = (device: FoundDevice, print: Fingerprint | null): FoundReason => {
  if (print?.usagePage !== undefined) return 'says-so';
  if (print?.kind === null && print.advice === undefined) return 'cable-only';
  if (print?.productIds !== undefined) return 'usb-ids';
  if (print?.vendorId !== undefined) return 'usb-maker';
  if (print !== null) return 'printer-class';
  return device.vendorId === null ? 'serial-port' : 'unknown-ids';
};
