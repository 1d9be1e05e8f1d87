import { FileOutput } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/result';
import { civilTime } from '../../../shared/time';
import { callStation, useBusy, useStation } from '../../station/client';
import { MadeFile } from '../../ui/made-file';

/** Movements, packing and counts of some days, for partners: GS1 EPCIS 2.0. */
export const ExportEpcis = () => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const [from, setFrom] = useState(() => civilTime(Date.now(), timeZone).date);
  const [to, setTo] = useState(from);
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const ready = from !== '' && to !== '' && from <= to && !busy;
  return (
    <form
      className="card stack"
      aria-label={t('part.epcis')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void run(async () => setMade(await callStation('trace.epcis', { from, to })));
      }}
      data-epcis
    >
      <h2>{t('part.epcis')}</h2>
      <p className="quiet">{t('part.epcisText')}</p>
      <div className="row">
        <label className="field">
          <span>{t('part.fromDay')}</span>
          <input type="date" className="input" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="field">
          <span>{t('part.toDay')}</span>
          <input type="date" className="input" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </div>
      <MadeFile made={made} opens={false} />
      <div className="row">
        <button type="submit" className="button" disabled={!ready}>
          <FileOutput size={20} aria-hidden="true" /> {t('part.make')}
        </button>
      </div>
    </form>
  );
};
