import {
  Ban,
  CircleCheck,
  Clock,
  OctagonPause,
  OctagonX,
  Package,
  PackageCheck,
  ShieldAlert,
  Wrench,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { Standing as HowItStands } from '../../../shared/features/stock/standing';
import { civilTime, daysBetween } from '../../../shared/time';
import { useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatDay, formatWhole } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';

const looks = {
  available: [CircleCheck, 'good'],
  reserved: [Clock, 'accent'],
  picked: [Package, 'accent'],
  packed: [PackageCheck, 'accent'],
  quarantine: [ShieldAlert, 'need'],
  damaged: [Wrench, 'bad'],
  expired: [Ban, 'bad'],
  held: [OctagonPause, 'bad'],
  recalled: [OctagonX, 'bad'],
} as const satisfies Record<HowItStands, unknown>;

/** How goods stand, in colour, sign and word. */
export const StatusChip = ({ status, quantity }: { status: HowItStands; quantity?: number | undefined }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const [Icon, tone] = looks[status];
  return (
    <span className={`chip ${tone}`} data-status={status}>
      <Icon size={14} aria-hidden="true" /> {t(`stock.status.${status}`)}
      {quantity === undefined ? null : <strong className="number">{formatWhole(quantity, language)}</strong>}
    </span>
  );
};

/** How far goods on a shelf can be counted on, and how many of them are promised to orders. */
export const Standing = ({
  row,
  quantity,
}: {
  row: Pick<BalanceRow, 'status' | 'standing' | 'hold' | 'reserved'>;
  quantity?: number;
}) => (
  <span className="standing">
    <StatusChip status={row.standing} quantity={quantity} />
    {/* What is in a parcel or set aside already is held as well. */}
    {row.hold !== null && row.status !== 'available' ? (
      <StatusChip status={row.hold === 'recall' ? 'recalled' : 'held'} />
    ) : null}
    {row.reserved > 0 ? <StatusChip status="reserved" quantity={row.reserved} /> : null}
  </span>
);

const soonDays = 30;

/** An expiry day with the days left; near and past ones stand out by colour and words. */
export const Expiry = ({ expiry }: { expiry: string }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const today = civilTime(useNow(60_000), timeZone).date;
  const days = daysBetween(today, expiry);
  const tone = days < 0 ? 'bad' : days <= soonDays ? 'need' : 'quiet';
  return (
    <span className="number">
      {formatDay(expiry, language)}{' '}
      <span className={`nowrap ${tone}`}>
        {days < 0 ? t('stock.expiredDays', { count: -days }) : t('stock.daysLeft', { count: days })}
      </span>
    </span>
  );
};

/** What stands in a parcel has the parcel's own id as its unit, which says nothing to anybody. */
const parcelId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isParcel = (unit: string | null): boolean => unit !== null && parcelId.test(unit);

/** Lot, serial, owner and condition, as far as there are any. */
export const Traits = ({
  row,
  onUnit = null,
}: {
  row: Pick<BalanceRow, 'lot' | 'serial' | 'owner' | 'condition' | 'unit'>;
  onUnit?: ((unit: string) => void) | null;
}) => {
  const { t } = useTranslation();
  const { unit } = row;
  const isLink = onUnit !== null && unit !== null && !isParcel(unit);
  const parts = [
    row.lot === null ? '' : `${t('field.lot')} ${row.lot}`,
    row.serial === null ? '' : `${t('stock.serial')} ${row.serial}`,
    row.owner ?? '',
    row.condition === 'new' ? '' : t(`stock.condition.${row.condition}`),
    isParcel(unit) ? t('stock.inParcel') : isLink ? '' : (unit ?? ''),
  ].filter((each) => each !== '');
  return (
    <span>
      {parts.length === 0 && !isLink ? '–' : parts.join(' · ')}
      {isLink ? (
        <>
          {parts.length === 0 ? null : ' · '}
          <button type="button" className="link number" onClick={() => onUnit(unit)} data-unit-link={unit}>
            {unit}
          </button>
        </>
      ) : null}
    </span>
  );
};

/** Whatever leads to a bin. */
export const PlaceLink = ({ location, onPlace }: { location: string; onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  if (location.startsWith('@')) return <span className="quiet">{t(`stock.account.${location.slice(1)}`)}</span>;
  return (
    <button type="button" className="link number" onClick={() => onPlace(location)}>
      {location}
    </button>
  );
};

export const ItemCell = ({ picture, name, sku }: { picture: string; name: string; sku: string }) => (
  <span className="stock-item">
    <Pictogram name={picture} size={40} label="" />
    <span className="stock-name">
      <span className="cut">{name}</span>
      <span className="quiet number">{sku}</span>
    </span>
  </span>
);
