import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQueries, type CatalogueRow } from '../../../shared/features/catalogue/queries';
import { useQuery } from '../../station/client';
import { Pictogram } from '../../ui/pictogram';
import { ItemFacts, ItemMarks, ItemWeight, sizeText } from './item-facts';

const filters = ['all', 'weight-missing', 'size-missing', 'ambiguous', 'mentioned-only', 'retired'] as const;
type Filter = (typeof filters)[number];

const rowHeight = 64;
/** Rows are asked for by the hundred; two hundred are more than any screen shows. */
const page = 100;

/** Place in the list, and the item there once its row was asked for. */
interface Chosen {
  readonly index: number;
  readonly sku: string | null;
}

const Row = ({ item, chosen, onChoose }: { item: CatalogueRow; chosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation();
  const needs = [
    item.needsLot ? t('pack.needsLot') : '',
    item.needsSerial ? t('pack.needsSerial') : '',
    item.needsExpiry ? t('pack.needsExpiry') : '',
  ].filter((each) => each !== '');
  return (
    <button
      type="button"
      className="item-row"
      role="option"
      aria-selected={chosen}
      id={`item-${item.sku}`}
      tabIndex={-1}
      data-sku={item.sku}
      onClick={onChoose}
    >
      <Pictogram name={item.picture} size={48} label="" />
      <span className="item-name">
        <span className="cut">{item.name}</span>
        <span className="quiet number">{item.sku}</span>
      </span>
      <span className="item-marks">
        <ItemMarks item={{ fragile: item.fragile, hazmat: item.hazmat, needs }} />
      </span>
      <span className="item-figures">
        <ItemWeight weightMg={item.weightMg} learned={item.learned} />
        <span className="quiet number">{item.size === null ? t('catalogue.sizeMissing') : sizeText(item.size)}</span>
      </span>
    </button>
  );
};

/** Items by name, however many: only the rows in sight are asked for and drawn. */
export const Items = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [first, setFirst] = useState(0);
  const [chosen, setChosen] = useState<Chosen>({ index: 0, sku: null });
  const list = useRef<HTMLDivElement>(null);
  const { data } = useQuery(
    'catalogue.list',
    { search, filter, offset: Math.max(0, Math.floor(first / page) * page - page / 2), limit: 2 * page },
    catalogueQueries['catalogue.list'].tables,
  );
  const rows = useVirtualizer({
    count: data?.total ?? 0,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    onChange: (instance) => setFirst(instance.range?.startIndex ?? 0),
  });
  const at = (index: number): CatalogueRow | null => data?.rows[index - data.offset] ?? null;
  const sku = at(chosen.index)?.sku ?? chosen.sku;
  const detail = useQuery('catalogue.item', { sku: sku ?? '-' }, catalogueQueries['catalogue.item'].tables);
  const begin = (): void => {
    setFirst(0);
    setChosen({ index: 0, sku: null });
    list.current?.scrollTo({ top: 0 });
  };
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by === undefined || data === null || data.total === 0) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(data.total - 1, chosen.index + by));
    setChosen({ index, sku: at(index)?.sku ?? sku });
    rows.scrollToIndex(index);
  };
  return (
    <div className="two wide-first">
      <section className="card items">
        <div className="row items-head">
          <input
            className="input compact grow"
            aria-label={t('catalogue.search')}
            placeholder={t('catalogue.search')}
            value={search}
            maxLength={80}
            onChange={(event) => {
              setSearch(event.target.value);
              begin();
            }}
          />
          <select
            className="input compact"
            aria-label={t('catalogue.show')}
            value={filter}
            onChange={(event) => {
              setFilter(event.target.value as Filter);
              begin();
            }}
          >
            {filters.map((each) => (
              <option key={each} value={each}>
                {t(`catalogue.filter.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <div
          ref={list}
          className="items-scroll scroll"
          role="listbox"
          tabIndex={0}
          aria-label={t('catalogue.items')}
          aria-activedescendant={sku === null ? undefined : `item-${sku}`}
          onKeyDown={move}
        >
          <div className="items-space" role="presentation" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const item = at(index);
              return item === null ? null : (
                <div
                  key={item.sku}
                  className="item-place"
                  role="presentation"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Row item={item} chosen={item.sku === sku} onChoose={() => setChosen({ index, sku: item.sku })} />
                </div>
              );
            })}
          </div>
          {data?.total === 0 ? <p className="quiet">{t('none')}</p> : null}
        </div>
      </section>
      {sku === null || detail.data === null ? null : <ItemFacts item={detail.data} />}
    </div>
  );
};
