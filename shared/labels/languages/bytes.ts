/** A job is put together from text and raw bytes. */
export type JobPart = string | Uint8Array;

/** All our own words are ASCII: whatever people write is dots by now. */
const asciiBytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7e) throw new Error('not ASCII');
    bytes[at] = code;
  }
  return bytes;
};

export const joinBytes = (parts: readonly JobPart[]): Uint8Array => {
  const pieces = parts.map((part) => (typeof part === 'string' ? asciiBytes(part) : part));
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};
