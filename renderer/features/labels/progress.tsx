import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callStation, useLabelProgress } from '../../station/client';

/** How far a batch is that is being laid out, and the button that stops it. */
export const Progress = () => {
  const { t } = useTranslation();
  const progress = useLabelProgress();
  if (progress === null) return null;
  return (
    <div className="row" role="status">
      <progress max={progress.total} value={progress.made} aria-label={progress.title} />
      <span className="number">
        {progress.made} / {progress.total}
      </span>
      <button type="button" className="button danger" onClick={() => void callStation('labels.stop', {})} data-stop>
        <Square size={18} aria-hidden="true" />
        {t('labels.stop')}
      </button>
    </div>
  );
};
