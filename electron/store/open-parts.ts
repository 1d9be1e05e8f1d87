import type { Failure } from '../../shared/result';
import type { OnProgress } from '../host-port';
import { openAttachments, type Attachments } from '../journal/attachments';
import { errorCode, type FilePort } from '../journal/file-port';
import { openWriter, type Journal, type Place } from '../journal/journal';
import { scanJournal, segmentName, type Break, type JournalScan } from '../journal/scan';
import { createMeter } from '../journal/meter';
import { openSeals, type Seals } from '../journal/seals';
import type { TornTail } from '../journal/torn';
import { openTables, type Tables } from '../projection/open-tables';
import type { Projection } from '../projection/projection';
import type { OnDamage } from '../projection/snapshots';
import type { Feature } from './types';

export interface PartsOptions {
  readonly folder: string;
  readonly port: FilePort;
  readonly features: readonly Feature[];
  readonly segmentBytes?: number;
  /** The snapshot turned out to be damaged while the store works on its tables, which are of no use any more. */
  readonly onDamage?: OnDamage;
  /** How far the reading has come. */
  readonly onProgress?: OnProgress;
}

export interface Parts {
  readonly tables: Tables;
  readonly projection: Projection;
  readonly attachments: Attachments;
  readonly seals: Seals;
  /** Where the snapshot ended that the tables were opened from; `null`: they were made from the first entry on. */
  readonly openedFrom: Place | null;
  readonly broken: Break | null;
  /** Gets ready to append. Throws the system's error; asked again it tries again. */
  openWriter(): { readonly journal: Journal; readonly torn: TornTail | null };
}

export const breakFailure = ({ file, byte, n, why }: Break): Failure => ({
  code: 'record-broken',
  details: { file, byte, n, why },
});

export const tornNotice = ({ file, bytes, why, keptAs }: TornTail): Failure => ({
  code: why === 'doubled' ? 'doubled-end-set-aside' : 'torn-tail-set-aside',
  details: { file, bytes, keptAs },
});

export const isDiskFull = (code: string): boolean => code === 'ENOSPC' || code === 'EDQUOT';

/** The folder's own name must survive a power cut too; where the folder above is not ours to sync, it has to do. */
const makeDataFolder = (port: FilePort, folder: string): void => {
  port.makeFolder(folder);
  try {
    port.syncFolder(folder.slice(0, folder.lastIndexOf('/')) || '/');
  } catch (error) {
    if (!['EACCES', 'EPERM', 'ENOENT'].includes(errorCode(error))) throw error;
  }
};

/** Keys are written after the first line of the journal and before any entry: with keys there was a journal. */
const lostJournal = (scan: JournalScan, seals: Seals): Break | null =>
  scan.goodBytes === 0 && scan.head.n === 0 && seals.count() > 0
    ? { file: segmentName(1), byte: 0, n: 1, why: 'missing-segment' }
    : null;

/** Opens the tables: the newest usable snapshot, then every entry after it. Nothing is written. */
export const openParts = async (options: PartsOptions): Promise<Parts> => {
  const { folder, port } = options;
  makeDataFolder(port, folder);
  const attachments = openAttachments(port, `${folder}/attachments`);
  const seals = openSeals(port, `${folder}/keys/seals`);
  const tables = await openTables(options);
  const { projection, from } = tables;
  let scanned: JournalScan | null = null;
  const meter = createMeter(port, `${folder}/journal`, options.onProgress ?? (() => undefined));
  projection.inBulk(() => {
    scanned = scanJournal(port, `${folder}/journal`, from, (entry, hash, end) => {
      projection.apply(entry, hash);
      meter(end);
    });
  });
  const scan = scanned as JournalScan | null;
  if (scan === null) throw new Error('the journal was not read');
  const journal = {
    port,
    folder: `${folder}/journal`,
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
  };
  return {
    tables,
    projection,
    attachments,
    seals,
    openedFrom: from,
    broken: scan.broken ?? lostJournal(scan, seals),
    openWriter: () => openWriter(journal, scan),
  };
};
