import { expect, it } from 'vitest';
import { fail, ok } from '../../shared/result';
import { answered, unanswered } from './answered';

it('keeps the last answer to a question that fails once, and never shows it as one to another question', () => {
  const first = answered<readonly string[]>(unanswered, 'order 1', ok(['mug']));
  expect(first).toEqual({ of: 'order 1', data: ['mug'], failure: null });
  expect(answered(first, 'order 1', ok(['mug'])).data).toBe(first.data);
  const failed = answered(first, 'order 1', fail('host-restarting'));
  expect(failed).toEqual({ of: 'order 1', data: ['mug'], failure: { code: 'host-restarting' } });
  expect(answered(failed, 'order 2', fail('host-restarting'))).toMatchObject({ of: 'order 2', data: null });
});
