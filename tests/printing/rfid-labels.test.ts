import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judgeRfid } from '../../electron/devices/printers/rfid-print';
import type { PrintOutcome } from '../../electron/devices/printers/watch-print';
import { renderLabels } from '../../electron/labels/render-labels';
import type { LabelRecord } from '../../shared/labels/description/values';
import { epcOfFormat, readEpc, tagFields } from '../../shared/labels/rfid';
import { zplFormat } from '../../shared/labels/zpl';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { engine, templates } from '../labels/engine';
import { createPrinterBench, type PrinterBench } from './printer-bench';

let benches: PrinterBench[] = [];

const start = async (...args: Parameters<typeof createPrinterBench>): Promise<PrinterBench> => {
  const bench = await createPrinterBench(...args);
  benches.push(bench);
  return bench;
};

beforeAll(buildSimulator);
afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
  benches = [];
});
afterAll(removeSimulator);

const epc = '3034257BF7194E4000001A85';
const label = Buffer.from(zplFormat(812, 406, [...tagFields({ epcHex: epc, tries: 3 }), '^FO10,10^GB50,50,4^FS']));

const print = (bench: PrinterBench): Promise<PrintOutcome> =>
  bench.driver.printOne(label, new AbortController().signal, () => Promise.resolve(true));

const whole = (bench: PrinterBench): number => bench.labels.filter((each) => each.startsWith('whole')).length;

describe('a label with a tag', () => {
  it('counts as printed once its tag was read back, and the device shows good and void ones', async () => {
    const bench = await start({ rfid: true, odometer: 500 });
    expect(await print(bench)).toEqual({
      kind: 'printed',
      evidence: `RFID labels 0→1, 0 void, EPC ${epc} read back`,
    });
    await bench.driver.poll();
    expect(bench.state()).toMatchObject({ rfid: { good: 1, void: 0 }, odometer: 501 });
  });

  it('that took three labels is printed once, with its void ones counted', async () => {
    const bench = await start({ rfid: true });
    await bench.printer.send({ op: 'tags-fail', count: 2 });
    expect(await print(bench)).toEqual({
      kind: 'printed',
      evidence: `RFID labels 0→1, 2 void, EPC ${epc} read back`,
    });
    await bench.driver.poll();
    expect(bench.state()).toMatchObject({ rfid: { good: 1, void: 2 }, odometer: 3 });
    expect(whole(bench)).toBe(1);
  });

  it('waits for a person when no tag takes it, and comes out once after that', async () => {
    const bench = await start({ rfid: true });
    await bench.printer.send({ op: 'tags-fail', count: 3 });
    const printing = print(bench);
    await until('the pause', () => bench.state()?.all.includes('paused') === true);
    await until('the void labels', () => bench.state()?.rfid?.void === 3);
    expect(whole(bench)).toBe(0);
    await bench.printer.send({ op: 'resume' });
    expect(await printing).toEqual({
      kind: 'printed',
      evidence: `RFID labels 0→1, 3 void, EPC ${epc} read back`,
    });
    expect(whole(bench)).toBe(1);
  });

  it.each([
    ['none', 'rfid-not-verified'],
    ['wrong', 'rfid-wrong-epc'],
  ] as const)('whose tag reads as %s is never called printed', async (as, why) => {
    const bench = await start({ rfid: true });
    await bench.printer.send({ op: 'read-back', as });
    expect(await print(bench)).toMatchObject({ kind: 'uncertain', why });
  });

  it('is not proved by what was read from an earlier label’s tag and came late', async () => {
    const bench = await start({ rfid: true });
    await bench.printer.send({ op: 'read-back', as: 'none' });
    let heard = '';
    bench.station.service.trace('printer', ({ direction, hex }) => {
      if (direction === 'in') heard += Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
    });
    const outcome = await bench.driver.printOne(label, new AbortController().signal, async () => {
      // The same EPC: nothing but its time tells it from this label's.
      bench.cable.inject(`EPC[${epc}]`);
      await until('the late word', () => heard.includes(`EPC[${epc}]`));
      return true;
    });
    expect(outcome).toMatchObject({ kind: 'uncertain', why: 'rfid-not-verified' });
  });

  it('from a printer that can’t write tags is not proved by its counter', async () => {
    const bench = await start({ rfid: false });
    expect(await print(bench)).toMatchObject({ kind: 'uncertain', why: 'rfid-not-verified' });
    expect(bench.state()?.rfid).toBeNull();
  });

  it('is uncertain when the line is cut while it is encoded', async () => {
    const bench = await start({ rfid: true, labelMs: 400 });
    const printing = print(bench);
    await bench.printing();
    await bench.printer.send({ op: 'unplug' });
    expect(await printing).toMatchObject({ kind: 'uncertain', why: 'connection-lost' });
  });

  it('is proved by an answer that comes in single bytes between the others', async () => {
    const bench = await start({ rfid: true });
    await bench.printer.send({ op: 'answer-after', ms: 40 });
    expect(await print(bench)).toMatchObject({ kind: 'printed' });
  });
});

