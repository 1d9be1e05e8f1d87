import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandVerbs, encodeCommand, type Command, type CommandVerb } from '../../shared/barcode/command-codes';
import type { CartonRecord, DunnageRecord } from '../../shared/features/catalogue/records';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { fail, ok, type Result } from '../../shared/result';
import { civilTime } from '../../shared/time';
import { commandSheetHtml, type SheetEntry } from '../documents/command-sheet';
import { endOfDayHtml } from '../documents/end-of-day';
import { packingSlipHtml, type PackingSlip } from '../documents/packing-slip';
import { wordsOf } from '../documents/words';
import type { Station } from './station';

export interface DocumentParts {
  readonly station: Station;
  /** A page as PDF (A4), drawn in a locked-down hidden window. */
  readonly toPdf: (html: string) => Promise<Uint8Array>;
  /** Prints a page on a printer of the operating system; false when the system refused it. */
  readonly printHtml: (html: string, printer: string) => Promise<boolean>;
}

const verbArguments = (
  verb: CommandVerb,
  cartons: readonly CartonRecord[],
  dunnage: readonly DunnageRecord[],
): readonly { argument: string | null; label: string }[] => {
  const kind = commandVerbs[verb].argument;
  if (kind === null) return [{ argument: null, label: '' }];
  if (kind === 'carton') return cartons.map(({ cartonId, name }) => ({ argument: cartonId, label: name }));
  if (kind === 'dunnage') return dunnage.map(({ dunnageId, name }) => ({ argument: dunnageId, label: name }));
  return kind === 'number'
    ? ['2', '3', '4', '5', '6', '10', '12', '20', '24'].map((argument) => ({ argument, label: `× ${argument}` }))
    : [];
};

/** Slips, sheets and the day's end, as PDF files in the data folder. */
export const createDocuments = ({ station, toPdf, printHtml }: DocumentParts) => {
  const { client, session, stationFile } = station;
  const folder = join(station.parts.dataDir, 'documents');
  const words = () => wordsOf(stationFile.state().config.language);
  const zone = () => stationFile.state().config.timeZone;

  const save = async (name: string, html: string): Promise<string> => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, name);
    await writeFile(file, await toPdf(html));
    return file;
  };

  const slip = async (packId: string): Promise<Result<PackingSlip>> => {
    const answer = await client.query('packing.slip', { packId }, session.actor());
    if (!answer.ok) return answer;
    return answer.value === null
      ? fail('order-unknown')
      : ok({ ...(answer.value as Omit<PackingSlip, 'words'>), words: words().slip });
  };

  const list = async <T>(name: string): Promise<readonly T[]> => {
    const answer = await client.query(name, {}, session.actor());
    return answer.ok ? (answer.value as readonly T[]) : [];
  };

  return {
    packingSlipHtml: async (packId: string): Promise<Result<{ html: string }>> => {
      const made = await slip(packId);
      return made.ok ? ok({ html: packingSlipHtml(made.value) }) : made;
    },
    packingSlip: async (
      packId: string,
    ): Promise<Result<{ file: string; jobId: string | null; printed: boolean | null }>> => {
      const made = await slip(packId);
      if (!made.ok) return made;
      const html = packingSlipHtml(made.value);
      const file = await save(`slip-${made.value.order.replaceAll(/[^\w-]/g, '_')}.pdf`, html);
      const printer = stationFile.state().config.slipSystemPrinter;
      return ok({ file, jobId: null, printed: printer === undefined ? null : await printHtml(html, printer) });
    },
    commandSheet: async (): Promise<Result<{ file: string }>> => {
      const [cartons, dunnage] = await Promise.all([
        list<CartonRecord>('catalogue.cartons'),
        list<DunnageRecord>('catalogue.dunnage'),
      ]);
      const { sheet } = words();
      const entry = (command: Command, label: string): SheetEntry[] => {
        const code = encodeCommand(command);
        return code.ok
          ? [
              {
                code: code.value,
                label: label === '' ? sheet.verbs[command.verb] : label,
                hint: label === '' ? '' : sheet.verbs[command.verb],
              },
            ]
          : [];
      };
      const verbs = Object.keys(commandVerbs) as CommandVerb[];
      const entries = (wanted: (verb: CommandVerb) => boolean): SheetEntry[] =>
        verbs
          .filter(wanted)
          .flatMap((verb) =>
            verbArguments(verb, cartons, dunnage).flatMap(({ argument, label }) => entry({ verb, argument }, label)),
          );
      const groups = [
        { title: sheet.work, entries: entries((verb) => commandVerbs[verb].argument === null) },
        { title: sheet.boxes, entries: entries((verb) => verb === 'box') },
        { title: sheet.fillers, entries: entries((verb) => verb === 'dunnage') },
        { title: sheet.quantities, entries: entries((verb) => verb === 'quantity') },
      ];
      return ok({ file: await save('command-barcodes.pdf', commandSheetHtml(sheet.title, sheet.intro, groups)) });
    },
    endOfDay: async (): Promise<Result<{ file: string; head: { n: number; hash: string } }>> => {
      const board = await client.query('packing.today', {}, session.actor());
      const status = await client.status();
      if (!board.ok) return board;
      if (!status.ok) return status;
      const { head } = status.value;
      const now = civilTime(Date.now(), zone());
      const today = board.value as TodayBoard;
      const { site, station: name } = stationFile.state().config;
      const html = endOfDayHtml({
        site,
        station: name,
        board: today,
        head,
        time: `${String(now.hour).padStart(2, '0')}:${String(now.minute).padStart(2, '0')}`,
        words: words().endOfDay,
      });
      return ok({ file: await save(`end-of-day-${today.day}.pdf`, html), head });
    },
  };
};
export type StationDocuments = ReturnType<typeof createDocuments>;
