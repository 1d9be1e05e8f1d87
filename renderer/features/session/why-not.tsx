import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { FailureLine } from '../../ui/failure';
import { formatWait } from './use-wait';

/** Why somebody did not get in, how many tries are left, or how long to wait. */
export const WhyNot = ({ failure, wait }: { failure: Failure | null; wait: number }) => {
  const { t } = useTranslation();
  if (failure === null) return null;
  const left = failure.details?.['triesLeft'];
  if (wait > 0)
    return (
      <p className="strip bad" role="alert" data-wait={wait}>
        <OctagonAlert size={22} aria-hidden="true" />
        <span>
          {t('failure.locked-out')}. <strong className="number">{t('session.wait', { time: formatWait(wait) })}</strong>
        </span>
      </p>
    );
  if (failure.code === 'locked-out') return null;
  if (failure.code === 'wrong-pin' && typeof left === 'number' && left > 0)
    return (
      <p className="strip bad" role="alert" data-tries={left}>
        <OctagonAlert size={22} aria-hidden="true" />
        <span>
          {t('failure.wrong-pin')}. {t('session.triesLeft', { count: left })}
        </span>
      </p>
    );
  return <FailureLine failure={failure} />;
};
