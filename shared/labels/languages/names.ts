/** By their names alone: what writes them holds every barcode's encoder. */
export const printerLanguages = ['zpl', 'epl2', 'tspl', 'esc-pos', 'cpcl', 'sbpl'] as const;
export type PrinterLanguage = (typeof printerLanguages)[number];
