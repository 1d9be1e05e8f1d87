import { formatDigitalLink } from '../../epc/digital-link';
import { keyOrder } from './epcis-words';
import type { Goods, MovementKind, Place } from '../stock/records';
import { isShelf } from '../stock/records';
import { dispositionOf, steps } from './epcis-words';

/** Goods with the GTIN that the catalogue has for them. */
export interface EpcisLine {
  readonly goods: Pick<Goods, 'sku' | 'lot' | 'serial'>;
  readonly gtin: string | null;
  readonly from: Place;
  readonly to: Place;
  readonly quantity: number;
}

/** The movements of one kind in one entry. */
export interface EpcisMovement {
  readonly n: number;
  /** Several kinds of one entry stand in their order. */
  readonly part: number;
  readonly kind: MovementKind;
  readonly reason: string | null;
  readonly document: string | null;
  /** UTC, ISO. */
  readonly at: string;
  /** `+01:00`, of the site at that moment. */
  readonly offset: string;
  readonly lines: readonly EpcisLine[];
  /** SSCCs of the parcels by their ids. */
  readonly ssccs: ReadonlyMap<string, string>;
}

/** An event as EPCIS 2.0 has it in JSON; what is in it depends on its type. */
export type EpcisEvent = Readonly<Record<string, unknown>>;

export interface EpcisNames {
  /** Of the record, for ids that are the same in every export. */
  readonly record: string;
  readonly site: string;
  /** GLN of the site; `null`: it has none. */
  readonly gln: string | null;
  /** What a bin has of its own: a GLN, and an extension of it or of the site's. */
  readonly glnOf: (location: string) => { readonly gln: string | null; readonly extension: string | null };
  /** A UUID of a text: the same text, the same UUID. */
  uuid(text: string): string;
}

const escape = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27');
/** Names of our own where GS1 has none: not registered with anybody, and said so by their start. */
const own = (what: string, ...parts: readonly string[]): string =>
  `urn:x-packwright:${what}:${parts.map(escape).join(':')}`;

const link = (gtin: string, ai: string, value: string): string =>
  formatDigitalLink([
    { ai: '01', value: gtin },
    { ai, value },
  ]);

type Named = Pick<EpcisLine, 'goods' | 'gtin' | 'quantity'>;

/** One piece: by GTIN and serial as a Digital Link. */
const epcOf = ({ goods, gtin }: Named): string | null => {
  if (goods.serial === null) return null;
  return gtin === null ? own('piece', goods.sku, goods.serial) : link(gtin, '21', goods.serial);
};

/** Pieces that nobody tells apart: by GTIN and lot, or the GTIN alone. */
const classOf = ({ goods, gtin }: Named): string => {
  if (gtin === null) return own('item', goods.sku, ...(goods.lot === null ? [] : [goods.lot]));
  return goods.lot === null ? formatDigitalLink([{ ai: '01', value: gtin }]) : link(gtin, '10', goods.lot);
};

interface Contents {
  readonly epcs: readonly string[];
  readonly quantities: readonly { readonly epcClass: string; readonly quantity: number }[];
}

const contentsOf = (lines: readonly Named[]): Contents => {
  const epcs = new Set<string>();
  const quantities = new Map<string, number>();
  for (const line of lines) {
    const epc = epcOf(line);
    if (epc !== null) epcs.add(epc);
    else quantities.set(classOf(line), (quantities.get(classOf(line)) ?? 0) + line.quantity);
  }
  return {
    epcs: [...epcs],
    quantities: [...quantities].map(([epcClass, quantity]) => ({ epcClass, quantity })),
  };
};

const unitOf = (place: Place): string | null => (isShelf(place) ? place.unit : null);

const parcelUri = (unit: string, ssccs: EpcisMovement['ssccs']): string => {
  const sscc = ssccs.get(unit) ?? (/^\d{18}$/.test(unit) ? unit : null);
  return sscc === null ? own('parcel', unit) : formatDigitalLink([{ ai: '00', value: sscc }]);
};

/** An order's number behind the parcel's: `84217/2` belongs to order 84217. */
const transactionsOf = ({ kind, document }: EpcisMovement): EpcisEvent => {
  if (document === null) return {};
  const isOrder = kind === 'pick' || kind === 'pack' || kind === 'ship';
  const id = isOrder ? own('order', document.replace(/\/\d+$/, '')) : own('document', document);
  const type = isOrder ? 'po' : kind === 'receive' ? 'desadv' : null;
  return { bizTransactionList: [{ ...(type === null ? {} : { type }), bizTransaction: id }] };
};

/** Lines that one event can tell: from one place to another. */
const groups = (lines: readonly EpcisLine[]): readonly (readonly EpcisLine[])[] => {
  const found = new Map<string, EpcisLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.from, line.to]);
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return [...found.values()];
};

const transformation = (movement: EpcisMovement): EpcisEvent => {
  const inputs = contentsOf(movement.lines.filter(({ to }) => !isShelf(to)));
  const outputs = contentsOf(movement.lines.filter(({ to }) => isShelf(to)));
  return {
    type: 'TransformationEvent',
    ...(inputs.epcs.length > 0 ? { inputEPCList: inputs.epcs } : {}),
    ...(inputs.quantities.length > 0 ? { inputQuantityList: inputs.quantities } : {}),
    ...(outputs.epcs.length > 0 ? { outputEPCList: outputs.epcs } : {}),
    ...(outputs.quantities.length > 0 ? { outputQuantityList: outputs.quantities } : {}),
  };
};

