/** Most bytes of one code: the largest QR symbol holds 7,089 digits. */
export const maxCodeBytes = 8192;

/**
 * Data of a code as text. UTF-8 when the bytes are valid UTF-8 (QR codes with names), otherwise Latin-1, one character
 * a byte. Never fails, loses nothing, and interprets nothing: control characters stay as they are.
 */
export const textOf = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? text : buffer.toString('latin1');
};

/** An AIM symbology identifier (ISO/IEC 15424) at the front of the data: `]`, a letter, a modifier. */
export const splitAim = (text: string): { readonly aim: string | null; readonly data: string } => {
  const aim = /^\]([A-Za-z][0-9A-Za-z])/.exec(text)?.[1];
  return aim === undefined ? { aim: null, data: text } : { aim, data: text.slice(3) };
};

/**
 * Prefix and suffix as `station.yaml` writes them: `\x02`, `\r`, `\n`, `\t`, `\\` and plain characters. An unknown
 * escape stays as it is written.
 */
export const unescapeText = (escaped: string): string =>
  escaped.replace(/\\(?:x([0-9A-Fa-f]{2})|([rnt\\]))/g, (_, hex: string | undefined, short: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return { r: '\r', n: '\n', t: '\t' }[short ?? ''] ?? '\\';
  });
