import type { InputOf } from '../../../shared/feature';
import type { packingCommands } from '../../../shared/features/packing/commands';
import { accept, good, refuse, type Decided } from '../../../shared/features/packing/decided';
import { endWithShipped } from '../../../shared/features/packing/decide-item';
import { decideOverride, decideTypedWeight, decideWeight } from '../../../shared/features/packing/decide-weight';
import { packingEvent } from '../../../shared/features/packing/events';
import {
  areItemsComplete,
  currentParcel,
  packStep,
  unitsTooMany,
  type PackState,
  type ParcelFacts,
} from '../../../shared/features/packing/state';
import type { CommandContext, CommandHandler, Decision } from '../../store/types';
import { toDecision } from './decision';
import { discardPrint, makeLabel } from './label';
import { readExpectation, readPack, readPackOfParcel } from './load';
import { openOrder } from './open-order';
import { confirmRestored } from './restored';
import { handleScan } from './scan';
import { printSlip } from './slip-print';

type Input<N extends keyof typeof packingCommands> = InputOf<(typeof packingCommands)[N]>;

const onPack = (context: CommandContext, packId: string, act: (pack: PackState) => Decided): Decision => {
  const pack = readPack(context.db, packId);
  return toDecision(pack === null ? refuse('no-order-open') : act(pack));
};

const onParcel = (
  context: CommandContext,
  parcelId: string,
  act: (pack: PackState, parcel: ParcelFacts) => Decided,
): Decision => {
  const pack = readPackOfParcel(context.db, parcelId);
  const parcel = pack?.parcels.find((each) => each.parcelId === parcelId);
  return toDecision(pack === null || parcel === undefined ? refuse('no-parcel') : act(pack, parcel));
};

/** Only the parcel in work may be changed, and only before its label was made. */
const onOpenParcel = (
  context: CommandContext,
  parcelId: string,
  act: (pack: PackState, parcel: ParcelFacts) => Decided,
): Decision =>
  onParcel(context, parcelId, (pack, parcel) => {
    const step = packStep(pack);
    if (step === 'changed') return refuse(pack.change?.cancelled === true ? 'order-cancelled' : 'order-changed');
    if (step === 'held') return refuse('order-held');
    if (currentParcel(pack)?.parcelId !== parcelId || parcel.state === 'labelled') return refuse('not-now', { step });
    return act(pack, parcel);
  });

const chooseCarton = (context: CommandContext, input: Input<'packing.chooseCarton'>): Decision =>
  onOpenParcel(context, input.parcelId, (pack, parcel) => {
    const carton = context.db.get<{ name: string }>('SELECT name FROM cartons WHERE carton_id = ?', input.cartonId);
    if (carton === undefined) return refuse('carton-unknown');
    return accept(good('carton-chosen', { carton: carton.name }), [
      packingEvent('v1.packing.cartonChosen', {
        packId: pack.packId,
        parcelId: parcel.parcelId,
        cartonId: input.cartonId,
      }),
    ]);
  });

const setDunnage = (context: CommandContext, input: Input<'packing.setDunnage'>): Decision =>
  onOpenParcel(context, input.parcelId, (pack, parcel) => {
    const dunnage = context.db.get<{ name: string }>('SELECT name FROM dunnage WHERE dunnage_id = ?', input.dunnageId);
    if (dunnage === undefined) return refuse('dunnage-unknown');
    return accept(good('dunnage-chosen', { dunnage: dunnage.name, quantity: input.quantity }), [
      packingEvent('v1.packing.dunnageSet', {
        packId: pack.packId,
        parcelId: parcel.parcelId,
        dunnageId: input.dunnageId,
        quantity: input.quantity,
      }),
    ]);
  });

