import { wait, monotonic } from './clock';
import { startEquipment } from './equipment';
import { cpuOfTree, pssOfTree } from './memory';
import { newHome, startEmptyWindow, startStation, type Program } from './program';
import { emitMemory, row, type Part } from './rows';
import { equipStation, newDemoStation } from './stations';
import { signInByBadge, signInByPin } from './session';

interface Idle {
  readonly pssMb: number | null;
  /** Percent of one processor. */
  readonly cpu: number;
}

/** Lets it come to rest (its loudspeaker is closed after half a minute), then watches what all of its processes use. */
const watchIdle = async ({ pid }: Program, quick: boolean): Promise<Idle> => {
  await wait(quick ? 500 : 40_000);
  const [cpuBefore, from] = [cpuOfTree(pid), monotonic()];
  await wait(quick ? 1000 : 30_000);
  const seconds = (monotonic() - from) / 1000;
  return { pssMb: pssOfTree(pid), cpu: (100 * (cpuOfTree(pid) - cpuBefore)) / seconds };
};

const idleEmptyWindow = async (quick: boolean): Promise<Idle> => {
  const program = await startEmptyWindow(newHome());
  try {
    await program.pageThere();
    return await watchIdle(program, quick);
  } finally {
    await program.stop();
  }
};

const idleStation = async (folder: string, withDevices: boolean, quick: boolean): Promise<Idle> => {
  const equipment = withDevices ? await startEquipment(1) : null;
  const station = await newDemoStation(folder);
  equipStation(station, equipment?.configs ?? []);
  const program = await startStation(station.base, newHome());
  try {
    const joined = await program.join();
    await (equipment === null ? signInByPin(joined.page) : signInByBadge(joined.page, equipment));
    await joined.leave();
    return await watchIdle(program, quick);
  } catch (error) {
    console.log(program.output().slice(-4000));
    throw error;
  } finally {
    await program.stop();
    await equipment?.stop();
  }
};

/** Signed in on demo data, nothing moves: memory and processor over all processes, against an empty window. */
export const idlePart: Part = async ({ quick, folder }, emit) => {
  const empty = await idleEmptyWindow(quick);
  const idle = await idleStation(folder, false, quick);
  emitMemory('idle memory (PSS of all processes)', idle.pssMb, emit, {
    baseline: empty.pssMb,
    aim: { of: 'ratio', atMost: 1.6 },
  });
  emit(row('idle CPU', idle.cpu, '%', { baseline: empty.cpu, aim: { of: 'value', atMost: 1 } }));
  const equipped = await idleStation(folder, true, quick);
  emit(row('idle CPU, with scale, scanner and printer asked as ever', equipped.cpu, '%', { baseline: empty.cpu }));
};
