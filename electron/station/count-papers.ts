import { accuracyBySlot, type CountAccuracy } from '../../shared/features/counts/accuracy';
import { encodeAccuracy } from '../../shared/features/counts/accuracy-csv';
import { encodeHeardTags, encodeScans, type LineEvidence } from '../../shared/features/counts/line-evidence';
import type { LineCauses } from '../../shared/features/counts/cause-brief';
import { encodeCountLines } from '../../shared/features/counts/lines-csv';
import type { LineWeighings } from '../../shared/features/counts/weighing-brief';
import type { CountLineRow, CountSheet, CountView, WeighedPieces } from '../../shared/features/counts/queries';
import { slotsOf } from '../../shared/days';
import type { Report } from '../../shared/feature';
import { localeOf } from '../../shared/figures';
import { fail, ok, type Result } from '../../shared/result';
import { lotOf } from '../features/counts/lines';
import type { EpcisExport } from '../features/trace/write-epcis';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type MadeFile = Promise<Result<{ readonly file: string }>>;

interface OneCount {
  readonly countId: string;
}

const mostLines = 500;

/** Civil days, both included. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Lists and papers of counts, in the folder of papers. */
export const createCountPapers = (
  { client, session, stationFile, folders, bench }: Station,
  documents: StationDocuments,
) => {
  const config = () => stationFile.state().config;
  const deviceName = (id: string): string =>
    [...config().devices, ...(bench?.configs ?? [])].find((each) => each.id === id)?.name ?? id;
  const words = async () => (await import('../documents/papers')).countWordsOf(config().language);
  const dayOf = (day: string): string =>
    new Intl.DateTimeFormat(localeOf(config().language), { timeZone: 'UTC', dateStyle: 'medium' }).format(
      new Date(`${day}T12:00:00Z`),
    );
  const accuracy = (days: Days) =>
    client.query('counts.accuracy', days, session.actor()) as Promise<Result<Report<CountAccuracy>>>;

  const lines = async (countId: string): Promise<Result<readonly CountLineRow[]>> => {
    const rows: CountLineRow[] = [];
    for (;;) {
      const page = { countId, class: null, decision: null, offset: rows.length, limit: mostLines };
      const answer = await client.query('counts.lines', page, session.actor());
      if (!answer.ok) return answer;
      const { rows: more, total } = answer.value as { readonly rows: readonly CountLineRow[]; readonly total: number };
      rows.push(...more);
      if (more.length === 0 || rows.length >= total) return ok(rows);
    }
  };

  const causes = async (countId: string): Promise<Result<readonly LineCauses[]>> => {
    const answer = await client.query('counts.causes', { countId }, session.actor());
    return answer.ok ? ok((answer.value as Report<readonly LineCauses[]>).value) : answer;
  };

  /** The weighings of each line that was counted by weight; of a lot by itself, those of the lot. */
  const weighings = async (
    countId: string,
    rows: readonly CountLineRow[],
  ): Promise<Result<readonly LineWeighings[]>> => {
    const found: LineWeighings[] = [];
    for (const { line, data } of rows) {
      if (!data.notes.includes('weighed') || data.sku === null || data.location === null) continue;
      const wish = { countId, sku: data.sku, location: data.location };
      const answer = await client.query('counts.weighings', wish, session.actor());
      if (!answer.ok) return answer;
      const all = answer.value as readonly WeighedPieces[];
      const apart = all.every(({ lot }) => lot !== null);
      found.push({ line, weighings: apart ? all.filter(({ lot }) => lot === lotOf(data)) : all });
    }
    return ok(found);
  };

  return {
    linesCsv: async ({ countId }: OneCount): MadeFile => {
      const rows = await lines(countId);
      if (!rows.ok) return rows;
      const why = await causes(countId);
      if (!why.ok) return why;
      const weighed = await weighings(countId, rows.value);
      return weighed.ok ? documents.tagList(encodeCountLines(rows.value, why.value, weighed.value), 'count') : weighed;
    },
    /** The scans or the tags behind one line, all of them. */
    evidenceCsv: async ({ countId, line }: OneCount & { readonly line: number }): MadeFile => {
      const pages: LineEvidence[] = [];
      for (let offset = 0; ; offset += mostLines) {
        const page = { countId, line, offset, limit: mostLines };
        const answer = await client.query('counts.evidence', page, session.actor());
        if (!answer.ok) return answer;
        const evidence = answer.value as LineEvidence | null;
        if (evidence === null) return fail('count-line-gone');
        pages.push(evidence);
        if (offset + mostLines >= evidence.total) break;
      }
      const tags = pages.flatMap((each) => (each.kind === 'tags' ? each.rows : []));
      const scans = pages.flatMap((each) => (each.kind === 'scans' ? each.rows : []));
      const isTags = pages.some(({ kind }) => kind === 'tags');
      return documents.tagList(
        isTags ? encodeHeardTags(tags) : encodeScans(scans),
        isTags ? 'count-tags' : 'count-scans',
      );
    },
    /** What the count saw and what its posting booked, in the export folder. */
    epcis: async ({ countId }: OneCount): MadeFile => {
      const day = new Date().toISOString().slice(0, 10);
      const wish: EpcisExport = {
        from: '',
        to: '',
        folder: folders().exportFolder,
        name: `epcis_count_${day}_${countId}`,
        countId,
      };
      return client.task('trace.epcis', wish, session.actor(), 'export') as MadeFile;
    },
    sheet: async ({ countId }: OneCount): MadeFile => {
      const answer = await client.query('counts.sheet', { countId }, session.actor());
      if (!answer.ok) return answer;
      const sheet = answer.value as CountSheet | null;
      if (sheet === null) return fail('count-no-sheet');
      const { site, station, language } = config();
      const { countSheetHtml } = await import('../documents/papers');
      const made = documents.when(Date.now());
      const html = countSheetHtml({ site, station, made, language, sheet, words: (await words()).sheet });
      return ok({ file: await documents.paper(`count-sheet-${sheet.title}`, html) });
    },
    reconciliation: async ({ countId }: OneCount): MadeFile => {
      const answer = await client.query('counts.count', { countId }, session.actor());
      const rows = await lines(countId);
      const why = await causes(countId);
      const status = await client.status();
      if (!answer.ok) return answer;
      if (!rows.ok) return rows;
      if (!why.ok) return why;
      if (!status.ok) return status;
      const count = answer.value as CountView | null;
      if (count === null) return fail('count-unknown');
      if (count.state === 'counting') return fail('count-not-submitted');
      const weighed = await weighings(countId, rows.value);
      if (!weighed.ok) return weighed;
      const { site, station, language, currency, units } = config();
      const { reconciliationHtml } = await import('../documents/papers');
      const { reconciliation, accuracy: others } = await words();
      const html = reconciliationHtml({
        site,
        station,
        person: session.person()?.name ?? '',
        made: documents.when(Date.now()),
        language,
        currency,
        when: documents.when,
        count,
        lines: rows.value,
        causes: why.value,
        weighings: weighed.value,
        units,
        scaleName: deviceName,
        head: status.value.head,
        words: reconciliation,
        reasonNames: others.reasonNames,
      });
      return ok({ file: await documents.paper(`count-${count.title}`, html) });
    },
    accuracyCsv: async (days: Days): MadeFile => {
      const answer = await accuracy(days);
      return answer.ok ? documents.tagList(encodeAccuracy(answer.value.value), 'accuracy') : answer;
    },
    accuracyPaper: async ({ from, to }: Days): MadeFile => {
      const answer = await accuracy({ from, to });
      if (!answer.ok) return answer;
      const { head, value: report } = answer.value;
      const { site, station, language, currency } = config();
      const { accuracyReportHtml } = await import('../documents/papers');
      const html = accuracyReportHtml({
        site,
        station,
        person: session.person()?.name ?? '',
        language,
        currency,
        period: `${dayOf(from)} – ${dayOf(to)}`,
        made: documents.when(Date.now()),
        day: dayOf,
        report,
        slots: accuracyBySlot(report.days, slotsOf(from, to)),
        head,
        words: (await words()).accuracy,
      });
      return ok({ file: await documents.paper(`accuracy-${from}-${to}`, html) });
    },
  };
};
