import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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

const answer = async (root: string, request: Request): Promise<Response> => {
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  const path = fileOf(root, request.url);
  const type = path === null ? undefined : contentTypes[extname(path)];
  const body = path === null || type === undefined ? null : await readFile(path).catch(() => null);
  if (path === null || type === undefined || body === null) return new Response(null, { status: 404 });
  const nonce = randomBytes(16).toString('base64');
  const isPage = extname(path) === '.html';
  const content = isPage ? body.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : new Uint8Array(body);
  return new Response(content, {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff', 'content-security-policy': policy(nonce) },
  });
};

/** Serves the built pages over `app://packwright/`, GET only, below `root` only, with the content policy. */
export const servePages = (session: Session, root: string): void =>
  session.protocol.handle('app', (request) => answer(root, request));
