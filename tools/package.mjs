// Packages the app with electron-builder: `npm run package -- [dir|deb|AppImage|tar.gz|nsis|dmg …] [--for-test]`.
// The fall-back runtime is for development only: it is refused unless `--for-test` says that nobody will get the result.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { makeCodeCache } from './lib/code-cache.mjs';
import { findProgram, projectFolder, run, runTool, say, ToolError } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

const testFolder = join('dist', 'for-test');

/** Tools that electron-builder would download, when the system has them. */
function localTools() {
  const sevenZip = findProgram('7za');
  return sevenZip === null ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip };
}

/**
 * @param {import('./lib/runtime.mjs').Runtime} runtime
 * @param {string[]} targets none: those of electron-builder.yml for this system
 * @param {{ forTest: boolean, quiet?: boolean }} how
 */
async function runBuilder(runtime, targets, { forTest, quiet = false }) {
  const builder = join(projectFolder, 'node_modules', 'electron-builder', 'cli.js');
  const isDirectory = targets.length === 1 && targets[0] === 'dir';
  const platform = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform];
  const what = isDirectory ? ['--dir'] : [platform, ...targets];
  const settings = [`-c.electronVersion=${runtime.version}`, `-c.electronDist=${runtime.folder}`];
  // electron/app/runtime.ts reads these marks.
  if (forTest) settings.push(`-c.directories.output=${testFolder}`, '-c.extraMetadata.testBuild=true');
  if (runtime.development) settings.push('-c.extraMetadata.developmentRuntime=true');
  const env = { ...process.env, ...localTools() };
  const { code } = await run(process.execPath, [builder, ...what, '--publish', 'never', ...settings], {
    env,
    quiet,
  });
  return code === 0;
}

/**
 * Packages unpacked, for the smoke test.
 * @param {import('./lib/runtime.mjs').Runtime} runtime
 * @param {Awaited<ReturnType<typeof openStage>>} stage
 * @returns {Promise<string | null>} the executable, or null when packaging failed
 */
export async function packageForTest(runtime, stage) {
  const startedAt = Date.now();
  say('Packaging, unpacked…');
  await makeCodeCache(stage);
  if (!(await runBuilder(runtime, ['dir'], { forTest: true, quiet: true }))) {
    say('Packaging failed; `npm run package -- dir --for-test` shows why.');
    return null;
  }
  say(`Packaged in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  const places = { linux: ['linux-unpacked', 'packwright'], win32: ['win-unpacked', 'Packwright.exe'] };
  const place = places[process.platform] ?? [
    `mac${process.arch === 'arm64' ? '-arm64' : ''}`,
    'Packwright.app/Contents/MacOS/Packwright',
  ];
  const executable = join(projectFolder, testFolder, ...place);
  return existsSync(executable) ? executable : null;
}

async function main() {
  const options = { 'for-test': { type: 'boolean', default: false } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const runtime = await prepare();
  if (runtime.development && !values['for-test'])
    throw new ToolError(
      `Electron ${runtime.version} from the fall-back package is for development only and may not be packaged. ` +
        "Package where Electron's own runtime can be downloaded, or add --for-test for a package that stays here.",
    );
  if (!(await ensureBuilt())) return 1;
  const stage = await openStage(runtime);
  await makeCodeCache(stage).finally(() => stage.close());
  return (await runBuilder(runtime, positionals, { forTest: values['for-test'] })) ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void runTool(main);
