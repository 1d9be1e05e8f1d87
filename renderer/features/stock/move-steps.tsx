import {
  BadgeCheck,
  Boxes,
  FileText,
  MapPin,
  PackageOpen,
  SearchCheck,
  Store,
  TriangleAlert,
  Truck,
  UserRound,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  moveRules,
  returnConditions,
  type MovingItem,
  type StockMoveView,
} from '../../../shared/features/stock/move-view';
import { callStation, useStation } from '../../station/client';
import { Choices } from '../../ui/choices';
import { formatWhole } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';
import { useUnitDialog } from './unit-dialog';
import { useReason } from './use-reason';

type Props = { readonly move: StockMoveView };

export const Waiting = ({ text }: { text: string }) => <p className="move-wait quiet">{text}</p>;

const outside = {
  receive: ['supplier', Truck],
  return: ['customer', UserRound],
  arrive: ['transfer', Store],
  send: ['transfer', Store],
  move: null,
  pick: null,
} as const;

/** What comes from outside, or goes there. */
const Outside = ({ move }: Props) => {
  const { t } = useTranslation();
  const found = outside[move.act];
  if (found === null) return null;
  const [account, Icon] = found;
  return (
    <p className="move-big">
      <Icon aria-hidden="true" /> {t(`stock.account.${account}`)}
    </p>
  );
};

const UnitLine = ({ unit, word }: { unit: string; word: string }) => (
  <p className="move-unit anywhere" data-in-unit={unit}>
    <Boxes size={20} aria-hidden="true" /> {word} <span className="number">{unit}</span>
  </p>
);

export const From = ({ move }: Props) => {
  const { t } = useTranslation();
  if (!moveRules[move.act].fromShelf) return <Outside move={move} />;
  const stop = move.order?.stops[0];
  if (move.from === null)
    return stop === undefined ? (
      <Waiting text={t('stock.move.scanBin')} />
    ) : (
      <p className="move-big" data-go-to={stop.location}>
        {t('stock.pick.goTo', { location: stop.location })}
      </p>
    );
  return (
    <>
      <p className="move-big number" data-from={move.from}>
        <MapPin aria-hidden="true" /> {move.from}
      </p>
      {move.outOf === null ? null : <UnitLine unit={move.outOf} word={t('stock.move.outOf')} />}
    </>
  );
};

