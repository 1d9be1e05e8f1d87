import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWeight } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';

const Cartons = () => {
  const { t } = useTranslation();
  const { units } = useStation();
  const { data } = useQuery('catalogue.cartons', {}, catalogueQueries['catalogue.cartons'].tables);
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('catalogue.cartons')}>
      <h2>{t('catalogue.cartons')}</h2>
      <table className="list">
        <thead>
          <tr>
            <th>{t('name')}</th>
            <th className="number">{t('catalogue.inner')}</th>
            <th className="number">{t('catalogue.weight')}</th>
            <th className="number">{t('catalogue.max')}</th>
            <th className="number">{t('catalogue.stock')}</th>
          </tr>
        </thead>
        <tbody>
          {(data ?? []).map((carton) => {
            const tare = formatWeight(carton.tareMg, units);
            const most = formatWeight(carton.maxWeightMg, units);
            return (
              <tr key={carton.cartonId}>
                <td>{carton.name}</td>
                <td className="number">
                  {carton.innerLengthMm} × {carton.innerWidthMm} × {carton.innerHeightMm} mm
                </td>
                <td className="number">
                  {tare.digits} {tare.unit}
                </td>
                <td className="number">
                  {most.digits} {most.unit}
                </td>
                <td className="number">{carton.stock ?? '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { units } = useStation();
  const [search, setSearch] = useState('');
  const { data } = useQuery(
    'catalogue.list',
    { search, filter: 'all', offset: 0, limit: 200 },
    catalogueQueries['catalogue.list'].tables,
  );
  return (
    <>
      <div className="spread">
        <h1>
          {t('catalogue.title')} <span className="quiet number">{data?.total ?? ''}</span>
        </h1>
        <input
          className="input compact"
          aria-label={t('search')}
          placeholder={t('search')}
          value={search}
          maxLength={80}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div className="two">
        <section className="card list-scroll" tabIndex={0} aria-label={t('catalogue.items')}>
          <table className="list">
            <tbody>
              {(data?.rows ?? []).map((item) => {
                const weight = item.weightMg === null ? null : formatWeight(item.weightMg, units);
                return (
                  <tr key={item.sku}>
                    <td>
                      <Pictogram name={item.picture} label="" />
                    </td>
                    <td>
                      {item.name}
                      <br />
                      <span className="quiet">{item.sku}</span>
                    </td>
                    <td className="number">
                      {weight === null ? (
                        <span className="chip need">{t('catalogue.missing')}</span>
                      ) : (
                        `${weight.digits} ${weight.unit}`
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
        <Cartons />
      </div>
    </>
  );
};
