import { randomUUID } from 'node:crypto';
import type { CommandEnvelope, Store } from '../../electron/store/types';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import type { PackView } from '../../shared/features/packing/view';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import type { Result } from '../../shared/result';
import {
  approval,
  codeOf,
  createPackHand,
  gtins,
  operator,
  readingOf,
  stationItself,
  type PackHand,
} from './pack-world';
import type { Random } from './random';

/** A store that can be killed while it works, and be asked again afterwards. */
export interface KillableStore {
  readonly store: Store;
  /** Ends its process at once; answers when it takes commands again. */
  kill(): Promise<void>;
}

/** A command, and what it adds to the units in the boxes when it succeeds. */
export interface Act {
  readonly name: string;
  readonly input: unknown;
  readonly by: 'operator' | 'station';
  readonly units: number;
  readonly label: boolean;
}

const act = (name: string, input: unknown, more: Partial<Act> = {}): Act => ({
  name,
  input,
  by: 'operator',
  units: 0,
  label: false,
  ...more,
});

const gs = '\u001d';
const codes: Readonly<Record<string, string>> = {
  PLAIN: gtins.plain,
  EACH: gtins.each,
  LOT: gtins.lot,
  SERIAL: gtins.serial,
  OTHER: gtins.other,
};
export const packedSkus: readonly string[] = Object.keys(codes);

let serial = 0;

/** What the symbol on a piece says. */
const symbolOf = (sku: string): { readonly data: string; readonly aim: string } => {
  const gtin = codes[sku] ?? '';
  serial += 1;
  if (sku === 'LOT') return { data: `01${gtin}10L7${gs}`, aim: 'd2' };
  if (sku === 'SERIAL') return { data: `01${gtin}21SN${serial}`, aim: 'd2' };
  return { data: gtin, aim: 'I1' };
};

type Choice = readonly [weight: number, make: () => Act];

const choose = (random: Random, choices: readonly Choice[]): Act => {
  let luck = random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, make] of choices) {
    luck -= weight;
    if (luck < 0) return make();
  }
  throw new Error('no choice');
};

const itemActs = (random: Random, hand: PackHand, pack: PackView, parcelId: string): Choice[] => {
  const open = pack.lines.filter((line) => line.packed + line.short < line.quantity);
  const line = open.length === 0 ? null : random.pick(open);
  const last = pack.parcel?.items.at(-1);
  const scan = (sku: string, units: number): Act => {
    const { data, aim } = symbolOf(sku);
    return act('packing.scan', hand.scanInput(data, { aim }), { units });
  };
  return [
    ...(line === null ? [] : [[12, () => scan(line.sku, 1)] as Choice]),
    [1, () => act('packing.scan', hand.scanInput('4006381333931', { aim: 'E0' }))],
    [1, () => act('packing.requestLabel', { parcelId })],
    [1, () => act('packing.chooseCarton', { parcelId, cartonId: random.pick(['S', 'M', 'L']) })],
    [1, () => act('packing.setDunnage', { parcelId, dunnageId: 'PAPER', quantity: random.integer(0, 3) })],
    ...(last === undefined
      ? []
      : ([
          [1.5, () => act('packing.undoItem', { parcelId }, { units: -last.quantity })],
          [1, () => act('packing.finishParcel', { parcelId })],
        ] as Choice[])),
    ...(line === null || pack.packed === 0
      ? []
      : [
          [
            0.5,
            () =>
              act('packing.shortPick', { packId: pack.packId, lineId: line.lineId, quantity: 1, reason: 'missing' }),
          ] as Choice,
        ]),
    [0.4, () => act('packing.hold', { packId: pack.packId, reason: 'stock' })],
  ];
};

