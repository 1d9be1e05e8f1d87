// The demo's warehouse: bins by zone, and what lies in them when the day begins. Expiry dates are years or days from the day on which
// the demo is loaded, so that some are always near.

/** [zone, kind, aisles, bays, levels]: shelving for single pieces, small parts, pallets behind, the dock and what is set aside. */
const zones = [
  ['A', 'pick', ['01', '02', '03', '04'], 10, 4],
  ['B', 'pick', ['05', '06', '07', '08'], 10, 4],
  ['C', 'bulk', ['11', '12'], 8, 3],
];

const two = (number) => String(number).padStart(2, '0');

/** The same digits as the station would give the bin, so that its label may say them. */
const bin = (location, kind, zone, aisle, bay, level) => ({ location, kind, zone, aisle, bay, level });

const shelves = ([zone, kind, aisles, bays, levels]) =>
  aisles.flatMap((aisle) =>
    Array.from({ length: bays }, (_, bay) =>
      Array.from({ length: levels }, (__, level) =>
        bin(`${zone}-${aisle}-${two(bay + 1)}-${level + 1}`, kind, zone, aisle, two(bay + 1), String(level + 1)),
      ),
    ).flat(),
  );

const single = (zone, kind, count) =>
  Array.from({ length: count }, (_, index) => bin(`${zone}-${two(index + 1)}`, kind, zone, '', two(index + 1), '1'));

export const makeLocations = () => [
  ...zones.flatMap(shelves),
  ...single('RCV', 'receiving', 4),
  ...single('QRT', 'quarantine', 4),
];

/** The bench packs from the first lot; orders may pin one of the others. */
const lots = ['L2408', 'L2401', 'L2403', 'L2405', 'L2407', 'L2411'];
const midYear = (years) => ({ expiryYears: years });

const serials = (item, location, count) =>
  Array.from({ length: count }, (_, index) => ({
    location,
    sku: item.sku,
    quantity: 1,
    serial: `SN${item.sku.replaceAll(/\D/g, '').slice(-4)}${two(index + 1)}`,
  }));

/** What the book knows of goods with a lot, a date or serial numbers; the rest is one row. */
const rowsOf = (random, item, location, quantity) => {
  const dated = item.expiryRule === 'required';
  if (item.serialRule === 'required') return serials(item, location, Math.min(quantity, 4));
  if (item.lotRule !== 'required') return [{ location, sku: item.sku, quantity, ...(dated ? midYear(2) : {}) }];
  const second = random.pick(lots.slice(1));
  return [
    { location, sku: item.sku, quantity, lot: lots[0], ...(dated ? midYear(2) : {}) },
    {
      location,
      sku: item.sku,
      quantity: random.between(2, 12),
      lot: second,
      ...(dated ? { expiryDays: random.pick([9, 24, 55, 120, 400]) } : {}),
    },
  ];
};

/** Pieces of each SKU that the day's orders want. */
const askedFor = (orders) => {
  const asked = new Map();
  for (const { lines } of orders)
    for (const { sku, quantity } of lines) asked.set(sku, (asked.get(sku) ?? 0) + quantity);
  return asked;
};
const [shortEvery, shortAt] = [80, 28];

/** The same rows, and what they lack of so many pieces that may go to any order: on a pallet behind, or in the empty bin. */
const covering = (rows, item, location, behind, wanted) => {
  const [first] = rows;
  if (item.serialRule === 'required') return rows.length < wanted ? serials(item, location, wanted) : rows;
  if (first !== undefined)
    return first.quantity >= wanted
      ? rows
      : [...rows, { ...first, location: behind, quantity: wanted - first.quantity }];
  if (wanted === 0) return [];
  const lot = item.lotRule === 'required' ? { lot: lots[0] } : {};
  return [{ location, sku: item.sku, quantity: wanted, ...lot, ...(item.expiryRule === 'required' ? midYear(2) : {}) }];
};

/** Lots that orders want by name lie beside the others. */
const pinnedLots = (orders, rows) => {
  const known = new Set(rows.map(({ sku, lot }) => `${sku} ${lot}`));
  const pinned = orders.flatMap(({ lines }) => lines.filter(({ lot }) => lot !== undefined));
  const wanted = new Map(pinned.map(({ sku, lot }) => [`${sku} ${lot}`, { sku, lot }]));
  return [...wanted].flatMap(([key, { sku, lot }]) => {
    const beside = rows.find((row) => row.sku === sku && row.lot === lots[0]);
    return known.has(key) || beside === undefined ? [] : [{ ...beside, lot, quantity: 12 }];
  });
};

/** Each item in a pick bin of its own, some with a pallet behind; two bins of quarantine are in use. */
export const makeStock = (random, items, orders) => {
  const asked = askedFor(orders);
  const locations = makeLocations();
  const of = (kind) => locations.filter((each) => each.kind === kind).map((each) => each.location);
  const pick = of('pick');
  const bulk = of('bulk');
  const [damaged] = of('quarantine');
  const wanted = items.filter((item) => !item.retired);
  const stock = wanted.flatMap((item, index) => {
    // A few shelves are nearly empty, one in forty is.
    const drawn = index % 40 === 17 ? 0 : index % 23 === 5 ? random.between(1, 3) : random.between(12, 90);
    const location = pick[index % pick.length];
    const rows = drawn === 0 ? [] : rowsOf(random, item, location, drawn);
    // The day's orders can be packed, but for a few: some goods are always missing.
    return index % shortEvery === shortAt
      ? rows
      : covering(rows, item, location, bulk[30 + (index % 12)], asked.get(item.sku) ?? 0);
  });
  const behind = bulk.slice(0, 30).map((location, index) => {
    const plain = wanted.filter(
      (item) => item.lotRule === 'none' && item.serialRule === 'none' && item.expiryRule === 'none',
    );
    return { location, sku: plain[(index * 7) % plain.length].sku, quantity: random.between(60, 240) };
  });
  const aside = [wanted[3], wanted[11]].map((item) => ({
    location: damaged,
    sku: item.sku,
    quantity: 2,
    status: 'damaged',
    ...(item.lotRule === 'required' ? { lot: lots[0], ...midYear(2) } : {}),
  }));
  return { locations, stock: [...stock, ...pinnedLots(orders, stock), ...behind, ...aside] };
};
