import './labels/web-crypto';
import { z } from 'zod';
import { fail, ok } from '../shared/result';
import { portToParent } from './child-port';
import { serveHost } from './host-port';

const request = z.object({
  zpl: z.string().max(4_000_000),
  widthMm: z.number(),
  heightMm: z.number(),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
});

/** Dots per millimetre as the interpreter wants them: its own nominal figures. */
const dotsPerMm = { 203: 8, 300: 12, 600: 24 } as const;

/** Draws ZPL in a process of its own: the interpreter can be brought down by a hostile label, and must take nothing along. */
serveHost(portToParent(), async (op, args) => {
  if (op !== 'render') return ok(null);
  const parsed = request.safeParse(args);
  if (!parsed.success) return fail('bad-input');
  const { zpl, widthMm, heightMm, dpi } = parsed.data;
  // Loaded only now: the global that it looks for at once is set above.
  const { zplToBase64Async } = await import('zpl-renderer-js');
  return ok(await zplToBase64Async(zpl, widthMm, heightMm, dotsPerMm[dpi]));
});

process.on('disconnect', () => process.exit(0));
