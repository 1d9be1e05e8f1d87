import { Flame, GlassWater } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CatalogueItem, CatalogueRow, LearnedWeight } from '../../../shared/features/catalogue/queries';
import type { Size } from '../../../shared/units';
import { useStation } from '../../station/client';
import { formatMoney, formatSmallWeight, formatWeight } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';

/** What must not be overlooked about an item. */
export const ItemMarks = ({
  item,
}: {
  item: Pick<CatalogueRow, 'fragile' | 'hazmat'> & { needs: readonly string[] };
}) => {
  const { t } = useTranslation();
  return (
    <>
      {item.needs.length === 0 ? null : <span className="chip plain">{item.needs.join(' · ')}</span>}
      {item.fragile ? (
        <span className="chip need">
          <GlassWater size={14} aria-hidden="true" /> {t('pack.fragile')}
        </span>
      ) : null}
      {item.hazmat ? (
        <span className="chip bad">
          <Flame size={14} aria-hidden="true" /> {t('pack.hazmat')}
        </span>
      ) : null}
    </>
  );
};

/** The catalogue's weight, else what parcels taught, else that it will be learned. */
export const ItemWeight = ({ weightMg, learned }: { weightMg: number | null; learned: LearnedWeight | null }) => {
  const { t } = useTranslation();
  const { units } = useStation();
  const known = weightMg ?? learned?.weightMg ?? null;
  if (known === null) return <span className="chip need">{t('catalogue.missing')}</span>;
  const { digits, unit } = formatWeight(known, units);
  return (
    <span className="number">
      {digits} {unit}
      {weightMg === null ? <span className="chip plain learned">{t('catalogue.learned')}</span> : null}
    </span>
  );
};

export const sizeText = ({ lengthMm, widthMm, heightMm }: Size): string => `${lengthMm} × ${widthMm} × ${heightMm} mm`;

const useFacts = (item: CatalogueItem): readonly (readonly [string, string | null])[] => {
  const { t } = useTranslation();
  const { units, language } = useStation();
  const { lengthMm, widthMm, heightMm, learned } = item;
  const learnedWeight = learned === null ? null : formatWeight(learned.weightMg, units);
  return [
    [t('catalogue.spread'), item.weightSpreadMg === null ? null : `± ${formatSmallWeight(item.weightSpreadMg, units)}`],
    [
      t('catalogue.fromParcels'),
      learnedWeight === null
        ? null
        : `${learnedWeight.digits} ${learnedWeight.unit} (${t('catalogue.parcels', { count: learned?.parcels ?? 0 })})`,
    ],
    [
      t('catalogue.size'),
      lengthMm === null || widthMm === null || heightMm === null
        ? t('catalogue.sizeMissing')
        : sizeText({ lengthMm, widthMm, heightMm }),
    ],
    [t('catalogue.daysLeft'), item.expiryRule === 'none' ? null : t('catalogue.days', { count: item.minDaysLeft })],
    [t('catalogue.keyed'), item.keyedQuantity ? t('yes') : t('no')],
    [t('catalogue.category'), item.category],
    [t('catalogue.origin'), item.origin],
    [t('catalogue.hsCode'), item.hsCode],
    [
      t('catalogue.value'),
      item.valueMinor === null || item.currency === null ? null : formatMoney(item.valueMinor, item.currency, language),
    ],
  ];
};

const Barcodes = ({ item }: { item: CatalogueItem }) => {
  const { t } = useTranslation();
  const taught = item.taught.map((each) => ({ ...each, taught: true }));
  const all = [...item.barcodes.map((each) => ({ ...each, taught: false })), ...taught];
  return (
    <section className="stack barcodes">
      <h3>{t('catalogue.barcodes')}</h3>
      {all.length === 0 ? <p className="quiet">{t('catalogue.noBarcodes')}</p> : null}
      {all.map(({ code, quantity, taught: byPerson }) => (
        <p key={`${code}${byPerson ? 't' : ''}`} className="spread">
          <span className="number barcode">{code}</span>
          <span className="row">
            {byPerson ? <span className="chip plain">{t('catalogue.taught')}</span> : null}
            <span className={`chip ${quantity > 1 ? 'accent' : 'plain'}`}>
              {t('catalogue.pieces', { count: quantity })}
            </span>
          </span>
        </p>
      ))}
    </section>
  );
};

/** Everything that the catalogue knows of one item. */
export const ItemFacts = ({ item }: { item: CatalogueItem }) => {
  const { t } = useTranslation();
  const facts = useFacts(item);
  const needs = [
    item.lotRule === 'required' ? t('pack.needsLot') : '',
    item.serialRule === 'required' ? t('pack.needsSerial') : '',
    item.expiryRule === 'required' ? t('pack.needsExpiry') : '',
  ].filter((each) => each !== '');
  return (
    <section className="card stack item-facts" data-item={item.sku}>
      <div className="item-head">
        <Pictogram name={item.picture} size={120} label={item.name} />
        <div className="stack">
          <h2>{item.name}</h2>
          <p className="quiet number">{item.sku}</p>
          <p className="item-weight">
            <ItemWeight weightMg={item.weightMg} learned={item.learned} />
          </p>
        </div>
      </div>
      <div className="row">
        <ItemMarks item={{ fragile: item.fragile, hazmat: item.hazmat, needs }} />
        {item.retired ? <span className="chip plain">{t('catalogue.filter.retired')}</span> : null}
        {item.mentionedOnly ? <span className="chip plain">{t('catalogue.filter.mentioned-only')}</span> : null}
      </div>
      {item.weightMg === null && item.learned === null ? <p className="quiet">{t('catalogue.missingText')}</p> : null}
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="number">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <Barcodes item={item} />
    </section>
  );
};
