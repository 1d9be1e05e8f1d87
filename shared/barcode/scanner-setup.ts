/** What a configuration barcode sets. */
export type ScannerSetting = 'usb-serial' | 'suffix-cr' | 'aim';

/** A Code 128 symbol with function character 3, which tells a scanner that the symbol is meant for itself. */
export interface SetupCode {
  readonly setting: ScannerSetting;
  /** ASCII, FNC3 left out. */
  readonly text: string;
}

/** The configuration barcodes of one maker. Only what a public source gives is here; none was tried on hardware. */
export interface ScannerSetup {
  readonly maker: string;
  readonly models: string;
  readonly source: string;
  /** Where function character 3 stands. */
  readonly fnc3: 'first' | 'last';
  /** In the order in which they are scanned: a new interface may bring settings of its own. */
  readonly codes: readonly SetupCode[];
}

/** A menu command as barcode; the full stop keeps it over a power cycle. */
const honeywell = (command: string): string => `~${command}.`;

/** Into programming mode, one item, and out of it again. */
const datalogic = (item: string): string => `$P,${item},P\r`;

/** 20 characters in hexadecimal; those that are not used are zero. */
const globalSuffix = (hex: string): string => `CLFSU${hex.padEnd(40, '0')}`;

export const scannerSetups: readonly ScannerSetup[] = [
  {
    maker: 'Honeywell',
    models: 'Xenon, Voyager, Granit, Genesis',
    source:
      'symbol: accuratedata.com on Xenon and Voyager (2022), Arakis/barcoder; commands: Xenon 1900 and N36XX user guides (terminal ID 130, serial programming commands)',
    fnc3: 'last',
    codes: [
      { setting: 'usb-serial', text: honeywell('TRMUSB130') },
      { setting: 'suffix-cr', text: honeywell('VSUFCR') },
    ],
  },
  {
    maker: 'Datalogic',
    models: 'QuickScan, Gryphon, PowerScan, Touch',
    source:
      'symbol: Magellan 3200VSi reference guide p. 193, GFS4400 reference guide p. 56, anders/td1100; items: QD2400 reference guide p. 57 (CAIEN), public set-up scripts for the GFS4400 (CLFSU) and public scanner tests (HA47)',
    fnc3: 'first',
    codes: [
      { setting: 'usb-serial', text: datalogic('HA47') },
      { setting: 'suffix-cr', text: datalogic(globalSuffix('0D')) },
      { setting: 'aim', text: datalogic('CAIEN01') },
    ],
  },
];
