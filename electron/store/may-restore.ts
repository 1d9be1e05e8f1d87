import { fail, ok, type Result } from '../../shared/result';
import type { FilePort } from '../journal/file-port';
import { isSignedBy } from './backup';
import { readRecoveryCode, readRecoveryKey, sameCode } from './recovery-key';

/** Who has a backup put in place, and how they were known. */
export interface RestoreBy {
  readonly way: 'signed-in' | 'pin' | 'code' | 'command-line';
  readonly personId: string | null;
  /** The recovery code as it was typed; `null`: none was. */
  readonly code: string | null;
}

/** `own`: signed by this station; `other`: by the one whose code was typed; `unsigned`: by nobody that is known here. */
export type BackupOrigin = 'own' | 'other' | 'unsigned';

export interface RestoreRight {
  readonly origin: BackupOrigin;
  /** The code that the restored record goes on with, when it is not the one that is there. */
  readonly adopt: string | null;
}

export const isOwnBackup = (port: FilePort, backup: string, dataFolder: string): boolean => {
  const own = readRecoveryKey(port, dataFolder);
  return own !== null && isSignedBy(port, backup, own);
};

/**
 * Whoever can write into the backups' folder could make himself anything in a backup of his own. So one that this
 * station did not sign is restored only with the recovery code: of this station, or of the one that signed it. On the
 * command line too: whoever runs it may do anything here, but need not know what somebody else put into that backup.
 */
export const mayRestore = (
  port: FilePort,
  backup: string,
  dataFolder: string,
  { way, code: typed }: RestoreBy,
): Result<RestoreRight, 'recovery-code-needed' | 'recovery-code-wrong'> => {
  const own = readRecoveryKey(port, dataFolder);
  const code = typed === null ? null : readRecoveryCode(typed);
  const signedByCode = code !== null && isSignedBy(port, backup, code);
  const origin = isOwnBackup(port, backup, dataFolder) ? 'own' : signedByCode ? 'other' : 'unsigned';
  const knows = sameCode(code, own) || signedByCode;
  const needed = way === 'code' || origin !== 'own';
  if (needed && !knows) return fail(typed === null ? 'recovery-code-needed' : 'recovery-code-wrong');
  return ok({ origin, adopt: signedByCode && !sameCode(code, own) ? code : null });
};
