// Small helpers around child processes, shared by the tools. Node built-ins only: they run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Downloaded runtimes and other things that may be deleted at any time. */
export const cacheFolder = join(projectFolder, '.cache');

export const isRoot = process.getuid?.() === 0;

/** A sentence for the person at the terminal. */
export const say = (text) => console.log(`[packwright] ${text}`);

/** A failure that the person can do something about: shown without a stack. */
export class ToolError extends Error {}

/** Path of a program, or null. */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  // Debian's ordinary users have no sbin in their path, where some of the programs are.
  for (const folder of [...folders, '/usr/sbin', '/sbin']) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Output of a short command, or null when it is missing or fails. */
export function outputOf(command, args, options = {}) {
  const outcome = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options });
  return outcome.status === 0 ? outcome.stdout : null;
}

/** Lines that Chromium and npm print on healthy machines too. */
const noise = [
  /Failed to connect to (the bus|socket)/,
  /Exiting GPU process due to errors during initialization/,
  /org\.freedesktop\.(DBus|portal|UPower)/,
  /gpu_memory_buffer_support_x11|viz_main_impl|vkCreateInstance|eglInitialize|angle_platform_impl|gl_display|gl_surface/i,
  /GetVSyncParametersIfAvailable|sandbox_linux\.cc.*InitializeSandbox/,
  /command_buffer_proxy_impl|shared_image|X connection error received|gpu_process_host/,
  /object_proxy\.cc|dbus|atom_cache|Fontconfig error: No writable cache/i,
  /^npm warn Unknown (user|env|project|builtin) config/,
  /^npm warn EBADENGINE/,
  /'NO_COLOR' env is ignored|^\(Use `node --trace-warnings/,
  /^DevTools listening on|^Debugger (listening|ending) on|^For help, see: https:\/\/nodejs\.org/,
];

/** False for a line that tells nothing. */
export const isWorthShowing = (line) => !noise.some((pattern) => pattern.test(line));

/** Some programs colour their output whatever they are told. */
const withoutColour = (line) => (process.stdout.isTTY ? line : line.replaceAll(/\u001b\[[\d;]*m/g, ''));

function forwardLines(stream, write) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) write(line);
  });
  stream.on('end', () => rest !== '' && write(rest));
}

const running = new Set();
let stopping = false;
/** Hands a signal on and ends once the children have; a second one does not wait for them. */
function stop(signal) {
  if (stopping || running.size === 0) process.exit(130);
  stopping = true;
  for (const child of running) child.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

/**
 * Runs a command to its end with its output on the screen, harmless noise left out.
 * @param {{ env?: object, cwd?: string, quiet?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 1 when it could not start or was killed.
 */
export function run(command, args, { env = process.env, cwd = projectFolder, quiet = false, onLine } = {}) {
  return new Promise((resolve) => {
    // Their output comes to us through a pipe, so the programs can't see whether there is a terminal.
    const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
    const child = spawn(command, args, { cwd, env: { ...colour, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = [];
    const show = (target) => (raw) => {
      const line = withoutColour(raw);
      onLine?.(line);
      if (!isWorthShowing(line)) return;
      lines.push(line);
      if (!quiet) target.write(`${line}\n`);
    };
    running.add(child);
    forwardLines(child.stdout, show(process.stdout));
    forwardLines(child.stderr, show(process.stderr));
    child.on('error', (error) => {
      running.delete(child);
      resolve({ code: 1, output: error.message });
    });
    child.on('close', (code) => {
      running.delete(child);
      if (stopping && running.size === 0) process.exit(130);
      resolve({ code: code ?? 1, output: lines.join('\n') });
    });
  });
}

/** Starts the npm that runs this script, or the one in the path. */
export function runNpm(args, options) {
  const program = process.env.npm_execpath;
  if (program !== undefined && /npm-cli\.[cm]?js$/.test(program))
    return run(process.execPath, [program, ...args], options);
  if (process.platform === 'win32') throw new ToolError('Start this through npm: `npm start`, `npm test`.');
  return run('npm', args, options);
}

/** Said in a sentence rather than by a syntax error far below. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new ToolError(`This is Node ${process.versions.node}. Packwright needs Node 20.19 or newer.`);
}

/** Runs a tool's main function; what a person can mend is told in a sentence, a bug with its stack. */
export async function runTool(main) {
  try {
    checkNode();
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof ToolError) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
