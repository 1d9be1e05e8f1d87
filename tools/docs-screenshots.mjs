// Makes the pictures of docs/ anew from the running app: the tests that walk through it take them on the way.
// `--only trace,stock` walks those ways alone.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { projectFolder, run, runTool, say, ToolError } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

/** By the test that takes them (tests/e2e): name in docs/pictures → what the test calls it. */
const walks = {
  'working-day': {
    start: 'start',
    'order-open': 'order-open',
    'wrong-item': 'wrong-item',
    'weight-refused': 'weight-refused',
    confirm: 'confirm',
    'paper-out': 'paper-out',
    'scale-lost': 'scale-lost',
    override: 'override-weight',
  },
  looks: {
    devices: 'devices-light-1366',
    imports: 'imports-light-1366',
    record: 'record-light-1366',
    rfid: 'rfid-light-1366',
    'rfid-settings': 'rfid-settings-light-1366',
    'count-new': 'count-new-light-1366',
    'count-reading': 'count-reading-light-1366',
    'count-review': 'count-review-light-1366',
    'count-finder': 'count-finder-light-1366',
  },
  labels: { labels: 'labels-one', 'labels-stock': 'labels-rows-scanned', prints: 'prints-history' },
  designer: { designer: 'designer' },
  'scanner-test': { 'scanner-test': 'scanner-test-docs' },
  stock: {
    stock: 'stock-places',
    'stock-move': 'stock-move',
    'stock-kit': 'stock-kit-lot',
    'stock-checks': 'stock-checks-light-1366',
  },
  reserve: { 'stock-pick': 'pick-goods-1366-light' },
  trace: { trace: 'trace-lot-light-1366', recall: 'recall-light-1366' },
  counts: { 'count-bins': 'count-bins-1366-light', 'count-weigh': 'count-weigh-done-1366-light' },
  'print-and-apply': { line: 'line-stopped-light-1366' },
  'count-accuracy': { accuracy: 'accuracy-light-1366' },
  reports: { today: 'today-busy-1366', period: 'period-1366' },
};

function readWalks() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const names = values.only?.split(',') ?? Object.keys(walks);
  const unknown = names.find((name) => !(name in walks));
  if (unknown !== undefined)
    throw new ToolError(`There is no walk "${unknown}"; the walks are ${Object.keys(walks).join(', ')}.`);
  return names;
}

/** All of them or none: half of them new would be of two different apps. */
function keep(folder, names) {
  const pictures = names.flatMap((name) => Object.entries(walks[name]).map((pair) => [name, ...pair]));
  const missing = pictures.filter(([, , taken]) => !existsSync(join(folder, `${taken}.png`)));
  if (missing.length > 0)
    throw new ToolError(`Not taken: ${missing.map(([name, , taken]) => `${taken} (${name})`).join(', ')}.`);
  const docs = join(projectFolder, 'docs', 'pictures');
  mkdirSync(docs, { recursive: true });
  for (const [, name, taken] of pictures) copyFileSync(join(folder, `${taken}.png`), join(docs, `${name}.png`));
  say(`${pictures.length} pictures in docs/pictures.`);
}

await runTool(async () => {
  const names = readWalks();
  const runtime = await prepare({ tests: true, display: true });
  if (!(await ensureBuilt())) throw new ToolError('The app could not be built.');
  const folder = mkdtempSync(join(tmpdir(), 'packwright-pictures-'));
  const stage = await openStage(runtime);
  try {
    const cli = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');
    const env = { ...process.env, ...stage.env, PACKWRIGHT_SCREENSHOTS: folder };
    const specs = names.map((name) => `tests/e2e/${name}.spec.ts`);
    const { code } = await run(process.execPath, [cli, 'test', '--project=e2e', ...specs], { env });
    if (code !== 0) throw new ToolError('The pictures are not taken: a walk through the app failed.');
    keep(folder, names);
    return 0;
  } finally {
    stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
