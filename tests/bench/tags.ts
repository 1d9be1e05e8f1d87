import { fork } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceConfig } from '../../shared/device-config';
import { fromChildProcess, startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { giveToApp } from '../support/app-environment';
import { until } from './clock';
import { newHome, startReaderWindow } from './program';
import type { ReaderOutcome, ReaderWish } from './reader-window/main';
import { row, type Part } from './rows';

const readerCount = 4;
/** A round of 230 tags every 200 ms, on a busy machine less often: more than 1,000 reads a second from each reader. */
const tagsOfReader = 230;
const roundMs = 200;

interface Reader {
  readonly device: Simulator<'rfid'>;
  readonly config: DeviceConfig;
  /** Tags that it has put into its reports. */
  readonly reported: () => number;
}

const epcOf = (reader: number, tag: number): string =>
  `30${String(reader).padStart(2, '0')}${String(tag).padStart(20, '0')}`;

const startReader = async (index: number): Promise<Reader> => {
  const started = await startSimulator({ kind: 'rfid', roundMs, antennas: 4, seed: index + 1 }, (args) =>
    fromChildProcess(fork(join(process.cwd(), 'out', 'main', 'simulator.js'), [...args], { execArgv: [] })),
  );
  if (!started.ok) throw new Error(`a simulated reader did not start: ${JSON.stringify(started.failure)}`);
  const device = started.value;
  let reported = 0;
  device.onEvent((event) => {
    if (event.event === 'tags-reported') reported += event.count;
  });
  await device.send({
    op: 'tags',
    tags: Array.from({ length: tagsOfReader }, (_, tag) => ({ epcHex: epcOf(index, tag), antenna: 1 + (tag % 4) })),
  });
  const id = `reader-${index + 1}`;
  const transport = { type: 'tcp', host: '127.0.0.1', port: device.place.port } as const;
  return {
    device,
    config: { kind: 'rfid', id, name: id, protocol: 'llrp', simulated: true, transport },
    reported: () => reported,
  };
};

/** The program as the bench's builder left it beside the bench, where the app's user can read it. */
const programFolder = (home: string, wish: ReaderWish): string => {
  const folder = join(home, 'reader-window');
  cpSync(join(__dirname, 'reader-window'), folder, { recursive: true });
  for (const name of ['page.html', 'preload.js'])
    cpSync(join(process.cwd(), 'tests', 'bench', 'reader-window', name), join(folder, name));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'reader-window', version: '0.0.0', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'wish.json'), JSON.stringify(wish));
  for (const name of readdirSync(folder)) giveToApp(join(folder, name));
  giveToApp(folder);
  return folder;
};

const watch = async (readers: readonly Reader[], seconds: number): Promise<ReaderOutcome> => {
  const home = newHome();
  const wish = { devices: readers.map(({ config }) => config), seconds };
  const program = await startReaderWindow(programFolder(home, wish), home);
  try {
    const read = (): ReaderOutcome | null => {
      if (program.output().includes('FAILED')) throw new Error('the readers were not read');
      const line = /^OUTCOME (.*)$/m.exec(program.output())?.[1];
      return line === undefined ? null : (JSON.parse(line) as ReaderOutcome);
    };
    return await until('the readers’ time to be up', read, 1000 * (seconds + 60));
  } catch (error) {
    console.log(program.output().slice(-4000));
    throw error;
  } finally {
    await program.stop();
  }
};

/** Four LLRP readers in processes of their own, each with a thousand reads a second, on the app's own device layer. */
export const tagsPart: Part = async ({ quick, large }, emit) => {
  const seconds = large ? 600 : quick ? 5 : 30;
  const readers = await Promise.all(Array.from({ length: readerCount }, (_, index) => startReader(index)));
  try {
    const outcome = await watch(readers, seconds);
    const label = `from four LLRP readers over ${seconds} s`;
    const reported = readers.reduce((sum, reader) => sum + reader.reported(), 0);
    const got = readers.map(({ config }) => outcome.reads[config.id] ?? 0);
    const slowest = Math.min(...got) / outcome.seconds;
    emit(row(`tag reads a second of the slowest reader, ${label}`, slowest, 'reads', { aim: atLeast(1000) }));
    const lost = reported - got.reduce((sum, each) => sum + each, 0);
    emit(row(`tag reads lost of ${reported}, ${label}`, lost, 'reads', { aim: { of: 'value', atMost: 0 } }));
    emit(row(`gaps that were told, ${label}`, outcome.losses, 'gaps', { aim: { of: 'value', atMost: 0 } }));
    const { early, late } = outcome.neededMb;
    emit(
      row(`memory needed at the end against after a fifth, ${label}`, late, 'MB', {
        baseline: early,
        aim: { of: 'ratio', atMost: 1.1 },
      }),
    );
    emit(row(`memory of the main process, most, ${label}`, Math.max(...outcome.memoryMb), 'MB'));
    // The first second is the window's own beginning.
    const frames = Math.min(...outcome.framesOfSeconds.slice(2));
    emit(row(`frames of the window's slowest second, ${label}`, frames, 'frames', { aim: atLeast(30) }));
    emit(row(`CPU of the main process, ${label}`, outcome.cpu, '%'));
  } finally {
    await Promise.all(readers.map(({ device }) => device.stop()));
  }
};

const atLeast = (least: number) => ({ of: 'value', atLeast: least }) as const;
