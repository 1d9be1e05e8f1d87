// Takes the screenshots of docs/ again, from the built app with demo data: `npm run docs:screenshots`.
// The walk through the app is tests/docs; it writes to the folder in PACKWRIGHT_SCREENSHOTS.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { projectFolder, run, runTool } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

async function main() {
  const runtime = await prepare();
  if (!(await ensureBuilt())) return 1;
  const folder = join(projectFolder, 'docs', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const stage = await openStage(runtime);
  try {
    const playwright = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');
    const env = { ...process.env, ...stage.env, PACKWRIGHT_SCREENSHOTS: folder };
    const { code } = await run(process.execPath, [playwright, 'test', '--project=docs'], { env });
    return code;
  } finally {
    stage.close();
  }
}

void runTool(main);
