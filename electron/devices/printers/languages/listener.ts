import { means } from '../../../../shared/wire-meaning';
import type { PrinterListener } from '../../printer-port';
import type { PrinterLanguage } from './language';

/**
 * Puts an answer into words for the device page. An answer that comes in pieces has no meaning there; what the driver
 * makes of it is another matter.
 */
export const createLanguageListener = (language: PrinterLanguage) => (): PrinterListener => (bytes) => {
  const status = language.decode(language.questions.map(({ find }) => find(bytes)));
  return {
    meaning: status === null ? [] : means('printer-state', { conditions: status.conditions.join(' ') }),
    good: 1,
    bad: 0,
  };
};
