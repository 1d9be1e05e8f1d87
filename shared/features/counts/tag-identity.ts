import { decodeEpc } from '../../epc/decode';

/** What a tag's EPC stands for, before anybody asks the book. */
export interface TagIdentity {
  /** The same for the same thing, however its tag is encoded; `hex:…` where nothing could be read from it. */
  readonly key: string;
  /** 14 digits, and the serial number, where the EPC names a piece of goods. */
  readonly gtin: string | null;
  readonly serial: string | null;
  /** How it is encoded, or what the standard calls its header: `sgtin-96`, `sscc-96`, `SGTIN-64`, `reserved`. */
  readonly scheme: string;
  /** `goods`: a GTIN with a serial. `other`: a good EPC of something else. `unencoded`: a chip as the factory sent it. `unreadable`: no EPC. */
  readonly kind: 'goods' | 'other' | 'unencoded' | 'unreadable';
}

const unencoded = ['unprogrammed-tag', 'unencoded-tag'];
const blank: TagIdentity = { key: 'hex:', gtin: null, serial: null, scheme: 'unprogrammed-tag', kind: 'unencoded' };

export const identityOfTag = (epcHex: string): TagIdentity => {
  if (epcHex === '') return blank;
  const decoded = decodeEpc(epcHex);
  if (!decoded.ok) {
    const { code, details } = decoded.failure;
    const scheme = typeof details?.['scheme'] === 'string' ? details['scheme'] : code;
    const kind = unencoded.includes(code) ? 'unencoded' : 'unreadable';
    return { key: `hex:${epcHex.toUpperCase()}`, gtin: null, serial: null, scheme, kind };
  }
  const { key, scheme, elements } = decoded.value;
  const of = (ai: string): string | null => elements.find((each) => each.ai === ai)?.value ?? null;
  const gtin = of('01');
  const serial = of('21');
  const kind = gtin !== null && serial !== null ? 'goods' : 'other';
  return { key, gtin, serial, scheme, kind };
};

/** The key that `identityOfTag` gives a piece of goods. */
export const keyOfPiece = (gtin: string, serial: string): string => `(01)${gtin}(21)${serial}`;

/** The serial number in the key of a piece, or the key itself where it is a serial number alone. */
export const serialOfKey = (key: string | null): string | null =>
  key === null ? null : key.includes('(21)') ? key.slice(key.indexOf('(21)') + 4) : key;
