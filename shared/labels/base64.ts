const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Written here because this code runs where there is neither Buffer nor btoa. */
export const base64Encode = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const all = (a << 16) | (b << 8) | c;
    const count = Math.min(3, bytes.length - at);
    for (let index = 0; index < 4; index += 1)
      text += index <= count ? letters.charAt((all >> (18 - 6 * index)) & 63) : '=';
  }
  return text;
};

/** Bytes of base64 that was checked before. */
export const base64Decode = (text: string): Uint8Array => {
  const plain = text.replaceAll('=', '');
  const bytes = new Uint8Array(Math.floor((plain.length * 6) / 8));
  let [bits, count, at] = [0, 0, 0];
  for (let index = 0; index < plain.length; index += 1) {
    bits = ((bits << 6) | letters.indexOf(plain.charAt(index))) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at] = (bits >> count) & 0xff;
    at += 1;
  }
  return bytes;
};
