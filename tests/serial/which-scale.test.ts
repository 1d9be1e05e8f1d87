import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/devices/clock';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { harmlessQuestions, whichScale, type WhichScale } from '../../electron/devices/scales/which-scale';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { createTcpTransport } from '../../electron/devices/transports/tcp';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';
import { createVirtualCable, type VirtualCable } from '../devices/pty';
import { createSerialTransport } from '../../electron/devices/transports/serial';
import type { SerialSettings } from '../../electron/devices/types';

let simulators: Simulator<'scale'>[] = [];
let cables: VirtualCable[] = [];
beforeAll(buildSimulator);
afterAll(removeSimulator);
afterEach(async () => {
  await Promise.all([...simulators.map((each) => each.stop()), ...cables.map((each) => each.dispose())]);
  simulators = [];
  cables = [];
});

const never = new AbortController().signal;
const quick = { listenMs: 400, answerMs: 100, clock: systemClock, signal: never, protocols: scaleProtocols };

const onNetwork = async (dialect: string, ask: boolean): Promise<WhichScale> => {
  const started = await startSimulator({ kind: 'scale', dialect, settleMs: 0 }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  simulators.push(started.value);
  await started.value.send({ op: 'put', weightMg: 1_250_000 });
  const { port } = started.value.place;
  const transport = createTcpTransport({ type: 'tcp', host: '127.0.0.1', port });
  return whichScale({ ...quick, serial: false, ask, open: () => transport.open(never) });
};

describe('which scale is this', () => {
  const streaming = Object.values(scaleProtocols).filter(
    ({ pollMs, scaleSide, serial }) => pollMs === null && scaleSide !== undefined && serial !== null,
  );

  it.each(streaming)('a stream of $id is known by listening alone', async ({ id }) => {
    const { candidates, failure } = await onNetwork(id, false);
    expect(failure).toBeNull();
    const best = candidates.filter(({ understood }) => understood === candidates[0]?.understood);
    expect(best.map(({ protocol }) => protocol)).toContain(id);
    expect(best.find(({ protocol }) => protocol === id)?.example).toMatch(/1[.,]25|1250/);
  });

  it('a scale that only answers stays silent until somebody allows questions', async () => {
    expect((await onNetwork('nci', false)).candidates).toEqual([]);
    const asked = await onNetwork('nci', true);
    expect(asked.candidates.map(({ protocol }) => protocol)).toContain('nci');
  });

  it('never asks what any scale might act on', () => {
    const protocols = Object.values(scaleProtocols);
    const acting = new Set(protocols.flatMap(({ acts }) => Array.from(acts)));
    const questions = harmlessQuestions(protocols).map((bytes) => Buffer.from(bytes).toString('latin1'));
    expect(questions.length).toBeGreaterThan(2);
    expect(questions.flatMap((text) => Array.from(text)).filter((character) => acting.has(character))).toEqual([]);
    // A weight request of MT-SICS begins the set-up of another maker's shipping scale.
    expect(questions).not.toContain('SI\r\n');
  });

  it('finds the setting of a serial line, and says when what comes is no scale', async () => {
    const cable = await createVirtualCable();
    cables.push(cable);
    const tried: string[] = [];
    const talking = setInterval(() => cable.send('WEATHER 21 C\r\n'), 50);
    const found = await whichScale({
      ...quick,
      listenMs: 100,
      serial: true,
      ask: false,
      onStep: (text) => tried.push(text),
      open: (settings: SerialSettings | null) =>
        createSerialTransport({
          type: 'serial',
          path: cable.path,
          settings: { flow: 'none', ...(settings ?? { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }) },
        }).open(never),
    });
    clearInterval(talking);
    expect(found).toMatchObject({ candidates: [], failure: null });
    expect(found.strayBytes).toBeGreaterThan(0);
    expect(tried).toContain('9600 8N1');
    expect(tried).toContain('9600 7E1');
  });

  it('tells a line that can’t be opened', async () => {
    const transport = createTcpTransport({ type: 'tcp', host: '127.0.0.1', port: 1 });
    const found = await whichScale({ ...quick, serial: false, ask: false, open: () => transport.open(never) });
    expect(found.failure?.code).toBe('refused-by-device');
  });
});
