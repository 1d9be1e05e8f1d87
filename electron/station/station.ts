import { join } from 'node:path';
import type { PushChannel, PushChannels, StationView, Work } from '../../shared/station';
import { createBench, type Bench } from '../bench/bench';
import { benchFacts, demoPeople, readTrueWeights } from '../bench/demo-world';
import { labelPoolOf } from '../../shared/config/station-config';
import type { StationFile } from '../config/station-file';
import { makeOwnFolders, stationFolders, stockOf, toStoreSettings } from '../config/store-settings';
import { lineTables } from '../../shared/features/applicator/queries';
import { createDeviceHosts } from '../devices/device-hosts';
import { createDeviceService } from '../devices/device-service';
import type { HostProcess as DeviceHostProcess } from '../devices/host-process';
import type { PreviewStock } from '../labels/preview';
import { watchHotPlug } from '../devices/hot-plug';
import { printerProtocols } from '../devices/printers';
import type { WedgeError } from '../devices/scanners/wedge';
import { readerProtocols } from '../devices/rfid/protocols';
import { scaleProtocols } from '../devices/scales/protocols';
import { scannerProtocols } from '../devices/scanners/protocols';
import type { ForkSimulator } from '../devices/simulators/client';
import type { HostLibrary } from '../devices/transports/spec';
import { loadDemo } from '../features/demo';
import { createExporter } from '../features/export/exporter';
import { createImportService } from '../features/import/service';
import type { HostProcess } from '../host-port';
import { openCredentials } from '../people/credentials';
import { createPeopleService } from '../people/people-service';
import type { Actor } from '../store/types';
import { createApplicators } from './applicators';
import { createAutoBackup } from './auto-backup';
import { createBadgeDesk } from './badge-desk';
import { createCheckpoints } from './checkpoints';
import { openDeviceHealth } from './device-health';
import { createCountDesk } from './count-desk';
import { createFeedback } from './feedback';
import { createLabelDesk } from './label-desk';
import { createLabelCsv } from './label-csv';
import { createLabelDrafts } from './label-drafts';
import { createLabelFiles } from './label-files';
import { createLabelPrinting } from './label-printing';
import type { LogLine } from './log-book';
import { createKitDesk } from './kit-desk';
import { createMoveDesk } from './move-desk';
import { createOverrides } from './overrides';
import { platformOf, type Platform } from './platform';
import { createOverrideAct } from './override-act';
import { createPackController, type PackController } from './pack-controller';
import { createPrintQueue } from './print-queue';
import { createPrinters, finishOf } from './printers';
import { createPrintWatch } from './print-watch';
import { createScanDesk } from './scan-desk';
import { createScannerTest } from './scanner-test';
import { openStationKeys, type KeySafe } from './station-key';
import { createSession } from './session';
import { createShelfDesk } from './shelf-desk';
import { createRecovery } from './recovery';
import { createStoreClient } from './store-client';
import { createTagDesk } from './tag-desk';
import { createInventorySettings } from './inventory-settings';
import { createTraceDesk } from './trace-desk';
import { createVerbs, wishAfter } from './verbs';
import { attest, attestPieces, createWeighing, type Weighing } from './weighing';
import { nodeFilePort } from '../journal/file-port';
import { makeRecoveryKey, readRecoveryKey } from '../store/recovery-key';
import { fail, ok } from '../../shared/result';
import { toMilligrams } from '../../shared/units';

