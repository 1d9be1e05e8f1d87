// Makes the demo's data anew from its seed: catalogue, orders, bins with their stock, and what the virtual bench must know, in resources/demo/, and
// the drawn pictograms that the windows show. The same seed makes the same bytes on every machine: `npm run demo-data`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boxes, filler } from './demo/boxes.mjs';
import { makeItems } from './demo/catalogue.mjs';
import { makeOrders } from './demo/orders.mjs';
import { colours, drawings } from './demo/pictograms/index.mjs';
import { createRandom } from './demo/random.mjs';
import { makeStock } from './demo/stock.mjs';
import { projectFolder, runTool, say } from './lib/process.mjs';

const seed = 20_261_128;

/** JSON with one record a line, so that a change shows as the line that it is. */
const list = (records) => `[\n${records.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`;
const table = (records) =>
  `{\n${Object.entries(records)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n  }`;
const file = (parts) =>
  `{\n${Object.entries(parts)
    .map(([key, text]) => `  ${JSON.stringify(key)}: ${text}`)
    .join(',\n')}\n}\n`;

/** Every file of the demo by its path in the project. */
export const makeDemoData = () => {
  const random = createRandom(seed);
  const { items, trueWeights } = makeItems();
  const orders = makeOrders(random, items);
  const { locations, stock } = makeStock(random, items, orders);
  return {
    'resources/demo/catalogue.json': file({
      format: '"packwright.catalogue/1"',
      demo: 'true',
      cartons: list(boxes),
      dunnage: list(filler),
      items: list(items),
    }),
    'resources/demo/orders.json': file({ format: '"packwright.orders/1"', demo: 'true', orders: list(orders) }),
    'resources/demo/stock.json': file({
      format: '"packwright.stock/1"',
      demo: 'true',
      locations: list(locations),
      stock: list(stock),
    }),
    'resources/demo/bench.json': file({ trueWeightsMg: table(trueWeights) }),
    'renderer/ui/pictograms.json': file({ colours: table(colours), drawings: table(drawings) }),
  };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  void runTool(() => {
    for (const [path, text] of Object.entries(makeDemoData())) {
      const target = join(projectFolder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      say(`${path}: ${(text.length / 1024).toFixed(0)} KB`);
    }
    return 0;
  });
