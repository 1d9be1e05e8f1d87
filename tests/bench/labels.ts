import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { labelFonts } from '../../electron/labels/label-fonts';
import { parseDescription, type LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import { createLabelEngine } from '../../shared/labels/engine';
import { printerLanguages, renderPage } from '../../shared/labels/languages';
import { measureBatch } from './batch';
import { percentile, row, type Part } from './rows';

const read = (id: string): LabelDescription => {
  const parsed = parseDescription(readFileSync(join(resolve('resources/labels'), `${id}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(`${id}: ${parsed.failure.code}`);
  return parsed.value;
};

const options = { language: 'en', currentYear: 2026 } as const;

/** Every label is another one: its order, its number, its name. */
const nth = (record: LabelRecord, index: number): LabelRecord => ({
  ...record,
  order: `SO-${10_000 + index}`,
  number: `PBENCH1-${String(index).padStart(6, '0')}`,
  weightMg: 12_480_000 + index * 1000,
  to: { ...(record['to'] as LabelRecord), name: `Erika Mustermann ${index}` },
});

/** From a label description and a record to the bytes that a printer gets, and to the first label of a day. */
export const labelsPart: Part = async ({ quick, folder }, emit) => {
  const template = read('shipping-4x6');
  const [sample] = template.samples;
  const record = sample?.record ?? {};
  const startedAt = performance.now();
  const engine = createLabelEngine(labelFonts(resolve('resources/fonts')));
  renderPage(await engine.layOut(template, record, { ...options, dpi: 203 }), 'zpl');
  emit(row('label, first after a start', performance.now() - startedAt, 'ms', { aim: { of: 'value', atMost: 1000 } }));
  const count = quick ? 20 : 500;
  for (const dpi of [203, 300] as const) {
    for (const language of printerLanguages) {
      const times: number[] = [];
      let bytes = 0;
      for (let index = 0; index < count; index += 1) {
        const from = performance.now();
        const page = await engine.layOut(template, nth(record, index), { ...options, dpi });
        bytes = renderPage(page, language).length;
        times.push(performance.now() - from);
      }
      const name = `label 4 × 6 in, description → ${language} at ${dpi} dpi`;
      emit(row(`${name}, p99`, percentile(times, 0.99), 'ms', { aim: { of: 'value', atMost: 100 } }));
      if (dpi === 203) emit(row(`${name}, size`, bytes / 1000, 'kB'));
    }
  }
  await measureBatch(folder, quick ? 50 : 1000, emit);
};
