import { ArrowRight, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moveRules, type StockMoveView } from '../../../shared/features/stock/move-view';
import { ok } from '../../../shared/result';
import { callStation, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { Confirm } from '../../ui/confirm';
import { formatWhole } from '../../ui/format';
import { TypedEntry } from '../../ui/typed-entry';
import { FeedbackBanner } from '../packing/feedback-banner';
import { Before, Condition, From, Item, Known, To } from './move-steps';
import { Elsewhere, PickStops } from './pick-stops';

export const Step = ({
  name,
  active,
  label,
  children,
}: {
  name: 'from' | 'item' | 'to';
  active: boolean;
  label: string;
  children: React.ReactNode;
}) => (
  <section className="card move-step" data-step={name} data-active={active} aria-label={label}>
    <p className="label">{label}</p>
    {children}
  </section>
);

/** The bin's code and its check digits, a SKU, a lot. */
export const Typed = () => {
  const { t } = useTranslation();
  return (
    <TypedEntry
      label={t('stock.move.typed')}
      hint={t('stock.move.typedHint')}
      onEnter={(text) => void callStation('stock.enterMove', { text })}
    />
  );
};

const MoreThanBook = ({ move }: { move: StockMoveView }) => {
  const { t } = useTranslation();
  const { question, item, quantity } = move;
  if (question === null || item === null) return null;
  return (
    <Confirm
      title={t('stock.move.really', { count: quantity })}
      text={t('stock.move.reallyText', { book: question.book, count: quantity, name: item.name })}
      word={t('stock.move.reallyYes', { count: quantity })}
      tone="primary"
      onClose={() => void callStation('stock.setMoveQuantity', { quantity })}
      onYes={async () => {
        await callStation('stock.confirmMove', {});
        return ok(null);
      }}
    />
  );
};

/** Goods from bin to bin by scans alone: the bin, the goods, the other bin. */
export const MoveWork = ({ move }: { move: StockMoveView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { last, next } = move;
  // With nothing in hand NO is the way out; goods that were scanned are not dropped by it.
  usePress(({ key }) => {
    if (key === 'yes' && (next === 'yes' || (next === 'document' && moveRules[move.act].document === 'asked'))) {
      void callStation('stock.confirmMove', {});
      return true;
    }
    if (key !== 'no' || move.item !== null || move.unit !== null) return false;
    void callStation('stock.endMove', {});
    return true;
  });
  const isBefore = next === 'reason' || next === 'owner' || next === 'document';
  const { toShelf } = moveRules[move.act];
  const moved = toShelf ? 'stock.move.done' : 'stock.move.sent';
  const unitMoved = toShelf ? 'stock.move.unitDone' : 'stock.move.unitSent';
  const done = move.act === 'pick' ? 'stock.pick.done' : last?.isUnit === true ? unitMoved : moved;
  const goods = ['item', 'lot', 'serial', 'expiry', 'condition'].includes(next);
  const to = move.act === 'pick' ? 'stock.pick.scanTo' : 'stock.move.next.to';
  const prompt =
    next === 'document' ? `stock.move.document.${move.act}` : next === 'to' ? to : `stock.move.next.${next}`;
  return (
    <div className="move-work" data-move={move.act} data-next={next}>
      <FeedbackBanner next={t(prompt)} fresh />
      <Known move={move} />
      {isBefore ? (
        <Before move={move} />
      ) : (
        <div className="move-steps">
          <Step name="from" active={next === 'from'} label={t('stock.move.from')}>
            <From move={move} />
          </Step>
          <ArrowRight className="quiet" aria-hidden="true" />
          <Step name="item" active={goods} label={t('stock.item')}>
            <Item move={move} />
          </Step>
          <ArrowRight className="quiet" aria-hidden="true" />
          <Step name="to" active={next === 'to' || next === 'yes'} label={t('stock.move.to')}>
            <To move={move} />
          </Step>
        </div>
      )}
      <Condition move={move} />
      {last === null ? null : (
        <p className="strip good move-last" data-last={last.to}>
          <CircleCheck aria-hidden="true" />
          {t(done, {
            ...last,
            quantity: formatWhole(last.quantity, language),
          })}
        </p>
      )}
      {/* A number is what is wanted then, and no text that takes it. */}
      {next === 'condition' ? null : <Typed />}
      {move.order === null ? null : <PickStops order={move.order} from={move.from} />}
      <MoreThanBook move={move} />
      <Elsewhere move={move} />
    </div>
  );
};