const undoItem = (context: CommandContext, input: Input<'packing.undoItem'>): Decision =>
  onOpenParcel(context, input.parcelId, (pack, parcel) => {
    if (pack.awaiting !== null)
      return accept(good('undone', { name: '' }), [
        packingEvent('v1.packing.itemAwaiting', { packId: pack.packId, awaiting: null }),
      ]);
    const last = parcel.items.at(-1);
    if (last === undefined) return refuse('nothing-to-undo');
    const name = pack.lines.find((line) => line.lineId === last.lineId)?.item.name ?? last.sku;
    return accept(good('undone', { name, sku: last.sku, quantity: last.quantity }), [
      packingEvent('v1.packing.itemRemoved', {
        packId: pack.packId,
        parcelId: parcel.parcelId,
        itemId: last.itemId,
        sku: last.sku,
        quantity: last.quantity,
      }),
    ]);
  });

const finishParcel = (context: CommandContext, input: Input<'packing.finishParcel'>): Decision =>
  onOpenParcel(context, input.parcelId, (pack, parcel) => {
    if (parcel.items.length === 0) return refuse('parcel-empty');
    if (areItemsComplete(pack) || parcel.finished) return refuse('not-now', { step: packStep(pack) });
    return accept(good('parcel-started', { parcel: parcel.sequence }), [
      packingEvent('v1.packing.parcelFinished', { packId: pack.packId, parcelId: parcel.parcelId }),
    ]);
  });

const shortPick = (context: CommandContext, input: Input<'packing.shortPick'>): Decision =>
  onPack(context, input.packId, (pack) => {
    const line = pack.lines.find((each) => each.lineId === input.lineId);
    if (line === undefined) return refuse('wrong-item');
    const step = packStep(pack);
    if (step !== 'items') return refuse('not-now', { step });
    const open = line.quantity - line.packed - line.short;
    if (input.quantity > open)
      return refuse('too-many', { name: line.item.name, quantity: line.quantity, packed: line.packed });
    const events = [
      packingEvent('v1.packing.shortPicked', {
        packId: pack.packId,
        orderId: pack.orderId,
        lineId: line.lineId,
        sku: line.item.sku,
        quantity: input.quantity,
        reason: input.reason,
      }),
    ];
    const nothingPacked = pack.parcels.every((parcel) => parcel.state === 'voided' || parcel.items.length === 0);
    const allShort =
      nothingPacked &&
      pack.lines.every(
        (each) => each.quantity === each.packed + each.short + (each.lineId === line.lineId ? input.quantity : 0),
      );
    if (!allShort)
      return accept(good('short-noted', { name: line.item.name, quantity: input.quantity }), [
        ...events,
        ...closeIfShippedBefore(pack, line.lineId, input.quantity),
      ]);
    const empty = currentParcel(pack);
    const voided =
      empty === null
        ? []
        : [
            packingEvent('v1.packing.parcelVoided', {
              packId: pack.packId,
              orderId: pack.orderId,
              parcelId: empty.parcelId,
              reason: 'short',
            }),
          ];
    return accept(good('order-packed', { order: pack.number, short: true }), [
      ...events,
      ...voided,
      packingEvent('v1.packing.orderPacked', { packId: pack.packId, orderId: pack.orderId, short: true }),
    ]);
  });

/** The last open units went short while an empty follow-up parcel waits: the order is done with what was shipped. */
const closeIfShippedBefore = (pack: PackState, lineId: string, quantity: number) => {
  const complete = pack.lines.every(
    (each) => each.quantity === each.packed + each.short + (each.lineId === lineId ? quantity : 0),
  );
  const parcel = currentParcel(pack);
  const shipped = pack.parcels.some((each) => each.state === 'closed');
  if (!complete || !shipped || (parcel !== null && parcel.items.length > 0)) return [];
  const voided =
    parcel === null
      ? []
      : [
          packingEvent('v1.packing.parcelVoided', {
            packId: pack.packId,
            orderId: pack.orderId,
            parcelId: parcel.parcelId,
            reason: 'short',
          }),
        ];
  return [
    ...voided,
    packingEvent('v1.packing.orderPacked', { packId: pack.packId, orderId: pack.orderId, short: true }),
  ];
};

