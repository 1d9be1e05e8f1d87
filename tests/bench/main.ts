import { commitPart } from './commit';
import { countPart } from './count';
import { idlePart } from './idle';
import { labelsPart } from './labels';
import { parcelPart } from './parcel';
import { readingPart } from './reading';
import { recallPart } from './recall';
import type { Part, PartOptions } from './rows';
import { scanPart } from './scan';
import { signInPart } from './sign-in';
import { startPart } from './start';
import { stockPart } from './stock';
import { storePart } from './store';
import { tagsPart } from './tags';
import { weightPart } from './weight';

const parts: Readonly<Record<string, Part>> = {
  weight: weightPart,
  commit: commitPart,
  count: countPart,
  labels: labelsPart,
  reading: readingPart,
  parcel: parcelPart,
  recall: recallPart,
  scan: scanPart,
  'sign-in': signInPart,
  idle: idlePart,
  start: startPart,
  stock: stockPart,
  store: storePart,
  tags: tagsPart,
};

/** `main.cjs PART JSON`: measures one part in a process of its own and tells each row as a line `row {…}`. */
const main = async (): Promise<void> => {
  const [name = '', json = '{}'] = process.argv.slice(2);
  const part = parts[name];
  if (part === undefined) throw new Error(`there is no part ${name}`);
  const options = JSON.parse(json) as PartOptions;
  await part(options, (row) => void process.stdout.write(`row ${JSON.stringify(row)}\n`));
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
