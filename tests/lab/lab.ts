import { readFileSync } from 'node:fs';
import { replugTests } from './replug';
import { rightsTests } from './rights';
import { printerTests } from './usb-printer';
import { startDevices, type VirtualDevices } from './support';

export interface LabTest {
  readonly name: string;
  run(context: LabContext): Promise<string>;
}

export interface LabContext {
  readonly devices: VirtualDevices;
  /** How often each device is unplugged. */
  readonly cycles: number;
}

/** What the kernel's command line says, e.g. `CYCLES=10`. */
const variable = (name: string): string | undefined =>
  new RegExp(`\\b${name}=(\\S+)`).exec(readFileSync('/proc/cmdline', 'utf8'))?.[1];

/** A hang limit. A hundred cycles of every device take longer than ten; the emulator's own limit comes after it. */
const limitOf = (cycles: number): number => (cycles > 10 ? 3_500_000 : 900_000);

const cycles = Number(variable('CYCLES') ?? '10');

const main = async (): Promise<number> => {
  const { ask, stop } = startDevices();
  const only = variable('ONLY') ?? '';
  const context: LabContext = { devices: ask, cycles };
  let passed = 0;
  let failed = 0;
  for (const { name, run } of [...replugTests, ...printerTests, ...rightsTests]) {
    if (!name.includes(only.replaceAll('_', ' '))) continue;
    const startedAt = performance.now();
    const took = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    try {
      const figures = await run(context);
      passed += 1;
      console.log(`PASS ${name} (${took()}) ${figures}`);
    } catch (error) {
      failed += 1;
      console.log(
        `FAIL ${name} (${took()}) ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    // Whatever a failed test left plugged in.
    for (const device of ['acm', 'hid', 'scanner', 'printer', 'deaf']) await ask(device, 'unplug');
  }
  stop();
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
};

setTimeout(() => process.exit(3), limitOf(cycles)).unref();
main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
