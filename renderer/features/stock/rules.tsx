import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries } from '../../../shared/features/stock/queries';
import { rotations, type Rotation } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery } from '../../station/client';
import { FailureLine } from '../../ui/failure';

/** What leaves first, and from how few on somebody should order: a supervisor's to say. */
export const Rules = ({ sku }: { sku: string }) => {
  const { t } = useTranslation();
  const { data } = useQuery('stock.rule', { sku }, stockQueries['stock.rule'].tables);
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  if (data === null) return null;
  const save = (rotation: Rotation, minimum: number | null): void =>
    void run(async () => {
      const answer = await sendCommand('stock.setRule', { sku, rotation, minimum });
      setFailure(answer.ok ? null : answer.failure);
    });
  const saveMinimum = (value: string): void => {
    setText(null);
    if (value === '') save(data.rotation, null);
    else if (/^\d{1,7}$/.test(value)) save(data.rotation, Number(value));
  };
  return (
    <div className="row rules">
      <label className="field">
        <span>{t('stock.rotation')}</span>
        <select
          className="input compact"
          value={data.rotation}
          disabled={busy}
          onChange={(event) => save(rotations.find((each) => each === event.target.value) ?? 'fefo', data.minimum)}
          data-rotation
        >
          {rotations.map((each) => (
            <option key={each} value={each}>
              {t(`stock.rotation.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('stock.minimum')}</span>
        <input
          className="input compact number minimum"
          inputMode="numeric"
          value={text ?? (data.minimum === null ? '' : String(data.minimum))}
          maxLength={7}
          placeholder="–"
          onChange={(event) => setText(event.target.value)}
          onBlur={(event) => text !== null && saveMinimum(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') saveMinimum(event.currentTarget.value);
          }}
          data-minimum
        />
      </label>
      <FailureLine failure={failure} />
    </div>
  );
};
