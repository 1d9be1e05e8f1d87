export type Dpi = 203 | 300 | 600;

/** Everything is placed in whole micrometres. */
export const micrometres = (millimetres: number): number => Math.round(millimetres * 1000);

const micrometresPerInch = 25_400;

/** The one place where a length becomes dots. */
export const dotsOfUm = (um: number, dpi: Dpi): number => Math.round((um * dpi) / micrometresPerInch);

export const umOfDots = (dots: number, dpi: Dpi): number => Math.round((dots * micrometresPerInch) / dpi);
