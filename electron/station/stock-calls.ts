import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import type { StockExport } from '../features/stock/export-stock';
import type { Station } from './station';

type Names =
  | 'stock.beginMove'
  | 'stock.beginKit'
  | 'stock.endMove'
  | 'stock.enterMove'
  | 'stock.setMoveQuantity'
  | 'stock.setMoveReason'
  | 'stock.setMoveOwner'
  | 'stock.setMoveCondition'
  | 'stock.confirmMove'
  | 'stock.export';
type Handlers = {
  readonly [N in Names & StationCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown>;
};

const done = ok(null);

/** What a window may ask of stock, and of goods on their way between bins. */
export const stockCalls = ({ moveDesk, kitDesk, shelfDesk, client, folders, session }: Station): Handlers => ({
  'stock.export': ({ at }) => {
    const moment = new Date(at).toISOString();
    const name = `stock_${moment.slice(0, 16).replaceAll(':', '')}Z`;
    const wish: StockExport = { at: moment, folder: folders().exportFolder, name };
    return client.task('stock.export', wish, session.actor(), 'export');
  },
  'stock.beginMove': ({ act }) => {
    kitDesk.end();
    moveDesk.begin(act);
    return done;
  },
  'stock.beginKit': () => {
    moveDesk.end();
    kitDesk.begin();
    return done;
  },
  'stock.endMove': () => {
    shelfDesk.end();
    return done;
  },
  'stock.enterMove': async ({ text }) => {
    await shelfDesk.enter(text);
    return done;
  },
  'stock.setMoveQuantity': async ({ quantity }) => {
    await shelfDesk.setQuantity(quantity);
    return done;
  },
  'stock.setMoveReason': async ({ reason }) => {
    await moveDesk.setReason(reason);
    return done;
  },
  'stock.setMoveOwner': async ({ owner }) => {
    await moveDesk.setOwner(owner);
    return done;
  },
  'stock.setMoveCondition': async ({ condition }) => {
    await moveDesk.setCondition(condition);
    return done;
  },
  'stock.confirmMove': async () => {
    await shelfDesk.confirm();
    return done;
  },
});
