import { expect, it } from 'vitest';
import { openBook } from './book';
import { stockEvents } from './events';
import { plainGoods, type MovementLine } from './records';

const lines = Array.from({ length: 1201 }, (_, index): MovementLine => ({
  goods: { ...plainGoods('MUG'), lot: `L${index}` },
  from: { location: 'A-1', unit: null, status: 'available' },
  to: { location: 'B-1', unit: null, status: 'available' },
  quantity: 1,
}));

it('a booking of any length is written in events that the record takes, all of it once', () => {
  for (const how of ['observe', 'decide'] as const) {
    const book = openBook(
      () => 1,
      () => 'task',
    );
    book[how]({ kind: 'move', reason: null, document: null, undoes: 7, lines });
    const moved = book.events().map(({ data }) => stockEvents['v1.stock.moved'].parse(data));
    expect(moved.flatMap((each) => each.lines)).toEqual(lines);
    expect(moved.every(({ undoes }) => undoes === 7)).toBe(true);
  }
});
