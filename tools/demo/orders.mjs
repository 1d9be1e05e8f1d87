// The demo's orders: first those of opening.mjs, then a shop's day by lot. They carry minutes until they are due, not times:
// the station counts them from the moment it loads them.
import { countries, giftWords, languageOf } from './countries.mjs';
import { opening } from './opening.mjs';

export const orderCount = 540;

const firstNumber = 84_217;
/** Orders leave the EU with customs papers, by a service of its own. */
const abroad = new Set(['CH', 'GB', 'US']);
/** Minutes from loading until a carrier comes, by service. Economy goes with the next pick-up: nobody waits for it. */
const pickUps = {
  Express: [95, 215, 395],
  Standard: [155, 275, 455, 575],
  International: [125, 335],
  Economy: [null],
};

const notes = [
  'No plastic filler, please.',
  'Put the heavy items at the bottom.',
  'Customer returns the box: use a clean one.',
  'Add the autumn leaflet.',
  'Second attempt: the first parcel came back damaged. Pack it well.',
];
const lineNotes = ['Same lot for all pieces, if there are enough.', 'Take the best before date furthest away.'];

/** What a packer must know of this order: what is in it comes first. */
const makeNote = (random, lines, gift) => {
  if (lines.some(({ item }) => item.category === 'Batteries' && item.hazmat))
    return 'Lithium batteries: stick the UN 3480 mark on.';
  if (gift !== null && random.chance(0.6)) return 'Gift: no prices in the box.';
  if (lines.some(({ item }) => item.fragile) && random.chance(0.15)) return 'Wrap glass and stoneware piece by piece.';
  return random.chance(0.08) ? random.pick(notes) : null;
};

const makeAddress = (random, country) => {
  const land = countries[country];
  const { postcode, city, region } = random.pick(land.towns);
  const name = `${random.pick(land.first)} ${random.pick(land.last)}`;
  const street = land.line(
    random.pick(land.streets),
    String(random.between(1, 148)) + (random.chance(0.12) ? random.pick(['a', 'b']) : ''),
  );
  const company = random.chance(0.09) ? random.pick(land.companies) : undefined;
  const second = random.chance(0.16) ? random.pick(land.second) : undefined;
  const phone = land.phone !== undefined && random.chance(0.25) ? `${land.phone}${random.between(10, 99)}` : undefined;
  return {
    name,
    ...(company === undefined ? {} : { company }),
    lines: second === undefined ? [street] : [street, second],
    postcode,
    city,
    ...(region === undefined ? {} : { region }),
    country,
    ...(phone === undefined ? {} : { phone }),
  };
};

const makeService = (random, country) => {
  if (abroad.has(country))
    return random.weighted([
      ['International', 8],
      ['Express', 2],
    ]);
  return random.weighted([
    ['Standard', 62],
    ['Express', 22],
    ['Economy', 16],
  ]);
};

const lineCounts = [
  [1, 42],
  [2, 26],
  [3, 15],
  [4, 8],
  [5, 4],
  [7, 3],
  [9, 1],
  [12, 1],
];

/** Few pieces of most things; a shop of its own buys by the case. */
const makeQuantity = (random, item, trade) => {
  if (item.serialRule === 'required')
    return random.weighted([
      [1, 9],
      [2, 1],
    ]);
  const pieces = item.barcodes.find(({ quantity }) => quantity > 1)?.quantity;
  if (trade && pieces !== undefined)
    return (
      pieces *
      random.weighted([
        [1, 6],
        [2, 3],
        [4, 1],
      ])
    );
  return random.weighted([
    [1, 70],
    [2, 19],
    [3, 6],
    [4, 3],
    [6, 2],
  ]);
};

/** Goods of one kind go together, with something else now and then. */
const makeLines = (random, { kinds, items }) => {
  const trade = random.chance(0.05);
  const wanted = random.weighted(lineCounts);
  const kind = random.pick([...kinds.keys()]);
  const chosen = new Map();
  for (let tries = 0; chosen.size < wanted && tries < 60; tries += 1) {
    const item = random.pick(random.chance(0.65) ? kinds.get(kind) : items);
    if (!chosen.has(item.sku)) chosen.set(item.sku, { item, quantity: makeQuantity(random, item, trade) });
  }
  return [...chosen.values()];
};

