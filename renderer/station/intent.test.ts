import { expect, it } from 'vitest';
import { createIntent } from './intent';

it('is one id for one wish until it was done, and another for another', () => {
  const intent = createIntent();
  const wish = { rows: ['a', 'b'], copies: 1 };
  const first = intent.idOf(wish);
  expect(intent.idOf({ ...wish })).toBe(first);
  const other = intent.idOf({ ...wish, copies: 2 });
  expect(other).not.toBe(first);
  expect(intent.idOf({ ...wish, copies: 2 })).toBe(other);
  intent.done();
  expect(intent.idOf({ ...wish, copies: 2 })).not.toBe(other);
});