const weighActs = (random: Random, pack: PackView, parcelId: string): Choice[] => {
  const expected = pack.parcel?.expectation?.expectedMg ?? 0;
  const weigh = (moreMg: number): Act => {
    const reading = readingOf(expected + moreMg);
    return act('packing.recordWeight', { parcelId, readings: [reading, reading] });
  };
  const word = { approval: approval(), reason: 'scale' };
  return [
    [5, () => weigh(0)],
    [2, () => weigh(900_000)],
    [1, () => act('packing.requestLabel', { parcelId })],
    [1, () => act('packing.overrideWeight', { parcelId, ...word })],
    [
      1,
      () =>
        act('packing.typeWeight', {
          parcelId,
          weight: { mantissa: Math.max(1, Math.round(expected / 1000)), exponent: -3, unit: 'kg' },
          ...word,
        }),
    ],
    [0.5, () => act('packing.undoItem', { parcelId }, { units: -(pack.parcel?.items.at(-1)?.quantity ?? 0) })],
    [0.3, () => act('packing.voidParcel', { parcelId, reason: 'box' }, { units: -(pack.parcel?.units ?? 0) })],
    [random.next() < 0.1 ? 1 : 0, () => act('packing.hold', { packId: pack.packId, reason: 'stock' })],
  ];
};

const labelActs = (hand: PackHand, pack: PackView, parcelId: string, wrong: string | null): Choice[] => {
  const label = pack.parcel?.label ?? null;
  if (label === null) return [[1, () => act('packing.requestLabel', { parcelId }, { label: true })]];
  const { jobId, job } = label;
  const byStation = (name: string, more: object = {}): Act => act(name, { jobId, ...more }, { by: 'station' });
  const scan = (code: string): Act => act('packing.scan', hand.scanInput(code, { aim: 'd1' }));
  const reprint = (): Act => act('packing.reprintApproved', reprintInput(parcelId), { label: true });
  const void_ = (): Act =>
    act('packing.voidParcel', { parcelId, reason: 'box' }, { units: -(pack.parcel?.units ?? 0) });
  if (job === 'requested')
    return [
      [5, () => byStation('printing.sending', { odometerBefore: 1, printerSerial: null })],
      [0.3, void_],
    ];
  if (job === 'sent')
    return [
      [4, () => byStation('printing.printed', { evidence: 'counter 1→2' })],
      [1, () => byStation('printing.uncertain', { why: 'no-answer' })],
      [1, () => byStation('printing.notPrinted', { why: 'lost-in-printer', evidence: 'counter 1' })],
    ];
  return [
    [5, () => scan(encodeCopyCode(label.labelId, label.copy))],
    [0.7, reprint],
    [0.3, void_],
    ...(wrong === null ? [] : [[1, () => scan(wrong)] as Choice]),
    ...(label.copy > 1 ? [[0.5, () => scan(encodeCopyCode(label.labelId, label.copy - 1))] as Choice] : []),
  ];
};

const reprintInput = (parcelId: string) => ({ parcelId, reason: 'torn', approval: approval(), printerId: null });

/** What the person at the bench may do next, sensible or not. */
export const nextAct = (random: Random, hand: PackHand, pack: PackView, wrong: string | null): Act => {
  const parcelId = pack.parcel?.parcelId ?? '';
  switch (pack.step) {
    case 'items':
      return choose(random, itemActs(random, hand, pack, parcelId));
    case 'weigh':
    case 'weight-refused':
      return choose(random, weighActs(random, pack, parcelId));
    case 'label':
    case 'confirm':
      return choose(random, labelActs(hand, pack, parcelId, wrong));
    case 'held':
      return act('packing.resume', { packId: pack.packId });
    default:
      throw new Error(`no act for ${pack.step}`);
  }
};

export interface RandomPacks {
  readonly acts: number;
  readonly kills: number;
  /** Kills after which the command had not been done, and after which it had. */
  readonly undone: number;
  readonly done: number;
  readonly parcels: number;
  readonly labels: number;
}

const mostActs = 400;

