import { useTranslation } from 'react-i18next';
import { packingQueries } from '../../../shared/features/packing/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';
import { useHistorySentence } from './history-sentence';

/** An order's record in sentences, the newest step last. */
export const OrderHistory = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation();
  const { sentence, extras } = useHistorySentence();
  const { timeZone, language } = useStation();
  const { data } = useQuery('packing.history', { orderId }, packingQueries['packing.history'].tables);
  if (data === null || data.length === 0) return null;
  return (
    <>
      <h3>{t('orders.record')}</h3>
      <ol className="history">
        {data
          .filter(({ type }) => !type.endsWith('.itemAwaiting'))
          .map((row, index) => (
            <li key={index} className={row.type.endsWith('.stopped') ? 'bad' : ''}>
              <span className="number quiet">{formatWhen(row.at, timeZone, language)}</span>
              <span>
                {sentence(row)} <span className="quiet">{extras(row)}</span>
              </span>
              <span className="quiet">{row.person ?? ''}</span>
            </li>
          ))}
      </ol>
    </>
  );
};
