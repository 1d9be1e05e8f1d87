import { randomUUID } from 'node:crypto';
import type { BenchAct } from '../../shared/bench';
import { applicatorSchema, type ApplicatorConfig } from '../../shared/config/applicator-config';
import { parseDescription } from '../../shared/labels/description/description';
import { fail, ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import { dayBounds } from '../../shared/time';
import type { ExportRange } from '../features/export/range';
import type { PeriodFile } from '../features/packing/period-file';
import { checkpointCalls } from './checkpoint-calls';
import { countCalls } from './count-calls';
import { deviceCalls } from './device-calls';
import { peopleCalls, sessionCalls } from './people-calls';
import type { PreviewAnswer } from './preview';
import { rfidCalls } from './rfid-calls';
import type { Station } from './station';
import type { RestoreBy } from '../store/may-restore';
import { stockCalls } from './stock-calls';
import { traceCalls } from './trace-calls';
import { tellSlip, type StationDocuments } from './documents';

export interface CallParts {
  readonly station: Station;
  readonly documents: StationDocuments;
  readonly preview: (sha256: string) => Promise<Result<PreviewAnswer>>;
  /** Puts a backup in place and starts the app anew. */
  readonly restore: (folder: string, by: RestoreBy) => Promise<Result<null>>;
  readonly tour: {
    readonly start: () => Promise<Result<null>>;
    readonly next: () => void;
    readonly stop: () => void;
    readonly close: (openFolder: boolean) => Promise<Result<null>>;
  };
  /** Shows a file in the system's own program; false when the system has none for it. */
  readonly openFile: (file: string) => Promise<boolean>;
  readonly tryDemo: () => void;
  readonly showBench: () => void;
  readonly trace: (deviceId: string | null) => void;
}

type Handlers = { readonly [N in StationCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

const done = ok(null);

const packCalls = ({
  controller,
  overrides,
  feedback,
  zeroScale,
}: Station): Pick<
  Handlers,
  | 'pack.verb'
  | 'pack.setQuantity'
  | 'pack.openOrder'
  | 'pack.chooseItem'
  | 'override.begin'
  | 'override.finish'
  | 'override.cancel'
> => ({
  'pack.verb': async ({ verb }) => {
    if (verb === 'zero') await zeroScale();
    else if (verb === 'print') await controller.printAgain();
    else if (verb === 'weigh') await controller.weighAgain();
    else feedback.bad({ code: 'not-now' });
    return done;
  },
  'pack.setQuantity': async ({ quantity }) => {
    await controller.setQuantity(quantity);
    return done;
  },
  'pack.openOrder': ({ number }) => controller.openOrder(number),
  'pack.chooseItem': async ({ scanSequence, sku }) =>
    (await controller.chooseItem(scanSequence, sku)) ? done : fail('not-now'),
  'override.begin': (wish) => {
    overrides.begin(wish);
    return done;
  },
  'override.finish': ({ pin, reason, typedBadge }) => overrides.finish(pin, reason, typedBadge),
  'override.cancel': () => {
    overrides.cancel();
    return done;
  },
});

const recordCalls = ({
  station,
  restore,
}: CallParts): Pick<
  Handlers,
  | 'import.drop'
  | 'import.retry'
  | 'export.again'
  | 'export.range'
  | 'report.period'
  | 'store.verify'
  | 'backup.now'
  | 'backup.list'
  | 'backup.restore'
  | 'recovery.backups'
  | 'recovery.people'
  | 'recovery.restore'
  | 'recovery.restoreByCode'
  | 'backup.code'
  | 'work.cancel'
> => ({
  'import.drop': async ({ name, contentBase64 }) => {
    const report = await station.imports.drop(
      name,
      new Uint8Array(Buffer.from(contentBase64, 'base64')),
      station.session.actor(),
    );
    if (!report.ok) return report;
    const { fileId, state, code, rows, badRows } = report.value;
    return ok({ fileId, state, code, rows, badRows });
  },
  'import.retry': async ({ fileId }) => {
    const retried = await station.imports.retry(fileId, station.session.actor());
    if (!retried.ok) return retried;
    const { state, code, rows, badRows } = retried.value;
    return ok({ state, code, rows, badRows });
  },
  'export.again': (wish) => station.exporter.again(wish, station.session.actor()),
  'export.range': ({ from, to }) => {
    const { timeZone } = station.settings();
    const range: ExportRange = {
      from: dayBounds(from, timeZone).from,
      to: dayBounds(to, timeZone).to,
      folder: station.folders().exportFolder,
      name: `parcels_${from}_${to}`,
    };
    return station.client.task('export.range', range, station.session.actor(), 'export');
  },
  'report.period': ({ from, to }) => {
    const wanted: PeriodFile = { from, to, folder: station.folders().exportFolder };
    return station.client.task('packing.writePeriod', wanted, station.session.actor(), 'export');
  },
  'store.verify': async () => {
    const verdict = await station.client.verify(null);
    if (!verdict.ok) return verdict;
    return ok(
      verdict.value.ok
        ? {
            ok: true,
            n: verdict.value.head.n,
            evidence: verdict.value.attachments,
            checkpoints: verdict.value.signed.checkpoints,
            text: '',
          }
        : { ok: false, n: verdict.value.n, evidence: 0, checkpoints: 0, text: verdict.value.text },
    );
  },
  'backup.now': () => station.backups.run(),
  'backup.list': async () =>
    ok(
      (await station.client.listBackups(station.folders().backupFolder)).map(({ folder, at, entries }) => ({
        folder,
        at,
        entries,
      })),
    ),
  'backup.restore': ({ folder, code }) =>
    restore(folder, { way: 'signed-in', personId: station.session.actor().personId, code }),
  'backup.code': () => station.recovery.code(),
  'recovery.backups': () => station.recovery.backups(),
  'recovery.people': ({ folder }) => station.recovery.people(folder),
  'recovery.restore': async ({ folder, personId, pin, code }) => {
    const may = await station.recovery.check(folder, personId, pin);
    return may.ok ? restore(folder, { way: 'pin', personId, code }) : may;
  },
  'recovery.restoreByCode': async ({ folder, code }) => {
    const may = await station.recovery.mayAsk(folder);
    return may.ok ? restore(folder, { way: 'code', personId: null, code }) : may;
  },
  'work.cancel': () => {
    station.client.cancelWork();
    return done;
  },
});

const documentCalls = ({
  station,
  documents,
  preview,
  openFile,
}: CallParts): Pick<
  Handlers,
  | 'label.preview'
  | 'document.open'
  | 'slip.print'
  | 'slip.preview'
  | 'sheet.commands'
  | 'sheet.testCard'
  | 'endOfDay.make'
  | 'orders.erase'
> => ({
  'label.preview': ({ sha256 }) => preview(sha256),
  // Only a paper of our own: a window must not be able to start anything else.
  'document.open': async ({ file }) =>
    documents.isOurs(file) && (await openFile(file)) ? done : fail('not-opened', { place: file }),
  'orders.erase': async ({ orderId }) => {
    const erased = await station.client.execute({
      id: randomUUID(),
      name: 'orders.erase',
      input: { orderId },
      actor: station.session.actor(),
      origin: 'trusted',
    });
    return erased.ok ? documents.forgetOrder(orderId) : erased;
  },
  'slip.print': async ({ packId }) => {
    const made = await documents.packingSlip(packId);
    tellSlip(station.feedback, made);
    return made;
  },
  'slip.preview': ({ packId }) => documents.packingSlipHtml(packId),
  'sheet.commands': () => documents.commandSheet(),
  'sheet.testCard': () => documents.testCard(),
  'endOfDay.make': () => documents.endOfDay(),
});

/** Documents that were read and shown, until they are printed or others come. */
const keptDocuments = 5;

const labelCalls = ({
  station,
}: CallParts): Pick<
  Handlers,
  | 'labels.preview'
  | 'labels.print'
  | 'labels.readFile'
  | 'labels.printFile'
  | 'labels.printRows'
  | 'labels.resume'
  | 'labels.reprint'
  | 'labels.scanFor'
  | 'labels.stop'
  | 'labels.export'
  | 'labels.keepDraft'
  | 'labels.drafts'
  | 'labels.image'
  | 'labels.background'
  | 'document.read'
  | 'document.print'
> => {
  const read = new Map<string, { name: string; printerId: string; label: Uint8Array; png: Uint8Array }>();
  const { labelPrinting, labelCsv, labelFiles, labelDrafts } = station;
  return {
    'labels.export': labelFiles.exportTemplate,
    'labels.keepDraft': ({ templateId, description }) => {
      if (description === null) return labelDrafts.drop(templateId);
      const parsed = parseDescription(description);
      return parsed.ok ? labelDrafts.keep(templateId, parsed.value) : parsed;
    },
    'labels.drafts': async () => ok(await labelDrafts.list()),
    'labels.image': labelFiles.image,
    'labels.background': labelFiles.background,
    'labels.preview': async ({ description, record, printerId }) => {
      const parsed = parseDescription(description);
      if (!parsed.ok) return parsed;
      return labelPrinting.preview(parsed.value, record, labelPrinting.dpiOf(printerId));
    },
    'labels.print': ({ record, ...wish }) =>
      labelPrinting.print({ ...wish, batchId: randomUUID(), version: null, records: [record] }),
    'labels.readFile': labelCsv.read,
    'labels.printFile': labelCsv.print,
    // The router has parsed it: what has a default is there.
    'labels.printRows': (wish) => labelPrinting.printRows(wish),
    'labels.resume': ({ batchId }) => labelPrinting.resume(batchId),
    'labels.reprint': (wish) => labelPrinting.reprint(wish),
    'labels.scanFor': ({ source }) => {
      station.labelDesk.scanFor(source);
      return done;
    },
    'labels.stop': () => {
      labelPrinting.stop();
      return done;
    },
    'document.read': async ({ name, contentBase64, printerId }) => {
      const bytes = new Uint8Array(Buffer.from(contentBase64, 'base64'));
      const answer = await labelPrinting.readDocument(bytes, printerId, station.settings().label);
      if (!answer.ok) return answer;
      const { label, png, notes } = answer.value;
      const token = randomUUID();
      read.set(token, { name, printerId, label, png });
      const oldest = read.keys().next();
      if (read.size > keptDocuments && !oldest.done) read.delete(oldest.value);
      return ok({ token, pngBase64: Buffer.from(png).toString('base64'), notes });
    },
    'document.print': async ({ token }) => {
      const found = read.get(token);
      if (found === undefined) return fail('document-forgotten');
      // Once read, printed once: a double click prints nothing twice.
      read.delete(token);
      return labelPrinting.printDocument(found.name, found.printerId, found.label, found.png);
    },
  };
};

/** One in place of the one with its id, or behind the others. */
const withLine = (lines: readonly ApplicatorConfig[], line: ApplicatorConfig): readonly ApplicatorConfig[] => {
  const index = lines.findIndex(({ id }) => id === line.id);
  return index < 0 ? [...lines, line] : lines.with(index, line);
};

const applicatorCalls = ({
  applicators,
  stationFile,
}: Station): Pick<
  Handlers,
  | 'applicator.open'
  | 'applicator.close'
  | 'applicator.configs'
  | 'applicator.save'
  | 'applicator.remove'
  | 'applicator.reprint'
> => ({
  'applicator.open': ({ applicatorId }) => applicators.open(applicatorId),
  'applicator.close': () => {
    applicators.close();
    return done;
  },
  'applicator.configs': () => ok(stationFile.state().config.applicators),
  'applicator.save': ({ applicator }) => {
    // What is not given is not written either.
    const { verify, template, ...rest } = applicatorSchema.parse(applicator);
    const line: ApplicatorConfig = {
      ...rest,
      ...(verify === undefined ? {} : { verify }),
      ...(template === undefined ? {} : { template }),
    };
    return stationFile.updateWith((config) => [{ path: ['applicators'], value: withLine(config.applicators, line) }]);
  },
  'applicator.remove': ({ applicatorId }) =>
    stationFile.updateWith((config) => {
      const left = config.applicators.filter(({ id }) => id !== applicatorId);
      return [{ path: ['applicators'], value: left.length === 0 ? undefined : left }];
    }),
  'applicator.reprint': ({ applicatorId, itemId, reason }) => applicators.reprint(applicatorId, itemId, reason),
});

const viewCalls = ({
  station,
  tour,
  tryDemo,
  showBench,
}: CallParts): Pick<
  Handlers,
  | 'view.setLook'
  | 'view.setSound'
  | 'view.setLanguage'
  | 'tour.start'
  | 'tour.next'
  | 'tour.stop'
  | 'tour.close'
  | 'demo.try'
  | 'bench.act'
  | 'bench.show'
> => ({
  'view.setLook': ({ look }) => station.stationFile.update(['look'], look),
  'view.setSound': ({ sound }) => station.stationFile.update(['sound'], sound),
  'view.setLanguage': ({ language }) => station.stationFile.update(['language'], language),
  'tour.start': () => tour.start(),
  'tour.next': () => {
    tour.next();
    return done;
  },
  'tour.stop': () => {
    tour.stop();
    return done;
  },
  'tour.close': ({ openFolder }) => tour.close(openFolder),
  'demo.try': () => {
    tryDemo();
    return done;
  },
  'bench.act': async (act: BenchAct) => (station.bench === null ? fail('not-in-live') : station.bench.act(act)),
  'bench.show': () => {
    if (station.bench === null) return fail('not-in-live');
    showBench();
    return done;
  },
});

/** Everything that windows may ask of the station itself, by name. */
export const createCalls = (parts: CallParts) => {
  const handlers: Handlers = {
    ...sessionCalls(parts.station),
    ...peopleCalls(parts.station, parts.documents),
    ...packCalls(parts.station),
    ...deviceCalls(parts),
    ...rfidCalls(parts.station, parts.documents),
    ...countCalls(parts.station, parts.documents),
    ...recordCalls(parts),
    ...checkpointCalls(parts.station),
    ...documentCalls(parts),
    ...labelCalls(parts),
    ...applicatorCalls(parts.station),
    ...stockCalls(parts.station),
    ...traceCalls(parts.station, parts.documents),
    ...viewCalls(parts),
  };
  return async (name: StationCall, input: unknown): Promise<Result<unknown>> => {
    parts.station.session.activity();
    // The router has parsed the input with the schema of this very name.
    const handler = handlers[name] as (checked: unknown) => Promise<Result<unknown>> | Result<unknown>;
    return handler(input);
  };
};
