import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Copy } from 'lucide-react';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagRow } from '../../../shared/tag-list';
import { useStation } from '../../station/client';
import { formatSeconds, formatWhole } from '../../ui/format';
import { nameParts, schemeText, sortKeys, type SortKey, type TagOrder } from './tag-view';

const rowHeight = 60;

/** Whole dBm are more than a tag's strength is worth; the minus is a real one. */
export const formatDbm = (centiDbm: number): string =>
  `${centiDbm < 0 ? '−' : ''}${Math.round(Math.abs(centiDbm) / 100)}`;

/** What a tag is, in a line of big letters. */
export const TagTitle = ({ row }: { row: TagRow }) => {
  const { t } = useTranslation();
  const parts = nameParts(row.name);
  if (parts !== null) return <>{parts.join(' · ')}</>;
  const kind = row.name.kind === 'epc' ? 'foreign' : row.name.kind;
  return <span className="need">{t(`rfid.tag.${kind}`)}</span>;
};

const antennasOf = ({ places }: TagRow): string =>
  [...new Set(places.map(({ antenna }) => antenna))]
    .filter((antenna) => antenna !== null)
    .toSorted((one, other) => one - other)
    .join(', ');

interface RowProps {
  readonly row: TagRow;
  readonly chosen: boolean;
  readonly onOpen: (row: TagRow) => void;
}

const Row = memo(({ row, chosen, onOpen }: RowProps) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const scheme = schemeText(row.name);
  return (
    <button
      type="button"
      className="tag-row tag-columns"
      role="option"
      aria-selected={chosen}
      id={`tag-${row.id}`}
      tabIndex={-1}
      data-epc={row.epcHex}
      onClick={() => onOpen(row)}
    >
      <span className="tag-name">
        <span className="tag-title">
          <span className="cut number">
            <TagTitle row={row} />
          </span>
          {row.twice ? (
            <span className="chip need">
              <Copy size={14} aria-hidden="true" /> {t('rfid.tag.twice')}
            </span>
          ) : null}
        </span>
        <span className="quiet mono cut">
          {scheme === null ? '' : `${scheme} · `}
          {row.epcHex}
          {row.tidHex === null ? '' : ` · TID ${row.tidHex}`}
        </span>
      </span>
      <span className="number">
        {row.maxRssiCentiDbm === null ? '–' : t('rfid.dbm', { value: formatDbm(row.maxRssiCentiDbm) })}
      </span>
      <span className="number">{antennasOf(row) || '–'}</span>
      <span className="number">{formatWhole(row.reads, language)}</span>
      <span className="number">{formatSeconds(row.firstAt, timeZone)}</span>
      <span className="number">{formatSeconds(row.lastAt, timeZone)}</span>
    </button>
  );
});

const Head = ({ order, onOrder }: { order: TagOrder; onOrder: (order: TagOrder) => void }) => {
  const { t } = useTranslation();
  const press = (by: SortKey): void =>
    // Figures begin with the greatest, names with A.
    onOrder({ by, descending: order.by === by ? !order.descending : by !== 'tag' && by !== 'antenna' });
  return (
    <div className="tag-head tag-columns">
      {sortKeys.map((by) => (
        <button
          key={by}
          type="button"
          aria-pressed={order.by === by}
          onClick={() => press(by)}
          data-sort={by}
          data-descending={order.by === by ? order.descending : undefined}
        >
          {t(`rfid.column.${by}`)}
          {order.by !== by ? null : order.descending ? (
            <ArrowDown size={14} aria-hidden="true" />
          ) : (
            <ArrowUp size={14} aria-hidden="true" />
          )}
        </button>
      ))}
    </div>
  );
};

export interface TagRowsProps {
  readonly rows: readonly TagRow[];
  readonly order: TagOrder;
  readonly onOrder: (order: TagOrder) => void;
  readonly onOpen: (row: TagRow) => void;
  /** What is said where no row is. */
  readonly empty: string;
}

/** Tags, however many: only those in sight are drawn. Arrow keys choose, Enter shows all of one. */
export const TagRows = ({ rows, order, onOrder, onOpen, empty }: TagRowsProps) => {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const chosen = rows.findIndex(({ id }) => id === chosenId);
  const open = (row: TagRow): void => {
    setChosenId(row.id);
    onOpen(row);
  };
  const onKey = (event: KeyboardEvent): void => {
    const row = rows[chosen];
    if (event.key === 'Enter' && row !== undefined) {
      // Else the same stroke presses what the dialog begins with.
      event.preventDefault();
      onOpen(row);
    }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by === undefined || rows.length === 0) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(rows.length - 1, chosen < 0 ? 0 : chosen + by));
    setChosenId(rows[index]?.id ?? null);
    virtual.scrollToIndex(index);
  };
  if (rows.length === 0) return <p className="quiet tag-empty">{empty}</p>;
  return (
    <>
      <Head order={order} onOrder={onOrder} />
      <div
        ref={list}
        className="tag-scroll scroll"
        role="listbox"
        tabIndex={0}
        aria-label={t('rfid.title')}
        aria-activedescendant={chosen < 0 ? undefined : `tag-${chosenId}`}
        onKeyDown={onKey}
        data-tags
      >
        <div className="items-space" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div
                key={row.id}
                className="item-place"
                role="presentation"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row row={row} chosen={row.id === chosenId} onOpen={open} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
};
