import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { KeySet, Signed } from '../../shared/features/checkpoints/events';

/** Ed25519 (RFC 8032). A key's name is the start of its SHA-256: what people compare, and give to the verifier. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 32);

/** Before a raw public key in DER (RFC 8410 section 4). */
const spkiStart = Buffer.from('302a300506032b6570032100', 'hex');

export const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(spkiStart.length).toString('hex');

export const privateKeyFrom = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), type: 'pkcs8', format: 'der' });

export const signText = (privateKey: KeyObject, text: string): string =>
  sign(null, Buffer.from(text, 'utf8'), privateKey).toString('hex');

export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  try {
    const key = createPublicKey({
      key: Buffer.concat([spkiStart, Buffer.from(publicKey, 'hex')]),
      type: 'spki',
      format: 'der',
    });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
};

/** What is signed of a checkpoint: the head, and a root over the entries since the one before. */
export const checkpointText = ({ keyId, from, n, hash, root, at }: Omit<Signed, 'signature' | 'why'>): string =>
  `packwright checkpoint 1\n${keyId}\n${from}\n${n}\n${hash}\n${root}\n${at}\n`;

/** A key signs its own coming in, and the key before it lets it in where it is still there. */
export const keyText = ({ publicKey, previous }: Pick<KeySet, 'publicKey' | 'previous'>): string =>
  `packwright key 1\n${publicKey}\n${previous ?? '-'}\n`;
