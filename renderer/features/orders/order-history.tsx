import { useTranslation } from 'react-i18next';
import { packingQueries, type HistoryRow } from '../../../shared/features/packing/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';

type Details = HistoryRow['details'];

/** What belongs to the step beside its sentence: lot and serial, who approved, why. */
const extrasOf = (details: Details, say: (key: string, values: Details) => string): string =>
  [
    details['lot'] === undefined ? '' : say('pack.lot', details),
    details['serial'] ?? '',
    details['expiry'] ?? '',
    details['sscc'] ?? '',
    details['supervisor'] ?? '',
    details['reason'] ?? '',
    details['source'] === 'typed' ? say('weight.typed', {}) : '',
  ]
    .filter((each) => each !== '')
    .join(' · ');

/** An order's record in sentences, the newest step last. */
export const OrderHistory = ({ orderId }: { orderId: string }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { data } = useQuery('packing.history', { orderId }, packingQueries['packing.history'].tables);
  if (data === null || data.length === 0) return null;
  const say = (key: string, values: Details): string => t(key, { ...values });
  const sentence = ({ type, details }: HistoryRow): string =>
    type.endsWith('.stopped')
      ? t([`failure.${String(details['code'])}`, 'failure.other'], { ...details })
      : t([`history.${type.replace(/^v\d+\.packing\./, '')}`, 'history.other'], {
          ...details,
          action: t([`override.${String(details['action'])}`, 'key.supervisor']),
        });
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
                {sentence(row)} <span className="quiet">{extrasOf(row.details, say)}</span>
              </span>
              <span className="quiet">{row.person ?? ''}</span>
            </li>
          ))}
      </ol>
    </>
  );
};
