import { join } from 'node:path';
import { app } from 'electron';

export interface RuntimeKind {
  /** The fall-back runtime: old, without security fixes, and said so on the screen. */
  readonly development: boolean;
  /** It never opens real data; only the package that the tests make of it, and throw away, starts live on an empty folder. */
  readonly mayOpenLive: boolean;
}

interface Marks {
  readonly developmentRuntime?: boolean;
  readonly testBuild?: boolean;
}

/** tools/package.mjs writes them into the package's own description. */
const readMarks = (): Marks => {
  try {
    return require(join(app.getAppPath(), 'package.json')) as Marks;
  } catch {
    return {};
  }
};

/** What runs this app. */
export const readRuntime = (): RuntimeKind => {
  const marks = readMarks();
  const development = process.env['PACKWRIGHT_DEVELOPMENT_RUNTIME'] === '1' || marks.developmentRuntime === true;
  return { development, mayOpenLive: !development || (app.isPackaged && marks.testBuild === true) };
};
