import { codeOf, stationItself } from '../pack-world';
import { nextAct } from '../random-packs';
import type { Person, Turn } from './person';

/** Packs one order after another; each turn is one act at the bench. */
export const createPacker = (): Turn => {
  let number: string | null = null;

  const openNext = async ({ hand, house }: Person): Promise<void> => {
    number ??= house.open.shift() ?? null;
    if (number === null) return;
    // Packed, or somebody else's: the next one.
    if (codeOf(await hand.open(number)) !== 'order-opened') number = null;
  };

  return async (person) => {
    const { hand, random, operator } = person;
    const pack = await hand.view();
    if (pack === null) return openNext(person);
    const { name, input, by } = nextAct(random, hand, pack, null);
    const actor = by === 'station' ? { ...stationItself, station: operator.station } : operator;
    if (codeOf(await hand.command(name, input, actor)) === 'order-packed') number = null;
  };
};
