// Runs the guest: QEMU under software emulation (no KVM needed), its console on our screen, its wishes carried out.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const machine =
  '-M q35 -cpu max -smp 2 -m 1536 -accel tcg -nodefaults -no-user-config -display none -no-reboot -device qemu-xhci,id=xhci'.split(
    ' ',
  );

/** Listens on a Unix socket; resolves with QEMU's connection. */
function socketFor(path) {
  const connected = new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      server.close();
      socket.on('error', () => undefined);
      resolve(socket);
    });
    server.on('error', reject);
    server.listen(path);
  });
  return connected;
}

function emulatorOf(folders, args) {
  const root = folders.emulator;
  const data = ['qemu', 'seabios', 'ipxe/qemu', 'ipxe'].map((name) => join(root, 'usr/share', name));
  const libraries = [join(root, 'usr/lib/x86_64-linux-gnu'), join(root, 'lib/x86_64-linux-gnu')].join(':');
  return spawn(join(root, 'usr/bin/qemu-system-x86_64'), [...data.flatMap((folder) => ['-L', folder]), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries, QEMU_MODULE_DIR: join(root, 'usr/lib/x86_64-linux-gnu/qemu') },
  });
}

/** Talks QEMU's machine protocol: one JSON object a line. */
async function controlOf(socket) {
  const waiting = [];
  createInterface({ input: socket }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.return !== undefined || message.error !== undefined) waiting.shift()?.(message);
  });
  const ask = (execute, args) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    });
  await ask('qmp_capabilities');
  return ask;
}

/** Carries out what the guest wishes for on its second serial port, one JSON object a line: `{ id, wish, … }`. */
function serveWishes(socket, ask) {
  const grant = async ({ id, wish, ms }) => {
    if (wish === 'sleep') {
      await ask('stop');
      await delay(ms);
      await ask('cont');
    }
    socket.write(`${JSON.stringify({ id, ok: wish === 'sleep' })}\n`);
  };
  createInterface({ input: socket }).on('line', (line) => void grant(JSON.parse(line)));
}

/**
 * Boots the guest and waits until it has switched itself off, or `killAt` says that a line of its console is the moment
 * to pull its plug.
 * @param {object} options `image`, `kernel`, `variables` (become environment variables of the guest), `disk` (a file, or
 *   undefined), `limitMs`, `onLine` for each console line, `killAt(line)` milliseconds until the plug is pulled, or null
 * @returns {Promise<{ status: number | null, killed: boolean }>} `status` null when the guest never told one
 */
export async function runGuest(folders, { image, kernel, variables, disk, limitMs, onLine, killAt = () => null }) {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-lab-'));
  const at = (name) => join(folder, name);
  const [consoleSocket, wishSocket, controlSocket] = ['console', 'wishes', 'control'].map((name) =>
    socketFor(at(name)),
  );
  const words = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const child = emulatorOf(folders, [
    ...machine,
    '-kernel',
    kernel,
    '-initrd',
    image,
    '-append',
    `console=ttyS0 panic=-1 quiet mitigations=off ${words.join(' ')}`,
    '-serial',
    `unix:${at('console')}`,
    '-serial',
    `unix:${at('wishes')}`,
    '-qmp',
    `unix:${at('control')}`,
    ...(disk === undefined ? [] : ['-drive', `file=${disk},format=raw,if=virtio,cache=writeback`]),
  ]);
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const ended = new Promise((resolve) => {
    child.on('close', resolve);
  });
  let killed = false;
  let status = null;
  const kill = () => {
    killed = true;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => {
    onLine(`The guest was still running after ${limitMs / 1000} s.`);
    child.kill('SIGKILL');
  }, limitMs);
  const neverStarted = ended.then(() => {
    throw new Error(`QEMU did not start: ${complaints}`);
  });
  neverStarted.catch(() => undefined);
  const lines = createInterface({ input: await Promise.race([consoleSocket, neverStarted]) });
  lines.on('line', (raw) => {
    const line = raw.replaceAll(/\u001b[[(][0-9;?]*[A-Za-z]|\r/g, '');
    status = /^LAB-EXIT (\d+)/.exec(line) === null ? status : Number(/^LAB-EXIT (\d+)/.exec(line)[1]);
    const wait = killAt(line);
    if (wait !== null) setTimeout(kill, wait);
    onLine(line);
  });
  const ask = await controlOf(await controlSocket);
  serveWishes(await wishSocket, ask);
  await ended;
  clearTimeout(timer);
  rmSync(folder, { recursive: true, force: true });
  return { status: killed ? null : status, killed };
}
