import type { RecallView } from '../../shared/features/trace/queries';
import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import { dayBounds } from '../../shared/time';
import type { EpcisExport } from '../features/trace/write-epcis';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type TraceCall = Extract<StationCall, `trace.${string}` | `recall.${string}`>;
type Handlers = { readonly [N in TraceCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

const pageOfParcels = 1000;

/** A recall with every customer there is, however many. */
const wholeRecall = async (
  { client, session }: Station,
  lot: { readonly sku: string; readonly lot: string },
): Promise<Result<RecallView>> => {
  const ask = (offset: number) =>
    client.query('recall.of', { ...lot, offset, limit: pageOfParcels }, session.actor()) as Promise<Result<RecallView>>;
  const first = await ask(0);
  if (!first.ok) return first;
  const parcels = [...first.value.parcels];
  while (parcels.length < first.value.parcelsTotal) {
    const next = await ask(parcels.length);
    if (!next.ok) return next;
    if (next.value.parcels.length === 0) break;
    parcels.push(...next.value.parcels);
  }
  return ok({ ...first.value, parcels });
};

/** What a window may ask of traces and recalls beside its queries. */
export const traceCalls = (station: Station, documents: StationDocuments): Handlers => ({
  'trace.begin': () => {
    station.traceDesk.begin();
    return ok(null);
  },
  'trace.end': () => {
    station.traceDesk.end();
    return ok(null);
  },
  'trace.epcis': ({ from, to }) => {
    const { timeZone } = station.settings();
    const wish: EpcisExport = {
      from: dayBounds(from, timeZone).from,
      to: dayBounds(to, timeZone).to,
      folder: station.folders().exportFolder,
      name: `epcis_${from}_${to}`,
      countId: null,
    };
    return station.client.task('trace.epcis', wish, station.session.actor(), 'export');
  },
  'recall.csv': async (lot) => {
    const view = await wholeRecall(station, lot);
    return view.ok ? documents.recallList(view.value) : view;
  },
  'recall.report': async ({ startedAt, drill, ...lot }) => {
    const view = await wholeRecall(station, lot);
    return view.ok ? documents.recallReport({ view: view.value, startedAt, drill }) : view;
  },
});
