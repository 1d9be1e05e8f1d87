import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { packingQueries } from '../../../shared/features/packing/queries';
import { useQuery } from '../../station/client';
import { Split } from '../../ui/split';
import { Tabs } from '../../ui/tabs';
import { OverrideDialog } from '../packing/dialogs/override-dialog';
import { FindParcels } from './find-parcels';
import { ParcelDetail } from './parcel-detail';
import { ParcelTable } from './parcel-table';

const Newest = ({ head }: { head: ReactNode }) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery('packing.parcels', { search, limit: 200 }, packingQueries['packing.parcels'].tables);
  const row = data?.find((each) => each.parcelId === chosen) ?? null;
  return (
    <>
      <div className="spread">
        {head}
        <input
          className="input search"
          aria-label={t('parcels.search')}
          placeholder={t('parcels.search')}
          value={search}
          maxLength={80}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <Split label={t('parcels.title')} list={<ParcelTable rows={data} chosen={chosen} onChoose={setChosen} />}>
        {row === null ? null : <ParcelDetail key={row.parcelId} row={row} />}
      </Split>
    </>
  );
};

const tabs = ['newest', 'find'] as const;

/** Parcels: the newest ones, as they change, or any of all times. */
export const Page = () => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<(typeof tabs)[number]>('newest');
  const head = (
    <div className="row">
      <h1>{t('parcels.title')}</h1>
      <Tabs label={t('parcels.title')} tabs={tabs} chosen={tab} onChoose={setTab}>
        {(each) => t(`parcels.${each}`)}
      </Tabs>
    </div>
  );
  return (
    <>
      {tab === 'newest' ? <Newest head={head} /> : <FindParcels head={head} />}
      <OverrideDialog />
    </>
  );
};
