import { ChevronRight, Compass, FlaskConical, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { tourSteps } from '../../../shared/tour';
import { callStation, useStation, useTour } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';

/** Starts the tour and shows the virtual bench: demo data only, for whoever is new. */
export const TourButtons = ({ onStarted = () => undefined }: { onStarted?: () => void }) => {
  const { t } = useTranslation();
  const { mode } = useStation();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (mode !== 'demo') return null;
  const start = (): void =>
    void callStation('tour.start', {}).then((answer) => {
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) onStarted();
    });
  return (
    <>
      <button type="button" className="button" onClick={start} data-tour-start>
        <Compass size={20} aria-hidden="true" /> {t('session.tour')}
      </button>
      <button type="button" className="button" onClick={() => void callStation('bench.show', {})}>
        <FlaskConical size={20} aria-hidden="true" /> {t('tour.bench')}
      </button>
      <FailureLine failure={failure} />
    </>
  );
};

/** One sentence on what happens now while the tour runs; before anybody has signed in, the offer to take it. */
export const TourStrip = () => {
  const { t } = useTranslation();
  const { mode, session } = useStation();
  const tour = useTour();
  if (tour?.state === 'running')
    return (
      <section className="strip tour" role="status" data-tour={tour.step}>
        <Compass size={24} aria-hidden="true" />
        <span className="chip plain number">
          {t('tour.place', { place: tourSteps.indexOf(tour.step) + 1, all: tourSteps.length })}
        </span>
        <span className="grow">{t(`tour.${tour.step}`)}</span>
        <button type="button" className="button" onClick={() => void callStation('tour.stop', {})}>
          <Square size={16} aria-hidden="true" /> {t('tour.stop')}
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => void callStation('tour.next', {})}
          data-tour-next
        >
          {t('tour.goOn')} <ChevronRight size={20} aria-hidden="true" />
        </button>
      </section>
    );
  if (mode !== 'demo' || (session.state !== 'signed-out' && session.state !== 'locked')) return null;
  return (
    <section className="strip tour" aria-label={t('mode.demo')}>
      <FlaskConical size={24} aria-hidden="true" />
      <span className="grow">{t('tour.offer')}</span>
      <TourButtons />
    </section>
  );
};

/** The tour's last word: where everything is that it left, or why it stopped. */
export const TourEnd = () => {
  const { t } = useTranslation();
  const tour = useTour();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (tour === null || tour.state === 'running') return null;
  const close = (openFolder: boolean): void =>
    void callStation('tour.close', { openFolder }).then((answer) => setFailure(answer.ok ? null : answer.failure));
  const finished = tour.state === 'finished';
  return (
    <Dialog
      title={t(finished ? 'tour.finished' : 'tour.failed')}
      onClose={() => close(false)}
      onSubmit={() => close(false)}
      footer={
        <>
          {finished ? (
            <button type="button" className="button" onClick={() => close(true)}>
              {t('tour.open')}
            </button>
          ) : null}
          <button type="submit" className="button primary">
            {t('ok')}
          </button>
        </>
      }
    >
      {finished ? (
        <div className="stack" data-tour-end>
          <p>{t('tour.left')}</p>
          <p className="mono" data-tour-folder>
            {tour.folder}
          </p>
          <p>{t('tour.next')}</p>
        </div>
      ) : (
        <FailureLine failure={tour.failure} />
      )}
      <FailureLine failure={failure} />
    </Dialog>
  );
};