export interface StationParts {
  readonly dataDir: string;
  /** Where the demo's data lie in the app. */
  readonly demoFolder: string;
  readonly mode: 'demo' | 'live';
  /** The virtual bench and the demo's data; in demo mode only. */
  readonly bench: boolean;
  readonly developmentRuntime: boolean;
  readonly version: string;
  readonly stationFile: StationFile;
  readonly forkStore: () => HostProcess;
  readonly forkDevice: (library: HostLibrary) => DeviceHostProcess;
  readonly forkSimulator: ForkSimulator;
  /** The system's own safe for the key that signs the record. */
  readonly keySafe: KeySafe;
  readonly drawLabel: (zpl: string, stock?: PreviewStock) => Promise<Uint8Array | null>;
  readonly forkLabel: () => HostProcess;
  readonly forkDocument: () => HostProcess;
  /** Fonts and label templates of the product. */
  readonly resources: string;
  readonly forkReport: () => HostProcess;
  /** Makes the packing slip of an order, and says what became of it. */
  readonly slip: (packId: string) => Promise<void>;
  readonly push: <C extends PushChannel>(channel: C, payload: PushChannels[C]) => void;
  readonly log: (text: string) => void;
  /** The last lines of the log, for the support file. */
  readonly logLines: () => readonly LogLine[];
}

/** Pictures of the scale go out at most this often; a weight is taken from every reading all the same. */
const scalePushMs = 50;

