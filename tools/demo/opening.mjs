// The first orders of the demo's queue, chosen by hand: what a visitor and the guided tour meet first. Each fits one box.

/** The tour's: several lines, two that break, one with lot and expiry, a note, a gift. */
const tour = {
  service: 'Express',
  due: 25,
  tote: 'T-1201',
  note: 'Wrap bowls and mugs one by one.',
  gift: 'Alles Gute zum Einzug!',
  shipTo: { name: 'Anna Müller', lines: ['Bahnhofstrasse 1'], postcode: '8001', city: 'Zürich', country: 'CH' },
  lines: [
    ['Ceramic bowl Ø 16 cm, sand', 2],
    ['Stoneware mug 350 ml, slate blue', 2],
    ['Coffee beans espresso, 500 g', 1],
    ['Dish brush beech, whole', 1],
  ],
};

/** [service, minutes until it is due, [name, quantity] …]; the address is drawn by lot. */
const rest = [
  ['Express', 25, ['USB-C charger 65 W', 1], ['Cable USB-C, braided, 2 m', 2]],
  ['Express', 25, ['Organic T-shirt navy, L', 1], ['Merino socks, size 45–47', 2], ['Cotton tote bag, natural', 1]],
  ['Express', 25, ['Over-ear headphones wireless, black', 1]],
  ['Express', 25, ['Thermo mug 450 ml, graphite', 2], ['Notebook A5 dotted, 192 pages', 1]],
  ['Express', 25, ['Face cream day, 50 ml', 1], ['Hand cream almond, 75 ml', 2], ['Bar soap olive, 100 g', 1]],
  ['Standard', 55, ['A Short History of Boxes, hardcover', 1], ['Gel pen 0.5 mm, blue', 3]],
  ['Standard', 55, ['Desk lamp LED, foldable, sage', 1], ['LED bulb E27, 8 W warm', 2]],
  [
    'Express',
    25,
    ['Organic tea Earl Grey, 20 bags', 2],
    ['Dark chocolate orange, 100 g', 2],
    ['Blossom honey 250 g', 1],
  ],
  ['Standard', 55, ['Plush bear 25 cm', 1], ['Jigsaw 500 pieces, harbour', 1]],
  ['Standard', 55, ['Combination wrench 13 mm', 1], ['Screwdriver PH2', 1], ['Tape measure 5 m', 1]],
  ['Standard', 55, ['Soy candle cedar, 40 h', 2], ['Wine glass 450 ml, single', 2]],
  ['Standard', 55, ['Canvas sneaker size 42', 1]],
  ['Standard', 55, ['Vitamin D3 1000 IU, 180 tablets', 1], ['Magnesium citrate, 120 capsules', 1]],
  ['Standard', 55, ['Cotton towel 50 × 100 cm, white', 2]],
  ['Standard', 55, ['Webcam 4K, black', 1], ['HDMI 2.1 cable 2 m', 1]],
  ['Standard', 55, ['Fleece hoodie grey, M', 1]],
  ['Standard', 55, ['Alkaline batteries AA, 4 pack', 3], ['LED torch 300 lm', 1]],
  ['Standard', 55, ['Pet bowl steel, 0.9 l', 2]],
  ['Standard', 55, ['Storage jar with bamboo lid, 1 l', 3], ['Dish brush beech, whole', 1]],
  ['Standard', 55, ['Shampoo repair, 250 ml', 2], ['Sunscreen SPF 50, 100 ml', 1]],
  // One code on both caps: which one it is, the packer says by picture.
  ['Standard', 55, ['Baseball cap, navy', 1], ['Baseball cap, sand', 1]],
  // Nobody weighed it yet: its first parcel teaches the weight.
  ['Standard', 55, ['Hand-blown vase, amber', 1]],
  ['Standard', 55, ['LED bulb E27, 6 W warm', 24]],
];

export const opening = [
  tour,
  ...rest.map(([service, due, ...lines]) => ({
    service,
    due,
    tote: null,
    note: null,
    gift: null,
    shipTo: null,
    lines,
  })),
];
