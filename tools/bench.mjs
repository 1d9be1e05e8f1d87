// Measures what the project promises to be fast, beside what it can be compared with: `npm run bench`.
// `--json FILE` writes the rows, `--only commit,weight` chooses parts, `--quick` proves that they run with small sizes,
// `--folder DIR` says on which disk records are written. An aim that is missed is shown, and is no failure.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBench } from './bench/build.mjs';
import { ensureBuilt } from './build.mjs';
import { jsonOf, tableOf, verdict } from './bench/table.mjs';
import { installPackages } from './lib/npm-packages.mjs';
import { cacheFolder, run, runTool, say, ToolError } from './lib/process.mjs';

/** In the order of their running: the short ones first. */
const partNames = ['weight', 'commit', 'store'];
/** Parts that need the built app. */
const builtParts = ['store'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      folder: { type: 'string' },
    },
  });
  const wanted = values.only?.split(',') ?? partNames;
  const unknown = wanted.find((name) => !partNames.includes(name));
  if (unknown !== undefined)
    throw new ToolError(`There is no part "${unknown}"; the parts are ${partNames.join(', ')}.`);
  const at = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
  return {
    json: values.json === undefined ? null : at(values.json),
    parts: partNames.filter((name) => wanted.includes(name)),
    quick: values.quick,
    folder: values.folder === undefined ? cacheFolder : at(values.folder),
  };
}

/** Runs one part in a process of its own, so that no part measures the garbage of another. */
async function runPart(program, part, { quick, folder }) {
  const rows = [];
  const onLine = (line) => {
    if (line.startsWith('row ')) rows.push(JSON.parse(line.slice(4)));
    else if (line !== '') say(line);
  };
  const arguments_ = [program, part, JSON.stringify({ quick, folder })];
  const { code } = await run(process.execPath, arguments_, { quiet: true, onLine });
  if (code !== 0) throw new ToolError(`The part "${part}" did not run to its end.`);
  return rows;
}

async function measure(options) {
  const program = await buildBench();
  mkdirSync(options.folder, { recursive: true });
  const folder = mkdtempSync(join(options.folder, 'bench-data-'));
  const rows = [];
  try {
    for (const part of options.parts) {
      say(`Measuring ${part}…`);
      rows.push(...(await runPart(program, part, { quick: options.quick, folder })));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(program), { recursive: true, force: true });
  }
  return rows;
}

async function main() {
  const options = readOptions();
  await installPackages();
  if (options.parts.some((part) => builtParts.includes(part)) && !(await ensureBuilt())) return 1;
  const startedAt = Date.now();
  const rows = await measure(options);
  console.log(tableOf(rows));
  if (options.json !== null) writeFileSync(options.json, jsonOf(rows));
  const over = rows.filter((row) => verdict(row) === 'over').length;
  say(`${rows.length} rows in ${Math.round((Date.now() - startedAt) / 1000)} s, ${over} over their aims.`);
  return 0;
}

void runTool(main);
