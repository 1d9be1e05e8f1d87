import { classifyScan } from '../../../shared/barcode/classify';
import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { PrintedRow, printingQueries } from '../../../shared/features/printing/queries';
import { decodeCopyCode } from '../../../shared/labels/copy-code';
import { dayBounds } from '../../../shared/time';
import type { QueryContext } from '../../store/types';
import { isLike, likeOf, whereOf, type Where } from '../labels/rows/sql';
import { templateName } from '../labels/template-name';
import { namer } from '../names';
import { printView, type PrintRow } from './row';

type Find = (typeof printingQueries)['printing.find'];

interface FoundRow extends PrintRow {
  readonly person_id: string | null;
  readonly sent_at: string | null;
  readonly reprint_of: string | null;
  readonly reprint_reason: string | null;
  readonly packed_reason: string | null;
  readonly template_name: string | null;
  readonly template_names: string | null;
  readonly template_version: number | null;
  readonly batch_title: string | null;
  readonly reprints: number;
}

/** What was scanned or typed, as the record has it: an SSCC and a GTIN bare, a parcel's label by its id. */
export const searchedNumber = (text: string, at: string): string => {
  const plain = text.trim();
  const copy = decodeCopyCode(plain);
  if (copy !== null) return copy.labelId;
  // Without its symbology a label's SSCC reads as twenty digits.
  const isLabel = /^00\d{18}$/.test(plain);
  const code = classifyScan({ data: plain, aim: isLabel ? 'C1' : null }, new Date(at).getUTCFullYear());
  if (code.kind === 'sscc' || (code.kind === 'ambiguous' && code.sscc !== null)) return code.sscc ?? plain;
  if (code.kind === 'product' || code.kind === 'ambiguous') return code.gtin?.replace(/^0/, '') ?? plain;
  return plain;
};

const whereFound = (
  { search, printerId, from, to }: ParamsOf<Find>,
  { at, settings }: Pick<QueryContext, 'at' | 'settings'>,
): Where => {
  const text = searchedNumber(search, at);
  const like = likeOf(text);
  return whereOf([
    ['1'],
    text !== '' && [
      `${['j.title', 'j.about', 'j.label_id'].map(isLike).join(' OR ')} OR j.parcel_id IN
        (SELECT p.parcel_id FROM parcels p WHERE p.sscc = ? OR p.number = ? OR p.parcel_id = ?)`,
      like,
      like,
      like,
      text,
      text,
      text,
    ],
    printerId !== null && ['j.printer_id = ?', printerId],
    from !== null && ['j.requested_at >= ?', dayBounds(from, settings.timeZone).from],
    to !== null && ['j.requested_at < ?', dayBounds(to, settings.timeZone).to],
  ]);
};

const columns = `j.*, b.title AS batch_title, b.version AS template_version, t.name AS template_name, t.names AS template_names,
  (SELECT l.reason FROM labels l WHERE l.job_id = j.job_id) AS packed_reason,
  (SELECT count(*) FROM print_jobs r WHERE r.reprint_of = j.job_id) AS reprints`;

const rowOf = (row: FoundRow, nameOf: ReturnType<typeof namer>, { settings }: QueryContext): PrintedRow => ({
  ...printView(row),
  person: row.person_id === null ? null : nameOf(row.person_id),
  template:
    row.template_name === null || row.template_version === null
      ? null
      : {
          name: templateName({ name: row.template_name, names: row.template_names }, settings),
          version: row.template_version,
        },
  batch: row.batch_title,
  sentAt: row.sent_at,
  reprintOf: row.reprint_of,
  reprintReason: row.reprint_reason ?? row.packed_reason,
  reprints: row.reprints,
});

/** Prints of all times, the newest first. */
export const findPrints = (context: QueryContext, params: ParamsOf<Find>): AnswerOf<Find> => {
  const { sql, cells } = whereFound(params, context);
  const nameOf = namer(context);
  const total = context.db.get<{ total: number }>(`SELECT count(*) AS total FROM print_jobs j WHERE ${sql}`, ...cells);
  const rows = context.db.all<FoundRow>(
    `SELECT ${columns} FROM (SELECT * FROM print_jobs j WHERE ${sql} ORDER BY j.seq DESC LIMIT ? OFFSET ?) j
     LEFT JOIN batch_labels l ON l.job_id = coalesce(j.reprint_of, j.job_id)
     LEFT JOIN label_batches b ON b.batch_id = l.batch_id LEFT JOIN label_templates t ON t.template_id = b.template_id
     ORDER BY j.seq DESC`,
    ...cells,
    params.limit,
    params.offset,
  );
  return { total: total?.total ?? 0, rows: rows.map((row) => rowOf(row, nameOf, context)) };
};
