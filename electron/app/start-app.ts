import { join } from 'node:path';
import { app, shell, type BrowserWindow } from 'electron';
import { nodeFilePort } from '../journal/file-port';
import { openStationFile } from '../config/station-file';
import { createLateTarget } from '../ipc/late-target';
import { createRouter, type Router } from '../ipc/router';
import { ok, type Result } from '../../shared/result';
import { createCalls } from '../station/calls';
import { createDocuments, tellSlip } from '../station/documents';
import { createLogBook } from '../station/log-book';
import { createStation, type Station } from '../station/station';
import { wishAfter } from '../station/verbs';
import { lockFolder } from '../store/lock';
import { switchToRestored } from '../store/restore';
import type { HostProcess } from '../host-port';
import { forkDevice, forkSimulator } from './fork-devices';
import { forkDocument, forkLabel, forkReport } from './forks';
import { readTemplates } from '../labels/read-templates';
import { systemSafe } from './key-safe';
import { createLabelPreview } from './label-preview';
import { htmlToPdf, printOnSystem } from './print-pages';
import { createTrace } from './trace';
import { createTour } from './tour';
import { catchWedgeKeys } from './wedge-keys';
import type { Windows } from './windows';

/** What was begun before this file was read: the rest of the program comes while they come up. */
export interface Begun {
  readonly windows: Windows;
  readonly opening: Promise<BrowserWindow>;
  readonly forkStore: () => HostProcess;
  /** Takes the messages of windows from here on, and those that wait. */
  readonly route: (router: Router) => void;
}

export interface StartOptions {
  readonly dataDir: string;
  readonly demo: boolean;
  /** The virtual bench with its own simulated devices and the demo's data; in demo mode only. */
  readonly bench: boolean;
  readonly developmentRuntime: boolean;
  readonly tour: boolean;
  readonly quitAfterTour: boolean;
}

const { log, lines: logLines } = createLogBook((text) => console.error(text), Date.now);

/** Starts everything: the window and the store host come up while the settings are read, then the devices. */
export const startApp = async (
  options: StartOptions,
  { windows, opening, forkStore, route }: Begun,
): Promise<Result<Station>> => {
  const { dataDir, demo } = options;
  const late = createLateTarget(windows.subscribe, (code, sender, what) =>
    log(`refused ${code} from window ${sender.id}: ${what}`),
  );
  route(createRouter(late.target));
  const stationFile = await openStationFile({ dataDir, example: { mode: demo ? 'demo' : 'live' } });
  const labels = createLabelPreview();
  const created = await createStation({
    dataDir,
    demoFolder: join(app.getAppPath(), 'resources', 'demo'),
    mode: demo ? 'demo' : 'live',
    bench: options.bench,
    developmentRuntime: options.developmentRuntime,
    version: app.getVersion(),
    stationFile,
    forkStore,
    forkReport,
    forkDevice,
    forkLabel,
    forkDocument,
    resources: join(app.getAppPath(), 'resources'),
    forkSimulator,
    drawLabel: labels.draw,
    keySafe: systemSafe,
    slip: async (packId) => tellSlip(station.feedback, await documents.packingSlip(packId)),
    // A window that sees the station may use it: before that, it sees none.
    push: (channel, payload) => {
      if (channel !== 'station' || late.hasBegun()) windows.push(channel, payload);
    },
    log,
    logLines,
  });
  if (!created.ok) return created;
  const station: Station = created.value;
  const documents = createDocuments({ station, toPdf: htmlToPdf, printHtml: printOnSystem });
  const trace = createTrace(station.devices, (code) => station.people.ownerOfBadge(code) !== null, windows.push);
  let benchOpen = false;
  const showBench = async (): Promise<void> => {
    if (benchOpen) return;
    benchOpen = true;
    const bench = await windows.open('bench.html', 480, 900, 'Packwright – virtual bench');
    bench.on('closed', () => {
      benchOpen = false;
    });
  };
  let mainWindow: BrowserWindow | null = null;
  const openFile = async (path: string): Promise<boolean> => (await shell.openPath(path)) === '';
  const tour = createTour({
    station,
    documents,
    labels,
    window: () => mainWindow,
    push: (view) => windows.push('tour', view),
    readMs: options.quitAfterTour ? 0 : 7000,
    openFolder: openFile,
  });
  const calls = createCalls({
    station,
    documents,
    openFile,
    preview: (sha256) => labels.preview(station, sha256),
    restore: async (folder, by) => {
      const at = new Date();
      // All that is slow or can go wrong comes first, while the station still runs.
      const prepared = await station.client.prepareRestore(folder, at.getTime(), by);
      if (!prepared.ok) return prepared;
      await station.stop();
      const switched = putInPlace(dataDir, at);
      if (!switched.ok) log(`restore: ${JSON.stringify(switched.failure)}`);
      app.relaunch();
      app.exit(0);
      return switched;
    },
    tour,
    tryDemo: () => {
      app.relaunch({ args: [...process.argv.slice(1).filter((arg) => arg !== '--live'), '--demo'] });
      app.quit();
    },
    showBench: () => void showBench(),
    trace: (deviceId) => trace(deviceId),
  });
  late.begin({
    role: () => station.session.person()?.role ?? null,
    command: async (name, input, commandId) => {
      station.session.activity();
      const answer = await station.client.execute({
        id: commandId,
        name,
        input,
        actor: station.session.actor(),
        origin: 'window',
      });
      station.feedback.result(answer);
      const wish = answer.ok ? null : wishAfter(answer.failure);
      if (wish !== null) station.overrides.begin(wish);
      await station.controller.advance();
      return answer;
    },
    query: (name, params) => station.client.query(name, params, station.session.actor()),
    call: calls,
  });
  station.showStation();
  const main = await opening;
  mainWindow = main;
  // Nobody prints them before signing in: the sign-in screen comes first.
  void readTemplates(join(app.getAppPath(), 'resources', 'labels')).then((found) => station.labelPrinting.seed(found));
  main.setMenu(null);
  catchWedgeKeys(main.webContents, station.devices, station.wedgeBroken);
  if (options.bench && !options.tour) await showBench();
  if (options.quitAfterTour) void quitAfter(tour.run(), station);
  else if (options.tour) void tour.start();
  app.on('second-instance', () => {
    if (main.isMinimized()) main.restore();
    main.focus();
  });
  return ok(station);
};

/** For the tour on a virtual display: says where it left its things, and ends the app. */
const quitAfter = async (tour: Promise<Result<string>>, station: Station): Promise<void> => {
  const outcome = await tour;
  if (outcome.ok) console.log(`Tour folder: ${outcome.value}`);
  await station.stop();
  app.exit(outcome.ok ? 0 : 1);
};

/** The store host is gone; its lock is taken for the moment that the folders change their places. */
const putInPlace = (dataDir: string, at: Date): Result<null> => {
  const lock = lockFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    return switchToRestored(nodeFilePort, dataDir, at);
  } finally {
    lock.value.release();
  }
};
