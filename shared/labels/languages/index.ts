import type { LabelPage } from '../page/page';
import { renderCpcl } from './cpcl';
import { renderEpl2 } from './epl2';
import { renderEscPos, type EscPosOptions } from './esc-pos';
import type { PrinterLanguage } from './names';
import { renderSbpl } from './sbpl';
import { renderTspl } from './tspl';
import { renderZpl, type ZplOptions } from './zpl';

export { printerLanguages, type PrinterLanguage } from './names';

export type RenderOptions = ZplOptions & EscPosOptions;

/** The bytes that print one copy of a label. Every language puts the same dots on paper. */
export const renderPage = (page: LabelPage, language: PrinterLanguage, options: RenderOptions = {}): Uint8Array => {
  switch (language) {
    case 'zpl':
      return renderZpl(page, options);
    case 'epl2':
      return renderEpl2(page);
    case 'tspl':
      return renderTspl(page);
    case 'esc-pos':
      return renderEscPos(page, options);
    case 'cpcl':
      return renderCpcl(page);
    case 'sbpl':
      return renderSbpl(page);
  }
};