export const To = ({ move }: Props) => {
  const { t } = useTranslation();
  if (!moveRules[move.act].toShelf)
    return (
      <>
        <Outside move={move} />
        {move.next === 'yes' ? (
          <button
            type="button"
            className="button primary large"
            onClick={() => void callStation('stock.confirmMove', {})}
            data-send
          >
            {t('stock.move.send', { count: move.quantity })}
          </button>
        ) : null}
      </>
    );
  if (move.next !== 'to') return <Waiting text="–" />;
  const goal = move.act === 'pick' ? 'stock.pick.scanTo' : 'stock.move.scanTo';
  return (
    <>
      {move.into === null ? null : <UnitLine unit={move.into} word={t('stock.move.into')} />}
      <p className="move-wait">
        <PackageOpen aria-hidden="true" /> {t(move.into === null ? goal : 'stock.move.scanUnitBin')}
      </p>
    </>
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

export const Item = ({ move }: Props) => {
  const { t } = useTranslation();
  const { item, unit, quantity, keyed } = move;
  const { onUnit, unitDialog } = useUnitDialog();
  const { language } = useStation();
  if (unit !== null)
    return (
      <>
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
        <p className="quiet">{t('stock.move.orPiece')}</p>
        <div>
          <button type="button" className="button" onClick={() => onUnit(unit.unit)} data-unit-contents>
            {t('stock.unitContents')}
          </button>
        </div>
        {unitDialog}
      </>
    );
  const here = move.order?.stops.find(({ location }) => location === move.from);
  if (item === null)
    return (
      <>
        <Waiting
          text={
            here === undefined
              ? t('stock.move.scanItem')
              : t('stock.pick.take', { quantity: formatWhole(here.quantity, language), name: here.name })
          }
        />
        {keyed === null ? null : (
          <p className="need" data-keyed={keyed}>
            {t('feedback.quantity-set', { quantity: keyed })}
          </p>
        )}
      </>
    );
  return <HandledItem item={item} quantity={quantity} condition={move.condition} />;
};

/** Goods in hand, and how many. */
export const HandledItem = ({
  item,
  quantity,
  condition = null,
}: {
  item: MovingItem;
  quantity: number;
  condition?: StockMoveView['condition'];
}) => {
  const { t } = useTranslation();
  const traits = [item.lot, item.serial, item.expiry].filter((each) => each !== null);
  return (
    <>
      <div className="row nowrap">
        <Pictogram name={item.picture} size={72} label="" />
        <div>
          <p className="move-name">{item.name}</p>
          <p className="quiet number">{[item.sku, ...traits].join(' · ')}</p>
          {condition === null ? null : (
            <p data-condition={condition}>
              <span className="chip plain">{t(`stock.returned.${condition}`)}</span>
            </p>
          )}
        </div>
      </div>
      <Quantity quantity={quantity} />
    </>
  );
};

/** Whose goods they are: our own first, then the others by name. */
const Owners = ({ move }: Props) => {
  const { t } = useTranslation();
  const choices = [
    { key: '', content: <strong>{t('stock.move.ownGoods')}</strong> },
    ...move.owners.map((owner) => ({ key: owner, content: <span className="anywhere">{owner}</span> })),
  ];
  return (
    <section className="card move-before">
      <Choices
        label={t('field.owner')}
        choices={choices}
        onChoose={(key) => void callStation('stock.setMoveOwner', { owner: key === '' ? null : key })}
      />
    </section>
  );
};

const conditionIcons = { 'as-new': BadgeCheck, opened: PackageOpen, damaged: TriangleAlert, inspect: SearchCheck };

/** How the goods in hand are, and what becomes of them then. */
export const Condition = ({ move }: Props) => {
  const { t } = useTranslation();
  if (move.next !== 'condition') return null;
  const choices = returnConditions.map((key) => {
    const Icon = conditionIcons[key];
    return {
      key,
      content: (
        <span className="row nowrap">
          <Icon size={28} aria-hidden="true" />
          <span>
            <strong>{t(`stock.returned.${key}`)}</strong>
            <br />
            <span className="quiet" data-then={move.statusAfter?.[key]}>
              {t(
                move.statusAfter?.[key] === 'quarantine' && key !== 'inspect'
                  ? 'stock.returnedThen.held'
                  : `stock.returnedThen.${key}`,
              )}
            </span>
          </span>
        </span>
      ),
    };
  });
  return (
    <section className="card move-condition" data-conditions>
      <Choices
        label={t('field.condition')}
        choices={choices}
        onChoose={(key) => {
          const condition = returnConditions.find((each) => each === key);
          if (condition !== undefined) void callStation('stock.setMoveCondition', { condition });
        }}
      />
    </section>
  );
};

/** What is asked before any goods: why they came back, whose they are, and the number of the paper with them. */
export const Before = ({ move }: Props) => {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const { reasons, document } = moveRules[move.act];
  if (move.next === 'owner') return <Owners move={move} />;
  if (move.next === 'reason')
    return (
      <section className="card move-before">
        <Choices
          label={t('reason')}
          choices={reasons.map((each) => ({ key: each, content: reasonOf(each) }))}
          onChoose={(key) => {
            const reason = reasons.find((each) => each === key);
            if (reason !== undefined) void callStation('stock.setMoveReason', { reason });
          }}
        />
      </section>
    );
  if (move.next !== 'document') return null;
  return (
    <section className="card move-before">
      <p className="move-wait">
        <FileText aria-hidden="true" /> {t(`stock.move.document.${move.act}`)}
      </p>
      {document === 'asked' ? (
        <div>
          <button
            type="button"
            className="button large"
            onClick={() => void callStation('stock.confirmMove', {})}
            data-no-document
          >
            {t('stock.move.noDocument')}
          </button>
        </div>
      ) : null}
    </section>
  );
};

/** The same once it is known: it holds for everything until the desk is closed. */
export const Known = ({ move }: Props) => {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const owner = move.owner === null ? '' : (move.owner.name ?? t('stock.move.ownGoods'));
  const parts = [reasonOf(move.reason), owner, move.document ?? ''].filter((each) => each !== '');
  if (parts.length === 0) return null;
  return (
    <p className="row" data-known={move.document ?? ''}>
      <span className="quiet">{t('stock.move.known')}</span>
      {parts.map((each) => (
        <strong key={each} className="chip plain anywhere">
          {each}
        </strong>
      ))}
    </p>
  );
};
