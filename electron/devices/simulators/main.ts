import { openParentPort } from './parent-port';
import { simulatorOptionsSchema, type SimulatorEvent } from './protocol';
import { runSimulator, type RunningSimulator } from './run-simulator';

/**
 * A simulated device as a process of its own: `main.js <kind> [options as JSON]`, e.g.
 * `main.js scale '{"dialect":"nci","port":4001,"ptyLink":"/tmp/scale"}'`. Started by a parent it talks in messages;
 * started by hand it prints its events as JSON lines.
 */
const optionsOf = ([kind, json = '{}']: readonly string[]): unknown => {
  try {
    return { ...(JSON.parse(json) as object), kind };
  } catch {
    return null;
  }
};

const main = async (): Promise<void> => {
  // In the system's list of processes Chromium's helpers all look alike.
  process.title = 'packwright simulator';
  let running: RunningSimulator | null = null;
  let ending = false;
  /** What came before the device was up. */
  const early: unknown[] = [];

  const stop = async (exitCode: number): Promise<void> => {
    if (ending) return;
    ending = true;
    await running?.stop();
    process.exit(exitCode);
  };

  const parent = openParentPort(
    (message) => {
      if (running === null) early.push(message);
      else running.handle(message);
    },
    () => void stop(0),
  );
  const tell = (event: SimulatorEvent): void => {
    if (!parent.present) process.stdout.write(`${JSON.stringify(event)}\n`);
    parent.tell(event);
  };

  process.once('SIGTERM', () => void stop(0));
  process.once('SIGINT', () => void stop(0));

  const options = simulatorOptionsSchema.safeParse(optionsOf(process.argv.slice(2)));
  if (!options.success) {
    tell({ event: 'failed', code: 'bad-options', text: options.error.message });
    await stop(2);
    return;
  }
  running = await runSimulator(options.data, tell);
  if (running === null) await stop(1);
  else for (const message of early) running.handle(message);
};

void main();
