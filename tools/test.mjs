// Proves the project: setup, types, lint, format, unit tests, build, the unpacked package, the app end to end.
// The last line is `N passed, N failed` over all parts. `--only unit|lint|package|e2e|lab` (several with commas) runs
// parts; `lab`, the virtual device lab's short form, runs by itself only where CI=true;
// `--crash` runs the long crash tests instead; `--windows` Windows' own calls on Wine; `--fuzz` the fuzzing of every
// protocol alone, with PACKWRIGHT_FUZZ_FRAMES frames each (a million; the unit tests play the first tenth).
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { openDisplay } from './lib/display.mjs';
import { addCounts, counts, playwrightCounts, vitestCounts } from './lib/counts.mjs';
import { installPackages } from './lib/npm-packages.mjs';
import { cacheFolder, projectFolder, run, runTool, say, ToolError } from './lib/process.mjs';
import { reachablePackage } from './lib/ordinary-user.mjs';
import { packageForTest } from './package.mjs';
import { openStage, prepare } from './setup.mjs';
import { prepareWine } from './lib/wine.mjs';
import { runLab } from './test-lab.mjs';

const partNames = ['lint', 'unit', 'package', 'e2e', 'lab'];
const resultsFolder = join(cacheFolder, 'test-results');

/** Path of a program of an installed package. */
const installed = (...path) => join(projectFolder, 'node_modules', ...path);

const readResults = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

async function check(name, args) {
  const startedAt = Date.now();
  const { code } = await run(process.execPath, args);
  say(`${name}: ${code === 0 ? 'clean' : 'FAILED'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return counts(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

const lintPart = async () =>
  addCounts(
    await check('types', [installed('typescript', 'bin', 'tsc'), '-b']),
    await check('lint', [installed('oxlint', 'bin', 'oxlint')]),
    await check('format', [installed('oxfmt', 'bin', 'oxfmt'), '--check']),
  );

async function vitestPart(name, options) {
  const file = join(resultsFolder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(process.execPath, [installed('vitest', 'vitest.mjs'), 'run', ...reporters, ...options]);
  return vitestCounts(code, readResults(file));
}

async function playwrightPart(project, env) {
  const file = join(resultsFolder, `${project}.json`);
  const arguments_ = [
    installed('@playwright', 'test', 'cli.js'),
    'test',
    `--project=${project}`,
    '--reporter=list,json',
  ];
  const { code } = await run(process.execPath, arguments_, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  return playwrightCounts(code, readResults(file));
}

/** Tests of the window run two at a time, each on a virtual display of its own; on a person's display one by one. */
async function e2ePart(stage, env) {
  if (stage.display === 'real') return playwrightPart('e2e', env);
  const second = await openDisplay();
  const displays = [stage.env, second.env].map(({ DISPLAY, XAUTHORITY }) => ({ DISPLAY, XAUTHORITY }));
  try {
    return await playwrightPart('e2e', { ...env, PACKWRIGHT_DISPLAYS: JSON.stringify(displays) });
  } finally {
    second.close();
  }
}

/** Playwright's parts share the build. */
async function windowParts(names, runtime) {
  if (!(await ensureBuilt())) return { build: counts(0, 1) };
  const stage = await openStage(runtime);
  const results = {};
  try {
    const env = { ...process.env, ...stage.env };
    if (names.includes('package')) {
      const executable = await packageForTest(runtime, stage);
      results.package =
        executable === null
          ? counts(0, 1)
          : await playwrightPart('package', { ...env, PACKWRIGHT_PACKAGE: reachablePackage(executable) });
    }
    if (names.includes('e2e')) results.e2e = await e2ePart(stage, env);
  } finally {
    stage.close();
  }
  return results;
}

/** Tests of a folder with a configuration of its own. */
function ownOptions(folder) {
  const config = join('tests', folder, 'vitest.config.mts');
  if (!existsSync(join(projectFolder, config))) throw new ToolError(`${config} is missing.`);
  return ['--config', config];
}

async function windowsPart() {
  const { folder, node } = await prepareWine();
  Object.assign(process.env, { PACKWRIGHT_WINE_FOLDER: folder, PACKWRIGHT_WINE_NODE: node });
  return vitestPart('windows', ownOptions('windows'));
}

/** The fuzzing among the protocols' tests, by what it is called. */
const fuzzOptions = [join('tests', 'vectors'), '--testNamePattern', 'mutated|fuzz'];

async function runParts(names, { crash, fuzz, windows }) {
  if (names.length > 0 && names.every((name) => name === 'lint')) {
    await installPackages();
    return { lint: await lintPart() };
  }
  if (fuzz) {
    await installPackages();
    process.env.PACKWRIGHT_FUZZ_FRAMES ??= '1000000';
    return { fuzz: await vitestPart('fuzz', fuzzOptions) };
  }
  const needsWindows = names.includes('package') || names.includes('e2e');
  const runtime = await prepare({ tests: true, display: needsWindows });
  if (crash) return { crash: await vitestPart('crash', ownOptions('crash')) };
  if (windows) return { windows: await windowsPart() };
  const results = {};
  if (names.includes('lint')) results.lint = await lintPart();
  if (names.includes('unit')) results.unit = await vitestPart('unit', []);
  if (needsWindows) Object.assign(results, await windowParts(names, runtime));
  if (names.includes('lab')) results.lab = await runLab({ cycles: 10, cuts: 2, limitMs: 480_000 });
  return results;
}

function chosenParts() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      crash: { type: 'boolean', default: false },
      fuzz: { type: 'boolean', default: false },
      windows: { type: 'boolean', default: false },
    },
  });
  const { crash, fuzz, windows } = values;
  const usual = process.env.CI === 'true' ? partNames : partNames.filter((name) => name !== 'lab');
  const names = values.only === undefined ? usual : values.only.split(',');
  const unknown = names.find((name) => !partNames.includes(name));
  if (unknown !== undefined)
    throw new ToolError(`There is no part "${unknown}"; the parts are ${partNames.join(', ')}.`);
  return { names: crash || fuzz || windows ? [] : names, crash, fuzz, windows };
}

async function main() {
  const startedAt = Date.now();
  const { names, ...instead } = chosenParts();
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  const results = await runParts(names, instead).catch((error) => {
    say(error instanceof ToolError ? error.message : String(error?.stack ?? error));
    return { setup: counts(0, 1) };
  });
  const total = addCounts(...Object.values(results));
  for (const [name, { passed, failed, skipped }] of Object.entries(results))
    say(`${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  say(`Took ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

void runTool(main);
