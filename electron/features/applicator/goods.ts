import { classifyScan } from '../../../shared/barcode/classify';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import type { LabelRecord } from '../../../shared/labels/description/values';
import { fail, ok, type Result } from '../../../shared/result';
import type { Reader } from '../../store/types';
import { readMeaning } from '../packing/meaning';
import { heldInTree, readUnit } from '../stock/units';

/** Something on the line that is no box of ours. */
export interface Goods {
  readonly title: string;
  /** What its label is filled with: what the code says, and what catalogue and stock know of it. */
  readonly record: LabelRecord;
}

const nameOf = (db: Reader, sku: string): string =>
  db.get<{ name: string }>('SELECT name FROM items WHERE sku = ?', sku)?.name ?? sku;

const gtinOf = (db: Reader, sku: string): string | null =>
  db.get<{ code: string }>(
    "SELECT code FROM barcodes WHERE sku = ? AND kind = 'gtin' ORDER BY quantity, code LIMIT 1",
    sku,
  )?.code ?? null;

/** A pallet or case by its SSCC; where all in it is one kind of goods, these too. */
const unitGoods = (db: Reader, sscc: string): Goods => {
  const unit = readUnit(db, sscc);
  const held = heldInTree(db, sscc);
  const [first] = held;
  const isOne = first !== undefined && held.every(({ goods }) => goods.sku === first.goods.sku);
  const same = (read: (each: (typeof held)[number]) => string | null): string | null => {
    const all = new Set(held.map(read));
    return all.size === 1 ? ([...all][0] ?? null) : null;
  };
  return {
    title: sscc,
    record: {
      sscc,
      location: unit?.location ?? null,
      pieces: unit?.pieces ?? null,
      kinds: unit?.kinds ?? null,
      sku: isOne ? first.goods.sku : null,
      name: isOne ? nameOf(db, first.goods.sku) : null,
      gtin: isOne ? gtinOf(db, first.goods.sku) : null,
      lot: same(({ goods }) => goods.lot),
      expiry: same(({ goods }) => goods.expiry),
    },
  };
};

const ssccOf = ({ data, aim, at }: AttestedScan): string | null => {
  const code = classifyScan({ data, aim }, new Date(at).getUTCFullYear());
  return code.kind === 'sscc' || code.kind === 'ambiguous' ? code.sscc : null;
};

/** Goods of the catalogue by their code, or a unit by its SSCC. */
export const readGoods = (db: Reader, scan: AttestedScan): Result<Goods> => {
  const { candidates, failure, gtin, lot, serial, expiry } = readMeaning(db, scan);
  const [first, second] = candidates;
  if (second !== undefined) return fail('ambiguous-barcode', { skus: candidates.map(({ sku }) => sku).join(' ') });
  if (first !== undefined) {
    const { sku, quantity } = first;
    const name = nameOf(db, sku);
    // What has no serial number of its own gets the label's, where the template prints one.
    const own = serial === null ? {} : { serial };
    return ok({ title: name, record: { sku, name, gtin: gtin ?? gtinOf(db, sku), quantity, lot, expiry, ...own } });
  }
  const sscc = failure === null ? ssccOf(scan) : null;
  if (sscc !== null) return ok(unitGoods(db, sscc));
  return failure === null ? fail('unknown-barcode') : { ok: false, failure };
};
