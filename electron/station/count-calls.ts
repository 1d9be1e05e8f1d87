import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import { createCountFiles } from './count-files';
import { createCountPapers } from './count-papers';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type CountCall = Extract<StationCall, `counts.${string}`>;
type Handlers = { readonly [N in CountCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

/** What is done with counts at this station: readers, single tags, papers. */
export const countCalls = (station: Station, documents: StationDocuments): Handlers => {
  const { countDesk, client, session, stationFile } = station;
  const countFiles = createCountFiles({
    store: client,
    desk: countDesk,
    actor: () => session.actor(),
    timeZone: () => stationFile.state().config.timeZone,
    now: Date.now,
  });
  const weighingActs = {
    weigh: countDesk.startWeighing,
    tote: countDesk.tote,
    'learn-anew': () => countDesk.settle(true),
    'weigh-again': () => countDesk.settle(false),
    end: countDesk.endWeighing,
  };
  const papers = createCountPapers(station, documents);
  return {
    'counts.open': ({ countId }) => countDesk.begin(countId),
    'counts.close': async () => {
      await countDesk.end();
      return ok(null);
    },
    'counts.enter': async ({ text }) => {
      await countDesk.enter(text);
      return ok(null);
    },
    'counts.leaveBin': async ({ how }) => {
      await countDesk.leave(how);
      return ok(null);
    },
    'counts.undoScan': async ({ location, scan }) => {
      await countDesk.undo(location, scan);
      return ok(null);
    },
    'counts.weighing': async (wish) => {
      if (wish.act === 'teach') await countDesk.teach(wish.pieces);
      else await weighingActs[wish.act]();
      return ok(null);
    },
    'counts.startPass': ({ readers }) => countDesk.startPass(readers),
    'counts.stopPass': () => countDesk.stopPass(),
    'counts.readFile': ({ countId, name, contentBase64 }) => countFiles.read(countId, name, contentBase64),
    'counts.takeFile': ({ token, noTags }) => countFiles.take(token, noTags),
    'counts.seek': async ({ countId, epc, readers }) => {
      const begun = await countDesk.begin(countId);
      return begun.ok ? countDesk.seek(epc, readers) : begun;
    },
    'counts.csv': papers.linesCsv,
    'counts.evidenceCsv': papers.evidenceCsv,
    'counts.paper': papers.reconciliation,
    'counts.epcis': papers.epcis,
    'counts.sheet': papers.sheet,
    'counts.accuracyCsv': papers.accuracyCsv,
    'counts.accuracyPaper': papers.accuracyPaper,
  };
};
