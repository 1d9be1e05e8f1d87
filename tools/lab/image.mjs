// The guest's file system: two cpio archives in a row, which the kernel unpacks one after the other. Not compressed:
// unpacking under emulation costs more than reading.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder, ToolError } from '../lib/process.mjs';
import { labFolder } from './packages.mjs';

const modules = (
  'uhid hid-generic usbhid dummy_hcd libcomposite usb_f_printer usb_f_hid usb_f_acm cdc-acm usblp vhci-hcd ftdi_sio ' +
  'pl2303 cp210x ch341 evdev uinput xhci-pci virtio_pci virtio_blk ext4 configfs'
).split(' ');
/** Groups that udev's rules name. */
const groups = [
  'tty',
  'dialout',
  'lp',
  'input',
  'disk',
  'kmem',
  'cdrom',
  'tape',
  'audio',
  'video',
  'render',
  'kvm',
  'sgx',
];
const user = { name: 'packer', id: 1000 };

/** Runs a program of the unpacked host packages. */
function hostTool(folders, name, args, options = {}) {
  const library = join(folders.host, 'usr/lib/x86_64-linux-gnu');
  // depmod and modprobe are kmod by another name.
  const path = join(folders.host, 'bin', name === 'cpio' ? 'cpio' : 'kmod');
  if (!existsSync(path)) throw new ToolError(`The lab's package of ${name} is broken: delete ${labFolder}.`);
  const env = { ...process.env, LD_LIBRARY_PATH: `${library}:${join(folders.host, 'lib/x86_64-linux-gnu')}` };
  const done = spawnSync(path, args, { argv0: name, maxBuffer: 1 << 30, env, ...options });
  if (done.status !== 0) throw new ToolError(`${name} ${args.join(' ')}: ${String(done.stderr ?? done.error)}`);
  return done.stdout;
}

/** An uncompressed archive of a folder, its files in one order always. */
function archive(folders, root, file) {
  const list = spawnSync('bash', ['-c', 'find . -mindepth 1 -print0 | LC_ALL=C sort -z'], {
    cwd: root,
    maxBuffer: 1 << 28,
  });
  const options = { cwd: root, input: list.stdout };
  writeFileSync(file, hostTool(folders, 'cpio', ['--null', '-o', '-H', 'newc', '--quiet', '-R', '0:0'], options));
}

const releaseOf = (folders) => {
  const [release] = readdirSync(join(folders.kernel, 'lib/modules'));
  if (release === undefined) throw new ToolError(`The lab's kernel is broken: delete ${labFolder}.`);
  return release;
};
export const kernelImage = (folders) => join(folders.kernel, 'boot', `vmlinuz-${releaseOf(folders)}`);

/** Copies the modules that the lab uses, with all they need, and makes their index anew. */
function copyModules(folders, root) {
  const release = releaseOf(folders);
  hostTool(folders, 'depmod', ['-b', folders.kernel, release]);
  const files = modules.flatMap((name) =>
    [
      ...hostTool(folders, 'modprobe', ['-d', folders.kernel, '-S', release, '--show-depends', name])
        .toString('utf8')
        .matchAll(/^insmod (\S+)/gm),
    ].map(([, path]) => path),
  );
  const from = join(folders.kernel, 'lib/modules', release);
  const to = join(root, 'usr/lib/modules', release);
  const put = (path) => {
    const target = join(to, path.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
  };
  for (const path of new Set(files)) put(path.startsWith(folders.kernel) ? path : join(folders.kernel, path));
  for (const name of readdirSync(from).filter((each) => /^modules\.(builtin|order)/.test(each))) put(join(from, name));
  hostTool(folders, 'depmod', ['-b', join(root, 'usr'), release]);
}

/** Debian's own merged tree: /bin and its like are links into /usr, made before anything is copied. */
function makeTree(root) {
  for (const folder of [
    'usr/bin',
    'usr/sbin',
    'usr/lib',
    'usr/lib64',
    'etc',
    'proc',
    'sys',
    'dev',
    'run',
    'tmp',
    'mnt',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  const lines = [['root', 0], ...groups.map((name, index) => [name, 100 + index]), [user.name, user.id]];
  writeFileSync(join(root, 'etc/group'), lines.map(([name, id]) => `${name}:x:${id}:\n`).join(''));
  const people = `root:x:0:0::/root:/bin/sh\n${user.name}:x:${user.id}:${user.id}::/tmp:/bin/sh\n`;
  writeFileSync(join(root, 'etc/passwd'), people);
}

const unwanted = /\/(share|hwdb\.bin|hwdb\.d)(\/|$)/;

function copyGuest(folders, root) {
  for (const part of ['usr', 'bin', 'sbin', 'lib', 'lib64', 'etc']) {
    const from = join(folders.guest, part);
    if (!existsSync(from)) continue;
    const to = part === 'usr' || part === 'etc' ? join(root, part) : join(root, 'usr', part);
    cpSync(from, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !unwanted.test(path.slice(from.length)),
    });
  }
  copyFileSync(process.execPath, join(root, 'usr/bin/node'));
  chmodSync(join(root, 'usr/bin/node'), 0o755);
}

/** The part that stays: system, Node, kernel modules. */
export function baseArchive(folders) {
  const file = join(labFolder, 'base.cpio');
  const mark = `${releaseOf(folders)} ${process.version} ${statSync(new URL(import.meta.url)).mtimeMs}`;
  const stamp = `${file}.from`;
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return file;
  const root = join(labFolder, 'base');
  rmSync(root, { recursive: true, force: true });
  makeTree(root);
  copyGuest(folders, root);
  copyModules(folders, root);
  archive(folders, root, file);
  rmSync(root, { recursive: true, force: true });
  writeFileSync(stamp, mark);
  return file;
}

/** Packages that the guest loads as they are, with what they need themselves. */
const nativePackages = ['serialport', 'node-hid', 'usb', 'sql.js'];

function packagesBelow(names) {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  const found = new Set();
  const add = (name) => {
    const path = `node_modules/${name}`;
    const entry = packages[path];
    if (entry === undefined || found.has(path) || !existsSync(join(projectFolder, path))) return;
    found.add(path);
    for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) add(next);
  };
  names.forEach(add);
  return [...found];
}

const leftOut = /\.(ts|mts|cts|map|md|c|cc|cpp|h|gyp)$|bindings-cpp\/src|\/hidapi(\/|$)|wasm-debug|sql-asm|worker\.sql/;
/** Prebuilt programs of other systems and processors. */
const foreign = /\/prebuilds\/(?!(\w+-)?linux-x64)|musl/;

/** The part that changes with each run: the tests' bundles and the packages they load. */
export function appArchive(folders, programs) {
  const root = join(labFolder, 'app');
  const file = join(labFolder, 'app.cpio');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'lab'), { recursive: true });
  for (const path of packagesBelow(nativePackages)) {
    const from = join(projectFolder, path);
    const wanted = (each) => !leftOut.test(each) && !foreign.test(each);
    cpSync(from, join(root, 'lab', path), { recursive: true, filter: wanted });
  }
  for (const program of readdirSync(programs)) copyFileSync(join(programs, program), join(root, 'lab', program));
  copyFileSync(join(projectFolder, 'resources/60-packwright.rules'), join(root, 'lab/60-packwright.rules'));
  const init = join(root, 'init');
  copyFileSync(join(projectFolder, 'tests/lab/init.sh'), init);
  chmodSync(init, 0o755);
  archive(folders, root, file);
  return file;
}
