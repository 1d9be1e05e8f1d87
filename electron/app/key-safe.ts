/* oxlint-disable typescript/no-deprecated -- Electron 25 has only these; the newer ones answer later */
import { safeStorage } from 'electron';
import type { KeySafe } from '../station/station-key';

/** Keychain, DPAPI, or the desktop's secret service: whatever the system has. */
export const systemSafe: KeySafe = {
  isThere: () => safeStorage.isEncryptionAvailable(),
  lock: (text) => safeStorage.encryptString(text),
  open: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
};
