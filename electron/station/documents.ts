import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { CartonRecord, DunnageRecord } from '../../shared/features/catalogue/records';
import { mostAskedOrders } from '../../shared/features/orders/queries';
import { ordersNamedIn, type RecallView } from '../../shared/features/trace/queries';
import { encodeRecall } from '../../shared/features/trace/recall-csv';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { fail, ok, type Result } from '../../shared/result';
import { civilTime } from '../../shared/time';
import type { BadgeCard } from '../documents/badge-card';
import type { PackingSlip } from '../documents/packing-slip';
import { systemCode } from '../features/import/move-file';
import type { FeedbackTeller } from './feedback';
import { createNamedPapers } from './named-papers';
import type { Station } from './station';

export interface DocumentParts {
  readonly station: Station;
  /** A page as PDF (A4), drawn in a locked-down hidden window. */
  readonly toPdf: (html: string) => Promise<Uint8Array>;
  /** Prints a page on a printer of the operating system; false when the system refused it. */
  readonly printHtml: (html: string, printer: string) => Promise<boolean>;
}

export interface RecallWish {
  readonly view: RecallView;
  /** When somebody began to look for the lot, epoch milliseconds. */
  readonly startedAt: number;
  readonly drill: boolean;
}

const localWhen = (at: string | number, timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone,
  }).format(new Date(at));

const minutesAndSeconds = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

export interface MadeSlip {
  readonly file: string;
  /** Its first print job, where it goes to a label printer. */
  readonly jobId: string | null;
  /** Whether the system's printer took it; `null` where none was asked. */
  readonly printed: boolean | null;
}

