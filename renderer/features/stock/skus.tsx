import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type SkuStock } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { chosenSku, LongList, LongListHead, useLongList } from '../../ui/long-list';
import { ItemCell } from './parts';
import { SkuDetail } from './sku-detail';

const filters = ['all', 'none-left'] as const;
type Filter = (typeof filters)[number];

const Row = ({ row, chosen, onChoose }: { row: SkuStock; chosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const aside = row.onHand - row.totals.available;
  const held = row.totals.held + row.totals.recalled;
  return (
    <button
      type="button"
      className="stock-row"
      role="option"
      aria-selected={chosen}
      id={`stock-sku-${row.sku}`}
      tabIndex={-1}
      data-sku={row.sku}
      onClick={onChoose}
    >
      <ItemCell {...row} />
      <span className="stock-figure">
        <strong className={`number ${row.totals.available === 0 ? 'bad' : ''}`}>
          {formatWhole(row.totals.available, language)}
        </strong>
        <span className="quiet">{t('stock.status.available')}</span>
      </span>
      <span className="stock-figure">
        <strong className="number">{formatWhole(row.onHand, language)}</strong>
        {held > 0 ? (
          <span className="held bad" data-held={held}>
            <OctagonX size={14} aria-hidden="true" /> {t('stock.heldBack', { count: held })}
          </span>
        ) : (
          <span className="quiet">{aside === 0 ? t('stock.onHand') : t('stock.aside', { count: aside })}</span>
        )}
      </span>
    </button>
  );
};

/** Every SKU of the book by name. */
export const Skus = ({ onPlace }: { onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const list = useLongList();
  const { offset, limit } = list;
  const { data } = useQuery('stock.skus', { search, filter, offset, limit }, stockQueries['stock.skus'].tables);
  const sku = chosenSku(list, data);
  return (
    <div className="stock-split">
      <section className="card stock-list">
        <LongListHead
          state={list}
          className="stock-head"
          label={t('stock.search')}
          search={search}
          onSearch={setSearch}
          filters={filters}
          filter={filter}
          onFilter={setFilter}
          wordOf={(each) => t(`stock.filter.${each}`)}
        />
        <LongList
          state={list}
          data={data}
          rowHeight={60}
          label={t('stock.tab.items')}
          idOf={(each) => `stock-sku-${each}`}
          renderRow={(row, chosen, onChoose) => <Row row={row} chosen={chosen} onChoose={onChoose} />}
        />
      </section>
      {sku === null ? (
        <section className="card stock-detail quiet">{t('choose')}</section>
      ) : (
        <SkuDetail key={sku} sku={sku} row={data?.rows.find((each) => each.sku === sku) ?? null} onPlace={onPlace} />
      )}
    </div>
  );
};
