import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { PinField } from '../../ui/pin-field';

/** The first start: one person of IT, and a way to try the app without one. */
export const FirstPerson = () => {
  const { t } = useTranslation();
  const { mode } = useStation();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const differ = again !== '' && again !== pin;
  const ready = name.trim() !== '' && /^\d{4,12}$/.test(pin) && pin === again;
  const create = (): void =>
    void run(async () => {
      const answer = await callStation('session.createFirst', { name, pin });
      if (!answer.ok) setFailure(answer.failure);
    });
  return (
    <main className="session">
      <form
        className="panel single card"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create();
        }}
      >
        <div className="stack">
          <ScanLine size={48} aria-hidden="true" />
          <h1>{t('session.first.title')}</h1>
          <p className="quiet">{t('session.first.text')}</p>
          <label className="field">
            <span>{t('name')}</span>
            <input
              className="input"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
            />
          </label>
          <div className="row">
            <PinField label={t('pin')} hint={t('session.pin.hint')} value={pin} onChange={setPin} />
            <PinField
              label={t('session.pin.repeat')}
              hint={differ ? t('session.pin.differ') : '\u00a0'}
              wrong={differ}
              value={again}
              onChange={setAgain}
            />
          </div>
          <FailureLine failure={failure} />
          <button type="submit" className="button primary large" disabled={!ready || busy}>
            {t('session.first.create')}
          </button>
          {mode === 'live' ? (
            <button type="button" className="button" data-try-demo onClick={() => void callStation('demo.try', {})}>
              {t('session.tryDemo')}
            </button>
          ) : null}
        </div>
      </form>
    </main>
  );
};
