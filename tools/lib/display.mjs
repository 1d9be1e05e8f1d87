// A display for the app: the person's own, or a virtual one of our own that ends with us.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, isRoot, ToolError } from './process.mjs';
import { ordinaryUserId } from './ordinary-user.mjs';

const startTimeoutMs = 15_000;
/** Big enough for the 1920x1080 screens with room for window frames. */
const screen = '1920x1200x24';

/** @returns {'real' | 'virtual'} */
export const displayKind = () =>
  process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'real' : 'virtual';

const giveToOrdinaryUser = (path) => isRoot && chownSync(path, ordinaryUserId, ordinaryUserId);

/** One X authority entry that fits every display: family "wild", no address, no number, the cookie. */
function authorityFile(path) {
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const none = Buffer.alloc(0);
  const fields = [none, none, Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)].map(field);
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xff]), ...fields]), { mode: 0o600 });
  giveToOrdinaryUser(path);
}

/** Xvfb chooses its own number and tells it on descriptor 3 once it listens. */
function startServer(authority) {
  const program = findProgram('Xvfb');
  if (program === null) throw new ToolError('Xvfb is missing (package xvfb).');
  const arguments_ = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', authority, '-noreset'];
  // The kernel ends the server with us, even when we are killed.
  const guard = findProgram('setpriv');
  const [command, args] =
    guard === null ? [program, arguments_] : [guard, ['--pdeathsig', 'TERM', '--', program, ...arguments_]];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let errors = '';
    const timer = setTimeout(() => {
      child.kill();
      reject(new ToolError('The virtual display did not start in time.'));
    }, startTimeoutMs);
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('exit', () => reject(new ToolError(`The virtual display did not start: ${errors.trim()}`)));
    child.stdio[3].once('data', (chunk) => {
      clearTimeout(timer);
      child.stderr.resume();
      for (const handle of [child, child.stderr, child.stdio[3]]) handle.unref();
      resolve({ child, number: String(chunk).trim() });
    });
  });
}

/** Root's app runs as another user, who can't read root's X authority. */
function shareRealDisplay(folder) {
  const own = process.env.XAUTHORITY ?? join(homedir(), '.Xauthority');
  if (!isRoot || process.platform !== 'linux' || !existsSync(own)) return {};
  const copy = join(folder, 'authority');
  copyFileSync(own, copy);
  chmodSync(copy, 0o600);
  giveToOrdinaryUser(copy);
  return { XAUTHORITY: copy };
}

/**
 * Opens the display.
 * @returns {Promise<{ kind: 'real' | 'virtual', env: Record<string, string>, close: () => void }>} `env` is for the app
 */
export async function openDisplay() {
  const kind = displayKind();
  const folder = mkdtempSync(join(tmpdir(), 'packwright-display-'));
  chmodSync(folder, 0o755);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  if (kind === 'real') return { kind, env: shareRealDisplay(folder), close: removeFolder };
  const authority = join(folder, 'authority');
  authorityFile(authority);
  const { child, number } = await startServer(authority);
  const close = () => {
    child.kill();
    removeFolder();
  };
  process.once('exit', close);
  return { kind, env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, close };
}
