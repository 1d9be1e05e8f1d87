import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

export const pageOrigin = 'app://packwright';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Draws labels; it alone compiles WebAssembly, and reaches nothing but its own files. */
const labelWorker = '/assets/label-worker.js';
const labelWorkerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Must run before the app is ready. */
export const registerPageScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

/** The file below `root` that a URL names, or `null` when it points anywhere else. */
export const fileOf = (root: string, url: string): string | null => {
  const { host, pathname } = new URL(url);
  if (host !== 'packwright') return null;
  const path = normalize(join(root, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
  return path.startsWith(root + sep) && !path.includes('\0') ? path : null;
};

export interface PageFolders {
  readonly pages: string;
  /** Of labels: the trusted side reads the same files. */
  readonly fonts: string;
}

const fontPath = '/fonts/';

/** A page's file, or one of the fonts. */
const fileIn = ({ pages, fonts }: PageFolders, url: string): string | null =>
  new URL(url).pathname.startsWith(fontPath) ? fileOf(fonts, url.replace(fontPath, '/')) : fileOf(pages, url);

/** At once: while the app starts, each wait for the disk would be one for the rest of the program as well. */
const readNow = (path: string): Buffer | null => {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
};

const answer = (folders: PageFolders, request: Request): Response => {
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  const path = fileIn(folders, request.url);
  const type = path === null ? undefined : contentTypes[extname(path)];
  const body = path === null || type === undefined ? null : readNow(path);
  if (path === null || type === undefined || body === null) return new Response(null, { status: 404 });
  const nonce = randomBytes(16).toString('base64');
  const isPage = extname(path) === '.html';
  const content = isPage ? body.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : new Uint8Array(body);
  const held = new URL(request.url).pathname === labelWorker ? labelWorkerPolicy : policy(nonce);
  return new Response(content, {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff', 'content-security-policy': held },
  });
};

/** Turns of the loop without a request, after which no window is taken to wait for the rest of an answer. */
const quietTurns = 5;

/**
 * Serves the built pages over `app://packwright/` and the fonts of labels, GET only, with the content policy.
 * @returns a function that lets windows have the files that they have asked for, before main goes on with long work
 */
export const servePages = (session: Session, folders: PageFolders): (() => Promise<void>) => {
  let quiet = quietTurns;
  session.protocol.handle('app', (request) => {
    quiet = 0;
    return answer(folders, request);
  });
  return async () => {
    do {
      quiet += 1;
      await new Promise(setImmediate);
    } while (quiet < quietTurns);
  };
};
