import { z } from 'zod';
import { fail, ok } from '../shared/result';
import { checkDescription, recordSchema } from '../shared/labels/description/description';
import { createLabelEngine, type LabelEngine } from '../shared/labels/engine';
import { printerLanguages } from '../shared/labels/languages';
import { portToParent } from './child-port';
import { serveHost } from './host-port';
import { labelFonts } from './labels/label-fonts';
import { renderLabels } from './labels/render-labels';

const request = z.object({
  fonts: z.string().min(1),
  description: z.unknown(),
  records: z.array(recordSchema).min(1).max(50),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  words: z.string().min(2).max(10),
  language: z.enum(printerLanguages).nullable(),
  year: z.number().int(),
  copy: z.number().int().min(2).nullable().default(null),
});

let engine: LabelEngine | null = null;

/** Lays labels out in a process of its own: fonts and shaper take tens of megabytes, and only while something is printed. */
serveHost(portToParent(), async (op, args) => {
  const parsed = request.safeParse(args);
  if (op !== 'render' || !parsed.success) return fail('bad-input');
  const description = checkDescription(parsed.data.description);
  if (!description.ok) return description;
  engine ??= createLabelEngine(labelFonts(parsed.data.fonts));
  return ok(await renderLabels(engine, description.value, parsed.data));
});

process.on('disconnect', () => process.exit(0));