const aggregation = (
  movement: EpcisMovement,
  action: 'ADD' | 'DELETE',
  unit: string,
  lines: readonly EpcisLine[],
): EpcisEvent => {
  const { epcs, quantities } = contentsOf(lines);
  return {
    type: 'AggregationEvent',
    action,
    parentID: parcelUri(unit, movement.ssccs),
    childEPCs: epcs,
    ...(quantities.length > 0 ? { childQuantityList: quantities } : {}),
  };
};

/** What was there, came or went; a parcel that leaves is told by its own number. */
const observation = (movement: EpcisMovement, lines: readonly EpcisLine[]): EpcisEvent => {
  const [first] = lines;
  const unit = first === undefined ? null : unitOf(first.from);
  const action = movement.kind === 'scrap' ? 'DELETE' : 'OBSERVE';
  if (movement.kind === 'ship' && unit !== null)
    return { type: 'ObjectEvent', action, epcList: [parcelUri(unit, movement.ssccs)] };
  const { epcs, quantities } = contentsOf(lines);
  return { type: 'ObjectEvent', action, epcList: epcs, ...(quantities.length > 0 ? { quantityList: quantities } : {}) };
};

const bodiesOf = (movement: EpcisMovement, lines: readonly EpcisLine[]): readonly EpcisEvent[] => {
  const [first] = lines;
  const [outOf, into] = first === undefined ? [null, null] : [unitOf(first.from), unitOf(first.to)];
  const { kind } = movement;
  if (kind === 'kit') return [transformation({ ...movement, lines })];
  if (kind === 'pack' && into !== null) return [aggregation(movement, 'ADD', into, lines)];
  // Pieces that leave a pallet or tote, or go into one.
  if ((kind === 'move' || kind === 'put-away') && outOf !== into)
    return [
      ...(outOf === null ? [] : [aggregation(movement, 'DELETE', outOf, lines)]),
      ...(into === null ? [] : [aggregation(movement, 'ADD', into, lines)]),
    ];
  return [observation(movement, lines)];
};

const mostExtension = 20;

/**
 * A bin by its GLN: one of its own, with the extension that it was given, else as a part of the site's by its extension or its
 * code, where that is short enough.
 */
const locationUri = ({ gln, site, glnOf }: EpcisNames, location: string): string => {
  const place = glnOf(location);
  const whole = place.gln ?? gln;
  const extension = place.extension ?? (place.gln === null ? location : null);
  if (whole === null || (extension !== null && extension.length > mostExtension))
    return own('location', site, location);
  return formatDigitalLink([
    { ai: '414', value: whole },
    ...(extension === null ? [] : [{ ai: '254', value: extension }]),
  ]);
};

const where = (names: EpcisNames, { from, to }: EpcisLine): EpcisEvent => {
  const uri = (place: Place): string | null => (isShelf(place) ? locationUri(names, place.location) : null);
  const [read, stays] = [uri(from) ?? uri(to), uri(to)];
  return {
    ...(read === null ? {} : { readPoint: { id: read } }),
    ...(stays === null ? {} : { bizLocation: { id: stays } }),
  };
};

/** The EPCIS events of an entry's movements; kits go into one event with what went in and what came out. */
export const epcisEvents = (movement: EpcisMovement, names: EpcisNames): readonly EpcisEvent[] => {
  const parts = movement.kind === 'kit' ? [movement.lines] : groups(movement.lines);
  return parts.flatMap((lines, index): EpcisEvent[] => {
    const [first] = lines;
    if (first === undefined) return [];
    return bodiesOf(movement, lines).map((body, more): EpcisEvent => {
      const part = more === 0 ? `${index}` : `${index}.${more}`;
      const event = {
        ...body,
        eventID: `urn:uuid:${names.uuid(`${names.record} ${movement.n} ${movement.at} ${movement.part} ${part}`)}`,
        eventTime: movement.at,
        recordTime: movement.at,
        eventTimeZoneOffset: movement.offset,
        bizStep: steps[movement.kind](movement.reason, first.to),
        disposition: dispositionOf(movement.kind, first.to),
        ...where(names, first),
        ...transactionsOf(movement),
      };
      return Object.fromEntries(keyOrder(event));
    });
  });
};

/** What somebody counted, whatever the book says: tags that were read, or goods that were scanned. */
export interface EpcisObservation {
  readonly countId: string;
  /** Several events of one count, told apart. */
  readonly part: string;
  /** UTC, ISO: when it was handed in. */
  readonly at: string;
  readonly offset: string;
  /** `location`, `zone` or `site`, and its name. */
  readonly place: readonly [what: string, name: string];
  readonly epcs: readonly string[];
  readonly lines: readonly Named[];
}

export const epcisObservation = (
  { countId, part, at, offset, place: [what, name], epcs, lines }: EpcisObservation,
  names: EpcisNames,
): EpcisEvent => {
  const contents = contentsOf(lines);
  const event = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: [...epcs, ...contents.epcs],
    ...(contents.quantities.length > 0 ? { quantityList: contents.quantities } : {}),
    eventID: `urn:uuid:${names.uuid(`${names.record} count ${countId} ${at} ${part}`)}`,
    eventTime: at,
    recordTime: at,
    eventTimeZoneOffset: offset,
    bizStep: 'cycle_counting',
    readPoint: { id: own(what, names.site, ...(name === '' ? [] : [name])) },
    bizTransactionList: [{ bizTransaction: own('count', countId) }],
  };
  return Object.fromEntries(keyOrder(event));
};

/** Before and after the events of a document: they are written one by one. */
export const epcisHead = (creationDate: string): string =>
  `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":${JSON.stringify(creationDate)},"epcisBody":{"eventList":[\n`;
export const epcisEnd = '\n]}}\n';
