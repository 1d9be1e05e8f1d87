import type { ConnectionReason } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';

const codes: Readonly<Record<string, ConnectionReason>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EBUSY: 'in-use',
  EAGAIN: 'in-use',
  EWOULDBLOCK: 'in-use',
  ENOENT: 'not-found',
  ENXIO: 'not-found',
  ENODEV: 'unplugged',
  EIO: 'unplugged',
  EBADF: 'unplugged',
  ESHUTDOWN: 'unplugged',
  ENOTTY: 'wrong-device',
  EISDIR: 'wrong-device',
  ECONNREFUSED: 'refused-by-device',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
  ENOTCONN: 'connection-closed',
  EHOSTUNREACH: 'network-unreachable',
  ENETUNREACH: 'network-unreachable',
  ENETDOWN: 'network-unreachable',
  EAI_AGAIN: 'network-unreachable',
  EADDRNOTAVAIL: 'network-unreachable',
  ENOTFOUND: 'not-found',
  ETIMEDOUT: 'no-answer',
  MODULE_NOT_FOUND: 'library-missing',
  ERR_MODULE_NOT_FOUND: 'library-missing',
  ERR_DLOPEN_FAILED: 'library-missing',
};

/**
 * serialport, node-hid and usb put the system's error into words only. The order matters: "Permission denied" of a
 * lock is still no permission, and Windows' "Access denied" on a serial port means that another program has it.
 */
const words: readonly (readonly [RegExp, ConnectionReason])[] = [
  [/opening \S+: access (?:is )?denied/i, 'in-use'],
  [/permission denied|access (?:is )?denied|operation not permitted/i, 'no-permission'],
  [/cannot lock port|resource busy|resource temporarily unavailable|device or resource busy|in use/i, 'in-use'],
  [/cannot find module|loadlibrary|cannot open shared object|was compiled against|no native build/i, 'library-missing'],
  [
    /disconnected|no such device(?! or address)|input\/output error|device not configured|bad file descriptor/i,
    'unplugged',
  ],
  [/no such file|no such device or address|file not found|device not found|entity not found/i, 'not-found'],
  [/inappropriate ioctl|not a typewriter|invalid argument|not a directory/i, 'wrong-device'],
  [/timed? ?out|was cancelled/i, 'no-answer'],
];

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** Why a call of the system or of a library failed, in the words of `ConnectionReason`; the error's text goes along. */
export const failureOf = (
  error: unknown,
  otherwise: ConnectionReason = 'unknown',
): Failure<ConnectionReason> & { readonly details: { readonly text: string } } => {
  const text = messageOf(error).slice(0, 300);
  const code = codes[codeOf(error) ?? ''] ?? words.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
  return { code, details: { text } };
};
