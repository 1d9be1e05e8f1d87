import type { AnswerOf, InputOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import type { CountLoad, CountReading } from '../../../shared/features/counts/records';
import {
  canBeLearned,
  countByWeight,
  fits,
  learnedUnit,
  mostPieces,
  ofOne,
  toleranceMg,
  type UnitWeight,
  type WeightSample,
} from '../../../shared/features/counts/unit-weight';
import { divisionOf, readingsAgree } from '../../../shared/features/packing/decide-weight';
import { toMilligrams, type Milligrams } from '../../../shared/units';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { entriesIn, openBin, standingOf } from './bins';
import { nameOf } from './facts';
import { catalogueOf, readItem, sampleOf, samplesOf, unitOf } from './weighings';
import { taking } from './who';

type Commands = typeof countCommands;

interface Net {
  readonly netMg: Milligrams;
  readonly scaleErrorMg: Milligrams;
}

const sameDevice = (all: readonly CountReading[], first: CountReading | undefined): boolean =>
  all.every(({ deviceId, net }) => deviceId === first?.deviceId && net === first.net);

/** The load without its tote. Each weight, and a tare that the scale took off, may be off by one division. */
const netOf = ({ readings, tote, divisionMg }: CountLoad): Net | null => {
  const last = readings.at(-1);
  const empty = tote?.at(-1) ?? null;
  if (last === undefined || !readingsAgree(readings) || !sameDevice(readings, last)) return null;
  // A tote that was weighed is taken off here; off both it would be twice.
  if (tote !== null && (empty === null || last.net || !readingsAgree(tote) || !sameDevice(tote, last))) return null;
  const division = Math.max(divisionMg, ...[...readings, ...(tote ?? [])].map(({ weight }) => divisionOf(weight)));
  return {
    netMg: toMilligrams(last.weight) - (empty === null ? 0 : toMilligrams(empty.weight)),
    scaleErrorMg: division * (empty !== null || last.net ? 2 : 1),
  };
};

const serialRefused = (db: Reader, sku: string): Decision<never> | null =>
  readItem(db, sku)?.serial_rule === 'required'
    ? refused({ code: 'count-weight-serial', details: { name: nameOf(db, sku) } })
    : null;

export const weigh = (
  context: CommandContext,
  { countId, location, goods: what, load }: InputOf<Commands['counts.weigh']>,
): Decision<AnswerOf<Commands['counts.weigh']>> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  if (found.count.method !== 'barcode') return refused({ code: 'count-by-rfid' });
  const { db } = context;
  const bin = openBin(context, found.count, location);
  if ('result' in bin) return bin;
  const serial = serialRefused(db, what.sku);
  if (serial !== null) return serial;
  const name = nameOf(db, what.sku);
  const net = netOf(load);
  if (net === null) return refused({ code: 'weight-not-usable' });
  const unit = unitOf(db, what.sku);
  if (unit === null) return refused({ code: 'count-weight-unknown', details: { name } });
  const { netMg, scaleErrorMg } = net;
  const counted = countByWeight(netMg, unit, scaleErrorMg);
  if (!counted.ok)
    return refused({ code: `count-weight-${counted.why}`, details: { name, most: counted.most, netMg } });
  const { pieces } = counted;
  const weighing = {
    readings: load.readings,
    tote: load.tote,
    netMg,
    scaleErrorMg,
    unit,
    toleranceMg: toleranceMg(pieces, unit, scaleErrorMg),
  };
  const entry = { location, goods: what, quantity: pieces };
  const entries = entriesIn(db, countId, location);
  const before = entries.find((each) => JSON.stringify(each.goods) === JSON.stringify(what));
  const standing = standingOf(db, found.count, entry, entries);
  const scanned = countEvent('v1.counts.scanned', {
    countId,
    round: found.count.round,
    entry,
    deviceId: load.readings.at(-1)?.deviceId ?? null,
    weighing,
  });
  const taught = sampleOf(weighing, pieces);
  const next = taught === null ? unit : (learned(db, what.sku, taught) ?? unit);
  return decided(
    { pieces, quantity: (before?.quantity ?? 0) + pieces, standing, most: mostPieces(next, scaleErrorMg) },
    [...found.joined, scanned],
  );
};

const learned = (db: Reader, sku: string, sample: WeightSample): UnitWeight | null =>
  learnedUnit([sample, ...samplesOf(db, sku)], catalogueOf(readItem(db, sku)));

export const learnWeight = (
  { db }: CommandContext,
  { sku, pieces, load, anew }: InputOf<Commands['counts.learnWeight']>,
): Decision<{ most: number }> => {
  const item = readItem(db, sku);
  if (item === undefined) return refused({ code: 'count-unknown-item' });
  const serial = serialRefused(db, sku);
  if (serial !== null) return serial;
  const net = netOf(load);
  if (net === null) return refused({ code: 'weight-not-usable' });
  if (net.netMg <= 0) return refused({ code: 'count-weight-nothing', details: { name: nameOf(db, sku) } });
  const sample = { pieces, ...net, counted: false };
  const known = unitOf(db, sku);
  if (known !== null && !anew && !fits(sample, known)) {
    const eachMg = ofOne({ weightMg: net.netMg, pieces, errorMg: 0, spreadMg: 0, source: 'taught' }).meanMg;
    const details = { name: nameOf(db, sku), pieces, eachMg, knownMg: ofOne(known).meanMg, known: known.source };
    return refused({ code: 'count-weight-differs', details });
  }
  const before = anew ? [] : samplesOf(db, sku);
  const unit = learnedUnit([sample, ...before], catalogueOf(item));
  if (unit === null || !canBeLearned(unit, net.scaleErrorMg))
    return refused({ code: 'count-weight-coarse', details: { name: nameOf(db, sku) } });
  const event = countEvent('v1.counts.weightLearned', {
    sku,
    pieces,
    ...net,
    anew,
    readings: load.readings,
    tote: load.tote,
  });
  return decided({ most: mostPieces(unit, net.scaleErrorMg) }, [event]);
};
