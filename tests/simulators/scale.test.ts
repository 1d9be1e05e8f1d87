import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorEvent, SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import type { ScaleMessage, ScaleProfile } from '../../electron/devices/types';
import { buildSimulator, forkSimulator, removeSimulator } from './fork-simulator';
import { openStation, until, type StationEnd } from './station';

const running: { stop(): Promise<void> }[] = [];
const ends: StationEnd<ScaleMessage>[] = [];

beforeAll(buildSimulator);
afterEach(async () => {
  for (const end of ends.splice(0)) end.socket.destroy();
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});
afterAll(removeSimulator);

type ScaleInput = Extract<SimulatorOptionsInput, { kind: 'scale' }>;

const startScale = async (options: Omit<ScaleInput, 'kind'> = {}): Promise<Simulator<'scale'>> => {
  const started = await startSimulator({ kind: 'scale', settleMs: 300, ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  running.push(started.value);
  return started.value;
};

const weigher = async (
  port: number,
  protocolId: string,
  profile: ScaleProfile = {},
): Promise<StationEnd<ScaleMessage>> => {
  const protocol = scaleProtocols[protocolId];
  if (protocol === undefined) throw new Error(protocolId);
  const end = await openStation(port, protocol.framing(profile), (frame) => protocol.decode(frame, profile));
  ends.push(end);
  return end;
};

type Reading = Extract<ScaleMessage, { kind: 'reading' }>['reading'];

const readings = (end: StationEnd<ScaleMessage>): Reading[] =>
  end.messages.flatMap((message) => (message.kind === 'reading' ? [message.reading] : []));

/** Polls until the newest reading is as wanted. */
const pollUntil = async (
  end: StationEnd<ScaleMessage>,
  ask: Uint8Array,
  what: string,
  wanted: (reading: Reading) => boolean,
): Promise<Reading> => {
  const polling = setInterval(() => end.send(ask), 20);
  try {
    await until(what, () => readings(end).slice(-1).some(wanted));
  } finally {
    clearInterval(polling);
  }
  const last = readings(end).at(-1);
  if (last === undefined) throw new Error('no reading');
  return last;
};

const cases: [string, Omit<ScaleInput, 'kind'>, ScaleProfile][] = [
  ['mt-sics', { dialect: 'mt-sics' }, {}],
  ['nci', { dialect: 'nci', unit: 'lb', decimals: 2 }, {}],
  ['toledo-8217', { dialect: 'toledo-8217' }, { unit: 'kg', decimals: 3 }],
];

it.each(cases)('%s: a load swings and comes to rest, and every state is told', async (id, options, profile) => {
  const scale = await startScale(options);
  const ask = scaleProtocols[id]?.ask.weight ?? new Uint8Array();
  const end = await weigher(scale.place.port, id, profile);
  const atRest = (reading: Reading): boolean => reading.state === 'stable' && (reading.weight?.mantissa ?? 0) > 0;

  await scale.send({ op: 'put', weightMg: 1_234_000 });
  const stable = await pollUntil(end, ask, 'rest', atRest);
  expect(readings(end).some(({ state }) => state === 'motion')).toBe(true);
  // 1.234 kg is 2.7205 lb.
  expect(stable.weight?.mantissa).toBe(id === 'nci' ? 272 : 1234);

  for (const [behave, state] of [
    ['overload', 'over'],
    ['under', 'under'],
    ['motion', 'motion'],
  ] as const) {
    await scale.send({ op: 'behave', as: behave });
    const reading = await pollUntil(end, ask, state, (each) => each.state === state);
    if (state !== 'motion') expect(reading.weight).toBeNull();
  }
  await scale.send({ op: 'behave', as: 'normal' });
  await pollUntil(end, ask, 'rest again', atRest);
});

it('shows real values on the way, never above what a swing makes', async () => {
  const scale = await startScale();
  const end = await weigher(scale.place.port, 'mt-sics');
  await scale.send({ op: 'put', weightMg: 2_000_000 });
  await pollUntil(
    end,
    Buffer.from('SI\r\n'),
    'rest',
    ({ state, weight }) => state === 'stable' && weight?.mantissa === 2000,
  );
  const moving = readings(end).filter(({ state }) => state === 'motion');
  expect(new Set(moving.map(({ text }) => text)).size).toBeGreaterThan(3);
  expect(Math.max(...moving.map(({ weight }) => weight?.mantissa ?? 0))).toBeLessThan(4000);
});

it('zeroes, tares and answers S only at rest', async () => {
  const scale = await startScale();
  const end = await weigher(scale.place.port, 'mt-sics');
  await scale.send({ op: 'put', weightMg: 250_000 });
  end.send('S\r\n');
  await until('S', () => readings(end).length > 0);
  expect(readings(end)[0]).toMatchObject({ state: 'stable', weight: { mantissa: 250, exponent: -3, unit: 'kg' } });
  end.send('T\r\n');
  await until('T', () => end.messages.some((message) => message.kind === 'reply'));
  expect(end.messages.at(-1)).toMatchObject({ to: 'tare', accepted: true });
  await scale.send({ op: 'put', weightMg: 1_250_000 });
  const net = await pollUntil(
    end,
    Buffer.from('SI\r\n'),
    'net',
    ({ state, weight }) => state === 'stable' && weight?.mantissa === 1000,
  );
  expect(net.text).toBe('1.000');
  await scale.send({ op: 'remove' });
  const removed = await pollUntil(end, Buffer.from('SI\r\n'), 'below zero', ({ state }) => state === 'under');
  expect(removed.weight?.mantissa).toBe(-250);
  end.send('NONSENSE\r\n');
  await until('ES', () => end.messages.some((message) => message.kind === 'error' && message.text === 'ES'));
});

it('says nothing when mute', async () => {
  const scale = await startScale();
  const end = await weigher(scale.place.port, 'mt-sics');
  await scale.send({ op: 'behave', as: 'mute' });
  end.send('SI\r\n');
  // Its own display goes on: the scale lives, only the line is dead.
  await scale.send({ op: 'put', weightMg: 500_000 });
  expect(await scale.send({ op: 'state' })).toMatchObject({ value: { behaviour: 'mute' } });
  expect(end.bytes()).toHaveLength(0);
  await scale.send({ op: 'behave', as: 'normal' });
  await pollUntil(end, Buffer.from('SI\r\n'), 'an answer', () => true);
});

it('is read through garbage and noise', async () => {
  const scale = await startScale({ dialect: 'nci', settleMs: 0, spreadMg: 1_500, seed: 7 });
  await scale.send({ op: 'put', weightMg: 500_000 });
  await scale.send({ op: 'behave', as: 'garbage' });
  const end = await weigher(scale.place.port, 'nci');
  const seen = new Set<number>();
  const polling = setInterval(() => end.send('W\r'), 10);
  await until('three figures', () => {
    for (const { weight, state } of readings(end)) if (weight !== null && state === 'stable') seen.add(weight.mantissa);
    return seen.size >= 3;
  });
  clearInterval(polling);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(498);
  expect(Math.max(...seen)).toBeLessThanOrEqual(502);
});

it('drips one byte a second when slow', async () => {
  const scale = await startScale();
  await scale.send({ op: 'behave', as: 'slow' });
  const end = await weigher(scale.place.port, 'mt-sics');
  end.send('SI\r\n');
  await until('two bytes', () => end.bytes().length === 2);
  expect(end.bytes().toString('latin1')).toBe('S ');
});

it('cuts its connections when unplugged, refuses new ones, and is back on the same port', async () => {
  const scale = await startScale();
  const events: SimulatorEvent[] = [];
  scale.onEvent((event) => events.push(event));
  const end = await weigher(scale.place.port, 'mt-sics');
  expect(await scale.send({ op: 'unplug' })).toMatchObject({ ok: true });
  await until('the cut', end.closed);
  await expect(weigher(scale.place.port, 'mt-sics')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(await scale.send({ op: 'plug' })).toMatchObject({ ok: true });
  const again = await weigher(scale.place.port, 'mt-sics');
  again.send('SI\r\n');
  await until('a reading', () => readings(again).length > 0);
  expect(events).toContainEqual({ event: 'plugged', plugged: false });
});

it('shows that it is at rest in the end, at whatever moment it comes to rest', async () => {
  const scale = await startScale({ settleMs: 1 });
  const events: SimulatorEvent[] = [];
  scale.onEvent((event) => events.push(event));
  for (let put = 1; put <= 40; put += 1) {
    await scale.send({ op: 'put', weightMg: put * 10_000 });
    await until(`rest after ${put}`, () => {
      const last = events.at(-1);
      return last?.event === 'scale-shows' && last.state === 'stable' && Number(last.text) === put / 100;
    });
  }
  expect(events.at(-1)).toMatchObject({ state: 'stable', text: '0.400' });
}, 60_000);

it('tells what its display shows and answers how it stands', async () => {
  const scale = await startScale({ settleMs: 50 });
  const events: SimulatorEvent[] = [];
  const stopListening = scale.onEvent((event) => events.push(event));
  await scale.send({ op: 'put', weightMg: 1_000_000 });
  await until('1.000', () => events.some((event) => event.event === 'scale-shows' && event.state === 'stable'));
  expect(events.at(-1)).toMatchObject({ event: 'scale-shows', text: '1.000', unit: 'kg', net: false });
  stopListening();
  expect(await scale.send({ op: 'state' })).toMatchObject({ ok: true, value: { mantissa: 1000, state: 'stable' } });
  expect(await scale.send({ op: 'zero' })).toMatchObject({
    failure: { code: 'refused', details: { code: 'not-allowed-now' } },
  });
  await scale.send({ op: 'unit', unit: 'lb' });
  expect(await scale.send({ op: 'state' })).toMatchObject({ value: { unit: 'lb', mantissa: 2205 } });
});
