import { Gift, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../shared/features/packing/view';
import { useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatCountdown, formatTime } from '../../ui/format';

const CutOff = ({ at }: { at: string }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const { text, late, minutes } = formatCountdown(Date.parse(at), useNow(15_000));
  const tone = late ? 'bad' : minutes < 30 ? 'need' : '';
  return (
    <div>
      <p className="label">{t('pack.cutOff')}</p>
      <p className={`cut-off number ${tone}`}>
        {late ? <small>{t('pack.late')} </small> : null}
        {text} <small className="quiet">{formatTime(at, timeZone)}</small>
      </p>
    </div>
  );
};

/** Whose order this is, when it must go, and what must not be forgotten. */
export const OrderCard = memo(({ pack }: { pack: PackView }) => {
  const { t } = useTranslation();
  const { parcel } = pack;
  const facts: readonly (readonly [string, string])[] = [
    [
      t('pack.shipTo'),
      pack.shipTo === null ? t('pack.noShipTo') : `${pack.shipTo.name}, ${pack.shipTo.city}, ${pack.country}`,
    ],
    [t('pack.box'), parcel?.carton === null || parcel === null ? t('pack.noBox') : parcel.carton.name],
    [
      t('pack.filler'),
      parcel === null || parcel.dunnage.length === 0
        ? '–'
        : parcel.dunnage.map((each) => `${each.name} × ${each.quantity}`).join(', '),
    ],
    [t('pack.parcel'), parcel === null ? '–' : `${parcel.sequence}`],
    ...(pack.tote === null ? [] : [[t('pack.tote'), pack.tote] as const]),
  ];
  return (
    <section className="card order">
      <div>
        <p className="label">{t('pack.order')}</p>
        <div className="order-name">
          <p className="order-big number cut">{pack.number}</p>
          <span className="chip accent">{pack.service}</span>
        </div>
      </div>
      {pack.cutOffAt === null ? null : <CutOff at={pack.cutOffAt} />}
      {pack.note === null ? null : (
        <p className="note">
          <TriangleAlert size={20} aria-hidden="true" /> <span>{pack.note}</span>
        </p>
      )}
      {pack.gift === null ? null : (
        <p className="note gift">
          <Gift size={20} aria-label={t('pack.gift')} /> <span>{pack.gift}</span>
        </p>
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
});
