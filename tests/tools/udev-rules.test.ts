import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprints } from '../../electron/devices/fingerprints';

const text = readFileSync(join(__dirname, '../../resources/udev/60-packwright.rules'), 'utf8');
const rules = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const root = mkdtempSync(join(tmpdir(), 'packwright-udev-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the rule's own program on a report descriptor and compares the result as udev does, by shell patterns. */
const hidRuleTakes = (descriptor: readonly number[]): boolean => {
  const rule = rules.find((line) => line.includes('"hidraw"')) ?? '';
  const program = /PROGRAM=="\/bin\/sh -c '([^']+)'"/.exec(rule)?.[1] ?? '';
  const patterns = /RESULT=="([^"]+)"/.exec(rule)?.[1] ?? '';
  const folder = join(root, 'devices/hid/hidraw0/device');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report_descriptor'), Buffer.from(descriptor));
  const command = program.replace('%S', root).replace('%p', '/devices/hid/hidraw0');
  const result = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).trimEnd();
  const cases = patterns.split('|').map((pattern) => pattern.replaceAll(' ', '\\ '));
  const compare = `case "$1" in ${cases.join('|')}) echo yes;; *) echo no;; esac`;
  return execFileSync('/bin/sh', ['-c', compare, 'sh', result], { encoding: 'utf8' }).trim() === 'yes';
};

describe('the udev rules', () => {
  it('are lines that udev can read', () => {
    const part = /^(?:[A-Z_]+(?:\{[A-Za-z_]+\})?(?:==|\+=|=|!=)"[^"]*")$/;
    for (const rule of rules) for (const each of rule.split(/, (?=[A-Z])/)) expect(each).toMatch(part);
  });

  it('open scales and scanners, and no keyboard, mouse or security key', () => {
    expect(hidRuleTakes([0x05, 0x8d, 0x09, 0x20])).toBe(true);
    expect(hidRuleTakes([0x06, 0x8d, 0x00, 0x09])).toBe(true);
    expect(hidRuleTakes([0x05, 0x8c, 0x09, 0x02])).toBe(true);
    expect(hidRuleTakes([0x05, 0x01, 0x09, 0x06])).toBe(false);
    expect(hidRuleTakes([0x05, 0x01, 0x09, 0x02])).toBe(false);
    expect(hidRuleTakes([0x06, 0xd0, 0xf1, 0x09])).toBe(false);
  });

  it('keep ModemManager away from every maker that the app knows on a serial port', () => {
    const rule = rules.find((line) => line.includes('ID_MM_DEVICE_IGNORE')) ?? '';
    const makers = /ATTRS\{idVendor\}=="([^"]+)"/.exec(rule)?.[1]?.split('|') ?? [];
    const known = fingerprints.filter(({ type, kind }) => type === 'serial' && kind !== null);
    expect(known.length).toBeGreaterThan(3);
    expect(
      known.flatMap(({ vendorId }) => (vendorId === undefined || makers.includes(vendorId) ? [] : vendorId)),
    ).toEqual([]);
  });
});
