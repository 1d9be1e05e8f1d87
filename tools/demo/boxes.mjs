// Boxes, mailers and filler of the demo: three families of cartons (standard, flat, long), padded and plain mailers.

/** [id, inner length, width, height in mm, tare in g, most in kg, cents, stock] */
const cartonRows = [
  ['B1', 200, 150, 100, 85, 10, 32, 480],
  ['B2', 300, 200, 150, 160, 15, 49, 620],
  ['B3', 400, 300, 150, 265, 20, 78, 340],
  ['B4', 400, 300, 240, 322, 20, 94, 275],
  ['B5', 500, 400, 300, 560, 25, 148, 96],
  ['B6', 600, 400, 400, 785, 30, 189, 38],
  ['F1', 240, 180, 50, 74, 5, 36, 410],
  ['F2', 320, 240, 60, 118, 8, 52, 264],
  // Out of stock: advised last.
  ['F3', 460, 320, 80, 232, 12, 84, 0],
  ['L1', 550, 150, 130, 236, 10, 91, 138],
  ['L2', 750, 160, 150, 352, 12, 118, 61],
  ['L3', 1000, 200, 150, 524, 15, 168, 14],
];
const mailerRows = [
  ['M1', 250, 180, 30, 9, 2, 9, 1480],
  ['M2', 350, 250, 50, 15, 3, 13, 1160],
  ['M3', 450, 350, 70, 24, 5, 19, 655],
  ['P1', 215, 150, 25, 22, 2, 18, 905],
  ['P2', 300, 220, 40, 38, 3, 26, 731],
];

/** Double walls add 6 mm to each side and 12 mm to the height, where the flaps lie on each other. */
const grow = { carton: [12, 12, 12], mailer: [8, 8, 2] };

const box =
  (kind) =>
  ([cartonId, length, width, height, tare, most, costMinor, stock]) => ({
    cartonId,
    name: cartonId,
    kind,
    innerLengthMm: length,
    innerWidthMm: width,
    innerHeightMm: height,
    outerLengthMm: length + grow[kind][0],
    outerWidthMm: width + grow[kind][1],
    outerHeightMm: height + grow[kind][2],
    tareMg: tare * 1000,
    tareSpreadMg: Math.max(300, tare * 15),
    maxWeightMg: most * 1_000_000,
    costMinor,
    currency: 'EUR',
    stock,
    barcode: `BOX-${cartonId}`,
  });

export const boxes = [...cartonRows.map(box('carton')), ...mailerRows.map(box('mailer'))];

/** The lightest is what a new parcel gets. */
export const filler = [
  { dunnageId: 'PAPER', name: 'Kraft paper', weightMg: 11_000, weightSpreadMg: 900, unitLabel: 'sheet' },
  { dunnageId: 'AIR', name: 'Air pillows', weightMg: 14_000, weightSpreadMg: 700, unitLabel: 'strip of 4' },
  { dunnageId: 'BUBBLE', name: 'Bubble wrap', weightMg: 32_000, weightSpreadMg: 2_000, unitLabel: 'metre' },
  { dunnageId: 'CORNER', name: 'Corner protectors', weightMg: 48_000, weightSpreadMg: 1_500, unitLabel: 'set of 4' },
  { dunnageId: 'WOOL', name: 'Wood wool', weightMg: 95_000, weightSpreadMg: 9_000, unitLabel: 'handful' },
];
