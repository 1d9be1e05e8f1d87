import type { PrinterListener } from '../printer-port';
import type { SerialSettings } from '../types';
import { printerLanguages } from './languages';
import type { PrinterLanguage } from './languages/language';
import { createLanguageListener } from './languages/listener';
import { createZplListener } from './protocols/zpl-listener';

/** What the frame, the device page and the configuration know of a printer's language. */
export interface PrinterProtocol {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly unconfirmed: readonly string[];
  readonly serial: SerialSettings | null;
  readonly createListener: () => PrinterListener;
}

const zpl: PrinterProtocol = {
  id: 'zpl',
  name: 'ZPL II (Zebra and compatible)',
  source: 'Zebra ZPL II Programming Guide',
  unconfirmed: [
    'RFID tags: written, read back and counted by the guide’s words (^RS, ^RF, ^HV), not tried on an RFID printer',
  ],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  createListener: createZplListener,
};

const ofLanguage = (language: PrinterLanguage): PrinterProtocol => ({
  ...language,
  createListener: createLanguageListener(language),
});

/** Every language that a station's printers may speak, by id. */
export const printerProtocols: Readonly<Record<string, PrinterProtocol>> = {
  zpl,
  ...Object.fromEntries(Object.values(printerLanguages).map((language) => [language.id, ofLanguage(language)])),
};
