// The demo's catalogue: each family of products.mjs becomes one item for each of its variants.
import { caseGtin, pieceGtin } from './codes.mjs';
import { colours } from './pictograms/index.mjs';
import { families } from './products.mjs';

/** Digits behind 952: the maker's part of a GTIN, one for each kind of goods. */
const companies = {
  Kitchen: '1101',
  Home: '1102',
  Food: '1103',
  Cosmetics: '1104',
  Supplements: '1105',
  Electronics: '1106',
  Batteries: '1107',
  Books: '1108',
  Garments: '1109',
  Tools: '1110',
  Leisure: '1111',
  Office: '1112',
};

/** How much single pieces differ, in thousandths of their weight. */
const spreads = {
  Kitchen: 11,
  Home: 13,
  Food: 9,
  Cosmetics: 7,
  Supplements: 8,
  Electronics: 5,
  Batteries: 6,
  Books: 10,
  Garments: 16,
  Tools: 6,
  Leisure: 9,
  Office: 6,
};

/** Nobody weighed them yet: the first parcels teach their weight. */
const unweighed = new Set([
  'Hand-blown vase, amber',
  'Felt storage basket, small',
  'Herb growing kit, mint',
  'Wool scarf, bordeaux',
  'Board game Night Train',
  'Make-up brush eye',
  'Watering can 1.5 l, green',
  'USB microphone studio',
]);
/** Nobody measured them yet. */
const unmeasured = new Set(['Wool scarf, camel', 'Gift wrapping set, stars', 'Plush bear 35 cm']);
/** Sold out for good. */
const retired = new Set(['Lipstick 05 berry', 'Weekly planner 2027, burgundy']);
/** The maker printed one code on both. */
const shared = ['Baseball cap, navy', 'Baseball cap, sand'];

/** Pieces in a case: many of what is small, few of what breaks, none of what is dear or big. */
const caseOf = ({ g, f, k, ser, e }) => {
  if (ser !== undefined || e >= 4000) return null;
  if (k !== undefined) return g < 60 ? 24 : 12;
  if (f !== undefined) return g < 700 ? 6 : null;
  return g < 350 ? 10 : null;
};

/** `mug@sand`: the drawing, and the colour of its accent where the variant names one. */
const pictureOf = (drawing, variant) => {
  const colour = variant.split(',')[0].trim().toLowerCase().replaceAll(' ', '-');
  return colour in colours ? `${drawing}@${colour}` : drawing;
};

const barcodesOf = (family, name, gtin, sku) => {
  const pieces = caseOf(family);
  return [
    { code: gtin, quantity: 1 },
    ...(pieces === null || shared.includes(name) ? [] : [{ code: caseGtin(gtin), quantity: pieces }]),
    // A label of the warehouse's own, where the maker's code is hard to reach.
    ...(family.c === 'Tools' || family.c === 'Office' ? [{ code: `PW-${sku}`, quantity: 1 }] : []),
  ];
};

const itemOf = (family, variant, sku, gtin) => {
  const [text, grams, cents] = typeof variant === 'string' ? [variant, family.g, family.e] : variant;
  const name = family.n.replace('{}', text);
  const { c: category, s: size } = family;
  const known = !unweighed.has(name);
  const measured = !unmeasured.has(name);
  return {
    item: {
      sku,
      name,
      picture: pictureOf(family.p, text),
      category,
      weightMg: known ? grams * 1000 : null,
      weightSpreadMg: known ? Math.max(300, grams * spreads[category]) : null,
      lengthMm: measured ? size[0] : null,
      widthMm: measured ? size[1] : null,
      heightMm: measured ? size[2] : null,
      lotRule: family.lot === undefined ? 'none' : 'required',
      serialRule: family.ser === undefined ? 'none' : 'required',
      expiryRule: family.exp === undefined ? 'none' : 'required',
      minDaysLeft: family.exp ?? 0,
      keyedQuantity: family.k !== undefined,
      fragile: family.f !== undefined,
      hazmat: family.z !== undefined,
      origin: family.o,
      hsCode: family.h,
      valueMinor: cents,
      currency: 'EUR',
      retired: retired.has(name),
      barcodes: barcodesOf(family, name, gtin, sku),
    },
    grams,
  };
};

/** @returns {{ items: object[], trueWeights: Record<string, number> }} `trueWeights`: in mg, of the items that nobody weighed */
export const makeItems = () => {
  const items = [];
  const trueWeights = {};
  let reference = 10_000;
  let sharedGtin = null;
  for (const [index, family] of families.entries())
    for (const [at, variant] of family.v.entries()) {
      reference += 7;
      const sku = `${4_001_127 + 37 * index}-${String.fromCharCode(65 + at)}`;
      const gtin = pieceGtin(companies[family.c], reference);
      const { item, grams } = itemOf(family, variant, sku, gtin);
      if (shared.includes(item.name)) {
        sharedGtin ??= gtin;
        item.barcodes = [{ code: sharedGtin, quantity: 1 }];
      }
      if (item.weightMg === null) trueWeights[sku] = grams * 1000;
      items.push(item);
    }
  return { items, trueWeights };
};
