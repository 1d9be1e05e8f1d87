import { webcrypto } from 'node:crypto';

/** The ZPL interpreter wants the browser's global, which Node 18 (Electron 25) does not have. */
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
