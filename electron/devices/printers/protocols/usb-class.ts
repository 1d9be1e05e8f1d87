import type { PrinterCondition } from '../../../../shared/devices';

/** What a printer says of itself in its IEEE 1284 device id. */
export interface PrinterDeviceId {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  /** Languages that it claims to speak, in capitals: a hint, not a proof. */
  readonly languages: readonly string[];
}

/** The keys have a long and a short form each (IEEE 1284, 7.6). */
const keys = {
  manufacturer: ['MFG', 'MANUFACTURER'],
  model: ['MDL', 'MODEL'],
  serial: ['SN', 'SERN', 'SERIALNUMBER'],
  languages: ['CMD', 'COMMAND SET'],
} as const;

/** Reads `MFG:…;MDL:…;CMD:…;` without its length. `null`: it is none. */
export const decodeDeviceId = (bytes: Uint8Array): PrinterDeviceId | null => {
  const text = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const pairs = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf(':');
    const key = part.slice(0, Math.max(at, 0)).trim().toUpperCase();
    const value = part
      .slice(at + 1)
      .replaceAll(/[^\x20-\x7e]/g, '')
      .trim()
      .slice(0, 80);
    if (key !== '' && value !== '' && !pairs.has(key)) pairs.set(key, value);
  }
  const of = (names: readonly string[]): string | null => names.flatMap((name) => pairs.get(name) ?? []).at(0) ?? null;
  const [manufacturer, model, serial] = [of(keys.manufacturer), of(keys.model), of(keys.serial)];
  if (manufacturer === null && model === null) return null;
  const languages = (of(keys.languages) ?? '').split(',').map((each) => each.trim().toUpperCase());
  return { manufacturer, model, serial, languages: languages.filter((each) => each !== '') };
};

/**
 * What the one byte of GET_PORT_STATUS says (USB printer class 1.1, 4.2.2): bit 5 paper empty, bit 4 selected, bit 3 no
 * error. Empty when it names nothing wrong, which is no word that all is well; `null` when it can't be such a byte.
 */
export const conditionsOfPort = (bytes: Uint8Array): readonly PrinterCondition[] | null => {
  const [status] = bytes;
  if (status === undefined || bytes.length !== 1 || (status & 0b1100_0111) !== 0) return null;
  const told: readonly (readonly [boolean, PrinterCondition])[] = [
    [(status & 0x08) === 0, 'fault'],
    [(status & 0x20) !== 0, 'paper-out'],
    [(status & 0x10) === 0, 'paused'],
  ];
  return told.flatMap(([holds, condition]) => (holds ? [condition] : []));
};
