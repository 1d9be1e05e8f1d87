import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { fail, ok } from '../shared/result';
import { portToParent } from './child-port';
import { serveHost } from './host-port';
import { drawLabel } from './labels/draw-label';

// The interpreter would grow to 4 GiB over a hostile label; 1 GiB (pages of 64 KiB) is several times what the largest
// honest one takes.
setFlagsFromString('--wasm-max-mem-pages=16384');

const request = z.object({
  zpl: z.string().max(4_000_000),
  widthMm: z.number().min(10).max(300),
  heightMm: z.number().min(10).max(600),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
});

const smallLabel = '^XA^FO10,10^GB20,20,2^FS^XZ';

/** Draws ZPL in a process of its own: the interpreter can be brought down by a hostile label, and must take nothing along. */
serveHost(portToParent(), async (op, args) => {
  if (op === 'load') {
    await drawLabel(smallLabel, { widthMm: 10, heightMm: 10, dpi: 203 });
    return ok(null);
  }
  const parsed = request.safeParse(args);
  if (op !== 'render' || !parsed.success) return fail('bad-input', { reason: 'bad-input' });
  const { zpl, ...stock } = parsed.data;
  return ok(await drawLabel(zpl, stock));
});

process.on('disconnect', () => process.exit(0));
