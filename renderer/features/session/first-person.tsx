import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';

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
            <label className="field grow">
              <span>{t('pin')}</span>
              <input
                className="input"
                type="password"
                inputMode="numeric"
                value={pin}
                maxLength={12}
                onChange={(event) => setPin(event.target.value)}
                autoComplete="off"
              />
              <small>{t('session.pin.hint')}</small>
            </label>
            <label className="field grow">
              <span>{t('session.pin.repeat')}</span>
              <input
                className="input"
                type="password"
                inputMode="numeric"
                value={again}
                maxLength={12}
                aria-invalid={differ}
                onChange={(event) => setAgain(event.target.value)}
                autoComplete="off"
              />
              <small className={differ ? 'bad' : ''}>{differ ? t('session.pin.differ') : '\u00a0'}</small>
            </label>
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
