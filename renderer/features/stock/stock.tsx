import { ArrowRightLeft, Ellipsis, EyeOff, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries } from '../../../shared/features/stock/queries';
import { callStation, useQuery, useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { TraceButton } from '../trace/trace-button';
import { OverrideDialog } from '../packing/dialogs/override-dialog';
import { Checks } from './checks';
import { MoveWork } from './move-work';
import { KitWork } from './kit-work';
import { MoreActs } from './more-acts';
import { Movements } from './movements';
import { Places } from './places';
import { Skus } from './skus';
import { Tasks } from './tasks';
import './stock.css';

const tabs = ['items', 'places', 'movements', 'checks', 'tasks'] as const;
type Tab = (typeof tabs)[number];

const acts = [
  ['move', ArrowRightLeft],
  ['receive', Truck],
] as const;

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

const Tabs = ({ tab, onChoose }: { tab: Tab; onChoose: (tab: Tab) => void }) => {
  const { t } = useTranslation();
  const open = useQuery('stock.tasks', { offset: 0, limit: 1 }, stockQueries['stock.tasks'].tables).data?.total ?? 0;
  const select = (next: Tab): void => {
    onChoose(next);
    document.getElementById(`stock-${next}`)?.focus();
  };
  return (
    <div
      className="stock-tabs"
      role="tablist"
      tabIndex={-1}
      aria-label={t('stock.title')}
      onKeyDown={({ key }) => {
        const next = tabs[(tabs.indexOf(tab) + (steps[key] ?? 0) + tabs.length) % tabs.length];
        if (key in steps && next !== undefined) select(next);
      }}
    >
      {tabs.map((each) => (
        <button
          key={each}
          id={`stock-${each}`}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls="stock-content"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {t(`stock.tab.${each}`)}
          {each === 'tasks' && open > 0 ? <span className="chip need number">{open}</span> : null}
        </button>
      ))}
    </div>
  );
};

/** Bins that are counted blind: no figure of the page has what lies there, and it says so. */
const Unseen = () => {
  const { t } = useTranslation();
  const { language } = useStation();
  const bins = useQuery('stock.unseen', {}, stockQueries['stock.unseen'].tables).data ?? 0;
  return bins === 0 ? null : (
    <p className="strip" role="status" data-unseen-bins={bins}>
      <EyeOff size={22} aria-hidden="true" />
      <span>{t('stock.unseen', { count: bins, bins: formatWhole(bins, language) })}</span>
    </p>
  );
};

/** What lies where, why the book thinks so, and what somebody should look at. */
export const Page = () => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('items');
  const [location, setLocation] = useState<string | null>(null);
  const [more, setMore] = useState(false);
  const { stockMove, stockKit } = useStation();
  const showPlace = (next: string): void => {
    setLocation(next);
    setTab('places');
  };
  if (stockMove !== null || stockKit !== null)
    return (
      <>
        <div className="spread">
          <h1>{t(`stock.act.${stockMove?.act ?? 'kit'}`)}</h1>
          <button type="button" className="button" onClick={() => void callStation('stock.endMove', {})} data-end-move>
            {t('stock.move.end')}
          </button>
        </div>
        {stockMove === null ? null : <MoveWork move={stockMove} />}
        {stockKit === null ? null : <KitWork view={stockKit} />}
      </>
    );
  return (
    <>
      <div className="spread wrap">
        <div className="row">
          <h1>{t('stock.title')}</h1>
          <Tabs tab={tab} onChoose={setTab} />
        </div>
        <div className="row">
          <TraceButton />
          {acts.map(([act, Icon]) => (
            <button
              key={act}
              type="button"
              className="button"
              onClick={() => void callStation('stock.beginMove', { act })}
              data-begin={act}
            >
              <Icon size={20} aria-hidden="true" /> {t(`stock.act.${act}`)}
            </button>
          ))}
          <button type="button" className="button" onClick={() => setMore(true)} data-more-acts>
            <Ellipsis size={20} aria-hidden="true" /> {t('stock.more')}
          </button>
        </div>
      </div>
      <Unseen />
      {more ? <MoreActs onDone={() => setMore(false)} /> : null}
      <div id="stock-content" className="stock-content" role="tabpanel" aria-labelledby={`stock-${tab}`}>
        {tab === 'items' ? <Skus onPlace={showPlace} /> : null}
        {tab === 'places' ? <Places location={location} onPlace={setLocation} /> : null}
        {tab === 'movements' ? <Movements onPlace={showPlace} /> : null}
        {tab === 'checks' ? <Checks onPlace={showPlace} /> : null}
        {tab === 'tasks' ? <Tasks onPlace={showPlace} /> : null}
      </div>
      <OverrideDialog />
    </>
  );
};
