import { ArrowRight, Boxes, CircleCheck, MapPin, PackageOpen, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockMoveView } from '../../../shared/features/stock/move-view';
import { ok } from '../../../shared/result';
import { callStation, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { Confirm } from '../../ui/confirm';
import { formatWhole } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';
import { FeedbackBanner } from '../packing/feedback-banner';

const Step = ({
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

const Waiting = ({ text }: { text: string }) => <p className="move-wait quiet">{text}</p>;

const From = ({ move }: { move: StockMoveView }) => {
  const { t } = useTranslation();
  if (move.act === 'receive')
    return (
      <p className="move-big">
        <Truck aria-hidden="true" /> {t('stock.account.supplier')}
      </p>
    );
  return move.from === null ? (
    <Waiting text={t('stock.move.scanBin')} />
  ) : (
    <p className="move-big number" data-from={move.from}>
      <MapPin aria-hidden="true" /> {move.from}
    </p>
  );
};

const Quantity = ({ quantity }: { quantity: number }) => {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const send = (value: string): void => {
    const wanted = Number(value);
    // Losing the focus to a question is no answer to it.
    if (/^\d{1,8}$/.test(value) && wanted >= 1 && wanted !== quantity)
      void callStation('stock.setMoveQuantity', { quantity: wanted });
    setText(null);
  };
  const step = (by: number) => (
    <button
      type="button"
      className="button large"
      aria-label={by > 0 ? t('stock.move.more') : t('stock.move.less')}
      disabled={quantity + by < 1}
      onClick={() => void callStation('stock.setMoveQuantity', { quantity: quantity + by })}
    >
      {by > 0 ? '+' : '−'}
    </button>
  );
  return (
    <div className="row nowrap move-quantity">
      {step(-1)}
      <input
        className="input number"
        inputMode="numeric"
        aria-label={t('quantity')}
        value={text ?? String(quantity)}
        maxLength={8}
        onChange={(event) => setText(event.target.value)}
        onBlur={(event) => send(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(event.currentTarget.value);
        }}
        data-quantity={quantity}
      />
      {step(1)}
    </div>
  );
};

const Item = ({ move }: { move: StockMoveView }) => {
  const { t } = useTranslation();
  const { item, unit, quantity } = move;
  const { language } = useStation();
  if (unit !== null)
    return (
      <div className="row nowrap" data-unit={unit.unit}>
        <Boxes size={72} aria-hidden="true" />
        <div>
          <p className="move-name number anywhere">{unit.unit}</p>
          <p className="quiet number">
            {t('stock.unitHolds', {
              count: unit.pieces,
              pieces: formatWhole(unit.pieces, language),
              kinds: unit.kinds,
            })}
          </p>
        </div>
      </div>
    );
  if (item === null) return <Waiting text={t('stock.move.scanItem')} />;
  const traits = [item.lot, item.serial, item.expiry].filter((each) => each !== null);
  return (
    <>
      <div className="row nowrap">
        <Pictogram name={item.picture} size={72} label="" />
        <div>
          <p className="move-name">{item.name}</p>
          <p className="quiet number">{[item.sku, ...traits].join(' · ')}</p>
        </div>
      </div>
      <Quantity quantity={quantity} />
    </>
  );
};

/** For a broken scanner: the bin's code and its check digits, a SKU, a lot. */
const Typed = () => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="row move-typed"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void callStation('stock.enterMove', { text: text.trim() });
        setText('');
      }}
    >
      <label className="field grow">
        <span>{t('stock.move.typed')}</span>
        <input
          className="input"
          value={text}
          maxLength={80}
          placeholder={t('stock.move.typedHint')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        {t('ok')}
      </button>
    </form>
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
    if (key !== 'no' || move.item !== null || move.unit !== null) return false;
    void callStation('stock.endMove', {});
    return true;
  });
  return (
    <div className="move-work" data-move={move.act} data-next={next}>
      <FeedbackBanner next={t(`stock.move.next.${next}`)} />
      <div className="move-steps">
        <Step name="from" active={next === 'from'} label={t('stock.move.from')}>
          <From move={move} />
        </Step>
        <ArrowRight className="quiet" aria-hidden="true" />
        <Step name="item" active={next === 'item' || next === 'lot'} label={t('stock.item')}>
          <Item move={move} />
        </Step>
        <ArrowRight className="quiet" aria-hidden="true" />
        <Step name="to" active={next === 'to'} label={t('stock.move.to')}>
          {next === 'to' ? (
            <p className="move-wait">
              <PackageOpen aria-hidden="true" /> {t('stock.move.scanTo')}
            </p>
          ) : (
            <Waiting text="–" />
          )}
        </Step>
      </div>
      {last === null ? null : (
        <p className="strip good move-last" data-last={last.to}>
          <CircleCheck aria-hidden="true" />
          {t('stock.move.done', { ...last, quantity: formatWhole(last.quantity, language) })}
        </p>
      )}
      <Typed />
      <MoreThanBook move={move} />
    </div>
  );
};
