import { Eraser, FileDown, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderLine, TagRow } from '../../../shared/tag-list';
import type { Result } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { formatSeconds, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { Reading } from './reading';
import './rfid.css';
import { TagDialog } from './tag-dialog';
import { TagRows } from './tag-list';
import { tagKinds, usualOrder, type TagFilter, type TagKind } from './tag-view';
import { useArranged } from './use-arranged';
import { useTagList } from './use-tag-list';

/** What a reader may have missed: the last of it is said, and it stays until the list is cleared. */
const Losses = ({ readers }: { readers: readonly ReaderLine[] }) => {
  const { t } = useTranslation();
  const { devices, timeZone } = useStation();
  return readers.flatMap(({ view: { deviceId }, losses }) => {
    const [first] = losses;
    const last = losses.at(-1);
    if (first === undefined || last === undefined) return [];
    const reader = devices.find(({ id }) => id === deviceId)?.name ?? deviceId;
    const words = { reader, time: formatSeconds(first.since, timeZone), why: t(`rfid.loss.${last.cause}`) };
    return [
      <p key={deviceId} className="strip need" role="status" data-loss={last.cause}>
        <TriangleAlert size={22} aria-hidden="true" /> <span>{t('rfid.loss', words)}</span>
      </p>,
    ];
  });
};

const Filters = ({ filter, onFilter }: { filter: TagFilter; onFilter: (filter: TagFilter) => void }) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const readers = devices.filter(({ kind }) => kind === 'rfid');
  return (
    <>
      <input
        className="input grow"
        aria-label={t('rfid.search')}
        placeholder={t('rfid.search')}
        value={filter.search}
        maxLength={100}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      <select
        className="input"
        aria-label={t('rfid.kind')}
        value={filter.kind}
        onChange={(event) => onFilter({ ...filter, kind: event.target.value as TagKind })}
      >
        {tagKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`rfid.kind.${kind}`)}
          </option>
        ))}
      </select>
      {readers.length < 2 ? null : (
        <select
          className="input"
          aria-label={t('rfid.reader')}
          value={filter.readerId}
          onChange={(event) => onFilter({ ...filter, readerId: event.target.value })}
        >
          <option value="">{t('rfid.allReaders')}</option>
          {readers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </>
  );
};

const everything: TagFilter = { search: '', kind: 'all', readerId: '' };

/** What RFID readers see, while they see it. */
export const Page = () => {
  const { t } = useTranslation();
  const { devices, language } = useStation();
  const { rows, head } = useTagList();
  const [filter, setFilter] = useState(everything);
  const [order, setOrder] = useState(usualOrder);
  const [open, setOpen] = useState<TagRow | null>(null);
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const shown = useArranged(rows, filter, order);
  if (!devices.some(({ kind }) => kind === 'rfid')) return <p className="card">{t('rfid.noReaders')}</p>;
  if (head === null) return null;
  const save = (): void => void run(async () => setMade(await callStation('rfid.export', {})));
  const clear = (): void =>
    void run(async () => {
      setMade(null);
      await callStation('rfid.clear', {});
    });
  return (
    <div className="rfid">
      <h1 className="sr">{t('rfid.title')}</h1>
      <Reading head={head} />
      <section className="rfid-main card" aria-label={t('rfid.title')}>
        <div className="rfid-top stack">
          <div className="row">
            <Filters filter={filter} onFilter={setFilter} />
            <button type="button" className="button" disabled={busy || rows.length === 0} onClick={save} data-export>
              <FileDown size={20} aria-hidden="true" /> {t('rfid.export')}
            </button>
            <button type="button" className="button" disabled={busy || rows.length === 0} onClick={clear} data-clear>
              <Eraser size={20} aria-hidden="true" /> {t('rfid.clear')}
            </button>
          </div>
          <Losses readers={head.readers} />
          {head.full ? <p className="strip need">{t('rfid.full')}</p> : null}
          <MadeFile made={made} />
          {filter === everything ? null : (
            <p className="quiet number" data-shown={shown.length}>
              {t('rfid.shown', {
                shown: formatWhole(shown.length, language),
                all: formatWhole(rows.length, language),
              })}
            </p>
          )}
        </div>
        <TagRows
          rows={shown}
          order={order}
          onOrder={setOrder}
          onOpen={setOpen}
          empty={t(rows.length === 0 ? 'rfid.empty' : 'rfid.noneMatch')}
        />
      </section>
      {open === null ? null : <TagDialog row={rows[open.id] ?? open} onClose={() => setOpen(null)} />}
    </div>
  );
};
