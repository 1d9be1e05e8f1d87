import { cpcl } from './cpcl';
import { epl2 } from './epl2';
import { escPos } from './esc-pos';
import type { PrinterLanguage } from './language';
import { sbpl } from './sbpl';
import { tspl } from './tspl';

/** Languages beside ZPL, whose printers tell enough to need a driver of their own. One line each. */
export const printerLanguages: Readonly<Record<string, PrinterLanguage>> = Object.fromEntries(
  [epl2, tspl, escPos, cpcl, sbpl].map((language) => [language.id, language]),
);
