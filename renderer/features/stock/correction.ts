import type { z } from 'zod';
import type { correction } from '../../../shared/features/stock/commands';
import { ok, type Result } from '../../../shared/result';
import { callStation, sendCommand } from '../../station/client';

/** Corrects the book; above what one person may correct alone, a second one is asked for badge and PIN. */
export const sendCorrection = async (wish: z.infer<typeof correction>): Promise<Result<unknown>> => {
  const answer =
    wish.kind === 'adjust'
      ? await sendCommand('stock.adjust', wish.input)
      : await sendCommand('stock.undo', wish.input);
  if (answer.ok || answer.failure.code !== 'stock-approval-needed') return answer;
  const asked = await callStation('override.begin', { action: 'stock-correction', correction: wish });
  return asked.ok ? ok(null) : asked;
};