const idle = {
  status: {
    paperOut: false,
    paused: false,
    formatsWaiting: 0,
    bufferFull: false,
    partialFormat: false,
    headOpen: false,
    ribbonOut: false,
    labelWaiting: false,
    labelsRemaining: 0,
  },
};

describe('what the counters and the tag prove', () => {
  const count = fc.option(fc.record({ good: fc.nat(4), void: fc.nat(4) }));
  it('is never a success without the very EPC read back, and one good label more', () => {
    fc.assert(
      fc.property(
        count,
        count,
        fc.nat(3),
        fc.nat(6),
        fc.constantFrom(null, epc, 'DEAD'),
        (before, after, odometerBefore, odometer, readBack) => {
          const look = { status: idle.status as never, conditions: [], odometer };
          const outcome = judgeRfid({ look, odometerBefore, before, after, wanted: epc, readBack });
          if (outcome?.kind !== 'printed') return;
          expect(readBack).toBe(epc);
          expect(before === null ? odometer - odometerBefore : (after?.good ?? 0) - before.good).toBe(1);
        },
      ),
    );
  });

  it('leaves to a person what was given up: sent again by itself it could use up a roll', () => {
    const look = { status: idle.status as never, conditions: [], odometer: 3 };
    const all = { look, odometerBefore: 0, wanted: epc, readBack: null, before: { good: 5, void: 1 } };
    expect(judgeRfid({ ...all, after: { good: 5, void: 4 } })).toMatchObject({ kind: 'uncertain', why: 'rfid-void' });
    expect(judgeRfid({ ...all, after: { good: 5, void: 1 } })).toMatchObject({ kind: 'not-printed' });
    expect(judgeRfid({ ...all, after: { good: 4, void: 1 } })).toMatchObject({ why: 'counter-went-back' });
    expect(judgeRfid({ ...all, after: { good: 7, void: 1 } })).toMatchObject({ why: 'counter-jumped' });
    expect(judgeRfid({ ...all, after: null })).toBeNull();
    expect(judgeRfid({ ...all, look: { ...look, conditions: ['paused'] }, after: { good: 5, void: 4 } })).toBeNull();
  });
});

describe('a label description with a tag', () => {
  const wish = { dpi: 203, words: 'en', year: 2026, copy: null } as const;
  const description = templates.find(({ id }) => id === 'rfid-product');
  const render = async (language: 'zpl' | 'tspl', record: LabelRecord) => {
    if (description === undefined) throw new Error('no template');
    const [made] = await renderLabels(engine, description, { ...wish, language, records: [record] });
    return made;
  };
  const record = description?.samples[0]?.record ?? {};

  it('writes the record’s EPC in ZPL, and is refused where the language can’t', async () => {
    const zpl = await render('zpl', record);
    expect(epcOfFormat(Buffer.from(zpl?.bytes ?? []).toString('latin1'))).toBe(record['epc']);
    expect(zpl?.warnings).toEqual([]);
    expect((await render('tspl', record))?.warnings).toMatchObject([
      { code: 'epc-not-in-language', severity: 'refuse' },
    ]);
  });

  it('is refused with an EPC that no reader could make sense of', async () => {
    const made = await render('zpl', { ...record, epc: '1234567890' });
    expect(made?.warnings).toMatchObject([{ code: 'epc-invalid', severity: 'refuse' }]);
    expect(epcOfFormat(Buffer.from(made?.bytes ?? []).toString('latin1'))).toBeNull();
  });
});

describe('the EPC of a record', () => {
  it.each([
    ['3034257bf7194e4000001a85', epc],
    ['urn:epc:tag:sscc-96:0.0614141.1234567890', '3114257BF4499602D2000000'],
    ['urn:epc:tag:sgtin-96:1.0614141.812345.6789', epc],
  ])('%s is written as %s', (text, hex) => {
    expect(readEpc(text)).toEqual({ ok: true, value: hex });
    expect(epcOfFormat(tagFields({ epcHex: hex, tries: 3 }).join(''))).toBe(hex);
  });
  it.each(['', 'E28068940000503166A3DC18', '3034', 'urn:epc:tag:sgtin-96:1.1.1.1', '^FD^XZ', 'zz'])(
    '%s is none that may be written',
    (text) => {
      expect(readEpc(text).ok).toBe(false);
    },
  );
  it('is none in a label without a tag', () => {
    expect(epcOfFormat('^XA^FO10,10^FD3034257BF7194E4000001A85^FS^XZ')).toBeNull();
  });
});
