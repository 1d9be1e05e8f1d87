import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

/** Rows are asked for by the hundred; two hundred are more than any screen shows. */
const page = 100;

/** Some rows of a list, and how many it has in all. */
interface Rows<T> {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly T[];
}

interface Item {
  readonly sku: string;
}

/** Place in the list, and the item there once its row was asked for. */
interface Chosen {
  readonly index: number;
  readonly sku: string | null;
}

export interface LongListState {
  /** Which rows to ask for. */
  readonly offset: number;
  readonly limit: number;
  readonly element: RefObject<HTMLDivElement | null>;
  readonly setFirst: (index: number) => void;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
  /** From the top again: something else is looked for. */
  readonly begin: () => void;
}

export const useLongList = (): LongListState => {
  const [first, setFirst] = useState(0);
  const [chosen, choose] = useState<Chosen>({ index: 0, sku: null });
  const element = useRef<HTMLDivElement>(null);
  return {
    offset: Math.max(0, Math.floor(first / page) * page - page / 2),
    limit: 2 * page,
    element,
    setFirst,
    chosen,
    choose,
    begin: () => {
      setFirst(0);
      choose({ index: 0, sku: null });
      element.current?.scrollTo({ top: 0 });
    },
  };
};

const at = <T extends Item>(data: Rows<T> | null, index: number): T | null => data?.rows[index - data.offset] ?? null;

/** The item that is chosen; `null` while nothing was read. */
export const chosenSku = <T extends Item>({ chosen }: LongListState, data: Rows<T> | null): string | null =>
  at(data, chosen.index)?.sku ?? chosen.sku;

/** What is looked for, and which of it. */
export const LongListHead = <F extends string>({
  state,
  className,
  label,
  search,
  onSearch,
  filters,
  filter,
  onFilter,
  wordOf,
}: {
  state: LongListState;
  className: string;
  label: string;
  search: string;
  onSearch: (text: string) => void;
  filters: readonly F[];
  filter: F;
  onFilter: (filter: F) => void;
  wordOf: (filter: F) => string;
}) => {
  const { t } = useTranslation();
  return (
    <div className={`row ${className}`}>
      <input
        className="input compact grow"
        aria-label={label}
        placeholder={label}
        value={search}
        maxLength={80}
        onChange={(event) => {
          onSearch(event.target.value);
          state.begin();
        }}
      />
      <select
        className="input compact"
        aria-label={t('catalogue.show')}
        value={filter}
        onChange={(event) => {
          onFilter(filters.find((each) => each === event.target.value) ?? filter);
          state.begin();
        }}
      >
        {filters.map((each) => (
          <option key={each} value={each}>
            {wordOf(each)}
          </option>
        ))}
      </select>
    </div>
  );
};

/** Items by name, however many: only the rows in sight are asked for and drawn. */
export const LongList = <T extends Item>({
  state,
  data,
  rowHeight,
  label,
  idOf,
  renderRow,
}: {
  state: LongListState;
  data: Rows<T> | null;
  rowHeight: number;
  label: string;
  /** Of the row of a SKU. */
  idOf: (sku: string) => string;
  renderRow: (item: T, chosen: boolean, onChoose: () => void) => ReactNode;
}) => {
  const { t } = useTranslation();
  const { element, chosen, choose, setFirst } = state;
  const rows = useVirtualizer({
    count: data?.total ?? 0,
    getScrollElement: () => element.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    onChange: (instance) => setFirst(instance.range?.startIndex ?? 0),
  });
  const sku = chosenSku(state, data);
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by === undefined || data === null || data.total === 0) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(data.total - 1, chosen.index + by));
    choose({ index, sku: at(data, index)?.sku ?? sku });
    rows.scrollToIndex(index);
  };
  return (
    <div
      ref={element}
      className="scroll long-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={sku === null ? undefined : idOf(sku)}
      onKeyDown={move}
    >
      <div className="items-space" role="presentation" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = at(data, index);
          return item === null ? null : (
            <div
              key={item.sku}
              className="item-place"
              role="presentation"
              style={{ transform: `translateY(${start}px)` }}
            >
              {renderRow(item, item.sku === sku, () => choose({ index, sku: item.sku }))}
            </div>
          );
        })}
      </div>
      {data?.total === 0 ? <p className="quiet long-list-none">{t('none')}</p> : null}
    </div>
  );
};
