import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, measured: begun first, so that no worker is left alone with one of them at the end. */
const longest = [
  'tests/labels/templates',
  'tests/store/failing-disk',
  'tests/printing/print-kill',
  'tests/labels/symbologies',
  'tests/packing/random-packs',
  'tests/labels/engine-hostile',
  'tests/store/folder-kill',
  'tests/labels/shipping-label',
  'tests/tools/bench',
  'tests/store/power-cut',
  'tests/stock/day',
  'tests/vectors/fuzz',
  'tests/printing/zpl-driver',
  'tests/labels/hostile',
  'tests/printing/applicator',
  'tests/stock/months',
  'tests/rfid/seen-twice',
  'tests/config/parse-hostile',
  'tests/printing/print-pool',
  'tests/labels/check-label',
  'tests/printing/applicator-goods',
  'tests/store/verify-command',
].map((name) => `/${name}.test.ts`);

const rank = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(name));
  return at < 0 ? longest.length : at;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'beside the code',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
          // They start nothing and leave nothing behind: a process for each would cost more than they do.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/crash/**', 'tests/windows/**', 'node_modules/**'],
        },
      },
    ],
    // One more than the two cores of a usual machine: tests of devices wait for most of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Hang limits; what a test prepares before it is its work as well.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
