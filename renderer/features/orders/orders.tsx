import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderQueries, orderStates, type OrderDetail, type OrderRow } from '../../../shared/features/orders/queries';
import type { Result } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { PickRow, PickTable, type PickProps } from '../../ui/pick-table';
import { Pictogram } from '../../ui/pictogram';
import { Split } from '../../ui/split';
import { StateChip } from '../../ui/state-chip';
import { TakeFrom } from '../../ui/take-from';
import { OrderActs } from './order-acts';
import { OrderHistory } from './order-history';

const SlipButton = ({ packId }: { packId: string }) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(() => callStation('slip.print', { packId })).then(setMade)}
      >
        {t('orders.slip')}
      </button>
      <MadeFile made={made} />
    </>
  );
};

const Detail = ({ order }: { order: OrderDetail }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { shipTo } = order;
  return (
    <section className="card pane stack" aria-label={order.number}>
      <div className="spread">
        <h2 className="number">{order.number}</h2>
        <StateChip state={order.state} word={t(`orders.state.${order.state}`)} />
      </div>
      <p className="quiet number">
        {[
          order.service,
          order.cutOffAt === null ? '' : `${t('orders.cutOff')} ${formatWhen(order.cutOffAt, timeZone, language)}`,
          order.tote === null ? '' : `${t('pack.tote')} ${order.tote}`,
          order.claimedByName ?? '',
        ]
          .filter((each) => each !== '')
          .join(' · ')}
      </p>
      <p>
        {shipTo === null
          ? t('pack.noShipTo')
          : [shipTo.name, ...shipTo.lines, `${shipTo.postcode} ${shipTo.city}`, shipTo.country].join(', ')}
      </p>
      {order.note === null ? null : <p className="note">{order.note}</p>}
      <div className="stack tight">
        {order.lines.map((line) => (
          <p key={line.lineId} className="row">
            <Pictogram name={line.picture} size={36} label="" />
            <span className="grow stack tight">
              <span>
                {line.name} <span className="quiet">{line.sku}</span>
              </span>
              <TakeFrom takeFrom={line.takeFrom} missing={line.missing} withNext />
            </span>
            <strong className="number">× {line.quantity}</strong>
          </p>
        ))}
      </div>
      {order.state === 'waiting' ? null : <SlipButton packId={order.orderId} />}
      <OrderActs order={order} />
      <OrderHistory orderId={order.orderId} />
    </section>
  );
};

const OrderTable = ({ rows, chosen, onChoose }: PickProps<OrderRow>) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return (
    <PickTable
      empty={rows?.length === 0}
      heads={[
        { title: t('order') },
        { title: t('state') },
        { title: t('orders.service') },
        { title: t('orders.units'), figures: true },
        { title: t('orders.cutOff'), figures: true },
      ]}
    >
      {rows?.map(({ orderId, number, state, service, country, units, cutOffAt, missing }) => (
        <PickRow key={orderId} name={number} isChosen={orderId === chosen} onChoose={() => onChoose(orderId)}>
          <td>
            <StateChip state={state} word={t(`orders.state.${state}`)} />
            {missing === 0 ? null : (
              <>
                {' '}
                <span className="chip need" data-missing={missing}>
                  <TriangleAlert size={14} aria-hidden="true" /> {t('pack.reserve.missing', { count: missing })}
                </span>
              </>
            )}
          </td>
          <td>
            {service} <span className="quiet">{country}</span>
          </td>
          <td className="number">{units}</td>
          <td className="number">{cutOffAt === null ? '–' : formatWhen(cutOffAt, timeZone, language)}</td>
        </PickRow>
      ))}
    </PickTable>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<(typeof orderStates)[number] | 'open' | 'missing' | 'all'>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery(
    'orders.list',
    { state, search, service: null, country: null, cutOffUntil: null, offset: 0, limit: 200 },
    orderQueries['orders.list'].tables,
  );
  const detail = useQuery('orders.detail', { orderId: chosen ?? '-' }, orderQueries['orders.detail'].tables);
  return (
    <>
      <div className="spread">
        <h1>
          {t('orders.title')} <span className="quiet number">{data?.total ?? ''}</span>
        </h1>
        <div className="row">
          <select
            className="input compact"
            aria-label={t('state')}
            value={state}
            onChange={(event) => setState(event.target.value as typeof state)}
          >
            <option value="open">{t('today.open')}</option>
            {orderStates.map((each) => (
              <option key={each} value={each}>
                {t(`orders.state.${each}`)}
              </option>
            ))}
            <option value="missing">{t('orders.missing')}</option>
            <option value="all">{t('orders.all')}</option>
          </select>
          <input
            className="input search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={search}
            maxLength={80}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </div>
      <Split
        label={t('orders.title')}
        list={<OrderTable rows={data?.rows ?? null} chosen={chosen} onChoose={setChosen} />}
      >
        {/* Nothing of the order picked before is printed or erased while the next one is read. */}
        {chosen === null || detail.data?.orderId !== chosen ? null : <Detail key={chosen} order={detail.data} />}
      </Split>
    </>
  );
};