const hold = (context: CommandContext, input: Input<'packing.hold'>): Decision =>
  onPack(context, input.packId, (pack) => {
    if (pack.state !== 'open') return refuse('not-now', { step: packStep(pack) });
    return accept(good('held', { order: pack.number }), [
      packingEvent('v1.packing.held', { packId: pack.packId, orderId: pack.orderId, reason: input.reason }),
    ]);
  });

const resume = (context: CommandContext, input: Input<'packing.resume'>): Decision =>
  onPack(context, input.packId, (pack) => {
    if (pack.state !== 'held') return refuse('not-now', { step: packStep(pack) });
    return accept(good('resumed', { order: pack.number }), [
      packingEvent('v1.packing.resumed', { packId: pack.packId, orderId: pack.orderId }),
    ]);
  });

const release = (context: CommandContext, input: Input<'packing.release'>): Decision =>
  onPack(context, input.packId, (pack) => {
    if (pack.state === 'packed') return refuse('order-packed');
    const open =
      pack.change?.cancelled === true
        ? pack.parcels.filter((parcel) => parcel.state !== 'closed' && parcel.state !== 'voided')
        : [];
    return accept(good('released', { order: pack.number }), [
      ...open.flatMap((parcel) => [
        ...discardPrint(parcel.label, 'order-cancelled'),
        packingEvent('v1.packing.parcelVoided', {
          packId: pack.packId,
          orderId: pack.orderId,
          parcelId: parcel.parcelId,
          reason: 'order-cancelled',
        }),
      ]),
      packingEvent('v1.packing.released', { packId: pack.packId, orderId: pack.orderId }),
    ]);
  });

const voidParcel = (context: CommandContext, input: Input<'packing.voidParcel'>): Decision =>
  onParcel(context, input.parcelId, (pack, parcel) => {
    if (parcel.state === 'voided') return refuse('not-now', { step: packStep(pack) });
    return accept(good('voided', { parcel: parcel.sequence, order: pack.number }), [
      ...discardPrint(parcel.label, 'parcel-voided'),
      packingEvent('v1.packing.parcelVoided', {
        packId: pack.packId,
        orderId: pack.orderId,
        parcelId: parcel.parcelId,
        reason: input.reason,
      }),
    ]);
  });

/** What stands on a label. */
const onLabel = new Set(['address', 'service']);

/**
 * A label that was made before the change: with another address or service a new copy takes its place, and a box that
 * holds what is no longer wanted is packed anew, since its label tells of that weight.
 */
const settleLabel = (context: CommandContext, pack: PackState): Decided => {
  const parcel = currentParcel(pack);
  if (parcel === null || parcel.state !== 'labelled') return accept(good('resumed'), []);
  if (pack.lines.some((line) => unitsTooMany(pack, line) > 0)) {
    if (parcel.label?.job === 'sent') return refuse('label-print-open', { state: 'sent' });
    return accept(good('resumed'), [
      ...discardPrint(parcel.label, 'order-changed'),
      packingEvent('v1.packing.parcelVoided', {
        packId: pack.packId,
        orderId: pack.orderId,
        parcelId: parcel.parcelId,
        reason: 'order-changed',
      }),
    ]);
  }
  const isStale = pack.change?.changes.some(({ code }) => onLabel.has(code)) ?? false;
  return isStale ? makeLabel(context, pack, parcel, { kind: 'changed' }) : accept(good('resumed'), []);
};

