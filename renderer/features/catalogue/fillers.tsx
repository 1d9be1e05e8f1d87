import { useTranslation } from 'react-i18next';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import { useQuery, useStation } from '../../station/client';
import { formatSmallWeight } from '../../ui/format';

/** What fills the room between goods; its weight is part of what a parcel should weigh. */
export const Fillers = () => {
  const { t } = useTranslation();
  const { units } = useStation();
  const { data } = useQuery('catalogue.dunnage', {}, catalogueQueries['catalogue.dunnage'].tables);
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('catalogue.dunnage')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('name')}</th>
            <th>{t('catalogue.unit')}</th>
            <th className="number">{t('catalogue.weight')}</th>
            <th className="number">{t('catalogue.differs')}</th>
          </tr>
        </thead>
        <tbody>
          {(data ?? []).map((filler) => (
            <tr key={filler.dunnageId} data-dunnage={filler.dunnageId}>
              <td>
                <strong>{filler.name}</strong>
              </td>
              <td>{filler.unitLabel}</td>
              <td className="number">{formatSmallWeight(filler.weightMg, units)}</td>
              <td className="number">± {formatSmallWeight(filler.weightSpreadMg, units)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data?.length === 0 ? <p className="quiet">{t('none')}</p> : null}
    </section>
  );
};
