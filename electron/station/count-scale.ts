import type { AnswerOf, InputOf } from '../../shared/feature';
import type { countCommands, CountStanding } from '../../shared/features/counts/commands';
import type { CountWeigh } from '../../shared/features/counts/count-live';
import type { countQueries } from '../../shared/features/counts/queries';
import type { CountLoad, CountReading } from '../../shared/features/counts/records';
import { ofOne, type UnitWeight } from '../../shared/features/counts/unit-weight';
import { divisionOf } from '../../shared/features/packing/decide-weight';
import type { Goods } from '../../shared/features/stock/records';
import type { Result } from '../../shared/result';
import { toMilligrams, type Milligrams } from '../../shared/units';
import type { FeedbackTeller } from './feedback';
import type { Weighing } from './weighing';

export interface WeighedItem {
  readonly name: string;
  readonly goods: Goods;
}

export interface CountScaleParts {
  readonly weighing: Pick<Weighing, 'want' | 'again' | 'view'>;
  /** Of the scale as it is set up here; 0: not known. */
  readonly divisionMg: () => Milligrams;
  readonly feedback: FeedbackTeller;
  readonly ask: (name: string, params: object) => Promise<unknown>;
  /** Under one id until the store says what became of it. */
  readonly send: (name: string, input: object, onWait: () => void) => Promise<Result<unknown>>;
  readonly onView: () => void;
}

type Weighed = AnswerOf<(typeof countCommands)['counts.weigh']>;
type Learned = AnswerOf<(typeof countCommands)['counts.learnWeight']>;
type Known = AnswerOf<(typeof countQueries)['counts.unitWeight']>;

interface Work {
  /** Which beginning this goes back to: what is still on its way must not open what was left meanwhile. */
  readonly turn: number;
  readonly countId: string;
  readonly location: string;
  readonly item: WeighedItem | null;
  readonly asks: CountWeigh['asks'];
  readonly unit: UnitWeight | null;
  readonly most: number;
  /** Pieces that somebody counts by hand to teach the weight. */
  readonly teach: number;
  readonly doubt: (NonNullable<CountWeigh['doubt']> & { readonly load: CountLoad }) | null;
  readonly last: CountWeigh['last'];
}

/** What was counted, with a sound of its own once all of it is there or more than the book has; of a blind count always the same. */
export const tellCounted = (
  feedback: FeedbackTeller,
  code: 'count-item' | 'count-weighed',
  standing: CountStanding,
  details: { readonly name: string; readonly quantity: number; readonly pieces?: number },
): void => {
  if (standing === 'beyond') return feedback.need('count-item-beyond', details);
  feedback.good(standing === 'complete' ? 'count-item-complete' : code, details);
};

/** As many as hardly anybody miscounts. */
const usualTeach = 10;
/** What a load that was refused needs: to be weighed again once it is another one. */
const learnFirst: ReadonlySet<string> = new Set(['count-weight-unknown', 'count-weight-unsure']);

const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);

const doubtOf = (details: Readonly<Record<string, unknown>>, load: CountLoad): NonNullable<Work['doubt']> => ({
  pieces: whole(details['pieces']),
  eachMg: whole(details['eachMg']),
  knownMg: whole(details['knownMg']),
  known: details['known'] === 'catalogue' ? 'catalogue' : 'weighed',
  load,
});

/**
 * Pieces of a bin by weight: the item, the load, and how many that is. Each load is asked for, so that nothing that is put
 * down twice is counted twice. Kept on the trusted side: the weight comes from the scale's own bytes.
 */
