import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { BinEntry, CountSummary, CountView, countQueries } from '../../../shared/features/counts/queries';
import { countScope, mostBins, type CountDecision } from '../../../shared/features/counts/records';
import { goods } from '../../../shared/features/stock/records';
import type { QueryContext, QueryHandler, Reader } from '../../store/types';
import { namer } from '../names';
import { binsOf, readCount, type CountRow } from './facts';
import { lineEvidence } from './line-evidence';
import { lineDetail, lines } from './line-readers';
import {
  differences,
  isDifference,
  isWithinTolerance,
  movedValue,
  needsApproval,
  withLimits,
  type StoredLine,
} from './lines';
import { confidenceIn, openLoss, passesOf } from './passes';
import { sheet } from './sheet';
import { fileOf } from './take-file';
import { scans } from './undo';
import { counters } from './who';
import { unitWeightNow, weighings } from './weighings';
import { mineOf, zonesOf, zoneViews } from './zones';
import { worldOf } from './world';

type Queries = typeof countQueries;

/** Who counts blind learns what was expected only after it was handed in. */
const isHidden = ({ blind, state }: CountRow): boolean => blind === 1 && state === 'counting';

const list = (context: QueryContext): readonly CountSummary[] => {
  const nameOf = namer(context);
  const mine = mineOf(context.db, context.actor.personId);
  const rows = context.db
    .all<CountRow & { lines: number; money: number | null }>(
      `SELECT c.*, (SELECT count(*) FROM count_lines l WHERE l.count_id = c.count_id AND ${isDifference}) AS lines,
         (SELECT sum(value_minor) FROM count_lines l WHERE l.count_id = c.count_id AND ${isDifference}) AS money
       FROM counts c ORDER BY c.started_at DESC, c.count_id LIMIT 200`,
    )
    .map((row) => ({
      countId: row.count_id,
      title: row.title,
      method: row.method,
      state: row.state,
      bins: row.bins,
      startedAt: row.started_at,
      startedBy: nameOf(row.started_by),
      endedAt: row.ended_at,
      differences: row.state === 'counting' ? null : row.lines,
      valueMinor: row.state === 'counting' ? null : (row.money ?? 0),
      mine: mine.has(row.count_id),
    }));
  // What is for whoever looks comes first.
  return [...rows.filter((row) => row.mine), ...rows.filter((row) => !row.mine)];
};

interface BinRow {
  location: string;
  site: string;
  zone: string;
  mine: number;
  done: number;
  round: number;
  expected: number;
  counted: number;
  person_id: string | null;
}

/** Open ones first, and of those one's own. */
const binRows = (db: Reader, countId: string, personId: string | null): readonly BinRow[] =>
  db.all<BinRow>(
    `SELECT b.location, coalesce(l.site, '') AS site, coalesce(l.zone, '') AS zone, EXISTS (SELECT 1 FROM count_zones z
         WHERE z.count_id = b.count_id AND z.site = l.site AND z.zone = l.zone AND z.person_id = ?) AS mine, b.done, b.round, coalesce(b.expected, s.quantity, 0) AS expected,
       coalesce(b.counted, (SELECT sum(quantity) FROM count_entries e WHERE e.count_id = b.count_id AND e.location = b.location), 0) AS counted,
       b.person_id
     FROM count_bins b LEFT JOIN stock_bins s ON s.location = b.location LEFT JOIN stock_locations l ON l.location = b.location
     WHERE b.count_id = ?
     ORDER BY b.done, mine DESC, b.seq LIMIT 500`,
    personId,
    countId,
  );

const sumsOf = (db: Reader, countId: string): CountView['sums'] =>
  Object.fromEntries(
    db
      .all<{ class: string; lines: number; pieces: number; valueMinor: number }>(
        `SELECT class, count(*) AS lines, sum(abs(counted - book)) AS pieces, sum(value_minor) AS valueMinor FROM count_lines
         WHERE count_id = ? AND paired = 0 GROUP BY class`,
        countId,
      )
      .map(({ class: kind, ...sum }) => [kind, sum]),
  );

