import type { CountLine } from '../../../shared/features/counts/records';
import { wholeCount } from '../../../shared/features/counts/records';
import type { Evidence } from '../../../shared/features/counts/tag-classes';
import { addSighting, createTag, evidenceOf } from '../../../shared/features/counts/tag-places';
import type { Reader } from '../../store/types';

interface TagRow {
  reader_id: string;
  antenna: number;
  pass: number;
  reads: number;
  rssi: number | null;
  first_at: number | null;
  last_at: number | null;
}

/** What each antenna heard of a tag in a round. Reads without a chip number may be of any tag with this EPC. */
export const evidenceIn = (
  db: Reader,
  countId: string,
  round: number,
  epc: string,
  tid: string | null,
): readonly Evidence[] => {
  const tag = createTag(epc, tid);
  const rows = db.all<TagRow>(
    `SELECT t.* FROM count_tags t JOIN count_passes p ON p.count_id = t.count_id AND p.pass = t.pass AND p.round = ?
     WHERE t.count_id = ? AND t.epc = ? AND t.tid IN (?, '') ORDER BY t.reader_id, t.antenna, t.pass`,
    round,
    countId,
    epc,
    tid ?? '',
  );
  for (const row of rows)
    addSighting(tag, {
      epc,
      tid,
      area: wholeCount,
      readerId: row.reader_id,
      antenna: row.antenna === 0 ? null : row.antenna,
      pass: row.pass,
      reads: row.reads,
      rssiCentiDbm: row.rssi,
      firstAt: row.first_at,
      lastAt: row.last_at,
    });
  return evidenceOf(tag);
};

type LineEvidence = Pick<CountLine, 'reads' | 'rssiCentiDbm' | 'antennas' | 'passes' | 'lastAt'>;

export const unread: LineEvidence = { reads: 0, rssiCentiDbm: null, antennas: [], passes: [], lastAt: null };

const best = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((most, each) => (most === null || (each !== null && each > most) ? each : most), null);

/** The same in one line. */
export const summaryOf = (evidence: readonly Evidence[]): LineEvidence => ({
  reads: evidence.reduce((sum, each) => sum + each.reads, 0),
  rssiCentiDbm: best(evidence.map((each) => each.rssiCentiDbm)),
  antennas: [...new Set(evidence.flatMap(({ antenna }) => (antenna === null ? [] : [antenna])))],
  passes: [...new Set(evidence.flatMap(({ passes }) => passes))],
  lastAt: best(evidence.map((each) => each.lastAt)),
});
