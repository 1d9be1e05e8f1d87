import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { fail } from '../shared/result';
import { portToParent } from './child-port';
import { serveHost } from './host-port';
import { convertForeign } from './labels/foreign/convert';
import { makeBackground, makePicture } from './labels/foreign/picture';

// A hostile PDF or picture may not take the machine's memory: half a GiB (pages of 64 KiB) draws any label.
setFlagsFromString('--wasm-max-mem-pages=8192');
setFlagsFromString('--max-old-space-size=768');

const file = z.instanceof(Uint8Array);
const dpi = z.union([z.literal(203), z.literal(300), z.literal(600)]);
const request = z.object({
  bytes: file,
  widthMm: z.number().min(10).max(300),
  heightMm: z.number().min(10).max(600),
  dpi,
});
const pictureRequest = z.object({
  bytes: file,
  mostWidthMm: z.number().min(1).max(300),
  mostHeightMm: z.number().min(1).max(600),
  dpi,
  tone: z.enum(['drawing', 'photo']),
});

/** Reads documents of somebody else's in a process of its own, started for one and ended after it. */
serveHost(portToParent(), (op, args) => {
  if (op === 'picture') {
    const wish = pictureRequest.safeParse(args);
    return wish.success ? makePicture(wish.data.bytes, wish.data) : fail('bad-input');
  }
  const parsed = request.safeParse(args);
  if (!parsed.success) return fail('bad-input');
  const { bytes, ...stock } = parsed.data;
  if (op === 'background') return makeBackground(bytes, stock);
  return op === 'convert' ? convertForeign(bytes, stock) : fail('bad-input');
});

process.on('disconnect', () => process.exit(0));
