import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderQueries, orderStates, type OrderDetail } from '../../../shared/features/orders/queries';
import { packingQueries } from '../../../shared/features/packing/queries';
import { callStation, useQuery, useStation } from '../../station/client';
import { formatDateTime, formatTime } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';

const Record = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const { data } = useQuery('packing.history', { orderId }, packingQueries['packing.history'].tables);
  return (
    <>
      <h3>{t('orders.record')}</h3>
      <table className="list">
        <tbody>
          {(data ?? []).map((row, index) => (
            <tr key={index}>
              <td className="number">{formatTime(row.at, timeZone)}</td>
              <td>{row.type.replace(/^v\d+\.packing\./, '')}</td>
              <td>{row.person ?? ''}</td>
              <td className="quiet">
                {Object.entries(row.details)
                  .map(([key, value]) => `${key} ${String(value)}`)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const Detail = ({ order }: { order: OrderDetail }) => {
  const { t } = useTranslation();
  const [file, setFile] = useState<string | null>(null);
  const { shipTo } = order;
  return (
    <section className="card stack">
      <div className="spread">
        <h2>{order.number}</h2>
        <span className="chip plain">{t(`orders.state.${order.state}`)}</span>
      </div>
      <p>
        {shipTo === null
          ? t('pack.noShipTo')
          : [shipTo.name, ...shipTo.lines, `${shipTo.postcode} ${shipTo.city}`, shipTo.country].join(', ')}
      </p>
      {order.note === null ? null : <p className="note">{order.note}</p>}
      {order.lines.map((line) => (
        <p key={line.lineId} className="row">
          <Pictogram name={line.picture} size={36} label="" />
          <span className="grow">
            {line.name} <span className="quiet">{line.sku}</span>
          </span>
          <strong className="number">× {line.quantity}</strong>
        </p>
      ))}
      {order.state === 'waiting' ? null : (
        <button
          type="button"
          className="button"
          onClick={() =>
            void callStation('slip.print', { packId: order.orderId }).then((answer) =>
              setFile(answer.ok ? answer.value.file : null),
            )
          }
        >
          {t('orders.slip')}
        </button>
      )}
      {file === null ? null : <p className="quiet">{t('record.made', { file })}</p>}
      <Record orderId={order.orderId} />
    </section>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<(typeof orderStates)[number] | 'open' | 'all'>('open');
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
            <option value="all">{t('orders.all')}</option>
          </select>
          <input
            className="input compact"
            aria-label={t('search')}
            placeholder={t('search')}
            value={search}
            maxLength={80}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </div>
      <div className="two">
        <section className="card list-scroll" tabIndex={0} aria-label={t('orders.title')}>
          <table className="list">
            <thead>
              <tr>
                <th>{t('order')}</th>
                <th>{t('state')}</th>
                <th>{t('orders.service')}</th>
                <th className="number">{t('orders.units')}</th>
                <th className="number">{t('orders.cutOff')}</th>
              </tr>
            </thead>
            <tbody>
              {(data?.rows ?? []).map((order) => (
                <tr
                  key={order.orderId}
                  className="pick"
                  aria-selected={order.orderId === chosen}
                  onClick={() => setChosen(order.orderId)}
                >
                  <td>
                    <button type="button" className="button quiet" onClick={() => setChosen(order.orderId)}>
                      {order.number}
                    </button>
                  </td>
                  <td>{t(`orders.state.${order.state}`)}</td>
                  <td>
                    {order.service} <span className="quiet">{order.country}</span>
                  </td>
                  <td className="number">{order.units}</td>
                  <td className="number">
                    {order.cutOffAt === null ? '–' : formatDateTime(order.cutOffAt, timeZone, language)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {data !== null && data.rows.length === 0 ? <p className="quiet">{t('none')}</p> : null}
        </section>
        {chosen === null || detail.data === null ? null : <Detail key={chosen} order={detail.data} />}
      </div>
    </>
  );
};