export const createCountScale = (parts: CountScaleParts) => {
  const { weighing, feedback, ask, send, onView } = parts;
  let work: Work | null = null;
  /** The empty tote, for all loads until somebody takes it off. */
  let tote: readonly CountReading[] | null = null;
  let loads = 0;
  let turns = 0;

  const show = (next: Work | null): void => {
    work = next;
    onView();
  };
  const become = (next: Work): void => {
    if (work?.turn === next.turn) show(next);
  };

  const want = (): void => {
    if (work === null) return;
    loads += 1;
    weighing.again(`load-${loads}`);
  };

  /** The division as it is set up, or as the tote was shown; a tote makes two weights of one. */
  const errorMg = (): Milligrams => {
    const [shown] = tote ?? [];
    const division = Math.max(parts.divisionMg(), shown === undefined ? 1 : divisionOf(shown.weight));
    return division * (tote === null ? 1 : 2);
  };

  const knownOf = async ({ goods: { sku } }: WeighedItem): Promise<Known | null> =>
    (await ask('counts.unitWeight', { sku, divisionMg: errorMg() })) as Known | null;

  /** What is known of the item, and so what is asked next. */
  const look = async (current: Work, more: Partial<Work> = {}): Promise<void> => {
    const { item } = current;
    if (item === null) return become({ ...current, ...more, asks: 'item' });
    const known = await knownOf(item);
    if (known === null) return;
    const asks = known.most > 0 ? 'load' : 'teach';
    become({ ...current, ...more, ...known, asks, doubt: null });
    want();
  };

  const tell = (current: Work, answer: Result<unknown>, load: CountLoad): void => {
    if (answer.ok) return;
    const { failure } = answer;
    feedback.bad(failure);
    if (failure.code === 'count-weight-differs')
      return become({ ...current, doubt: doubtOf(failure.details ?? {}, load) });
    become({ ...current, asks: learnFirst.has(failure.code) ? 'teach' : current.asks });
    want();
  };

  const teach = async (current: Work, item: WeighedItem, load: CountLoad, anew: boolean): Promise<void> => {
    const wish: InputOf<(typeof countCommands)['counts.learnWeight']> = {
      sku: item.goods.sku,
      pieces: current.teach,
      load,
      anew,
    };
    const answer = await send('counts.learnWeight', wish, () => feedback.need('scan-waits', { name: item.name }));
    if (!answer.ok) return tell(current, answer, load);
    const { most } = answer.value as Learned;
    await look(current, { last: null });
    if (most === 0) feedback.need('count-weight-learned-little', { name: item.name });
    else feedback.good('count-weight-learned', { name: item.name, most });
  };

  const count = async (current: Work, item: WeighedItem, load: CountLoad): Promise<void> => {
    const { countId, location } = current;
    const wish = { countId, location, goods: item.goods, load };
    const answer = await send('counts.weigh', wish, () => feedback.need('scan-waits', { name: item.name }));
    if (!answer.ok) return tell(current, answer, load);
    const { pieces, quantity, most, standing } = answer.value as Weighed;
    become({ ...current, asks: 'done', most, last: { pieces, quantity } });
    tellCounted(feedback, 'count-weighed', standing, { name: item.name, pieces, quantity });
  };

  const takeTote = async (current: Work, readings: readonly CountReading[]): Promise<void> => {
    if (readings.some(({ net }) => net)) {
      want();
      return feedback.bad({ code: 'count-tote-tared' });
    }
    tote = readings;
    await look(current);
    feedback.good('count-tote', { text: readings[0]?.text.trim() ?? '', unit: readings[0]?.weight.unit ?? '' });
  };

  return {
    isOpen: (): boolean => work !== null,
    /** Weighs in this bin from now on; once more, the next load of the same item. */
    weigh: async (countId: string, location: string): Promise<void> => {
      const current = work;
      if (current === null) {
        turns += 1;
        show({
          turn: turns,
          countId,
          location,
          item: null,
          asks: 'item',
          unit: null,
          most: 0,
          teach: usualTeach,
          doubt: null,
          last: null,
        });
        return feedback.need('count-weigh-item');
      }
      if (current.item === null) return feedback.need('count-weigh-item');
      await look(current);
      feedback.need('count-weigh-load', { name: current.item.name });
    },
    item: async (item: WeighedItem): Promise<void> => {
      if (work === null) return;
      await look({ ...work, item, teach: usualTeach, last: null });
      feedback.good('count-weigh-load', { name: item.name });
    },
    /** The next load is so many pieces, counted by hand. */
    teach: (pieces: number): void => {
      if (work === null) return;
      if (work.item === null) return feedback.need('count-weigh-item');
      become({ ...work, teach: pieces, asks: 'teach', doubt: null });
      want();
      feedback.need('count-teach', { name: work.item.name, pieces });
    },
    /** The empty tote comes first; where one was weighed, it is taken off no more. */
    tote: async (): Promise<void> => {
      if (work === null) return;
      if (tote !== null) {
        tote = null;
        await look(work);
        return feedback.need('count-tote-off');
      }
      become({ ...work, asks: 'tote' });
      want();
      feedback.need('count-tote-wanted');
    },
    /** The word on pieces that do not weigh what is known: learn from them, or count them again. */
    settle: async (anew: boolean): Promise<void> => {
      const current = work;
      if (current === null || current.item === null || current.doubt === null) return;
      if (anew) return teach(current, current.item, current.doubt.load, true);
      become({ ...current, doubt: null });
      want();
    },
    /** A weighing may have been taken back: what it showed and taught is gone. Nothing is weighed for it. */
    refresh: async (): Promise<void> => {
      const current = work;
      if (current === null || current.item === null) return;
      const known = await knownOf(current.item);
      if (known === null) return;
      const asks = known.most === 0 && current.asks === 'load' ? 'teach' : current.asks;
      become({ ...current, ...known, asks, last: null });
    },
    end: (): void => {
      weighing.want(null);
      if (work !== null) show(null);
    },
    /** Nothing of this count is left. */
    close: (): void => {
      weighing.want(null);
      work = null;
      tote = null;
    },
    captured: async (token: string, readings: readonly CountReading[]): Promise<void> => {
      const current = work;
      if (current === null || token !== `load-${loads}`) return;
      if (current.asks === 'tote') return takeTote(current, readings);
      const { item, asks } = current;
      if (item === null || current.doubt !== null || (asks !== 'load' && asks !== 'teach')) return;
      const load: CountLoad = {
        readings: [...readings],
        tote: tote === null ? null : [...tote],
        divisionMg: parts.divisionMg(),
      };
      return asks === 'teach' ? teach(current, item, load, false) : count(current, item, load);
    },
    view: (): CountWeigh | null => {
      if (work === null) return null;
      const { item, asks, unit, most, teach: pieces, doubt, last } = work;
      const [empty] = tote ?? [];
      return {
        item: item === null ? null : { sku: item.goods.sku, name: item.name },
        asks,
        unit: unit === null ? null : { ...ofOne(unit), source: unit.source },
        most,
        teach: pieces,
        toteMg: empty === undefined ? null : toMilligrams(empty.weight),
        doubt:
          doubt === null
            ? null
            : { pieces: doubt.pieces, eachMg: doubt.eachMg, knownMg: doubt.knownMg, known: doubt.known },
        last,
        capture: weighing.view(),
      };
    },
  };
};
export type CountScale = ReturnType<typeof createCountScale>;
