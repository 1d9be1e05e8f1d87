import { MapPin, ShoppingBasket, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TakeFrom as Place } from '../../shared/features/packing/view';
import type { MissingReason } from '../../shared/features/stock/records';
import { useStation } from '../station/client';
import { formatWhole } from './format';

const mostPlaces = 3;

export interface TakeFromProps {
  readonly takeFrom: readonly Place[];
  readonly missing: { readonly quantity: number; readonly why: MissingReason } | null;
  /** Also what to do about what is missing. */
  readonly withNext?: boolean;
}

/** The bins in which goods are reserved for a line, and what the book has for nobody, with the reason. */
export const TakeFrom = ({ takeFrom, missing, withNext = false }: TakeFromProps) => {
  const { t } = useTranslation();
  const { language } = useStation();
  if (takeFrom.length === 0 && missing === null) return null;
  const more = takeFrom.length - mostPlaces;
  return (
    <span className="take-from">
      {takeFrom.slice(0, mostPlaces).map(({ location, unit, picked, lot, expiry, quantity }) => (
        <span
          key={JSON.stringify([location, unit, picked, lot, expiry])}
          className={`chip number ${picked ? 'good' : 'accent'}`}
          title={
            picked ? t('pack.reserve.picked', { place: unit ?? location }) : t('pack.reserve.takeFrom', { location })
          }
          data-picked={picked}
          data-take-from={location}
        >
          {picked ? (
            <ShoppingBasket size={14} aria-hidden="true" />
          ) : (
            <MapPin size={14} aria-label={t('pack.reserve.from')} />
          )}{' '}
          <strong>{picked ? t('pack.reserve.picked', { place: unit ?? location }) : location}</strong> ×{' '}
          {formatWhole(quantity, language)}
          {lot === null ? null : ` · ${t('pack.lot', { lot })}`}
        </span>
      ))}
      {more > 0 ? <span className="quiet number">+ {more}</span> : null}
      {missing === null ? null : (
        <span className="chip need" data-missing={missing.why}>
          <TriangleAlert size={14} aria-hidden="true" /> {t('pack.reserve.missing', { count: missing.quantity })}
          {': '}
          {t(`pack.reserve.why.${missing.why}`)}
        </span>
      )}
      {missing !== null && withNext ? (
        <span className="take-from-next">{t(`pack.reserve.next.${missing.why}`)}</span>
      ) : null}
    </span>
  );
};