const decidedOf = (count: CountRow, all: readonly StoredLine[]): CountView['decided'] => {
  const of = (decision: CountDecision): number => all.filter((each) => each.decision === decision).length;
  const open = all.filter(({ decision }) => decision === null);
  const small = open.filter((line) => isWithinTolerance(count, line)).length;
  return {
    accept: of('accept'),
    recount: of('recount'),
    adjust: of('adjust'),
    open: open.length - small,
    small,
  };
};

const passViews = (context: QueryContext, countId: string): CountView['passes'] => {
  const nameOf = namer(context);
  return passesOf(context.db, countId).map(({ started_at: startedAt, ended_at: endedAt, person_id: by, ...each }) => ({
    pass: each.pass,
    round: each.round,
    startedAt,
    endedAt,
    lost: each.lost,
    tags: each.tags,
    person: nameOf(by),
    file: fileOf(each),
  }));
};

const expectedNow = (db: Reader, countId: string): number =>
  db.get<{ pieces: number | null }>(
    'SELECT sum(s.quantity) AS pieces FROM count_bins b JOIN stock_bins s ON s.location = b.location WHERE b.count_id = ?',
    countId,
  )?.pieces ?? 0;

/** What is known of the differences; nothing of them while somebody still counts. */
const outcomeOf = (
  context: QueryContext,
  count: CountRow,
): Pick<CountView, 'sums' | 'plusMinor' | 'minusMinor' | 'unvalued' | 'decided' | 'approval'> => {
  const { db } = context;
  const all = count.state === 'counting' ? [] : differences(db, count.count_id);
  const value = movedValue(count, all);
  const sum = (sign: 1 | -1): number =>
    all.reduce((before, line) => (line.value_minor * sign > 0 ? before + line.value_minor : before), 0);
  return {
    sums: count.state === 'counting' ? {} : sumsOf(db, count.count_id),
    plusMinor: sum(1),
    minusMinor: sum(-1),
    unvalued: all.filter(({ valued }) => valued === 0).length,
    decided: decidedOf(count, all),
    approval: {
      needed: needsApproval(count, all),
      valueMinor: value,
      by: count.approved_by === null || count.approved_minor !== value ? null : namer(context)(count.approved_by),
    },
  };
};

const one = (context: QueryContext, { countId }: ParamsOf<Queries['counts.count']>): CountView | null => {
  const { db, actor, settings } = context;
  const known = readCount(db, countId);
  if (known === null) return null;
  const count = withLimits(known, settings);
  const nameOf = namer(context);
  const hidden = isHidden(count);
  // A reader hears all bins at once: none of them is through before the others.
  const bins = count.method === 'rfid' ? [] : binRows(db, countId, actor.personId);
  const before = counters(context, countId, count.round);
  const mayCount = actor.personId !== null && !before.has(actor.personId);
  const done = db.get<{ done: number }>(
    'SELECT count(*) AS done FROM count_bins WHERE count_id = ? AND done = 1',
    countId,
  );
  return {
    countId,
    title: count.title,
    method: count.method,
    state: count.state,
    scope: countScope.parse(JSON.parse(count.scope)),
    round: count.round,
    roundAt: count.round_at,
    blind: count.blind === 1,
    toleranceMinor: count.tolerance_minor,
    approvalMinor: count.approval_minor,
    startedAt: count.started_at,
    startedBy: nameOf(count.started_by),
    submittedAt: count.submitted_at,
    ended: count.ended_at === null ? null : { by: nameOf(count.ended_by), at: count.ended_at },
    counters: [...counters(context, countId)].map(nameOf),
    mayCount,
    binsDone: done?.done ?? 0,
    binCount: count.bins,
    bins: bins.map((bin) => ({
      location: bin.location,
      site: bin.site,
      zone: bin.zone,
      mine: bin.mine === 1,
      done: bin.done === 1,
      round: bin.round,
      expected: hidden ? null : bin.expected,
      counted: bin.counted,
      person: bin.person_id === null ? null : nameOf(bin.person_id),
    })),
    zones: zoneViews(context, count, mayCount),
    passes: passViews(context, countId),
    incomplete: openLoss(db, count),
    confidence: count.method === 'rfid' ? confidenceIn(db, count) : null,
    expected: hidden ? null : (count.expected ?? expectedNow(db, countId)),
    found: count.state === 'counting' ? null : count.found,
    ...outcomeOf(context, count),
    adjusted: count.adjusted,
    unlisted: count.unlisted,
  };
};