const errorText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The whole trusted side of a station but its windows: who is here, what the devices say, what the record holds. */
export const createStation = async (parts: StationParts) => {
  const { stationFile, push, log } = parts;
  const demo = parts.mode === 'demo';
  const config = () => stationFile.state().config;
  const settings = () => ({
    ...toStoreSettings(config(), { demo }),
    ...(bench === null ? {} : { labelPrinterId: benchPrinter() }),
  });
  const place = () => ({ site: config().site, station: config().station });
  const stationActor = (): Actor => ({ personId: null, role: 'station', ...place() });
  let bench: Bench | null = null;
  let work: Work | null = null;
  /** The store speaks before everything that listens is there: filled in once it is. */
  const late: { show: () => void; changed: (tables: readonly string[]) => void; print: (jobId: string) => void } = {
    show: () => undefined,
    changed: () => undefined,
    print: () => undefined,
  };
  const benchPrinter = (): string => toStoreSettings(config(), { demo }).labelPrinterId ?? 'bench-printer';

  push('starting', { language: config().language, look: config().look, percent: null });
  const client = createStoreClient({
    fork: parts.forkStore,
    forkReport: parts.forkReport,
    folder: parts.dataDir,
    settings,
    onChanged: (tables) => late.changed(tables),
    onEffects: (effects) => {
      for (const effect of effects) if (effect.type === 'print') late.print(String(effect.data['jobId']));
    },
    onView: ({ state, startedPercent: percent }) => {
      if (state === 'starting') push('starting', { language: config().language, look: config().look, percent });
      late.show();
    },
    onWork: (next) => {
      work = next;
      late.show();
    },
    onError: log,
  });
  // What a restore left to be done is done now: people's credentials are among what it moves.
  const record = await client.status();
  if (!record.ok && client.view().failure?.code === 'already-running') {
    await client.stop();
    return fail('already-running');
  }
  // A demo's record, copied or restored into the folder of live data: nothing may ship from it.
  const made = demo ? null : await client.query('import.holdsDemo', {}, stationActor());
  if (made?.ok === true && made.value === true) {
    await client.stop();
    return fail('demo-record-in-live');
  }
  // A full disk has no room for it: the station works without, and its backups are not signed.
  await makeRecoveryKey(nodeFilePort, parts.dataDir).catch((error: unknown) => log(errorText(error)));
  const credentials = await openCredentials({ folder: join(parts.dataDir, 'people') });
  if (!credentials.ok) throw new Error(credentials.failure.code);
  const people = createPeopleService({
    store: client,
    credentials: credentials.value,
    place,
    now: Date.now,
  });

  /** Beside the record, for when it can't be read any more. A broken one says who people were, not who they are. */
  const keepRoles = async (): Promise<void> => {
    const everybody = client.view().failure?.code === 'record-broken' ? null : await people.list();
    if (everybody?.ok !== true) return;
    const active = everybody.value.filter((person) => person.active);
    const kept = await credentials.value.keepRoles(new Map(active.map(({ personId, role }) => [personId, role])));
    if (!kept.ok) log(`roles: ${kept.failure.code}`);
  };

  const hosts = createDeviceHosts({ fork: parts.forkDevice });
  if (demo && parts.bench) {
    const trueWeights = await readTrueWeights(parts.demoFolder);
    bench = await createBench({
      fork: parts.forkSimulator,
      drawLabel: parts.drawLabel,
      onView: (view) => push('bench', view),
      facts: () =>
        benchFacts({ store: client, actor: session.actor(), controller, dataDir: parts.dataDir, trueWeights }),
    });
    // The bench's printer has a port only now.
    await client.setSettings(settings());
  }
  const deviceConfigs = () => [...config().devices, ...(bench?.configs ?? [])];
  const devices = createDeviceService({
    devices: deviceConfigs(),
    protocols: {
      scales: scaleProtocols,
      scanners: scannerProtocols,
      printers: printerProtocols,
      readers: readerProtocols,
    },
    transportFor: hosts.transportFor,
    allowSimulated: demo,
    onLibraries: (libraries) => hosts.keep(libraries),
    onBug: (error) => log(errorText(error)),
  });
  hosts.onUp(() => devices.nudge());
  const stopHotPlug = watchHotPlug(() => devices.nudge());
  const inventory = createInventorySettings({
    devices: deviceConfigs,
    written: () => config().devices,
    save: (device) => stationFile.saveDevice(device),
  });
  const tags = createTagDesk({ devices, ...inventory, now: Date.now, push: (list) => push('tags', list) });
  const printers = createPrinters(devices, deviceConfigs);
  const labelPrinting = createLabelPrinting({
    store: client,
    actor: () => session.actor(),
    station: () => config().station,
    words: () => config().language,
    printers: deviceConfigs,
    isOnLine: (printerId) => config().applicators.some(({ printer }) => printer === printerId),
    usualDpi: () => settings().label.dpi,
    forkLabel: parts.forkLabel,
    forkDocument: parts.forkDocument,
    fontsFolder: join(parts.resources, 'fonts'),
    drawZpl: parts.drawLabel,
    onProgress: (progress) => push('labels', progress),
    onError: (error) => log(errorText(error)),
  });
  const labelCsv = createLabelCsv({ store: client, actor: () => session.actor(), print: labelPrinting.print });
  const labelDrafts = createLabelDrafts({ folder: join(parts.dataDir, 'drafts'), now: Date.now });
  const labelFiles = createLabelFiles({
    store: client,
    actor: () => session.actor(),
    dataDir: parts.dataDir,
    forkDocument: parts.forkDocument,
    drawZpl: parts.drawLabel,
  });

  const health = await openDeviceHealth({
    folder: parts.dataDir,
    statuses: devices.statuses,
    timeZone: () => config().timeZone,
    now: Date.now,
    onError: (error) => log(errorText(error)),
  });

  const feedback = createFeedback((each) => push('feedback', each), Date.now);
  const session = createSession({
    people,
    place,
    now: Date.now,
    autoLockMinutes: config().autoLockMinutes,
  });
  const platform = (): Platform => platformOf(deviceConfigs(), config().scale);
  const onScale = {
    platform: platform(),
    hasScale: (deviceId: string) => devices.statuses().some(({ id, state }) => id === deviceId && state === 'ready'),
    isAway: (deviceId: string) => devices.scale(deviceId)?.away === true,
    now: () => performance.now(),
  };
  const weighing: Weighing = createWeighing({
    ...onScale,
    onView: () => showStation(),
    onCaptured: (parcelId, readings) => void controller.captured(parcelId, readings),
    attest,
  });
  const onWork = (): void => push('navigate', { to: 'pack' });
  /** Pieces of a count, on the same scale: what is weighed for one of the two is nothing of the other's. */
  const pieces: Weighing = createWeighing({
    ...onScale,
    onView: () => countDesk.weighingChanged(),
    onCaptured: (token, readings) => void countDesk.captured(token, readings),
    attest: attestPieces,
    takesNet: true,
  });
  let pendingQuantity: number | null = null;
  const controller: PackController = createPackController({
    store: client,
    actor: () => session.actor(),
    feedback,
    weighing,
    onPendingQuantity: (quantity) => {
      pendingQuantity = quantity;
      showStation();
    },
    quantityAllowed: () => config().allowed.keyedQuantity,
    isCounting: () => countDesk.wantsScans(),
    labelsOnLine: () => config().applicators.some(({ parcels }) => parcels),
    isLeft: (jobId) => queue.leftJobs().includes(jobId),
    onRefused: (failure) => {
      const wish = wishAfter(failure);
      if (wish !== null) overrides.begin(wish);
    },
    onWork,
  });
  const countDesk = createCountDesk({
    store: client,
    devices,
    actor: () => session.actor(),
    stationActor,
    now: Date.now,
    push: (live) => push('count', live),
    feedback,
    keyedQuantity: () => controller.keyedQuantity(),
    quantityUsed: () => void controller.takeQuantity(),
    weighing: pieces,
    divisionMg: () => {
      const { division } = platform();
      return division === null ? 0 : toMilligrams(division);
    },
    onWeighing: () => {
      const scaleId = weighing.scaleId();
      if (scaleId !== null) weighing.reset(scaleId);
    },
    onError: (error) => log(errorText(error)),
  });
  let overrideView: StationView['override'] = null;
  const overrides = createOverrides({
    people,
    actor: () => session.actor(),
    act: createOverrideAct({ controller, feedback, config }),
    onView: (view) => {
      overrideView = view;
      showStation();
    },
  });
  const scannerTest = createScannerTest({
    trace: devices.trace,
    isScanner: (deviceId) => devices.statuses().some(({ id, kind }) => id === deviceId && kind === 'scanner'),
    onView: (view) => push('scannerTest', view),
  });
  /** Keys of the wedge that made no code. */
  const wedgeBroken = (error: WedgeError): void => {
    if (!scannerTest.broken(devices.wedge()?.id ?? null, error)) feedback.bad({ code: 'unreadable' });
  };
  const deskParts = {
    store: client,
    actor: () => session.actor(),
    feedback,
    onView: () => showStation(),
    onError: (error: unknown) => log(errorText(error)),
  };
  const moveDesk = createMoveDesk({ ...deskParts, returns: () => config().returns });
  const kitDesk = createKitDesk(deskParts);
  const shelfDesk = createShelfDesk(moveDesk, kitDesk);
  const traceDesk = createTraceDesk({
    store: client,
    actor: () => session.actor(),
    feedback,
    push: (traced) => push('traced', traced),
  });
  const applicators = createApplicators({
    store: client,
    actor: () => session.actor(),
    configs: () => config().applicators,
    printer: {
      look: printers.look,
      peels: (printerId) => finishOf(deviceConfigs(), printerId) === 'peel',
      stock: (printerId) => stockOf(deviceConfigs().find(({ id }) => id === printerId)),
    },
    labelOf: labelPrinting.renderOne,
    feedback,
    now: () => performance.now(),
    onError: (error) => log(errorText(error)),
  });
  const labelDesk = createLabelDesk({
    store: client,
    actor: () => session.actor(),
    feedback,
    push: (scan) => push('labelScan', scan),
  });
  const badgeDesk = createBadgeDesk({ store: client, people, actor: () => session.actor(), feedback });
  const queue = createPrintQueue({
    store: client,
    actor: stationActor,
    printer: printers.get,
    pool: (printerId) => {
      const pool = labelPoolOf(config());
      return pool.includes(printerId) ? pool : [];
    },
    trouble: printers.trouble,
    onMoved: ({ from, to, why }) => {
      const name = (id: string): string => devices.statuses().find((each) => each.id === id)?.name ?? id;
      feedback.need('label-moved', { from: name(from), printer: name(to), condition: why });
    },
    readAttachment: client.attachment,
    wait: (ms) => printers.wait(ms),
    onChange: () => {
      watchPrints(Date.now());
      showStation();
    },
    onSettled: (jobId, state, why) => {
      if (state === 'printed') void tellPrinted(jobId);
      else if (state === 'uncertain') feedback.need('label-uncertain', { why });
      else feedback.bad({ code: 'label-failed', details: { why } });
      void controller.advance();
    },
    onBug: (error) => log(errorText(error)),
  });
  const watchPrints = createPrintWatch({ statuses: () => devices.statuses(), jobAt: queue.jobAt, feedback });
  /** How long it took is said of the parcel's own label; slips and other labels were not waited for. */
  const tellPrinted = async (jobId: string): Promise<void> => {
    const parcel = (await controller.view())?.parcel ?? null;
    if (parcel?.label?.jobId === jobId) feedback.good('label-printed', { seconds: parcel.labelSeconds });
    else feedback.good('printed');
  };
  /** Said only when the scale itself has shown or confirmed it. */
  const zeroScale = async (): Promise<void> => {
    const scaleId = weighing.scaleId();
    const asked = scaleId === null ? fail('no-scale') : await devices.command(scaleId, 'zero');
    if (asked.ok) feedback.good('zeroed');
    else feedback.bad(asked.failure);
  };
  const verbs = createVerbs({
    controller,
    countDesk,
    shelfDesk,
    isLineOpen: applicators.isOpen,
    feedback,
    signOut: async () => {
      await session.signOut();
      feedback.good('signed-out');
    },
    press: (press) => push('press', press),
    zero: zeroScale,
    slip: parts.slip,
    onWork,
  });
  await makeOwnFolders(stationFolders(config(), parts.dataDir), parts.dataDir);
  const imports = createImportService({
    store: client,
    settings: () => ({ timeZone: config().timeZone, currency: config().currency }),
    actor: stationActor,
    importFolder: () => stationFolders(config(), parts.dataDir).importFolder,
    dataFolder: parts.dataDir,
    onState: () => showStation(),
    onError: (error) => log(errorText(error)),
  });
  const exporter = createExporter({
    store: client,
    folder: () => stationFolders(config(), parts.dataDir).exportFolder,
    actor: stationActor,
    onStatus: () => showStation(),
    onError: (error) => log(errorText(error)),
  });

  /** Its people and its goods at the same time: PINs keep one core busy, the store another. */
  const openDemo = async (): Promise<void> => {
    const { timeZone, currency } = config();
    const { demoFolder: folder } = parts;
    const demoActor = stationActor();
    const answers = await Promise.all([
      loadDemo({ store: client, actor: demoActor, folder, settings: { timeZone, currency }, now: Date.now() }),
      demoPeople(people, demoActor, parts.dataDir),
    ]);
    for (const answer of answers) if (!answer.ok) log(`demo data: ${JSON.stringify(answer.failure)}`);
  };

  const checkpoints = createCheckpoints({
    store: client,
    keys: openStationKeys(join(parts.dataDir, 'station-key'), parts.keySafe),
    actor: stationActor,
    head: () => client.view().head?.n ?? 0,
    now: Date.now,
    onError: log,
  });
  const backups = createAutoBackup({
    // A record that can't be signed just now is worth keeping all the same.
    make: async (folder, keep) => {
      await checkpoints.sign('backup');
      return client.backup(folder, keep);
    },
    list: client.listBackups,
    plan: () => ({ ...config().backup, folder: stationFolders(config(), parts.dataDir).backupFolder }),
    dataDir: parts.dataDir,
    head: () => client.view().head?.n ?? 0,
    now: Date.now,
    onView: () => showStation(),
  });

  const recovery = createRecovery({
    client,
    session,
    credentials: credentials.value,
    code: () => readRecoveryKey(nodeFilePort, parts.dataDir),
    backupFolder: () => stationFolders(config(), parts.dataDir).backupFolder,
    actor: stationActor,
  });

  /** What is open here goes on in the name of whoever signs in. */
  const takePack = async (): Promise<void> => {
    const pack = await controller.view();
    if (pack === null) return;
    const taken = await controller.execute('packing.handOver', { packId: pack.packId });
    // Refused where it is theirs already.
    if (taken.ok) feedback.result(taken);
  };

  const stationView = (): StationView => {
    const { config: now, errors } = stationFile.state();
    return {
      mode: parts.mode,
      developmentRuntime: parts.developmentRuntime,
      version: parts.version,
      dataDir: parts.dataDir,
      site: now.site,
      station: now.station,
      language: now.language,
      look: now.look,
      units: now.units,
      timeZone: now.timeZone,
      currency: now.currency,
      session: session.snapshot(),
      devices: devices.statuses(),
      override: overrideView,
      stockMove: moveDesk.view(),
      stockKit: kitDesk.view(),
      capture: weighing.view(),
      store: client.view(),
      work,
      backup: backups.view(),
      configErrors: errors,
      sound: now.sound,
      pendingQuantity,
      leftJobs: queue.leftJobs(),
      labelPrinterId: settings().labelPrinterId,
      scaleId: weighing.scaleId(),
      applicators: now.applicators.map(({ id, name, printer, infeed, verify }) => ({
        id,
        name,
        printerId: printer,
        infeedId: infeed,
        verifyId: verify ?? null,
      })),
      folders: foldersView(),
    };
  };
  const foldersView = (): StationView['folders'] => {
    const { importFolder, exportFolder } = stationFolders(config(), parts.dataDir);
    return {
      import: { folder: importFolder, ...imports.state() },
      export: { folder: exportFolder, ...exporter.status() },
    };
  };
  let showing = false;
  /** Several changes at once make one push. */
  const showStation = (): void => {
    if (showing) return;
    showing = true;
    setImmediate(() => {
      showing = false;
      push('station', stationView());
    });
  };

  const changed = (tables: readonly string[]): void => {
    push('changed', tables);
    if (tables.includes('people')) {
      void session.refresh();
      void keepRoles();
    }
    // The order in work may be another one now: that is told at once, and not with the next scan.
    if (tables.includes('order_changes')) void controller.advance();
    if (tables.includes('exports')) void exporter.drain();
    if (tables.includes('print_jobs')) void queue.printNew();
    if (lineTables.some((table) => tables.includes(table))) applicators.advance();
    if (bench !== null) void bench.refresh();
  };

  Object.assign(late, { show: showStation, changed, print: (jobId: string) => void queue.print(jobId) });
  devices.onStatuses(() => {
    weighing.tick();
    pieces.tick();
    watchPrints(Date.now());
    showStation();
  });
  // The cable was pulled, or the scale zeroed: what lies on it now was never seen to begin at nothing.
  devices.onScaleReset(({ deviceId, cause }) => {
    if (cause === 'gap') return;
    weighing.reset(deviceId);
    pieces.reset(deviceId);
  });
  devices.onScan(
    createScanDesk({
      session,
      people,
      overrides,
      badgeDesk,
      shelfDesk,
      scannerTest,
      countDesk,
      traceDesk,
      applicators,
      labelDesk,
      controller,
      verbs,
      feedback,
      beep: devices.scannerFeedback,
    }),
  );
  // A fixed scanner of a line has nobody beside it: what it did not read stops the line by itself.
  devices.onCutScan((deviceId) => {
    if (applicators.owns(deviceId)) return;
    feedback.bad({ code: 'scan-cut' });
    void devices.scannerFeedback(deviceId, 'error');
  });
  let lastScalePush = 0;
  let figureShown = '';
  devices.onReading((reading) => {
    pieces.push(reading);
    if (!countDesk.isWeighing()) weighing.push(reading);
    const { deviceId, weight, text, state, net, highRes } = reading;
    if (deviceId !== weighing.scaleId()) return;
    const figure = JSON.stringify([deviceId, weight, text, state, net, highRes]);
    // A scale at rest says the same again and again.
    if (figure === figureShown || reading.monotonicMs - lastScalePush < scalePushMs) return;
    figureShown = figure;
    lastScalePush = reading.monotonicMs;
    push('scale', { reading, stale: false });
  });
  devices.onStale((deviceId) => {
    weighing.tick();
    pieces.tick();
    if (deviceId !== weighing.scaleId()) return;
    figureShown = '';
    push('scale', { reading: null, stale: true });
  });
  let acting: string | null = null;
  session.subscribe((view) => {
    const now = view.state === 'signed-in' ? view.person.personId : null;
    if (now !== acting) {
      acting = now;
      // What was asked in somebody's name is asked no more.
      overrides.cancel();
      badgeDesk.cancel();
      shelfDesk.end();
      traceDesk.end();
      applicators.close();
      countDesk.leaveScale();
      labelDesk.scanFor(null);
      scannerTest.end();
      if (view.state === 'signed-out') void countDesk.end().then(() => tags.stopAll());
      if (now !== null) void takePack();
    }
    showStation();
    void controller.advance();
    if (bench !== null) void bench.refresh();
  });
  stationFile.subscribe(() => {
    void makeOwnFolders(stationFolders(config(), parts.dataDir), parts.dataDir)
      .then(() => Promise.all([imports.poll(), exporter.drain()]))
      .catch((error: unknown) => log(errorText(error)));
    void client.setSettings(settings());
    weighing.use(platform());
    pieces.use(platform());
    void devices.setDevices(deviceConfigs()).then(() => printers.refresh());
    session.setAutoLockMinutes(config().autoLockMinutes);
    showStation();
  });
  printers.refresh();
  if (demo && parts.bench) await openDemo();
  await session.refresh();
  await keepRoles();
  await bench?.refresh();
  await queue.recover();
  imports.start();
  exporter.start();
  const ticking = setInterval(() => {
    weighing.tick();
    pieces.tick();
    watchPrints(Date.now());
    applicators.advance();
  }, 250);

  return ok({
    parts,
    client,
    people,
    session,
    /** The station itself, for what no person asks for. */
    stationActor,
    devices,
    hosts,
    printers,
    tags,
    countDesk,
    labelPrinting,
    labelCsv,
    labelFiles,
    labelDrafts,
    health,
    queue,
    controller,
    overrides,
    badgeDesk,
    moveDesk,
    kitDesk,
    shelfDesk,
    traceDesk,
    applicators,
    labelDesk,
    scannerTest,
    wedgeBroken,
    imports,
    exporter,
    feedback,
    zeroScale,
    bench,
    stationFile,
    backups,
    checkpoints,
    recovery,
    weighing,
    settings,
    view: stationView,
    showStation,
    folders: () => stationFolders(config(), parts.dataDir),
    stop: async (): Promise<void> => {
      clearInterval(ticking);
      backups.stop();
      checkpoints.stop();
      stopHotPlug();
      queue.stop();
      printers.stop();
      await countDesk.close();
      tags.dispose();
      labelPrinting.close();
      await health.stop();
      await Promise.all([imports.stop(), exporter.stop()]);
      await session.close();
      await devices.stop();
      await hosts.dispose();
      await bench?.stop();
      await stationFile.close();
      await client.stop();
    },
  });
};
export type Station = Extract<Awaited<ReturnType<typeof createStation>>, { readonly ok: true }>['value'];
