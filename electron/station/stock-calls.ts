import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import type { MoveDesk } from './move-desk';

type Names = 'stock.beginMove' | 'stock.endMove' | 'stock.enterMove' | 'stock.setMoveQuantity' | 'stock.confirmMove';
type Handlers = {
  readonly [N in Names & StationCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown>;
};

const done = ok(null);

/** What a window may ask of goods on their way between bins. */
export const stockCalls = (moveDesk: MoveDesk): Handlers => ({
  'stock.beginMove': ({ act }) => {
    moveDesk.begin(act);
    return done;
  },
  'stock.endMove': () => {
    moveDesk.end();
    return done;
  },
  'stock.enterMove': async ({ text }) => {
    await moveDesk.enter(text);
    return done;
  },
  'stock.setMoveQuantity': ({ quantity }) => {
    moveDesk.setQuantity(quantity);
    return done;
  },
  'stock.confirmMove': async () => {
    await moveDesk.confirm();
    return done;
  },
});