interface EntryRow {
  goods: string;
  quantity: number;
}

interface LyingRow {
  sku: string;
  lot: string;
  serial: string;
  quantity: number;
}

const none = (text: string): string | null => (text === '' ? null : text);

const bin = (
  { db }: QueryContext,
  { countId, location }: ParamsOf<Queries['counts.bin']>,
): AnswerOf<Queries['counts.bin']> => {
  const count = readCount(db, countId);
  const found = db.get<{ done: number; check_digits: string }>(
    `SELECT b.done, l.check_digits FROM count_bins b JOIN stock_locations l ON l.location = b.location
     WHERE b.count_id = ? AND b.location = ?`,
    countId,
    location,
  );
  if (count === null || found === undefined) return null;
  const hidden = isHidden(count);
  const nameOf = (sku: string) =>
    db.get<{ name: string; picture: string }>('SELECT name, picture FROM items WHERE sku = ?', sku) ?? {
      name: sku,
      picture: 'box',
    };
  const entries = new Map<string, BinEntry>();
  const lying = hidden
    ? []
    : db.all<LyingRow>(
        `SELECT g.sku, g.lot, g.serial, b.quantity FROM stock_accounts a JOIN stock_balances b ON b.account = a.account
         JOIN stock_goods g ON g.goods = b.goods WHERE a.location = ? ORDER BY g.sku LIMIT 500`,
        location,
      );
  const keyOf = (sku: string, serial: string | null): string => JSON.stringify([sku, serial]);
  const add = (
    sku: string,
    lot: string | null,
    serial: string | null,
    counted: number,
    expected: number | null,
  ): void => {
    const before = entries.get(keyOf(sku, serial));
    entries.set(keyOf(sku, serial), {
      sku,
      ...nameOf(sku),
      lot: before === undefined || before.lot === lot ? lot : null,
      serial,
      counted: (before?.counted ?? 0) + counted,
      expected: expected === null && before === undefined ? null : (before?.expected ?? 0) + (expected ?? 0),
    });
  };
  for (const { sku, lot, serial, quantity } of lying) add(sku, none(lot), none(serial), 0, quantity);
  const scanned = db.all<EntryRow>(
    'SELECT goods, quantity FROM count_entries WHERE count_id = ? AND location = ? ORDER BY goods',
    countId,
    location,
  );
  for (const row of scanned) {
    const { sku, lot, serial } = goods.parse(JSON.parse(row.goods));
    add(sku, lot, serial, row.quantity, hidden ? null : 0);
  }
  const sum = (all: readonly { readonly quantity: number }[]): number =>
    all.reduce((before, { quantity }) => before + quantity, 0);
  return {
    location,
    done: found.done === 1,
    checkDigits: found.check_digits,
    counted: sum(scanned),
    expected: hidden ? null : sum(lying),
    entries: [...entries.values()],
  };
};

const scope = ({ db }: QueryContext, params: ParamsOf<Queries['counts.scope']>): AnswerOf<Queries['counts.scope']> => {
  const bins = binsOf(db, params.scope);
  const pieces = bins.reduce(
    (sum, location) =>
      sum +
      (db.get<{ quantity: number }>('SELECT quantity FROM stock_bins WHERE location = ?', location)?.quantity ?? 0),
    0,
  );
  return { bins: bins.length, pieces, zones: zonesOf(db, bins) };
};

const limits = ({ settings }: QueryContext): AnswerOf<Queries['counts.limits']> => ({
  toleranceMinor: settings.countToleranceMinor,
  approvalMinor: settings.countApprovalMinor,
  bins: mostBins,
});

/** What each query of counts answers. */
export const countsReaders = {
  'counts.list': list,
  'counts.count': one,
  'counts.lines': lines,
  'counts.line': lineDetail,
  'counts.evidence': lineEvidence,
  'counts.bin': bin,
  'counts.scans': scans,
  'counts.sheet': sheet,
  'counts.unitWeight': unitWeightNow,
  'counts.weighings': weighings,
  'counts.world': ({ db }: QueryContext, { countId }: ParamsOf<Queries['counts.world']>) => worldOf(db, countId),
  'counts.scope': scope,
  'counts.limits': limits,
} satisfies Record<keyof Queries, QueryHandler>;
