import type { PassConfidence } from '../../../shared/features/counts/confidence';

/** Share of the tags that were read, as far as the passes tell. */
export const readShare = ({ readBasisPoints }: PassConfidence, language: string): string =>
  readBasisPoints === null
    ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(readBasisPoints / 10_000);
