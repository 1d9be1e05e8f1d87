// Debian packages that the virtual device lab is made of: downloaded and unpacked below the cache, never installed.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, isRoot, outputOf, run, say, ToolError } from '../lib/process.mjs';

export const labFolder = join(cacheFolder, 'lab');
const debsFolder = join(labFolder, 'debs');

/** Goes into the guest: its udev, and what Node and the hardware packages are linked to. */
const guestPackages = [
  'busybox-static',
  'kmod',
  'udev',
  'libudev1',
  'libkmod2',
  'libblkid1',
  'libselinux1',
  'libacl1',
  'libcap2',
  'libpcre2-8-0',
  'libzstd1',
  'liblzma5',
  'libssl3',
  'libc6',
  'libstdc++6',
  'libgcc-s1',
  'zlib1g',
  'libusb-1.0-0',
];
/** Builds the image on this machine. */
const hostPackages = ['cpio', 'kmod', 'libkmod2', 'libzstd1', 'liblzma5', 'libssl3'];

const apt = (...args) => run('apt-get', ['-qq', ...args], { quiet: true, cwd: debsFolder });

/** The kernel that Debian's meta package stands for now. Not the cloud flavour: it has no USB. */
const kernelPackage = () =>
  /Depends: (linux-image-\S+)/.exec(outputOf('apt-cache', ['depends', 'linux-image-amd64']) ?? '')?.[1] ?? null;

/** The emulator and all it needs that this machine lacks. */
const emulatorPackages = () =>
  [
    ...(
      outputOf('apt-get', ['install', '-s', '--no-install-recommends', 'qemu-system-x86', 'libslirp0']) ?? ''
    ).matchAll(/^Inst (\S+)/gm),
  ].map(([, name]) => name);

async function listPackages() {
  if (outputOf('which', ['apt-get']) === null)
    throw new ToolError('The virtual device lab is made of Debian packages.');
  if (kernelPackage() === null && isRoot) await apt('update');
  const kernel = kernelPackage();
  if (kernel === null)
    throw new ToolError('Debian’s package lists are missing. Run `sudo apt-get update`, then try again.');
  return { kernel: [kernel], emulator: emulatorPackages(), guest: guestPackages, host: hostPackages };
}

async function download(names) {
  const { code, output } = await apt('download', ...names);
  if (code === 0) return;
  if (isRoot) await apt('update');
  const again = await apt('download', ...names);
  if (again.code !== 0) throw new ToolError(`apt-get could not download the lab's packages:\n${output}`);
}

/** Unpacks the packages of one part into a folder of its own. */
async function unpack(part, names) {
  const target = join(labFolder, part);
  mkdirSync(target, { recursive: true });
  const files = readdirSync(debsFolder);
  for (const name of names) {
    const file = files.find((each) => each.startsWith(`${name}_`));
    if (file === undefined) throw new ToolError(`The package ${name} was not downloaded.`);
    const { code, output } = await run('dpkg', ['-x', join(debsFolder, file), target], { quiet: true });
    if (code !== 0) throw new ToolError(`${file} could not be unpacked:\n${output}`);
  }
}

/**
 * Downloads and unpacks what is missing: about 150 MB, once.
 * @returns {Promise<{ kernel: string, emulator: string, guest: string, host: string }>} folders
 */
export async function labPackages() {
  const stamp = join(labFolder, 'unpacked');
  const folders = Object.fromEntries(
    ['kernel', 'emulator', 'guest', 'host'].map((part) => [part, join(labFolder, part)]),
  );
  if (existsSync(stamp)) return folders;
  say('Fetching the virtual device lab: a Debian kernel and an emulator (about 150 MB, once)…');
  mkdirSync(debsFolder, { recursive: true });
  const parts = await listPackages();
  await download([...new Set(Object.values(parts).flat())]);
  for (const [part, names] of Object.entries(parts)) await unpack(part, names);
  writeFileSync(stamp, `${JSON.stringify(parts)}\n`);
  return folders;
}
