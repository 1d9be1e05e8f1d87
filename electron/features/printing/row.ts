import type { PrintJobRow } from '../../../shared/features/printing/queries';

/** A print job as it stands in its table. */
export interface PrintRow {
  job_id: string;
  kind: PrintJobRow['kind'];
  title: string;
  printer_id: string;
  language: string;
  state: PrintJobRow['state'];
  reason: string | null;
  evidence: string | null;
  label_id: string | null;
  copy: number | null;
  parcel_id: string | null;
  sha256: string;
  picture_sha256: string | null;
  requested_at: string;
  printed_at: string | null;
}

export const printView = (row: PrintRow): PrintJobRow => ({
  jobId: row.job_id,
  kind: row.kind,
  title: row.title,
  printerId: row.printer_id,
  language: row.language,
  state: row.state,
  reason: row.reason,
  evidence: row.evidence,
  labelId: row.label_id,
  copy: row.copy,
  parcelId: row.parcel_id,
  sha256: row.sha256,
  pictureSha256: row.picture_sha256,
  requestedAt: row.requested_at,
  printedAt: row.printed_at,
});