/** Packs one random order after another while the store is killed at random moments; throws where something is off. */
export const packAtRandom = async (
  killable: KillableStore,
  random: Random,
  orders: number,
  killEvery: number,
): Promise<RandomPacks> => {
  const { store } = killable;
  const hand = createPackHand(store);
  await hand.begin();
  const sum = { acts: 0, kills: 0, undone: 0, done: 0, parcels: 0, labels: 0 };
  let wrongLabel: string | null = null;

  const viewText = async (): Promise<string> => JSON.stringify(await hand.view());
  const envelopeOf = ({ name, input, by }: Act): CommandEnvelope => ({
    id: randomUUID(),
    name,
    input,
    actor: by === 'station' ? stationItself : operator,
    origin: 'trusted',
  });

  /** Does it once, over a kill in the middle of it: the same wish is made again with the same id. */
  const perform = async (envelope: CommandEnvelope): Promise<Result<unknown>> => {
    if (random.next() >= 1 / killEvery) return store.execute(envelope);
    const before = await viewText();
    const answering = store.execute(envelope).catch(() => null);
    await pause(random.integer(0, 3));
    await killable.kill();
    const answered = await answering;
    const acknowledged = answered !== null && !isLost(answered);
    const after = await viewText();
    const again = await store.execute(envelope);
    const settled = await viewText();
    sum.kills += 1;
    if (after === settled && after !== before) sum.done += 1;
    else sum.undone += 1;
    if (after !== before && after !== settled) throw new Error(`${envelope.name}: half done after the kill`);
    if (acknowledged && after !== settled) throw new Error(`${envelope.name}: acknowledged and lost`);
    if (acknowledged && JSON.stringify(answered) !== JSON.stringify(again))
      throw new Error(`${envelope.name}: another answer to the same wish`);
    return again;
  };

  const packOrder = async (number: string): Promise<void> => {
    const lines = [...new Set(Array.from({ length: random.integer(1, 3) }, () => random.pick(packedSkus)))];
    await hand.order(
      number,
      lines.map((sku) => ({ sku, quantity: random.integer(1, 4) })),
    );
    await hand.open(number);
    let units = 0;
    for (let acts = 0; acts < mostActs; acts += 1) {
      const pack = (await hand.view()) ?? (await reopen(hand, number));
      if (pack === null) return;
      if (pack.packed !== units)
        throw new Error(`${number}: ${pack.packed} units on the screen, ${units} in the boxes`);
      const wish = nextAct(random, hand, pack, wrongLabel);
      const { label } = pack.parcel ?? { label: null };
      const answer = await perform(envelopeOf(wish));
      sum.acts += 1;
      if (answer.ok) units += wish.units;
      if (answer.ok && wish.label) sum.labels += 1;
      const code = codeOf(answer);
      if (code === 'parcel-closed' || code === 'order-packed') {
        sum.parcels += 1;
        if (label !== null) wrongLabel = encodeCopyCode(label.labelId, label.copy);
      }
    }
    throw new Error(`${number}: not packed after ${mostActs} acts`);
  };

  for (let order = 1; order <= orders; order += 1) await packOrder(`RP${order}`);
  await checkLabels(hand, sum.labels);
  return sum;
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Nobody knows whether it was done: the process ended before it could say so. */
export const isLost = (answer: Result<unknown>): boolean =>
  !answer.ok && ['host-restarting', 'host-down', 'timeout'].includes(answer.failure.code);

/** A held order is opened again; a packed one is not open any more. */
const reopen = async (hand: PackHand, number: string): Promise<PackView | null> =>
  codeOf(await hand.open(number)) === 'order-packed' ? null : hand.view();

/** Each copy of each label was made once, for one parcel, with one job. */
const checkLabels = async (hand: PackHand, made: number): Promise<void> => {
  const jobs = await hand.query<readonly PrintJobRow[]>('printing.history', { limit: 500 });
  const copies = jobs.map(({ labelId, copy }) => `${labelId}/${copy}`);
  if (new Set(copies).size !== copies.length) throw new Error('a copy of a label twice');
  if (new Set(jobs.map(({ jobId }) => jobId)).size !== jobs.length) throw new Error('a job twice');
  if (made <= 500 && jobs.length !== made) throw new Error(`${jobs.length} labels for ${made} wishes`);
};
