import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { fail, ok, type Result } from '../../shared/result';
import type { TourStep, TourView } from '../../shared/tour';
import { verifyFolder } from '../journal/verify';
import { nodeFilePort } from '../journal/file-port';
import type { StationDocuments } from '../station/documents';
import type { Station } from '../station/station';
import type { LabelPreview } from './label-preview';
import { createPictures } from './tour-pictures';
import { pause } from '../devices/waiting';
import { walkTour } from './tour-walk';

export interface TourParts {
  readonly station: Station;
  readonly documents: StationDocuments;
  readonly labels: LabelPreview;
  readonly window: () => BrowserWindow | null;
  readonly push: (view: TourView | null) => void;
  /** Time to read each sentence; none when nobody watches. */
  readonly readMs: number;
  readonly openFolder: (folder: string) => Promise<boolean>;
}

/** Somebody pressed Stop: no fault. */
class Stopped extends Error {}

/** The record as it is now, copied and checked by opening the copy; what the check said. */
const keepRecord = async (station: Station, folder: string): Promise<string> => {
  const target = join(folder, 'record');
  await mkdir(target, { recursive: true });
  const kept = await station.client.backup(target, 1);
  if (!kept.ok) throw new Error(`record: ${kept.failure.code}`);
  const verdict = verifyFolder(nodeFilePort, kept.value.folder, kept.value.head);
  if (!verdict.ok) throw new Error(`record BAD: ${verdict.text}`);
  const { n, hash } = verdict.head;
  return `Record: ${n} entries hold, head ${n}:${hash}, in record/${basename(kept.value.folder)}`;
};

/**
 * The guided tour: one real order from scan to closed parcel over the virtual bench, each step said in a sentence. Its
 * pictures and papers stay in a folder.
 */
export const createTour = ({ station, documents, labels, window, push, readMs, openFolder }: TourParts) => {
  let running = false;
  let left: string | null = null;
  let stopWanted = false;
  let nextWanted = false;
  let endReading = (): void => undefined;

  const readingTime = async (): Promise<void> => {
    const pressed = new Promise<void>((resolve) => {
      endReading = resolve;
    });
    if (!nextWanted && !stopWanted) await Promise.race([pause(readMs), pressed]);
    if (stopWanted) throw new Stopped('the tour was stopped');
  };

  const walk = async (folder: string, shown: BrowserWindow): Promise<string[]> => {
    const picture = createPictures(shown, folder);
    const show = async (step: TourStep, selector: string): Promise<void> => {
      nextWanted = false;
      push({ state: 'running', step });
      await picture(step, [`[data-tour="${step}"]`, selector]);
      await readingTime();
    };
    const number = await walkTour({ station, documents, labels, folder, show });
    return [`Order ${number} packed.`, 'Label: label.png', 'Packing slip: packing-slip.pdf'];
  };

  const whyNot = async (): Promise<string | null> => {
    if (station.bench === null) return 'not-in-live';
    if (running) return 'tour-running';
    return (await station.controller.view()) === null ? null : 'tour-order-open';
  };

  /** @returns the folder, or why there is none */
  const run = async (): Promise<Result<string>> => {
    const code = await whyNot();
    const shown = window();
    if (code !== null || shown === null) return fail(code ?? 'tour-failed');
    running = true;
    stopWanted = false;
    const folder = join(station.parts.dataDir, 'tour', new Date().toISOString().replaceAll(/[:.]/g, '-'));
    try {
      await mkdir(folder, { recursive: true });
      const notes = [...(await walk(folder, shown)), await keepRecord(station, folder)];
      await writeFile(join(folder, 'record.txt'), `${notes.join('\n')}\n`);
      for (const note of notes) console.log(note);
      left = folder;
      push({ state: 'finished', folder });
      return ok(folder);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const failed = fail(error instanceof Stopped ? 'tour-stopped' : 'tour-failed', { why });
      if (failed.failure.code === 'tour-failed') console.error(why);
      push(failed.failure.code === 'tour-failed' ? { state: 'failed', failure: failed.failure } : null);
      return failed;
    } finally {
      running = false;
    }
  };

  return {
    run,
    /** Answers at once; the tour goes on by itself. */
    start: async (): Promise<Result<null>> => {
      const code = await whyNot();
      if (code !== null) return fail(code);
      void run();
      return ok(null);
    },
    /** This sentence was read. */
    next: (): void => {
      nextWanted = true;
      endReading();
    },
    stop: (): void => {
      stopWanted = true;
      endReading();
    },
    /** The message about its end was read. */
    close: async (andOpen: boolean): Promise<Result<null>> => {
      if (!running) push(null);
      if (!andOpen || left === null) return ok(null);
      return (await openFolder(left)) ? ok(null) : fail('not-opened', { place: left });
    },
  };
};
export type Tour = ReturnType<typeof createTour>;
