/** Checksums of serial RFID readers, over whole byte arrays. */

/** Sum of all bytes is zero (A0 family). Answers the byte that makes it so. */
export const twosComplement = (bytes: Uint8Array): number => {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return -sum & 0xff;
};

/** Low eight bits of the sum (M100). */
export const sum8 = (bytes: Uint8Array): number => {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return sum & 0xff;
};

const mcrf4xx = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  return crc;
});

/** CRC-16/MCRF4XX: polynomial 8408h reflected, start FFFFh ("123456789" gives 6F91h). */
export const crcMcrf4xx = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) crc = (crc >> 8) ^ (mcrf4xx[(crc ^ byte) & 0xff] ?? 0);
  return crc;
};

/**
 * ThingMagic's own CRC-16: polynomial 1021h, start FFFFh, the message shifted into the low end and not followed by
 * sixteen zero bits ("123456789" gives A69Dh; CRC-16/CCITT-FALSE would give 29B1h).
 */
export const crcMercury = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = (crc & 0x8000) !== 0;
      crc = ((crc << 1) | ((byte >> bit) & 1)) & 0xffff;
      if (carry) crc ^= 0x1021;
    }
  return crc;
};

const ccitt = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021);
  return crc;
});

/** CRC-16/CCITT-FALSE: polynomial 1021h, start FFFFh ("123456789" gives 29B1h). */
export const crcCcittFalse = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (ccitt[(crc >> 8) ^ byte] ?? 0);
  return crc;
};
