import type { SlipFacts } from '../../../shared/features/packing/queries';
import type { LineState, PackState } from '../../../shared/features/packing/state';
import { civilTime } from '../../../shared/time';
import type { QueryContext } from '../../store/types';
import { readPack } from './load';
import { readShipTo } from './ship-to';

const marksOf = (pack: PackState, line: LineState): string[] => {
  const items = pack.parcels
    .filter((parcel) => parcel.state !== 'voided')
    .flatMap((parcel) => parcel.items)
    .filter((item) => item.lineId === line.lineId);
  return [
    ...new Set(
      items.flatMap(({ lot, serial, expiry }) =>
        [lot === null ? '' : `Lot ${lot}`, serial === null ? '' : `S/N ${serial}`, expiry ?? ''].filter(
          (each) => each !== '',
        ),
      ),
    ),
  ];
};

/** What was packed, for the slip that goes into the box; no prices, no person but the recipient. */
export const slipFacts = (
  context: Pick<QueryContext, 'db' | 'settings' | 'at' | 'unseal'>,
  { packId }: { readonly packId: string },
): SlipFacts | null => {
  const pack = readPack(context.db, packId);
  if (pack === null) return null;
  const order = context.db.get<{ reference: string | null; gift_sealed: string | null; subject: string }>(
    'SELECT reference, gift_sealed, subject FROM orders WHERE order_id = ?',
    pack.orderId,
  );
  const shipTo = readShipTo(context, pack.orderId);
  const { shipFrom, timeZone, demo } = context.settings;
  return {
    order: pack.number,
    reference: order?.reference ?? null,
    date: civilTime(context.at, timeZone).date,
    shipFrom: { name: shipFrom.name, lines: [...shipFrom.lines, shipFrom.country] },
    shipTo:
      shipTo === null
        ? []
        : [
            shipTo.name,
            shipTo.company ?? '',
            ...shipTo.lines,
            `${shipTo.postcode} ${shipTo.city}`,
            shipTo.country,
          ].filter((line) => line.trim() !== ''),
    gift: order?.gift_sealed === null || order === undefined ? null : context.unseal(order.subject, order.gift_sealed),
    lines: pack.lines
      .filter((line) => line.quantity > 0)
      .map((line) => ({
        sku: line.item.sku,
        name: line.item.name,
        ordered: line.quantity,
        shipped: line.packed,
        short: line.quantity - line.packed,
        marks: marksOf(pack, line),
      })),
    parcels: pack.parcels
      .filter((parcel) => parcel.state !== 'voided' && parcel.items.length > 0)
      .map((parcel) => ({
        sequence: parcel.sequence,
        code: parcel.sscc === null ? (parcel.number ?? '') : `(00) ${parcel.sscc}`,
        weight: parcel.weight === null ? null : `${parcel.weightText ?? ''} ${parcel.weight.unit}`,
        carton: parcel.carton?.name ?? null,
      })),
    demo,
  };
};
