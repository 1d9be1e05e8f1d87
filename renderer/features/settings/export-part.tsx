import { FileCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SliceWish } from '../../../shared/features/checkpoints/slice';
import type { Result } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { MadeFile } from '../../ui/made-file';

const ways = ['entries', 'order', 'parcel', 'lot'] as const;
type Way = (typeof ways)[number];

const whole = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

/** What is wished for; `null` while something is missing. */
const wishOf = (by: Way, first: string, second: string): SliceWish | null => {
  const [a, b] = [first.trim(), second.trim()];
  if (by === 'entries') {
    const [from, to] = [whole(a), whole(b)];
    return from > 0 && to >= from ? { by, from, to } : null;
  }
  if (a === '') return null;
  if (by === 'order') return { by, number: a };
  if (by === 'parcel') return { by, code: a };
  return b === '' ? null : { by, sku: a, lot: b };
};

const Field = ({ word, value, onChange }: { word: string; value: string; onChange: (value: string) => void }) => (
  <label className="field">
    <span>{word}</span>
    <input className="input" value={value} onChange={(event) => onChange(event.target.value)} maxLength={100} />
  </label>
);

/** A part of the record as one file with its proof. */
export const ExportPart = () => {
  const { t } = useTranslation();
  const { store } = useStation();
  const [by, setBy] = useState<Way>('entries');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const wish = wishOf(by, first, second);
  const send = (): void =>
    void run(async () => {
      if (wish !== null) setMade(await callStation('checkpoints.slice', wish));
    });
  const words =
    by === 'entries' ? (['from', 'to'] as const) : by === 'lot' ? (['sku', 'lot'] as const) : ([by] as const);
  return (
    <form
      className="card stack"
      aria-label={t('part.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      data-part
    >
      <h2>{t('part.title')}</h2>
      <p className="quiet">{t('part.text')}</p>
      <div className="row part-fields">
        <label className="field">
          <span>{t('part.by')}</span>
          <select
            className="input"
            value={by}
            onChange={(event) => {
              setBy(ways.find((each) => each === event.target.value) ?? 'entries');
              setFirst('');
              setSecond('');
            }}
          >
            {ways.map((each) => (
              <option key={each} value={each}>
                {t(`part.by.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Field word={t(`part.${words[0]}`)} value={first} onChange={setFirst} />
        {words[1] === undefined ? null : <Field word={t(`part.${words[1]}`)} value={second} onChange={setSecond} />}
      </div>
      <MadeFile made={made} opens={false} />
      <div className="row">
        <button type="submit" className="button" disabled={busy || wish === null || store.state !== 'ready'}>
          <FileCheck size={20} aria-hidden="true" /> {t('part.make')}
        </button>
      </div>
    </form>
  );
};
