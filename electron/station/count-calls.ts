import { encodeCountLines } from '../../shared/features/counts/lines-csv';
import type { CountLineRow } from '../../shared/features/counts/queries';
import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import { createCountPapers } from './count-papers';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type CountCall = Extract<StationCall, `counts.${string}`>;
type Handlers = { readonly [N in CountCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

const mostLines = 500;

/** What is done with counts at this station: readers, single tags, papers. */
export const countCalls = (station: Station, documents: StationDocuments): Handlers => {
  const { countDesk, client, session } = station;
  const papers = createCountPapers(station, documents);
  return {
    'counts.open': ({ countId }) => countDesk.begin(countId),
    'counts.close': async () => {
      await countDesk.end();
      return ok(null);
    },
    'counts.startPass': ({ readers }) => countDesk.startPass(readers),
    'counts.stopPass': () => countDesk.stopPass(),
    'counts.seek': async ({ countId, epc, readers }) => {
      const begun = await countDesk.begin(countId);
      return begun.ok ? countDesk.seek(epc, readers) : begun;
    },
    'counts.csv': async ({ countId }) => {
      const rows: CountLineRow[] = [];
      for (;;) {
        const page = { countId, class: null, decision: null, offset: rows.length, limit: mostLines };
        const answer = await client.query('counts.lines', page, session.actor());
        if (!answer.ok) return answer;
        const { rows: more, total } = answer.value as {
          readonly rows: readonly CountLineRow[];
          readonly total: number;
        };
        rows.push(...more);
        if (more.length === 0 || rows.length >= total) break;
      }
      return documents.tagList(encodeCountLines(rows), 'count');
    },
    'counts.accuracyCsv': papers.accuracyCsv,
    'counts.accuracyPaper': papers.accuracyPaper,
  };
};
