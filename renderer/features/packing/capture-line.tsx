import { CircleAlert, Hand, Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CaptureView } from '../../../shared/station';
import { callStation } from '../../station/client';
import { useDrift } from './live-weight';
import { weighingStops } from './step-text';

/** What the scale waits for, and where it is off its zero the way to zero it. */
export const CaptureLine = ({ capture, word }: { capture: CaptureView; word: string }) => {
  const { t } = useTranslation();
  const drifted = useDrift();
  if (capture.state === 'off') return null;
  const { second } = capture;
  const Icon = capture.state === 'settling' ? Hand : weighingStops.has(capture.state) ? CircleAlert : Scale;
  return (
    <div className={`capture ${weighingStops.has(capture.state) ? 'bad' : ''}`}>
      <Icon size={22} aria-hidden="true" />
      <span className="grow">
        {word}
        {second === null ? null : (
          <span className="second-indicator" data-second-indicator>
            {second.name}: {second.text ?? '–'} {second.unit ?? ''}
          </span>
        )}
      </span>
      {(capture.state === 'needs-zero' && drifted) || capture.state === 'tared' ? (
        <button
          type="button"
          className="button zero"
          onClick={() => void callStation('pack.verb', { verb: 'zero' })}
          data-zero
        >
          {t('weight.setZero')}
        </button>
      ) : null}
    </div>
  );
};
