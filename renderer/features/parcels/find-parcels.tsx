import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundParcels } from '../../../shared/features/packing/reports';
import { useReport } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { Split } from '../../ui/split';
import { ParcelDetail } from './parcel-detail';
import { ParcelTable } from './parcel-table';

interface Wanted {
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

const fewestLetters = 2;

const Form = ({ busy, onFind }: { busy: boolean; onFind: (wanted: Wanted) => void }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const ready = text.trim().length >= fewestLetters && !busy;
  return (
    <form
      className="row find-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onFind({ text: text.trim(), from: from === '' ? null : from, to: to === '' ? null : to });
      }}
    >
      <input
        className="input grow"
        aria-label={t('parcels.findHint')}
        placeholder={t('parcels.findHint')}
        value={text}
        maxLength={80}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        data-find-text
      />
      {(
        [
          ['from', from, setFrom],
          ['to', to, setTo],
        ] as const
      ).map(([end, value, set]) => (
        <label key={end} className="row nowrap">
          <span className="quiet">{t(`period.${end}`)}</span>
          <input type="date" className="input compact" value={value} onChange={(event) => set(event.target.value)} />
        </label>
      ))}
      <button type="submit" className="button primary" disabled={!ready} data-find>
        <Search size={20} aria-hidden="true" /> {t('parcels.find')}
      </button>
    </form>
  );
};

const Count = ({ found: { total, rows } }: { found: FoundParcels }) => {
  const { t } = useTranslation();
  return (
    <p className="quiet" role="status" data-found={total}>
      {total === 0
        ? t('parcels.nothingFound')
        : rows.length < total
          ? t('parcels.foundMore', { shown: rows.length, count: total })
          : t('parcels.found', { count: total })}
    </p>
  );
};

/** Any parcel of all times. A report worker looks through the record, only when asked. */
export const FindParcels = ({ head }: { head: ReactNode }) => {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, failure, loading, again } = useReport('packing.findParcels', wanted);
  const found = failure === null && !loading ? (data?.value ?? null) : null;
  const row = found?.rows.find((each) => each.parcelId === chosen) ?? null;
  return (
    <>
      <div className="stack">
        {head}
        <Form
          busy={loading}
          onFind={(next) => {
            if (JSON.stringify(next) === JSON.stringify(wanted)) again();
            else setWanted(next);
          }}
        />
        <FailureLine failure={failure} />
        {wanted === null ? <p className="quiet">{t('parcels.findStart')}</p> : null}
        {loading ? (
          <p className="quiet" role="status">
            {t('parcels.finding')}
          </p>
        ) : null}
        {found === null ? null : <Count found={found} />}
      </div>
      {found === null || found.total === 0 ? null : (
        <Split label={t('parcels.title')} list={<ParcelTable rows={found.rows} chosen={chosen} onChoose={setChosen} />}>
          {row === null ? null : <ParcelDetail key={row.parcelId} row={row} onChanged={again} />}
        </Split>
      )}
    </>
  );
};
