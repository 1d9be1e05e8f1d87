import { accuracyBySlot, type CountAccuracy } from '../../shared/features/counts/accuracy';
import { encodeAccuracy } from '../../shared/features/counts/accuracy-csv';
import { slotsOf } from '../../shared/days';
import type { Report } from '../../shared/feature';
import { localeOf } from '../../shared/figures';
import { ok, type Result } from '../../shared/result';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type MadeFile = Promise<Result<{ readonly file: string }>>;

/** Civil days, both included. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Lists and papers of counts, in the folder of papers. */
export const createCountPapers = ({ client, session, stationFile }: Station, documents: StationDocuments) => {
  const config = () => stationFile.state().config;
  const words = async () => (await import('../documents/papers')).countWordsOf(config().language);
  const dayOf = (day: string): string =>
    new Intl.DateTimeFormat(localeOf(config().language), { timeZone: 'UTC', dateStyle: 'medium' }).format(
      new Date(`${day}T12:00:00Z`),
    );
  const accuracy = (days: Days) =>
    client.query('counts.accuracy', days, session.actor()) as Promise<Result<Report<CountAccuracy>>>;

  return {
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
