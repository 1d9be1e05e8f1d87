import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by global-setup.mts or by tools/test.mjs, through the tools' `openStage`. */
const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this through Playwright's config.`);
  return value;
};

/** Playwright's workers each have a display of their own, where there are several. */
const displays = JSON.parse(process.env['PACKWRIGHT_DISPLAYS'] ?? '[]') as readonly Record<string, string>[];
Object.assign(process.env, displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]);

/** Root runs the app as this user; `null` when the tests don't run as root. */
export const ordinaryUser = (): number | null => {
  const user = process.env['PACKWRIGHT_ORDINARY_USER'];
  return user === undefined ? null : Number(user);
};

/** Gives a file or folder to the user that the app runs as. */
export const giveToApp = (path: string): void => {
  const user = ordinaryUser();
  if (user !== null) chownSync(path, user, user);
};

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder under the system's temporary one that the app may write to. It goes when this test process ends. */
export const temporaryFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `packwright-${name}-`));
  chmodSync(folder, 0o755);
  giveToApp(folder);
  made.push(folder);
  return folder;
};

/** A folder inside one that the app owns, with its owner. */
export const folderForApp = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  giveToApp(path);
  return path;
};

/** What to start and with which variables: the runtime itself, or for root the script that changes the user first. */
export interface AppStart {
  readonly executable: string;
  readonly appFolder: string;
  readonly env: Record<string, string>;
}

/**
 * How to start the built app, or another program under the same rules, with a home of its own below `home`.
 * @param program an unpacked package's executable, instead of the development runtime
 */
export const appStart = (home: string, program?: string): AppStart => {
  const runtime = program ?? required('PACKWRIGHT_RUNTIME');
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...inherited } = process.env;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) if (value !== undefined) env[name] = value;
  const folders = { HOME: '', XDG_CONFIG_HOME: '.config', XDG_CACHE_HOME: '.cache', XDG_DATA_HOME: '.local' };
  for (const [name, folder] of Object.entries(folders)) env[name] = folderForApp(join(home, folder));
  env['XDG_RUNTIME_DIR'] = folderForApp(join(home, '.run'));
  env['PACKWRIGHT_RUNTIME'] = runtime;
  const asOther = join(__dirname, '../../tools/as-ordinary-user.sh');
  return {
    executable: ordinaryUser() === null ? runtime : asOther,
    appFolder: required('PACKWRIGHT_APP_FOLDER'),
    env,
  };
};
