// Measures what the project promises to be fast, beside what it can be compared with: `npm run bench`.
// `--json FILE` writes the rows, `--only commit,weight` chooses parts, `--quick` proves that they run with small sizes,
// `--large` asks for minutes what usually takes half a minute (tag reads: ten minutes),
// `--folder DIR` says on which disk records are written, `--book DIR` where the part `stock` finds its book, or leaves it
// for the next run. An aim that is missed is shown, and is no failure.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBench } from './bench/build.mjs';
import { ensureBuilt } from './build.mjs';
import { jsonOf, tableOf, verdict } from './bench/table.mjs';
import { makeCodeCache } from './lib/code-cache.mjs';
import { installPackages } from './lib/npm-packages.mjs';
import { rootsHome } from './lib/ordinary-user.mjs';
import { cacheFolder, projectFolder, run, runTool, say, ToolError } from './lib/process.mjs';
import { openStage, prepare } from './setup.mjs';

/** In the order of their running: the short ones first, and none after one that leaves a record changed. */
const partNames = [
  'weight',
  'commit',
  'labels',
  'reading',
  'count',
  'parcel',
  'sign-in',
  'idle',
  'tags',
  'start',
  'scan',
  'store',
  'recall',
  'stock',
];
/** Parts that measure the built app in its real runtime, and those that need its programs only. */
const appParts = ['parcel', 'sign-in', 'idle', 'tags', 'start', 'scan'];
const builtParts = [...appParts, 'count', 'labels', 'reading', 'store', 'stock'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      folder: { type: 'string' },
      book: { type: 'string' },
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
    large: values.large,
    folder: values.folder === undefined ? null : at(values.folder),
    book: values.book === undefined ? null : at(values.book),
  };
}

/** Runs one part in a process of its own, so that no part measures the garbage of another. */
async function runPart(program, part, { quick, large, folder, book, env }) {
  const rows = [];
  const onLine = (line) => {
    if (line.startsWith('row ')) rows.push(JSON.parse(line.slice(4)));
    else if (line !== '') say(line);
  };
  const arguments_ = [program, part, JSON.stringify({ quick, large, folder, book })];
  const { code } = await run(process.execPath, arguments_, { env: { ...process.env, ...env }, quiet: true, onLine });
  if (code !== 0) throw new ToolError(`The part "${part}" did not run to its end.`);
  return rows;
}

/** Where the records are written: the app's own user must be able to read them. */
function recordFolder(options, stage) {
  const usual = stage === null || stage.appFolder === projectFolder ? cacheFolder : dirname(rootsHome());
  const folder = options.folder ?? usual;
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(folder, 'bench-data-'));
  chmodSync(made, 0o755);
  return made;
}

async function measure(options, stage) {
  const program = await buildBench();
  const folder = recordFolder(options, stage);
  const rows = [];
  try {
    for (const part of options.parts) {
      say(`Measuring ${part}…`);
      const found = await runPart(program, part, { ...options, folder, env: stage?.env ?? {} });
      console.log(tableOf(found));
      rows.push(...found);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(program), { recursive: true, force: true });
    stage?.close();
  }
  return rows;
}

async function main() {
  const options = readOptions();
  const needs = (names) => options.parts.some((part) => names.includes(part));
  const runtime = needs(appParts) ? await prepare() : null;
  if (runtime === null) await installPackages();
  if (needs(builtParts) && !(await ensureBuilt())) return 1;
  const startedAt = Date.now();
  const stage = runtime === null ? null : await openStage(runtime);
  // As in a package.
  if (stage !== null) await makeCodeCache(stage);
  const rows = await measure(options, stage);
  if (options.parts.length > 1) console.log(tableOf(rows));
  if (options.json !== null) writeFileSync(options.json, jsonOf(rows));
  const missed = rows.filter((row) => ['over', 'under'].includes(verdict(row))).length;
  say(`${rows.length} rows in ${Math.round((Date.now() - startedAt) / 1000)} s, ${missed} miss their aims.`);
  return 0;
}

void runTool(main);
