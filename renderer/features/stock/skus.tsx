import { useVirtualizer } from '@tanstack/react-virtual';
import { OctagonX } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type SkuStock } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { ItemCell } from './parts';
import { SkuDetail } from './sku-detail';

const rowHeight = 60;
/** Rows are asked for by the hundred; two hundred are more than any screen shows. */
const page = 100;

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

/** Every SKU of the book by name, however many: only the rows in sight are asked for and drawn. */
export const Skus = ({ onPlace }: { onPlace: (location: string) => void }) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [first, setFirst] = useState(0);
  const [chosen, setChosen] = useState<{ readonly index: number; readonly sku: string | null }>({
    index: 0,
    sku: null,
  });
  const list = useRef<HTMLDivElement>(null);
  const { data } = useQuery(
    'stock.skus',
    { search, filter, offset: Math.max(0, Math.floor(first / page) * page - page / 2), limit: 2 * page },
    stockQueries['stock.skus'].tables,
  );
  const rows = useVirtualizer({
    count: data?.total ?? 0,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    onChange: (instance) => setFirst(instance.range?.startIndex ?? 0),
  });
  const at = (index: number): SkuStock | null => data?.rows[index - data.offset] ?? null;
  const sku = at(chosen.index)?.sku ?? chosen.sku;
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
    <div className="stock-split">
      <section className="card stock-list">
        <div className="row stock-head">
          <input
            className="input compact grow"
            aria-label={t('stock.search')}
            placeholder={t('stock.search')}
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
              setFilter(filters.find((each) => each === event.target.value) ?? 'all');
              begin();
            }}
          >
            {filters.map((each) => (
              <option key={each} value={each}>
                {t(`stock.filter.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <div
          ref={list}
          className="scroll stock-scroll"
          role="listbox"
          tabIndex={0}
          aria-label={t('stock.tab.items')}
          aria-activedescendant={sku === null ? undefined : `stock-sku-${sku}`}
          onKeyDown={move}
        >
          <div className="stock-space" role="presentation" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const row = at(index);
              return row === null ? null : (
                <div
                  key={row.sku}
                  className="stock-at"
                  role="presentation"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Row row={row} chosen={row.sku === sku} onChoose={() => setChosen({ index, sku: row.sku })} />
                </div>
              );
            })}
          </div>
          {data?.total === 0 ? <p className="quiet stock-none">{t('none')}</p> : null}
        </div>
      </section>
      {sku === null ? (
        <section className="card stock-detail quiet">{t('choose')}</section>
      ) : (
        <SkuDetail key={sku} sku={sku} row={data?.rows.find((each) => each.sku === sku) ?? null} onPlace={onPlace} />
      )}
    </div>
  );
};
