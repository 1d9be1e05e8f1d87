import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'electron-vite';

/**
 * Processes of the trusted side, each one file in out/main: the app itself, the hosts and workers that it forks, and
 * the simulated devices, which also run in plain Node.
 */
const mainEntries = {
  'code-cache': 'electron/code-cache.ts',
  main: 'electron/main.ts',
  'store-host': 'electron/store-host.ts',
  'device-host': 'electron/device-host.ts',
  'report-worker': 'electron/report-worker.ts',
  'preview-worker': 'electron/preview-worker.ts',
  'label-worker': 'electron/label-worker.ts',
  'document-worker': 'electron/document-worker.ts',
  simulator: 'electron/devices/simulators/main.ts',
};
/**
 * Of V8. SQLite is made fast once it is at work: while the app starts, V8's helpers would take the processors from the
 * window.
 */
const flagsOf: Readonly<Record<string, string>> = { 'store-host': '--wasm-tiering-budget=150000000' };
const windowEntries = {
  index: 'renderer/index.html',
  bench: 'renderer/bench.html',
  'label-worker': 'renderer/labels/label-worker.ts',
};

/** tools/build.mjs builds into a folder aside first, so that a failed build leaves the last good one. */
const outFolder = resolve(process.env['PACKWRIGHT_BUILD_FOLDER'] ?? 'out');

/** Keeps the entries that exist, with absolute paths. */
const present = (entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries)
      .map(([name, path]) => [name, resolve(path)] as const)
      .filter(([, path]) => existsSync(path)),
  );

// The oldest runtime decides: Electron 25 is Node 18.15 and Chrome 114. The defaults follow the installed package.
const node = 'node18.15';
const chrome = 'chrome114';

/**
 * The trusted side is read anew at every start: without comments and indents in half the time. Names stay, for the log.
 */
const minify = { mangle: false, compress: false, codegen: { removeWhitespace: true } } as const;

/** Modules of the label worker, which is a file of its own, and of the bench, which is another window. */
const isOfOthers = (id: string): boolean =>
  /renderer[\\/]bench|bwip-js|bidi-js|harfbuzz|fflate|shared[\\/]labels/.test(id);

/**
 * Reading Node's own `process` module looks at each of its properties, and some take a while; the global is the same.
 * `yaml` asks for it.
 */
const processAsGlobal: Plugin = {
  name: 'process-as-global',
  renderChunk: (code) => code.replaceAll(/require\(["'`]process["'`]\)/g, 'globalThis.process'),
};

/** What is bundled brings its licence along: a list of them beside each bundle. */
const license = { fileName: 'third-party-licenses.md' };

export default defineConfig({
  main: {
    plugins: [processAsGlobal],
    build: {
      target: node,
      outDir: join(outFolder, 'main'),
      license,
      externalizeDeps: true,
      rolldownOptions: {
        input: present(mainEntries),
        output: {
          format: 'cjs',
          minify,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Before all else, the files that it requires among it.
          banner: ({ isEntry, name }) =>
            isEntry && name !== 'code-cache'
              ? `require("./code-cache.js").useCodeCache(__filename, ${JSON.stringify(flagsOf[name])});`
              : '',
          // An ESM import() of a hardware package can't read asar in Electron 25: it must become require().
          dynamicImportInCjs: false,
        },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: join(outFolder, 'preload'),
      license,
      // A sandboxed preload has no node_modules: one file with everything in it.
      externalizeDeps: false,
      rolldownOptions: {
        input: present({ preload: 'electron/preload.ts' }),
        output: { format: 'cjs', minify, entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: chrome,
      cssTarget: chrome,
      outDir: join(outFolder, 'renderer'),
      license,
      emptyOutDir: true,
      minify: 'oxc',
      cssMinify: 'lightningcss',
      // The label worker holds the encoders of all barcodes.
      chunkSizeWarningLimit: 1100,
      rolldownOptions: {
        input: present(windowEntries),
        output: {
          // Small files are put together with no look at who needs whom: each part is run when it is first wanted.
          strictExecutionOrder: true,
          // What a window begins with is a few files, not a dozen: each is a request to the main process while that starts.
          codeSplitting: {
            groups: [
              // By itself: a page's part that lies with React and wants React DOM would have both wait for each other.
              {
                name: 'react',
                tags: ['$initial'],
                test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/,
                priority: 1,
              },
              {
                name: 'first',
                tags: ['$initial'],
                test: (id) => !isOfOthers(id),
                entriesAware: true,
                entriesAwareMergeThreshold: 30_000,
              },
            ],
          },
          // The content policy knows the worker by its name.
          entryFileNames: ({ name }) => (name === 'label-worker' ? 'assets/[name].js' : 'assets/[name]-[hash].js'),
          // A group's own name lists all who load it.
          chunkFileNames: ({ name }) => `assets/${basename(name).split('~')[0]}-[hash].js`,
        },
      },
    },
  },
});
