/** What a file of somebody else's is, by its first bytes and never by its name. */
export type ForeignKind = 'pdf' | 'png' | 'zpl';

/** Larger than any label: a page of a catalogue, a scan, or an attack. */
export const mostForeignBytes = 5_000_000;

const startsWith = (bytes: Uint8Array, ...wanted: readonly number[]): boolean =>
  wanted.every((byte, at) => bytes[at] === byte);

const textStart = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart();

export const identifyForeign = (bytes: Uint8Array): ForeignKind | null => {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  return /^(?:\uFEFF|ï»¿)?(?:~DG|\^XA|\^FX)/i.test(textStart(bytes)) ? 'zpl' : null;
};
