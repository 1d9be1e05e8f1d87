// Runs under Wine: prints the files named on the command line through the Windows spooler and tells how that went.
// Usage: print.cjs RESULT QUEUE FILE…
import { readFileSync, writeFileSync } from 'node:fs';
import { createLocalTransport } from '../../electron/devices/transports/local';

const [result = '', queue = '', ...files] = process.argv.slice(2);

/** Wine's Node has no pipes to its parent: the answer goes into a file. */
const tell = (answer: unknown): void => writeFileSync(result, JSON.stringify(answer));

const main = async (): Promise<void> => {
  const opened = await createLocalTransport({ type: 'spooler', queue }).open(new AbortController().signal);
  if (!opened.ok) return tell({ open: opened.failure });
  const link = opened.value;
  const written = [];
  for (const file of files) written.push(await link.write(readFileSync(file)));
  const state = await link.query('queue');
  await link.close();
  tell({ written, state: state.ok ? [...state.value] : state.failure });
};

main().catch((error: unknown) => tell({ error: String(error) }));