/** Slips, sheets and the day's end, as PDF files in the data folder. */
export const createDocuments = ({ station, toPdf, printHtml }: DocumentParts) => {
  const { client, session, stationFile } = station;
  const folder = join(station.parts.dataDir, 'documents');
  const papers = async () => {
    const all = await import('../documents/papers');
    return { ...all, words: all.wordsOf(stationFile.state().config.language) };
  };
  const zone = () => stationFile.state().config.timeZone;

  const save = async (name: string, html: string, mode = 0o644): Promise<string> => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, name);
    await rm(file, { force: true });
    await writeFile(file, await toPdf(html), { mode });
    return file;
  };
  const slipName = (order: string): string => `slip-${order.replaceAll(/[^\w-]/g, '_')}.pdf`;
  const cards = 'badge-card-';
  const listName = (what: string): string => {
    const now = Date.now();
    const { date, hour, minute } = civilTime(now, zone());
    const second = Math.trunc(now / 1000) % 60;
    const time = [hour, minute, second].map((each) => String(each).padStart(2, '0')).join('');
    return `${what}-${date}-${time}.csv`;
  };

  /** A badge card is as good as the badge: none outlives the run of the app that made it. */
  const removeCards = async (): Promise<void> => {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) if (name.startsWith(cards)) await rm(join(folder, name), { force: true });
  };
  void removeCards();

  const slip = async (packId: string): Promise<Result<PackingSlip>> => {
    const answer = await client.query('packing.slip', { packId }, session.actor());
    if (!answer.ok) return answer;
    if (answer.value === null) return fail('order-unknown');
    const { words } = await papers();
    return ok({ ...(answer.value as Omit<PackingSlip, 'words'>), words: words.slip });
  };

  /** The slip on a label printer, through the print queue like any label. */
  const asLabels = async (packId: string, printerId: string, file: string): Promise<Result<MadeSlip>> => {
    const { devices, language } = stationFile.state().config;
    const device = [...devices, ...(station.bench?.configs ?? [])].find(({ id }) => id === printerId);
    if (device?.kind !== 'printer' || device.protocol !== 'zpl') return ok({ file, jobId: null, printed: false });
    const { label } = station.settings();
    const {
      dpi = label.dpi,
      labelWidthMm: widthMm = label.widthMm,
      labelHeightMm: heightMm = label.heightMm,
    } = device.options ?? {};
    const input = { packId, printerId, language, stock: { widthMm, heightMm, dpi } };
    const made = await client.execute({
      id: randomUUID(),
      name: 'packing.printSlip',
      input,
      actor: session.actor(),
      origin: 'trusted',
    });
    return made.ok ? ok({ file, jobId: String((made.value as readonly string[])[0]), printed: null }) : made;
  };

  /** Those of these orders whose customers are erased; asked for once the store is there. */
  const erased = async (orderIds: readonly string[]): Promise<Result<readonly string[]>> => {
    const gone: string[] = [];
    for (let from = 0; from < orderIds.length; from += mostAskedOrders) {
      const part = orderIds.slice(from, from + mostAskedOrders);
      const answer = await client.query('orders.erased', { orderIds: part }, station.stationActor());
      if (!answer.ok) return answer;
      gone.push(...(answer.value as readonly string[]));
    }
    return ok(gone);
  };
  const named = createNamedPapers({ folder, erased, onError: station.parts.log });
  void named.sweep();

  /** A paper with names and addresses, kept until one of these customers is erased. */
  const saveNamed = async (name: string, html: string, orderIds: readonly string[]): Promise<Result<string>> => {
    const kept = await named.keep(name, orderIds, () => save(name, html, 0o600));
    return kept.ok ? ok(join(folder, name)) : kept;
  };

  const list = async <T>(name: string): Promise<readonly T[]> => {
    const answer = await client.query(name, {}, session.actor());
    return answer.ok ? (answer.value as readonly T[]) : [];
  };

  return {
    /** True for a paper, an exported label or a list of tags in the folder of papers, whatever the path says on its way there. */
    isOurs: (file: string): boolean =>
      dirname(resolve(file)) === resolve(folder) &&
      /(?:\.pdf|[\\/](?:tags|count|accuracy|recall)-[0-9-]+\.csv|[\\/]label-[a-z0-9-]+\.json)$/.test(file),
    packingSlipHtml: async (packId: string): Promise<Result<{ html: string }>> => {
      const made = await slip(packId);
      if (!made.ok) return made;
      const { packingSlipHtml } = await papers();
      return ok({ html: packingSlipHtml(made.value) });
    },
    packingSlip: async (packId: string): Promise<Result<MadeSlip>> => {
      const made = await slip(packId);
      if (!made.ok) return made;
      const { packingSlipHtml } = await papers();
      const html = packingSlipHtml(made.value);
      const saved = await saveNamed(slipName(made.value.order), html, made.value.shipTo.length === 0 ? [] : [packId]);
      if (!saved.ok) return saved;
      const file = saved.value;
      const { slipSystemPrinter: printer, slipPrinter } = stationFile.state().config;
      if (slipPrinter !== undefined) return asLabels(packId, slipPrinter, file);
      return ok({ file, jobId: null, printed: printer === undefined ? null : await printHtml(html, printer) });
    },
    /** Every paper that names the customer of an order that was erased. */
    forgetOrder: async (orderId: string): Promise<Result<null>> => {
      try {
        // A slip that was made before papers had lists of whom they name.
        await rm(join(folder, slipName(decodeURIComponent(orderId))), { force: true });
      } catch (error) {
        return fail('paper-not-removed', { error: systemCode(error) });
      }
      return named.forget(orderId);
    },
    /** Printed where a slip printer is set up, and then kept nowhere; else a file for whoever prints it. */
    badgeCard: async (
      card: Omit<BadgeCard, 'site' | 'words'>,
    ): Promise<{ file: string | null; printed: boolean | null }> => {
      const { site, slipSystemPrinter: printer } = stationFile.state().config;
      const { badgeCardHtml, words } = await papers();
      const html = badgeCardHtml({ ...card, site, words: words.badge });
      if (printer !== undefined && (await printHtml(html, printer))) return { file: null, printed: true };
      const file = await save(`${cards}${randomUUID().slice(0, 8)}.pdf`, html, 0o600);
      return { file, printed: printer === undefined ? null : false };
    },
    removeCards,
    /** A moment as this site's papers say it. */
    when: (at: string | number): string => localWhen(at, zone(), stationFile.state().config.language),
    /** A paper that is made anew each time: its name says of what, and when. */
    paper: (name: string, html: string): Promise<string> => {
      const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
      return save(`${name.replaceAll(/[^\w-]/g, '_').slice(0, 80)}-${stamp}.pdf`, html, 0o600);
    },
    commandSheet: async (): Promise<Result<{ file: string }>> => {
      const [cartons, dunnage] = await Promise.all([
        list<CartonRecord>('catalogue.cartons'),
        list<DunnageRecord>('catalogue.dunnage'),
      ]);
      const { commandSheetHtml, sheetGroups, words } = await papers();
      const { sheet } = words;
      const groups = sheetGroups({ cartons, dunnage }, sheet);
      return ok({ file: await save('command-barcodes.pdf', commandSheetHtml(sheet.title, sheet.intro, groups)) });
    },
    testCard: async (): Promise<Result<{ file: string }>> => {
      const { testCardHtml, words } = await papers();
      return ok({ file: await save('scanner-test-card.pdf', testCardHtml(words.testCard)) });
    },
    /** What readers saw, as a table. */
    tagList: async (csv: string, what = 'tags'): Promise<Result<{ file: string }>> => {
      const file = join(folder, listName(what));
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(file, csv);
        return ok({ file });
      } catch (error) {
        return fail('tags-not-written', { error: systemCode(error) });
      }
    },
    /** Every customer and shelf of a recall, as a table. */
    recallList: async ({ shelves, parcels }: RecallView): Promise<Result<{ file: string }>> => {
      const name = listName('recall');
      const orders = ordersNamedIn(parcels);
      try {
        const csv = encodeRecall(shelves, parcels);
        const kept = await named.keep(name, orders, () => writeFile(join(folder, name), csv, { mode: 0o600 }));
        return kept.ok ? ok({ file: join(folder, name) }) : kept;
      } catch (error) {
        return fail('tags-not-written', { error: systemCode(error) });
      }
    },
    /** A recall or its drill on paper, with the head of the record that it stands on. */
    recallReport: async ({ view, startedAt, drill }: RecallWish): Promise<Result<{ file: string }>> => {
      const status = await client.status();
      if (!status.ok) return status;
      const { site, station: name, language } = stationFile.state().config;
      const when = (at: string | number): string => localWhen(at, zone(), language);
      const now = Date.now();
      const [hold] = view.holds;
      const { recallReportHtml, words } = await papers();
      const html = recallReportHtml({
        site,
        station: name,
        person: session.person()?.name ?? '',
        drill,
        view,
        began: when(startedAt),
        made: when(now),
        took: minutesAndSeconds(now - startedAt),
        held: hold === undefined ? null : when(hold.at),
        closedAt: when,
        head: status.value.head,
        words: words.recallReport,
      });
      const part = `${view.sku}-${view.lot}`.replaceAll(/[^\w-]/g, '_').slice(0, 60);
      const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
      const orders = ordersNamedIn(view.parcels);
      const saved = await saveNamed(`recall-${part}-${stamp}.pdf`, html, orders);
      return saved.ok ? ok({ file: saved.value }) : saved;
    },
    endOfDay: async (): Promise<Result<{ file: string; head: { n: number; hash: string } }>> => {
      const board = await client.query('packing.today', {}, session.actor());
      const signed = await station.checkpoints.sign('day-end');
      const status = await client.status();
      if (!board.ok) return board;
      if (!status.ok) return status;
      const { head } = status.value;
      const clock = (at: string | number): string => {
        const { hour, minute } = civilTime(at, zone());
        return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      };
      const today = board.value as TodayBoard;
      const { site, station: name } = stationFile.state().config;
      const { endOfDayHtml, words } = await papers();
      const html = endOfDayHtml({
        site,
        station: name,
        board: today,
        head,
        signed: signed.ok ? { ...signed.value, time: clock(signed.value.at) } : null,
        overrides: today.overrides.map((each) => ({ ...each, time: clock(each.at) })),
        time: clock(Date.now()),
        words: words.endOfDay,
      });
      return ok({ file: await save(`end-of-day-${today.day}.pdf`, html), head });
    },
  };
};
/** Says what became of a packing slip: made, and where it should be printed, whether the system took it. */
export const tellSlip = (feedback: FeedbackTeller, made: Result<MadeSlip>): void => {
  if (!made.ok) feedback.bad(made.failure);
  else if (made.value.printed === false) feedback.bad({ code: 'slip-not-printed' });
  else if (made.value.jobId !== null) feedback.good('slip-requested');
  else feedback.good(made.value.printed === null ? 'slip-made' : 'slip-sent');
};

export type StationDocuments = ReturnType<typeof createDocuments>;
