// The compiled code of the built app (electron/code-cache.ts): who starts it from the sources lets it write what is missing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownedFolder } from './ordinary-user.mjs';

/** @returns what the app's environment needs so that its next start writes the code that is not there yet */
export function offerCodeCache(appFolder) {
  const built = join(appFolder, 'out', 'main');
  if (!existsSync(built)) return {};
  ownedFolder(join(built, 'code-cache'));
  return { PACKWRIGHT_WRITE_CODE_CACHE: '1' };
}
