// Starts the app, on a fresh clone too: `npm start -- [arguments for the app]`.
// Simulated devices and demo data unless `--live` is given. `--data-dir DIR` chooses the station's folder. Where there is
// no display, a virtual one is used and the guided tour runs.
import { chownSync, existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { homeEnvironment, ordinaryUserId, ownedFolder, rootsHome } from './lib/ordinary-user.mjs';
import { isRoot, run, runTool, say, ToolError } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

/** The app's last word about a tour, on a line of its own. */
const tourFolderPattern = /^Tour folder: (.+)$/;

/** The station's folder must belong to the user who runs the app, which is not root. */
function prepareDataFolder(folder) {
  if (!isRoot) return folder;
  if (!existsSync(folder)) return ownedFolder(folder);
  if (statSync(folder).uid === ordinaryUserId) return folder;
  if (readdirSync(folder).length > 0)
    throw new ToolError(
      `The app does not run as root but as user ${ordinaryUserId}, who does not own ${folder}. ` +
        `Give it away with \`chown -R ${ordinaryUserId}:${ordinaryUserId} '${folder}'\`, or choose another folder.`,
    );
  chownSync(folder, ordinaryUserId, ordinaryUserId);
  return folder;
}

/** The app's arguments from ours: `--data-dir` made absolute, demo unless live. */
function appArguments(given, runtime, display) {
  const args = given.filter((argument) => argument !== '--live');
  const live = args.length < given.length;
  if (live && runtime.development)
    throw new ToolError('The development runtime opens demo data only: `--live` needs Electron’s own runtime.');
  const position = args.indexOf('--data-dir');
  if (position >= 0) {
    const folder = args[position + 1];
    if (folder === undefined) throw new ToolError('`--data-dir` needs a folder.');
    args[position + 1] = prepareDataFolder(resolve(process.env.INIT_CWD ?? process.cwd(), folder));
  }
  const add = (argument, wanted) => wanted && !args.includes(argument) && args.push(argument);
  add('--demo', !live);
  add('--tour', !live && display === 'virtual');
  add('--quit-after-tour', !live && display === 'virtual');
  return args;
}

async function main() {
  const runtime = await prepare();
  if (!(await ensureBuilt())) return 1;
  const stage = await openStage(runtime);
  let tourFolder = '';
  const onLine = (line) => {
    tourFolder = tourFolderPattern.exec(line)?.[1] ?? tourFolder;
  };
  try {
    const args = appArguments(process.argv.slice(2), runtime, stage.display);
    const alone = args.includes('--quit-after-tour');
    if (alone) say('There is no display here: running the guided tour on a virtual one. It takes a minute or two.');
    else
      say(
        stage.display === 'virtual' ? 'There is no display here: starting on a virtual one.' : 'Starting Packwright…',
      );
    if (isRoot) say(`You are root: the app runs as user ${ordinaryUserId}, at home in ${rootsHome()}.`);
    const env = { ...process.env, ...stage.env, ...(isRoot ? homeEnvironment(rootsHome()) : {}) };
    const { code } = await run(stage.command, [stage.appFolder, ...args], { env, cwd: stage.appFolder, onLine });
    if (tourFolder !== '') say(`The tour's screenshots, label, packing slip and journal are in ${tourFolder}`);
    else if (alone) say('The tour did not finish; its messages are above.');
    return alone && tourFolder === '' ? 1 : code;
  } finally {
    stage.close();
  }
}

void runTool(main);
