import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feedback } from '../../../shared/features/packing/view';
import { faultText } from '../../i18n/fault-text';
import { useFeedback, useStation } from '../../station/client';
import { useHasOwnBanner } from '../../station/own-banner';
import type { Route } from '../../station/route';
import { useOutcomeText } from '../packing/outcome-text';
import { FolderStrips } from './folder-strips';
import { StoreStrips, StripDialog } from './store-strips';
import { TourStrip } from '../tour/tour';

/** The last outcome, for as long as the page is open on which it came. */
const useFeedbackHere = (route: Route): Feedback | null => {
  const feedback = useFeedback();
  const sequence = feedback?.sequence ?? 0;
  const [came, setCame] = useState({ sequence, route });
  if (came.sequence !== sequence) setCame({ sequence, route });
  return came.sequence === sequence && came.route !== route ? null : feedback;
};

/** What everybody at the station must know: the record, the disk, the settings file. */
export const Banners = ({ route }: { route: Route }) => {
  const { t } = useTranslation();
  const { configErrors, session } = useStation();
  const feedback = useFeedbackHere(route);
  const own = useHasOwnBanner();
  const textOf = useOutcomeText();
  const elsewhere = session.state === 'signed-in' && !own && feedback !== null && feedback.tone !== 'good';
  const outcome = elsewhere ? textOf(feedback) : null;
  const [firstError] = configErrors;
  return (
    <div className="banners">
      <div className="banners" role="alert">
        <StoreStrips />
        {outcome === null || feedback === null ? null : (
          <p className={`strip ${feedback.tone}`} data-elsewhere={feedback.code}>
            <OctagonAlert size={22} aria-hidden="true" /> {outcome.title}. {outcome.remedy}
          </p>
        )}
        {firstError === undefined ? null : (
          <p className="strip need" data-config-error>
            <TriangleAlert size={22} aria-hidden="true" />{' '}
            {t('banner.config', { line: firstError.line, message: faultText(firstError, t) })}
          </p>
        )}
        <FolderStrips />
      </div>
      <TourStrip />
      <StripDialog
        shown={session.state === 'signed-in' && !['pack', 'parcels', 'counts', 'stock', 'imports'].includes(route)}
      />
    </div>
  );
};
