import type {
  AccuracyDay,
  AccuracyPerson,
  Booked,
  CountAccuracy,
  Counted,
} from '../../../shared/features/counts/accuracy';
import { worstFirst } from '../../../shared/features/counts/share';
import { civilTime, dayBounds } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { nameOf } from './facts';
import { isOurs } from './lines';

type Sums<T> = { -readonly [K in keyof T]: T[K] };

const nothingCounted = (): Sums<Counted> => ({
  lines: 0,
  right: 0,
  book: 0,
  counted: 0,
  off: 0,
  net: 0,
  bookMinor: 0,
  offMinor: 0,
  netMinor: 0,
});
const nothingBooked = (): Sums<Booked> => ({ lost: 0, gained: 0, lostMinor: 0, gainedMinor: 0 });

/** Sums by a key, in the order in which the keys come. */
const sumsBy = <T>(make: () => T) => {
  const sums = new Map<string, T>();
  return {
    of: (key: string): T => {
      const known = sums.get(key);
      if (known !== undefined) return known;
      const made = make();
      sums.set(key, made);
      return made;
    },
    entries: (): [string, T][] => [...sums],
  };
};

interface ResultRow {
  count_id: string;
  location: string;
  round: number;
  sku: string;
  person_id: string | null;
  book: number;
  counted: number;
  off: number;
  value_minor: number | null;
  ended_at: string;
  /** The round that counts: what came before it was counted again. */
  last: number;
  site: string | null;
  zone: string | null;
}

const posted = `c.state = 'posted' AND c.ended_at >= ? AND c.ended_at < ?`;

const resultsIn = (db: Reader, from: string, to: string): readonly ResultRow[] =>
  db.all<ResultRow>(
    `SELECT r.*, c.ended_at, coalesce(b.round, c.round) AS last, l.site, l.zone FROM counts c
     JOIN count_results r ON r.count_id = c.count_id LEFT JOIN count_bins b ON b.count_id = r.count_id AND b.location = r.location
     LEFT JOIN stock_locations l ON l.location = r.location WHERE ${posted} ORDER BY c.ended_at, r.count_id, r.location, r.sku`,
    from,
    to,
  );

/** The zone of counts that heard all their bins at once; none where they lay in several. */
const zonesOf = (db: Reader, from: string, to: string): ReadonlyMap<string, { site: string; zone: string | null }> =>
  new Map(
    db
      .all<{ count_id: string; site: string; zone: string; zones: number }>(
        `SELECT c.count_id, min(l.site) AS site, min(l.zone) AS zone, count(DISTINCT l.site || char(10) || l.zone) AS zones
         FROM counts c JOIN count_bins b ON b.count_id = c.count_id JOIN stock_locations l ON l.location = b.location
         WHERE c.method = 'rfid' AND ${posted} GROUP BY c.count_id`,
        from,
        to,
      )
      .map(({ count_id, site, zone, zones }) => [count_id, { site, zone: zones === 1 ? zone : null }]),
  );

interface Stood {
  off: number;
  net: number;
}

const keyOf = (countId: string, location: string, sku: string): string => JSON.stringify([countId, location, sku]);

/** Differences that a supervisor did not believe: the book stood. */
const stoodIn = (db: Reader, from: string, to: string): ReadonlyMap<string, Stood> =>
  new Map(
    db
      .all<Stood & { count_id: string; location: string; sku: string }>(
        `SELECT l.count_id, coalesce(l.location, '') AS location, l.sku, sum(abs(l.counted - l.book)) AS off,
           sum(l.counted - l.book) AS net
         FROM counts c JOIN count_lines l ON l.count_id = c.count_id AND l.sku IS NOT NULL AND ${isOurs}
         WHERE ${posted} AND coalesce((SELECT f.decision FROM count_lines f WHERE f.count_id = l.count_id AND f.line = l.paired), l.decision)
           = 'accept' GROUP BY l.count_id, coalesce(l.location, ''), l.sku`,
        from,
        to,
      )
      .map(({ count_id, location, sku, off, net }) => [keyOf(count_id, location, sku), { off, net }]),
  );

const none: Stood = { off: 0, net: 0 };

const addLine = (to: Sums<Counted>, row: ResultRow, stood: Stood): void => {
  const value = row.value_minor ?? 0;
  const [off, net] = [row.off - stood.off, row.counted - row.book - stood.net];
  to.lines += 1;
  to.right += off === 0 ? 1 : 0;
  to.book += row.book;
  to.counted += row.book + net;
  to.off += off;
  to.net += net;
  to.bookMinor += row.book * value;
  to.offMinor += off * value;
  to.netMinor += net * value;
};

interface BookedRow {
  ended_at: string;
  reason: string;
  lost: number;
  gained: number;
  value_minor: number | null;
}

/** What was booked and not taken back since. */
const bookedIn = (db: Reader, from: string, to: string): readonly BookedRow[] =>
  db.all<BookedRow>(
    `SELECT c.ended_at, b.reason, b.lost, b.gained, b.value_minor FROM counts c JOIN count_booked b ON b.count_id = c.count_id
     WHERE ${posted} AND NOT EXISTS (SELECT 1 FROM stock_undone u WHERE u.n = c.ended_n) ORDER BY c.ended_at, b.reason, b.sku`,
    from,
    to,
  );

