import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../shared/features/packing/queries';

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

/** A step of packing as a sentence, and what belongs to it. */
export const useHistorySentence = () => {
  const { t } = useTranslation();
  const say = (key: string, values: Details): string => t(key, { ...values });
  const sentence = ({ type, details }: HistoryRow): string =>
    type.endsWith('.stopped')
      ? t([`failure.${String(details['code'])}`, 'failure.other'], { ...details })
      : t([`history.${type.replace(/^v\d+\.packing\./, '')}`, 'history.other'], {
          ...details,
          action: t([`override.${String(details['action'])}`, 'key.supervisor']),
        });
  return { sentence, extras: ({ details }: HistoryRow): string => extrasOf(details, say) };
};
