import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQueries, type CatalogueRow } from '../../../shared/features/catalogue/queries';
import { useQuery } from '../../station/client';
import { chosenSku, LongList, LongListHead, useLongList } from '../../ui/long-list';
import { Pictogram } from '../../ui/pictogram';
import { ItemFacts, ItemMarks, ItemWeight, sizeText } from './item-facts';

const filters = ['all', 'weight-missing', 'size-missing', 'ambiguous', 'mentioned-only', 'retired'] as const;
type Filter = (typeof filters)[number];

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

/** Items of the catalogue by name. */
export const Items = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const list = useLongList();
  const { offset, limit } = list;
  const { data } = useQuery(
    'catalogue.list',
    { search, filter, offset, limit },
    catalogueQueries['catalogue.list'].tables,
  );
  const sku = chosenSku(list, data);
  const detail = useQuery('catalogue.item', { sku: sku ?? '-' }, catalogueQueries['catalogue.item'].tables);
  return (
    <div className="two wide-first">
      <section className="card items">
        <LongListHead
          state={list}
          className="items-head"
          label={t('catalogue.search')}
          search={search}
          onSearch={setSearch}
          filters={filters}
          filter={filter}
          onFilter={setFilter}
          wordOf={(each) => t(`catalogue.filter.${each}`)}
        />
        <LongList
          state={list}
          data={data}
          rowHeight={64}
          label={t('catalogue.items')}
          idOf={(each) => `item-${each}`}
          renderRow={(item, chosen, onChoose) => <Row item={item} chosen={chosen} onChoose={onChoose} />}
        />
      </section>
      {sku === null || detail.data === null ? null : <ItemFacts item={detail.data} />}
    </div>
  );
};