/** Big goods by the dozen: no box holds them all. */
const manyParcels = [
  [
    ['Day backpack 20 l, black', 6],
    ['Yoga mat ocean', 3],
  ],
  [
    ['Board game Harvest', 12],
    ['Jigsaw 1000 pieces, Alps', 10],
  ],
  [
    ['Dumbbell vinyl, 8 kg', 4],
    ['Dumbbell vinyl, 4 kg', 4],
  ],
  [['Dry dog food salmon, 10 kg', 4]],
  [
    ['Fleece hoodie green, L', 18],
    ['Work trousers size 52', 12],
  ],
  [
    ['Stainless pot with lid, 6 l', 8],
    ['Cast-iron pan Ø 28 cm', 6],
  ],
];

const jsonLines = (random, lines) =>
  lines.map(({ item, quantity }, index) => ({
    id: String(index + 1),
    sku: item.sku,
    quantity,
    ...(item.lotRule === 'required' && random.chance(0.06) ? { lot: `L2${random.between(401, 412)}` } : {}),
    ...(item.lotRule === 'required' && quantity > 1 && random.chance(0.08) ? { note: random.pick(lineNotes) } : {}),
  }));

const makeGift = (random, country) => random.pick(giftWords[languageOf[country] ?? 'en']);

const makeOrder = (random, shop, index) => {
  const country = random.weighted(Object.entries(countries).map(([code, { share }]) => [code, share]));
  const service = makeService(random, country);
  const big = index % 45 === 44 ? manyParcels[Math.floor(index / 45) % manyParcels.length] : null;
  const lines =
    big === null ? makeLines(random, shop) : big.map(([name, quantity]) => ({ item: shop.named(name), quantity }));
  const gift = random.chance(0.07) ? makeGift(random, country) : null;
  return {
    service,
    due: random.pick(pickUps[service]),
    tote: random.chance(0.6) ? `T-${1201 + index}` : null,
    note: makeNote(random, lines, gift),
    gift,
    shipTo: makeAddress(random, country),
    lines: jsonLines(random, lines),
  };
};

const makeOpening = (random, shop, order, index) => {
  const country = random.weighted(Object.entries(countries).map(([code, { share }]) => [code, share]));
  const shipTo = order.shipTo ?? makeAddress(random, country);
  const lines = order.lines.map(([name, quantity], at) => ({
    id: String(at + 1),
    sku: shop.named(name).sku,
    quantity,
  }));
  return { ...order, tote: order.tote ?? (index % 3 === 0 ? `T-${1201 + index}` : null), shipTo, lines };
};

/** Orders as `packwright.orders/1` has them, with `dueInMinutes` in the place of a cut-off. */
export const makeOrders = (random, items) => {
  const sold = items.filter(
    ({ retired, barcodes }) =>
      !retired && items.filter((each) => each.barcodes[0].code === barcodes[0].code).length === 1,
  );
  const byName = new Map(items.map((item) => [item.name, item]));
  const kinds = new Map();
  for (const item of sold) kinds.set(item.category, [...(kinds.get(item.category) ?? []), item]);
  const named = (name) => {
    const item = byName.get(name);
    if (item === undefined) throw new Error(`the catalogue has no "${name}"`);
    return item;
  };
  const shop = { items: sold, kinds, named };
  return Array.from({ length: orderCount }, (_, index) => {
    const first = opening[index];
    const order = first === undefined ? makeOrder(random, shop, index) : makeOpening(random, shop, first, index);
    const { service, due, tote, note, gift, shipTo, lines } = order;
    return {
      number: String(firstNumber + index),
      revision: 1,
      service,
      ...(due === null ? {} : { dueInMinutes: due }),
      ...(tote === null ? {} : { tote }),
      ...(note === null ? {} : { note }),
      ...(gift === null ? {} : { giftMessage: gift }),
      shipTo,
      lines,
    };
  });
};
