// The virtual device lab: Debian's own kernel in an emulator, with kernel devices that this machine does not have; the
// app's device layer runs inside. Then power cuts: the guest is killed while its store writes. `npm run test:lab`;
// `--full` unplugs 100 times and cuts 20 times instead of 10 and 3; `--only TEXT` runs the device tests whose name holds
// the text, `--power-cuts` the power cuts alone. The last line is `N passed, N failed`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { addCounts, counts } from './lib/counts.mjs';
import { installPackages } from './lib/npm-packages.mjs';
import { runTool, say, ToolError } from './lib/process.mjs';
import { appArchive, baseArchive, kernelImage } from './lab/image.mjs';
import { labFolder, labPackages } from './lab/packages.mjs';
import { cutPower } from './lab/power-cuts.mjs';
import { buildPrograms } from './lab/programs.mjs';
import { runGuest } from './lab/vm.mjs';

const countLine = /^(\d+) passed, (\d+) failed$/;

async function buildImage(folders) {
  const image = join(labFolder, 'initrd.img');
  const archives = [baseArchive(folders), appArchive(folders, await buildPrograms())];
  writeFileSync(image, Buffer.concat(archives.map((file) => readFileSync(file))));
  return image;
}

/** `failed` is at least 1 when the guest never counted. */
async function runDevices(folders, image, { cycles, only, limitMs }) {
  let counted = null;
  const { status } = await runGuest(folders, {
    image,
    kernel: kernelImage(folders),
    variables: { CYCLES: String(cycles), ...(only === undefined ? {} : { ONLY: only.replaceAll(' ', '_') }) },
    limitMs,
    onLine: (line) => {
      counted = countLine.exec(line) ?? counted;
      if (line.trim() !== '') console.log(`  ${line}`);
    },
  });
  const [, passed = '0', failed = '0'] = counted ?? [];
  return counts(Number(passed), status === 0 ? Number(failed) : Math.max(1, Number(failed)));
}

/**
 * With syncs nothing acknowledged may be lost; without them something must be, or the test proves nothing. Each has a
 * guest and a disk of its own, and a guest that boots keeps one core busy: they run side by side.
 */
async function runPowerCuts(folders, image, cuts) {
  const [real, control] = await Promise.all([
    cutPower(folders, image, { cuts, noSync: false }),
    cutPower(folders, image, { cuts: Math.min(cuts, 3), noSync: true }),
  ]);
  console.log(`  ${real.lost === 0 ? 'PASS' : 'FAIL'} power cuts: ${real.text}`);
  console.log(`  ${control.lost > 0 ? 'PASS' : 'FAIL'} control without syncs, which must lose: ${control.text}`);
  const passed = Number(real.lost === 0) + Number(control.lost > 0);
  return counts(passed, 2 - passed);
}

/**
 * Builds the image, runs the device tests in the guest, then cuts its power.
 * @param {{ cycles: number, cuts: number, only?: string, cutsOnly?: boolean, limitMs: number }} options
 */
export async function runLab(options) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new ToolError('The virtual device lab runs on Linux with an x86-64 processor only.');
  const folders = await labPackages();
  const image = await buildImage(folders);
  if (options.cutsOnly === true) return runPowerCuts(folders, image, options.cuts);
  const devices = await runDevices(folders, image, options);
  return options.only === undefined ? addCounts(devices, await runPowerCuts(folders, image, options.cuts)) : devices;
}

async function main() {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string' },
      'power-cuts': { type: 'boolean', default: false },
    },
  });
  await installPackages();
  const startedAt = Date.now();
  const { passed, failed } = await runLab({
    cycles: values.full ? 100 : 10,
    cuts: values.full ? 20 : 3,
    limitMs: values.full ? 3_600_000 : 600_000,
    only: values.only,
    cutsOnly: values['power-cuts'],
  });
  say(`Took ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void runTool(main);
