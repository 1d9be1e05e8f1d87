import { describe, expect, it } from 'vitest';
import type { WireTrace } from '../../shared/devices';
import { means } from '../../shared/wire-meaning';
import { createBadgeHider, scrubText, scrubTrace } from './scrub';

const trace = (text: string, more: Partial<WireTrace> = {}): WireTrace => ({
  deviceId: 'scanner',
  direction: 'in',
  hex: Buffer.from(text, 'latin1').toString('hex').toUpperCase(),
  meaning: [],
  at: 1,
  ...more,
});
const textOf = ({ hex }: { hex: string | null }): string => Buffer.from(hex ?? '', 'hex').toString('latin1');

describe('a line of the log', () => {
  it.each([
    ['order of "Zoë Ångström" not found', 'order of "…" not found'],
    ["can't open '/srv/orders/Anna.csv'", `can't open "…"`],
    ['mail to anna.k@example.com failed', 'mail to <mail> failed'],
    ['connect ECONNREFUSED 10.0.4.17:9100', 'connect ECONNREFUSED <address>:9100'],
    ['at fe80::1ff:fe23:4567:890a', 'at <address>'],
    ['ENOENT /home/anna/station.yaml', 'ENOENT ~/station.yaml'],
    [String.raw`ENOENT C:\Users\Anna K\x`, String.raw`ENOENT ~ K\x`],
    ['badge 7H3K-99QX-1 unknown', 'badge <code> unknown'],
    ['order 4711 of 84217345', 'order 4711 of <code>'],
    ['TypeError at main-Bx81aQz9.js:12:34', 'TypeError at main-Bx81aQz9.js:12:34'],
    ['mia müller signed in, MIA MÜLLER left', '• signed in, • left'],
  ])('%s', (line, scrubbed) => {
    expect(scrubText(line, ['Mia Müller', 'x'])).toBe(scrubbed);
  });
});

describe('bytes on a wire', () => {
  it('keep their shape, without what was scanned', () => {
    const scrubbed = scrubTrace(
      'scanner',
      trace('\x02]C1MIA-0001\x1d99Zoë\r\n', { meaning: means('code', { text: 'MIA-0001' }) }),
    );
    expect(textOf(scrubbed)).toBe('\x02]A0AAA-0000\x1d00AA\xff\r\n');
    expect(scrubbed).toMatchObject({ meaning: null, bytes: 20 });
  });

  it('of a printer are its answers and our questions, never a label', () => {
    const label = '^XA^FDZoë Ångström^FS^XZ';
    expect(scrubTrace('printer', trace(label, { direction: 'out', meaning: means('label') }))).toMatchObject({
      hex: null,
      bytes: 24,
      meaning: 'label',
    });
    expect(scrubTrace('printer', trace(label, { direction: 'out' })).hex).toBeNull();
    expect(
      textOf(scrubTrace('printer', trace('~HS\r\n', { direction: 'out', meaning: means('said', { text: '~HS' }) }))),
    ).toBe('~HS\r\n');
    expect(textOf(scrubTrace('printer', trace('\x02030,0,0\x03')))).toBe('\x02030,0,0\x03');
    expect(textOf(scrubTrace('scale', trace('S S 1.230 kg\r\n')))).toBe('S S 1.230 kg\r\n');
  });
});

describe('a badge on the device page', () => {
  const owned = new Set(['7H3K99QX']);
  const shown = (...texts: string[]): string[] => {
    const hide = createBadgeHider((code) => owned.has(code));
    return texts.map((text) => textOf(hide(trace(text, { meaning: means('code', { text }) }))));
  };

  it('is hidden with our prefix and without, wherever it stands in the line', () => {
    expect(shown('PWB*DEMO01O\r', ']C0PWB*DEMO01O\r\n', '7H3K99QX\r', '\x02]A07H3K99QX\x03')).toEqual([
      '***********\r',
      '**************\r\n',
      '********\r',
      '\x02***********\x03',
    ]);
  });

  it('is hidden to its end when it comes in pieces, and the next code is shown again', () => {
    expect(shown(']C0PWB*DE', 'MO01O', '\r\n', '4006381333931\r')).toEqual([
      '*********',
      '*****',
      '\r\n',
      '4006381333931\r',
    ]);
  });

  it('hides what it meant, and nothing of other codes or of what goes out', () => {
    const hide = createBadgeHider((code) => owned.has(code));
    expect(hide(trace('7H3K99QX\r', { meaning: means('code', { text: '7H3K99QX' }) })).meaning).toEqual(means('badge'));
    const item = trace('7H3K99QX1\r', { meaning: means('code', { text: '7H3K99QX1' }) });
    expect(hide(item)).toEqual(item);
    const out = trace('PWB*', { direction: 'out' });
    expect(hide(out)).toEqual(out);
  });
});
