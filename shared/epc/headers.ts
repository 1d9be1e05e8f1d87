/**
 * Headers that mean no encoding of today: what the EPC Tag Data Standard says of them (table 14-1), and the 64-bit
 * encodings of versions 1.1 to 1.4 that were withdrawn on 1 July 2009.
 */
interface HeaderRange {
  readonly from: number;
  readonly to: number;
  readonly scheme: string;
}

const reserved = 'reserved';

const ranges: readonly HeaderRange[] = [
  { from: 0x08, to: 0x08, scheme: 'SSCC-64' },
  { from: 0x09, to: 0x09, scheme: 'SGLN-64' },
  { from: 0x0a, to: 0x0a, scheme: 'GRAI-64' },
  { from: 0x0b, to: 0x0b, scheme: 'GIAI-64' },
  { from: 0x80, to: 0xbf, scheme: 'SGTIN-64' },
  { from: 0xce, to: 0xce, scheme: 'USDOD-64' },
  { from: 0xff, to: 0xff, scheme: 'long-header' },
];

export const unprogrammedHeader = 0x00;
/** First byte of the TID bank, so for ever no header: a chip as the factory sent it. */
export const factoryHeader = 0xe2;

/**
 * What a header without an encoding stands for: the name of a withdrawn scheme, `long-header` for headers of more than
 * eight bits, or `reserved` for those that the standard keeps for later.
 */
export const foreignScheme = (header: number): string =>
  ranges.find(({ from, to }) => header >= from && header <= to)?.scheme ?? reserved;
