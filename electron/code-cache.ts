import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/*
 * V8's compiled code of our own bundles, made once after the build and read at every start: compiling them anew takes a
 * sixth of the time until the station is ready. It lies inside the program's own folder, never where data are, so that
 * whoever may change it could change the program too. V8 refuses it when it is of another version or other flags.
 *
 * Every bundle begins with a call of `useCodeCache`, before it reads any other file (electron.vite.config.ts).
 */

/** Length of a file's name and of its code, each 32 bits, then both; and so on to the end. */
const headBytes = 8;

const readCodes = (file: string): ReadonlyMap<string, Buffer> => {
  const codes = new Map<string, Buffer>();
  if (!existsSync(file)) return codes;
  const bytes = readFileSync(file);
  for (let at = 0; at + headBytes <= bytes.length;) {
    const name = at + headBytes;
    const code = name + bytes.readUInt32LE(at);
    const end = code + bytes.readUInt32LE(at + 4);
    codes.set(bytes.toString('utf8', name, code), bytes.subarray(code, end));
    at = end;
  }
  return codes;
};

const writeCodes = (file: string, scripts: ReadonlyMap<string, Script>): void => {
  const parts = Array.from(scripts, ([name, script]) => {
    const code = script.createCachedData();
    const head = Buffer.alloc(headBytes);
    head.writeUInt32LE(Buffer.byteLength(name), 0);
    head.writeUInt32LE(code.length, 4);
    return Buffer.concat([head, Buffer.from(name), code]);
  });
  // Several processes of one bundle may write at once: each its own file, and the last one stays.
  const written = `${file}.${process.pid}.new`;
  writeFileSync(written, Buffer.concat(parts));
  renameSync(written, file);
};

interface LoadedModule {
  filename: string;
  loaded: boolean;
  paths: readonly string[];
  readonly exports: unknown;
  require(id: string): unknown;
  _compile(content: string, filename: string, ...rest: readonly unknown[]): unknown;
}
/** Node has no public way in for code that was compiled before; these are what every such tool has used for years. */
interface Internals {
  readonly wrapper: readonly [string, string];
  readonly _cache: Record<string, LoadedModule | undefined>;
  readonly _nodeModulePaths: (folder: string) => readonly string[];
  readonly prototype: LoadedModule;
  new (id: string, parent?: LoadedModule): LoadedModule;
}
const Modules = Module as unknown as Internals;
const { wrapper } = Modules;

/** A bundle's other file, of which we know where it is: Node would look around for each of thirty. */
const loadBeside = (path: string, parent: LoadedModule): unknown => {
  const known = Modules._cache[path];
  if (known !== undefined) return known.exports;
  const made = new Modules(path, parent);
  made.filename = path;
  made.paths = Modules._nodeModulePaths(dirname(path));
  Modules._cache[path] = made;
  try {
    made._compile(readFileSync(path, 'utf8'), path);
  } catch (error) {
    delete Modules._cache[path];
    throw error;
  }
  made.loaded = true;
  return made.exports;
};

/** By then a process that starts has run all that a start needs: functions come along that were compiled when called. */
const writtenAfterMs = 2500;

/** How many files came from the cache, and of how many V8 refused the code. */
export const codeCache = { used: 0, refused: 0 };

/**
 * Has the files beside and below the bundle `entry` compiled from `code-cache/` beside it, where there is any. Started
 * with `PACKWRIGHT_WRITE_CODE_CACHE=1`, a process whose code is missing there, or was refused, writes it.
 * @param flags of V8, set here because code that was compiled under other ones is refused
 */
export const useCodeCache = (entry: string, flags = ''): void => {
  if (flags !== '') setFlagsFromString(flags);
  const folder = dirname(entry);
  const file = join(folder, 'code-cache', `${basename(entry, '.js')}-${process.arch}.bin`);
  const codes = readCodes(file);
  const mayWrite = process.env['PACKWRIGHT_WRITE_CODE_CACHE'] === '1';
  if (codes.size === 0 && !mayWrite) return;
  const scripts = new Map<string, Script>();
  const compileCached = (name: string, content: string, filename: string): Script => {
    const cachedData = codes.get(name);
    const script = new Script(`${wrapper[0]}${content}${wrapper[1]}`, {
      filename,
      columnOffset: -wrapper[0].length,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (script.cachedDataRejected === true) {
      if (codeCache.refused === 0) console.error(`compiled code refused: ${file}`);
      codeCache.refused += 1;
    }
    if (script.cachedDataRejected === false) codeCache.used += 1;
    scripts.set(name, script);
    return script;
  };
  const compile = Modules.prototype._compile;
  Modules.prototype._compile = function compileOurs(content, filename, ...rest) {
    const name = relative(folder, filename);
    if (name.startsWith('..')) return compile.call(this, content, filename, ...rest);
    const call = compileCached(name, content, filename).runInThisContext() as (...args: readonly unknown[]) => unknown;
    const here = dirname(filename);
    const load = (id: string): unknown =>
      /^\.\.?\/.*\.js$/.test(id) ? loadBeside(join(here, id), this) : this.require(id);
    return call.call(this.exports, this.exports, load, this, filename, here);
  };
  if (!mayWrite) return;
  const write = (): void => {
    if (codes.size > 0 && codeCache.refused === 0) return;
    try {
      writeCodes(file, scripts);
    } catch (error) {
      console.error(`compiled code not written: ${file}`, error);
    }
  };
  setTimeout(write, writtenAfterMs).unref();
};
