// Makes the pictures of docs/ anew from the running app: the tests that walk through it take them on the way.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { projectFolder, run, runTool, say, ToolError } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

/** Name in docs/pictures → what the tests call it. */
const pictures = {
  'start.png': 'start.png',
  'order-open.png': 'order-open.png',
  'wrong-item.png': 'wrong-item.png',
  'weight-refused.png': 'weight-refused.png',
  'confirm.png': 'confirm.png',
  'paper-out.png': 'paper-out.png',
  'scale-lost.png': 'scale-lost.png',
  'override.png': 'override-weight.png',
  'today.png': 'today-busy-1366.png',
  'period.png': 'period-1366.png',
  'labels.png': 'labels-one.png',
  'designer.png': 'designer.png',
  'devices.png': 'devices-light-1366.png',
  'scanner-test.png': 'scanner-test-docs.png',
  'imports.png': 'imports-light-1366.png',
  'record.png': 'record-light-1366.png',
  'stock.png': 'stock-places.png',
  'trace.png': 'trace-lot-light-1366.png',
  'recall.png': 'recall-light-1366.png',
  'stock-move.png': 'stock-move.png',
  'stock-kit.png': 'stock-kit-lot.png',
  'stock-checks.png': 'stock-checks-light-1366.png',
  'count-new.png': 'count-new-light-1366.png',
  'count-reading.png': 'count-reading-light-1366.png',
  'count-bins.png': 'count-bins-light.png',
  'count-review.png': 'count-review-light-1366.png',
  'accuracy.png': 'accuracy-light-1366.png',
  'count-finder.png': 'count-finder-light-1366.png',
  'rfid.png': 'rfid-light-1366.png',
  'rfid-settings.png': 'rfid-settings-light-1366.png',
};
const specs = [
  'working-day',
  'looks',
  'labels',
  'designer',
  'scanner-test',
  'stock',
  'trace',
  'counts',
  'count-accuracy',
  'reports',
].map((name) => `tests/e2e/${name}.spec.ts`);

await runTool(async () => {
  const runtime = await prepare({ tests: true, display: true });
  if (!(await ensureBuilt())) throw new ToolError('The app could not be built.');
  const folder = mkdtempSync(join(tmpdir(), 'packwright-pictures-'));
  const stage = await openStage(runtime);
  try {
    const cli = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');
    const env = { ...process.env, ...stage.env, PACKWRIGHT_SCREENSHOTS: folder };
    const { code } = await run(process.execPath, [cli, 'test', '--project=e2e', ...specs], { env });
    if (code !== 0) throw new ToolError('The pictures are not taken: a walk through the app failed.');
    const docs = join(projectFolder, 'docs', 'pictures');
    mkdirSync(docs, { recursive: true });
    for (const [name, taken] of Object.entries(pictures)) copyFileSync(join(folder, taken), join(docs, name));
    say(`${Object.keys(pictures).length} pictures in docs/pictures.`);
    return 0;
  } finally {
    stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