const acceptChange = (context: CommandContext, input: Input<'packing.acceptChange'>): Decision =>
  onPack(context, input.packId, (pack) => {
    if (pack.change === null) return refuse('not-now', { step: packStep(pack) });
    if (pack.change.cancelled) return refuse('order-cancelled');
    const label = settleLabel(context, pack);
    if (label.refusal !== null) return label;
    const version =
      context.db.get<{ version: number }>('SELECT version FROM orders WHERE order_id = ?', pack.orderId)?.version ?? 0;
    return accept(good('resumed', { order: pack.number }), [
      packingEvent('v1.packing.changeAccepted', { packId: pack.packId, orderId: pack.orderId, orderVersion: version }),
      ...label.events,
      ...((currentParcel(pack)?.items.length ?? 0) === 0 ? endWithShipped(pack) : []),
    ]);
  });

const handOver = (context: CommandContext, input: Input<'packing.handOver'>): Decision =>
  onPack(context, input.packId, (pack) =>
    pack.claimedBy === context.actor.personId
      ? refuse('not-now')
      : accept(good('handed-over', { order: pack.number }), [
          packingEvent('v1.packing.claimed', {
            packId: pack.packId,
            from: pack.claimedBy,
            how: 'hand-over',
            supervisor: null,
          }),
        ]),
  );

const recordWeight = (context: CommandContext, input: Input<'packing.recordWeight'>): Decision =>
  onParcel(context, input.parcelId, (pack, parcel) => {
    if (currentParcel(pack)?.parcelId !== parcel.parcelId) return refuse('not-now', { step: packStep(pack) });
    return decideWeight(
      pack,
      parcel,
      readExpectation(context.db, parcel, input.readings.at(-1)?.weight ?? null),
      input.readings,
    );
  });

const typeWeight = (context: CommandContext, input: Input<'packing.typeWeight'>): Decision =>
  onParcel(context, input.parcelId, (pack, parcel) =>
    decideTypedWeight(
      pack,
      parcel,
      readExpectation(context.db, parcel, null),
      input.weight,
      input.approval,
      input.reason,
    ),
  );

const overrideWeight = (context: CommandContext, input: Input<'packing.overrideWeight'>): Decision =>
  onParcel(context, input.parcelId, (pack, parcel) =>
    decideOverride(pack, parcel, readExpectation(context.db, parcel, parcel.weight), input.approval, input.reason),
  );

/** What each command of packing does. */
export const packingHandlers: Readonly<Record<keyof typeof packingCommands, CommandHandler>> = {
  'packing.scan': handleScan,
  'packing.openOrder': (context: CommandContext, input: Input<'packing.openOrder'>) =>
    openOrder(
      context,
      input.number,
      input.takeOver === null ? null : { approval: input.takeOver, reason: input.reason },
    ),
  'packing.recordWeight': recordWeight,
  'packing.typeWeight': typeWeight,
  'packing.overrideWeight': overrideWeight,
  'packing.requestLabel': (context: CommandContext, input: Input<'packing.requestLabel'>) =>
    onParcel(context, input.parcelId, (pack, parcel) => makeLabel(context, pack, parcel, { kind: 'first' })),
  'packing.reprintLabel': (context: CommandContext, input: Input<'packing.reprintLabel'>) =>
    onParcel(context, input.parcelId, (pack, parcel) =>
      makeLabel(context, pack, parcel, { kind: 'reprint', reason: input.reason, approval: null, printerId: null }),
    ),
  'packing.reprintApproved': (context: CommandContext, input: Input<'packing.reprintApproved'>) =>
    onParcel(context, input.parcelId, (pack, parcel) =>
      makeLabel(context, pack, parcel, {
        kind: 'reprint',
        reason: input.reason,
        approval: input.approval,
        printerId: input.printerId,
      }),
    ),
  'packing.printSlip': printSlip,
  'packing.chooseCarton': chooseCarton,
  'packing.setDunnage': setDunnage,
  'packing.undoItem': undoItem,
  'packing.finishParcel': finishParcel,
  'packing.shortPick': shortPick,
  'packing.hold': hold,
  'packing.resume': resume,
  'packing.release': release,
  'packing.voidParcel': voidParcel,
  'packing.acceptChange': acceptChange,
  'packing.confirmRestored': confirmRestored,
  'packing.handOver': handOver,
};