const addBooked = (to: Sums<Booked>, { lost, gained, value_minor: value }: BookedRow): void => {
  to.lost += lost;
  to.gained += gained;
  to.lostMinor += lost * (value ?? 0);
  to.gainedMinor += gained * (value ?? 0);
};

const same = (a: ResultRow | undefined, b: ResultRow | undefined): boolean =>
  (a?.off ?? 0) === (b?.off ?? 0) && (a?.counted ?? 0) - (a?.book ?? 0) === (b?.counted ?? 0) - (b?.book ?? 0);

/** Whoever counted a bin against what was held to be true of it in the end. What readers heard is nobody's. */
const peopleOf = (
  context: QueryContext,
  rows: readonly ResultRow[],
  stood: ReadonlyMap<string, Stood>,
): readonly AccuracyPerson[] => {
  const people = sumsBy(() => ({ lines: 0, right: 0, pieces: 0, checked: 0 }));
  const bins = sumsBy(() => new Map<number, Map<string, ResultRow>>());
  for (const row of rows) {
    if (row.location === '') continue;
    const rounds = bins.of(JSON.stringify([row.count_id, row.location]));
    const round = rounds.get(row.round) ?? new Map<string, ResultRow>();
    rounds.set(row.round, round.set(row.sku, row));
  }
  for (const [, rounds] of bins.entries()) {
    const [some] = [...rounds.values()].flatMap((each) => [...each.values()]);
    if (some === undefined) continue;
    const end = rounds.get(some.last) ?? new Map<string, ResultRow>();
    for (const [round, counted] of rounds) {
      const [first] = counted.values();
      const person = people.of(first?.person_id ?? '');
      // What a recount found and this one did not see is a line of it, too.
      for (const sku of new Set([...counted.keys(), ...end.keys()])) {
        const [mine, last] = [counted.get(sku), end.get(sku)];
        const isLast = round === some.last;
        const stands = stood.get(keyOf(some.count_id, some.location, sku)) ?? none;
        person.lines += 1;
        person.pieces += mine?.counted ?? 0;
        person.checked += isLast ? 0 : 1;
        person.right += (isLast ? stands.off === 0 : same(mine, last)) ? 1 : 0;
      }
    }
  }
  const named = namer(context);
  return worstFirst(
    people.entries().map(([personId, sums]) => ({ personId, name: named(personId === '' ? null : personId), ...sums })),
  );
};

/** What posted counts say from one day to another. */
export const countAccuracy = (
  context: QueryContext,
  params: { readonly from: string; readonly to: string },
): CountAccuracy => {
  const { db, settings } = context;
  const { from } = dayBounds(params.from, settings.timeZone);
  const { to } = dayBounds(params.to, settings.timeZone);
  const dayOf = (at: string): string => civilTime(at, settings.timeZone).date;
  const [total, days] = [
    { ...nothingCounted(), ...nothingBooked() },
    sumsBy(() => ({ ...nothingCounted(), ...nothingBooked() })),
  ];
  const [zones, items, reasons] = [sumsBy(nothingCounted), sumsBy(nothingCounted), sumsBy(nothingBooked)];
  let unvalued = 0;
  const [rows, heard, stood] = [resultsIn(db, from, to), zonesOf(db, from, to), stoodIn(db, from, to)];
  for (const row of rows) {
    if (row.round !== row.last) continue;
    const { site, zone } = row.location === '' ? (heard.get(row.count_id) ?? { site: '', zone: null }) : row;
    const stands = stood.get(keyOf(row.count_id, row.location, row.sku)) ?? none;
    const groups = [
      total,
      days.of(dayOf(row.ended_at)),
      zones.of(JSON.stringify([site ?? '', zone])),
      items.of(row.sku),
    ];
    for (const each of groups) addLine(each, row, stands);
    if (row.value_minor === null) unvalued += 1;
  }
  for (const row of bookedIn(db, from, to)) {
    for (const each of [total, days.of(dayOf(row.ended_at)), reasons.of(row.reason)]) addBooked(each, row);
    if (row.value_minor === null) unvalued += 1;
  }
  const many = db.get<{ counts: number }>(`SELECT count(*) AS counts FROM counts c WHERE ${posted}`, from, to);
  return {
    counts: many?.counts ?? 0,
    total,
    days: days
      .entries()
      .map(([each, sums]): AccuracyDay => ({ day: each, ...sums }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    zones: worstFirst(
      zones.entries().map(([key, sums]) => {
        const [site, zone] = JSON.parse(key) as [string, string | null];
        return { site, zone, ...sums };
      }),
    ),
    // By what they cost, which is a fact however few lines there are.
    items: items
      .entries()
      .map(([sku, sums]) => ({ sku, name: nameOf(db, sku), ...sums }))
      .sort((a, b) => b.offMinor - a.offMinor || b.off - a.off || b.lines - a.lines),
    people: peopleOf(context, rows, stood),
    reasons: reasons
      .entries()
      .map(([reason, sums]) => ({ reason, ...sums }))
      .sort((a, b) => b.lostMinor - a.lostMinor || b.lost - a.lost),
    unvalued,
  };
};
