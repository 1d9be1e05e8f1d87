/** How a model takes a request to zero. The three practices exclude each other, so none is tried in turn. */
export type HidZero = 'output-zero-scale' | 'output-enforced-zero' | 'feature-zero' | 'none';

export interface HidScaleQuirk {
  readonly vendorId: number;
  readonly productId: number;
  readonly name: string;
  /** False for scales on USB that do not speak the weighing page: they are named, so that nobody searches in vain. */
  readonly supported: boolean;
  readonly zero?: HidZero;
  /** Switches itself off after so long: silence is sleep, not zero. */
  readonly sleepsAfterMs?: number;
  readonly note?: string;
}

/**
 * Known USB scales (erjiang/usbscale `scales.h` and issues, libretees/silverscale, Debian `usb.ids` 2025-07-26,
 * node-hid issue 286). Matching is by usage page 0x8D; these ids only add what a model does differently.
 */
export const hidScaleQuirks: readonly HidScaleQuirk[] = [
  { vendorId: 0x0922, productId: 0x8003, name: 'Dymo M10', supported: true, sleepsAfterMs: 180_000 },
  { vendorId: 0x0922, productId: 0x8004, name: 'Dymo M25', supported: true, note: 'sends oz even when it shows lb+oz' },
  { vendorId: 0x0922, productId: 0x8009, name: 'Dymo S180/S250', supported: true },
  { vendorId: 0x6096, productId: 0x0158, name: 'Sanford/Dymo 10 lb', supported: true },
  { vendorId: 0x1446, productId: 0x6a73, name: 'Stamps.com 510 5 lb', supported: true },
  { vendorId: 0x1446, productId: 0x6a78, name: 'Dymo-Endicia 75 lb', supported: true },
  { vendorId: 0x1446, productId: 0x6a79, name: 'USPS DS25', supported: true },
  { vendorId: 0x2474, productId: 0x0550, name: 'Stamps.com stainless 5 lb', supported: true, note: 'two endpoints' },
  { vendorId: 0x2474, productId: 0x3550, name: 'Stamps.com stainless 35 lb', supported: true, note: 'two endpoints' },
  { vendorId: 0x0eb8, productId: 0xf000, name: 'Mettler Toledo PS60/BC60', supported: true },
  { vendorId: 0x0eb8, productId: 0xf001, name: 'Mettler Toledo PS60/BC60', supported: true },
  {
    vendorId: 0x0eb8,
    productId: 0x2200,
    name: 'Mettler Toledo Ariva',
    supported: false,
    note: 'serial over USB: choose toledo-8217 on its serial port',
  },
  { vendorId: 0x0b67, productId: 0x555e, name: 'Fairbanks SCB-R9000', supported: true },
  { vendorId: 0x7b7c, productId: 0x0100, name: 'USPS/Elane PS311 30 lb', supported: true },
  { vendorId: 0x0d8f, productId: 0x0200, name: 'Pitney Bowes 397-B', supported: true },
  { vendorId: 0x2233, productId: 0x6323, name: 'RadioShack USB scale', supported: true },
  {
    vendorId: 0x04d9,
    productId: 0x8010,
    name: 'AccuPost PP-10/PS-10USB',
    supported: false,
    note: 'proprietary polled report',
  },
  {
    vendorId: 0x24bc,
    productId: 0x0011,
    name: 'Sartorius',
    supported: false,
    note: 'reported not to work as a HID scale (usbscale issue 16)',
  },
];

/** What is special about a model, or `null` for one that is not listed. */
export const hidScaleQuirk = (vendorId: number, productId: number): HidScaleQuirk | null =>
  hidScaleQuirks.find((quirk) => quirk.vendorId === vendorId && quirk.productId === productId) ?? null;
