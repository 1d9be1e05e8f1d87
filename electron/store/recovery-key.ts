import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { writeAtomically } from '../files/write-atomically';
import type { FilePort } from '../journal/file-port';

/**
 * One secret of the site, beside the record and never in a backup. It signs the backups, so that one which somebody else
 * wrote into their folder is known as such; on paper it is the recovery code, for when nobody can sign in.
 */
export const recoveryKeyFile = 'recovery.key';

/** Crockford's base 32: no I, L, O or U, so that it can be read from paper. 26 of them are 130 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 26;
const wholeCode = /^[0-9A-HJKMNP-TV-Z]{26}$/;

const makeCode = (): string => Array.from(randomBytes(codeLength), (byte) => alphabet[byte % 32]).join('');

/** As it was typed from paper; `null` when it can be none. */
export const readRecoveryCode = (typed: string): string | null => {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return wholeCode.test(code) ? code : null;
};

/** In groups, as it is shown and written down. */
export const showRecoveryCode = (code: string): string => code.match(/.{1,5}/g)?.join('-') ?? code;

/** `null`: there is none yet, or none that can be read. */
export const readRecoveryKey = (port: FilePort, folder: string): string | null => {
  const path = `${folder}/${recoveryKeyFile}`;
  return port.exists(path) ? readRecoveryCode(new TextDecoder().decode(port.read(path))) : null;
};

/** Made once, at the first start. Only its owner may read it. */
export const makeRecoveryKey = async (port: FilePort, folder: string): Promise<void> => {
  if (readRecoveryKey(port, folder) === null)
    await writeAtomically(join(folder, recoveryKeyFile), `${makeCode()}\n`, 0o600);
};

export const sameCode = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && timingSafeEqual(Buffer.from(one.padEnd(64)), Buffer.from(other.padEnd(64)));

export const signWith = (code: string, text: string): string =>
  createHmac('sha256', `packwright backup 1 ${code}`).update(text).digest('hex');
