import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceConfig } from '../../shared/device-config';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
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

describe('the same printer by another cable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-printer-'));
  let next = 0;
  const onPty = async (transport: (path: string) => DeviceConfig['transport']): Promise<PrinterBench> => {
    next += 1;
    const ptyLink = join(folder, `tty${next}`);
    return start({ ptyLink, labelMs: 150 }, { transport: () => transport(ptyLink) });
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const cables = [
    ['serial, RTS/CTS', (path: string) => ({ type: 'serial' as const, path, settings: { flow: 'rtscts' as const } })],
    ['serial, XON/XOFF', (path: string) => ({ type: 'serial' as const, path, settings: { flow: 'xonxoff' as const } })],
    ['/dev/usb/lp', (path: string) => ({ type: 'lp' as const, path })],
  ] as const;

  it.each(cables)('%s: proved by the counter, stopped by the paper', async (_name, transport) => {
    const bench = await onPty(transport);
    expect(await bench.print('one', 8000)).toMatchObject({ kind: 'printed' });
    const printing = bench.print('two');
    await bench.printing();
    await bench.printer.send({ op: 'paper-out' });
    await until('the end of the paper', () => bench.state()?.all.includes('paper-out') === true);
    await bench.printer.send({ op: 'load-paper' });
    expect(await printing).toMatchObject({ kind: 'not-printed' });
    expect(await bench.print('two')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole one', 'part two', 'whole two']);
  });

  it.each(cables)('%s: pulled out in the middle of a label, nobody says “printed”', async (_name, transport) => {
    const bench = await onPty(transport);
    const printing = bench.print('one');
    await bench.printing();
    await bench.printer.send({ op: 'unplug' });
    expect(await printing).toMatchObject({ kind: 'uncertain' });
    await until('the loss', () => bench.station.status('printer').state === 'lost');
    expect(await bench.print('two')).toMatchObject({ kind: 'refused', why: 'offline', sending: undefined });
    await bench.printer.send({ op: 'plug' });
    await bench.station.untilState('printer', 'ready');
    await until('the first label, which was in the printer', () => bench.labels.length === 1);
    expect(await bench.print('two')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole one', 'whole two']);
  });
});

describe('a cable that fails in the middle of a job', () => {
  const size = 20_000;

  it.each(['reset', 'half-close'] as const)(
    '%s at each 4 KiB: never “printed”, the bytes that went are counted, no label comes twice',
    async (how) => {
      const bench = await start();
      for (let cut = 1; cut < size; cut += 4096) {
        await bench.driver.poll();
        const { reconnects } = bench.station.status('printer').counters;
        const outcome = await bench.driver.printOne(
          Buffer.from(`^XA^FX${'.'.repeat(size)}^FS^FDcut ${cut}^FS^XZ`),
          new AbortController().signal,
          () => {
            bench.cable.failAfter(cut, how);
            return Promise.resolve(true);
          },
        );
        expect(bench.cable.passed()).toBe(cut);
        expect(outcome.kind).toBe('uncertain');
        if (outcome.kind === 'uncertain') expect(['link-closed', 'connection-lost']).toContain(outcome.why);
        bench.cable.mend();
        await until('another line', () => {
          const { state, counters } = bench.station.status('printer');
          return state === 'ready' && counters.reconnects > reconnects;
        });
      }
      // The rest of a cut label is thrown away before the next one, which comes out as itself.
      expect(await bench.print('next')).toMatchObject({ kind: 'printed' });
      expect(bench.labels).toEqual(['whole next']);
    },
    60_000,
  );

  it('cut behind the last byte: the label may have come out, and nobody says “printed”', async () => {
    const bench = await start({ labelMs: 100 });
    await bench.driver.poll();
    const label = Buffer.from('^XA^FDwhole^FS^XZ');
    const outcome = await bench.driver.printOne(label, new AbortController().signal, () => {
      bench.cable.failAfter(label.length, 'reset');
      return Promise.resolve(true);
    });
    expect(outcome).toMatchObject({ kind: 'uncertain' });
    await until('the label', () => bench.labels.length === 1);
    expect(bench.labels).toEqual(['whole whole']);
  });

  it('stalls: the write ends at its own limit, and tells how much surely went', async () => {
    const bench = await start();
    await bench.driver.poll();
    const label = Buffer.alloc(30_000_000, '.');
    label.write('^XA^FX');
    const outcome = await bench.driver.printOne(label, new AbortController().signal, () => {
      bench.cable.failAfter(10_000, 'stall');
      return Promise.resolve(true);
    });
    expect(outcome).toMatchObject({ kind: 'uncertain', why: 'write-timeout' });
    const [, gone, total, unsure] =
      /^(\d+) of (\d+) bytes sent, (\d+) in doubt$/.exec(('evidence' in outcome && outcome.evidence) || '') ?? [];
    expect(Number(total)).toBe(30_000_000);
    expect(Number(gone)).toBeGreaterThanOrEqual(bench.cable.passed());
    expect(Number(gone) + Number(unsure)).toBeLessThan(30_000_000);
    expect(bench.cable.passed()).toBe(10_000);
  }, 30_000);

  it('carries garbage between the answers, and each is still read', async () => {
    const bench = await start({ labelMs: 200 });
    const printing = bench.print('one');
    await bench.printing();
    const noise = setInterval(() => bench.cable.inject('\x02\x02garbage"\x03\xff"'), 15);
    expect(await printing).toMatchObject({ kind: 'printed' });
    clearInterval(noise);
    bench.cable.inject('\x02030,0,0,1225,000,0,0,0,0');
    expect(await bench.print('two')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole one', 'whole two']);
  });
});
