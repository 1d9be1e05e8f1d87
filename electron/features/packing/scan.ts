import { randomUUID } from 'node:crypto';
import type { InputOf } from '../../../shared/feature';
import type { packingCommands } from '../../../shared/features/packing/commands';
import { decideScan } from '../../../shared/features/packing/decide-scan';
import { refuse, stop, type ScanFacts, type ScanMeaning } from '../../../shared/features/packing/decided';
import { packingEvent } from '../../../shared/features/packing/events';
import type { PackState } from '../../../shared/features/packing/state';
import { civilTime } from '../../../shared/time';
import type { CommandContext, Decision } from '../../store/types';
import { toDecision } from './decision';
import { minDaysOfOrder } from '../stock/customers';
import { expiryOfLot, holdOn } from '../stock/holds';
import { pickedFor } from '../stock/promised-lines';
import { readCurrentPack } from './load';
import { parcelOfSerial } from './lookups';
import { readMeaning } from './meaning';
import { openOrder } from './open-order';
import { startParcelEvents } from './start-parcel';

type Input = InputOf<(typeof packingCommands)['packing.scan']>;

/** Any scan that is neither a badge nor a command barcode, on the state that the scan before it left. */
export const handleScan = (context: CommandContext, input: Input): Decision => {
  const { db } = context;
  const keyed = input.scan.source === 'keyed';
  if (keyed && (input.approval === null || input.reason === null)) return toDecision(refuse('supervisor-needed'));
  const pack = forCustomer(context, readCurrentPack(db, context.actor.station));
  const meaning = readMeaning(db, input.scan);
  const decision =
    pack === null ? withoutPack(context, meaning) : toDecision(decideScan(pack, meaning, factsOf(context, input)));
  if (!keyed || input.approval === null) return decision;
  const approved = packingEvent('v1.packing.approved', {
    action: 'keyed-scan',
    packId: pack?.packId ?? null,
    orderId: pack?.orderId ?? null,
    parcelId: null,
    supervisor: input.approval.personId,
    reason: input.reason ?? '',
    badgeTyped: input.approval.badgeTyped,
  });
  return { ...decision, events: [approved, ...decision.events] };
};

/** Goods are to last as long as the customer wants, where that is longer than what the item says. */
const forCustomer = (context: CommandContext, pack: PackState | null): PackState | null => {
  const days = pack === null ? 0 : minDaysOfOrder(context, pack.orderId);
  if (pack === null || days === 0) return pack;
  const lines = pack.lines.map((line) => ({
    ...line,
    item: { ...line.item, minDaysLeft: Math.max(line.item.minDaysLeft, days) },
  }));
  return { ...pack, lines };
};

/** Nothing is open here: only an order or tote can be meant. */
const withoutPack = (context: CommandContext, meaning: ScanMeaning): Decision => {
  if (meaning.order !== null) return openOrder(context, meaning.order.number, null);
  const isProduct = meaning.candidates.length > 0 || meaning.label !== null || meaning.cartonId !== null;
  if (isProduct) return toDecision(refuse('no-order-open'));
  const scanned = meaning.scan.data.slice(0, 80);
  return toDecision(
    stop(null, null, meaning.failure?.code ?? 'order-unknown', { ...meaning.failure?.details, scanned }),
  );
};

const factsOf = (context: CommandContext, input: Input): ScanFacts => ({
  ...scanFacts(context),
  quantity: input.quantity,
  chosenSku: input.sku,
  keyedBy: input.approval?.personId ?? null,
});

/** What the record knows for the decision on one scan. */
export const scanFacts = (context: CommandContext): ScanFacts => {
  const { db, settings } = context;
  return {
    today: civilTime(context.at, settings.timeZone).date,
    quantity: null,
    chosenSku: null,
    keyedBy: null,
    parcelOfSerial: (sku, serial) => parcelOfSerial(db, sku, serial),
    holdOn: (sku, lot, serial) => holdOn(db, sku, lot, serial),
    expiryOfLot: (sku, lot) => expiryOfLot(db, sku, lot),
    pickedFor: (orderId, lineId) => pickedFor(db, orderId, lineId),
    newId: randomUUID,
    startParcel: (current, parcelId) => startParcelEvents(db, current, parcelId),
  };
};
