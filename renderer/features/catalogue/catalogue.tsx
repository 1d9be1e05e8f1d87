import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import { useQuery } from '../../station/client';
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
  const select = (next: Tab): void => {
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const step = (key: string): number => (key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0);
  return (
    <>
      <div className="row">
        <h1>{t('catalogue.title')}</h1>
        <div
          className="tabs"
          role="tablist"
          tabIndex={-1}
          aria-label={t('catalogue.title')}
          onKeyDown={(event) => {
            const by = step(event.key);
            const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
            if (by !== 0 && next !== undefined) select(next);
          }}
        >
          {tabs.map((each) => (
            <button
              key={each}
              id={`tab-${each}`}
              type="button"
              role="tab"
              className="tab"
              aria-selected={each === tab}
              aria-controls="tab-content"
              tabIndex={each === tab ? 0 : -1}
              onClick={() => setTab(each)}
            >
              {t(`catalogue.${each}`)} <span className="quiet number">{counts.data?.[each] ?? ''}</span>
            </button>
          ))}
        </div>
      </div>
      <div id="tab-content" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Content />
      </div>
    </>
  );
};
