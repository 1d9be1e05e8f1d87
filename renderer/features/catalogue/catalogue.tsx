import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import { useQuery } from '../../station/client';
import { Tabs } from '../../ui/tabs';
import { Boxes } from './boxes';
import { Fillers } from './fillers';
import { Items } from './items';
import './catalogue.css';

const tabs = ['items', 'cartons', 'dunnage'] as const;
type Tab = (typeof tabs)[number];
const content = { items: Items, cartons: Boxes, dunnage: Fillers } as const;

/** What the warehouse sells, and what it packs that into. */
export const Page = () => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('items');
  const counts = useQuery('catalogue.counts', {}, catalogueQueries['catalogue.counts'].tables);
  const Content = content[tab];
  return (
    <>
      <div className="row">
        <h1>{t('catalogue.title')}</h1>
        <Tabs label={t('catalogue.title')} tabs={tabs} chosen={tab} onChoose={setTab} panel="tab-content">
          {(each) => (
            <>
              {t(`catalogue.${each}`)} <span className="quiet number">{counts.data?.[each] ?? ''}</span>
            </>
          )}
        </Tabs>
      </div>
      <div id="tab-content" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Content />
      </div>
    </>
  );
};
