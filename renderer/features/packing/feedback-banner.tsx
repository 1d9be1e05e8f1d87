import { ScanLine } from 'lucide-react';
import { createElement } from 'react';
import { useFeedback } from '../../station/client';
import { useOwnBanner } from '../../station/own-banner';
import { outcomeIcon } from './outcome-icons';
import { useOutcomeText } from './outcome-text';
import { useFreshFeedback } from './use-fresh-feedback';

/**
 * What just happened, and under it the one thing to do next: colour, icon and words say the same. Work that begins with
 * a press is `fresh`: what was said before it is about something else.
 */
export const FeedbackBanner = ({ next, fresh = false }: { next: string; fresh?: boolean }) => {
  const last = useFeedback();
  const since = useFreshFeedback();
  const feedback = fresh ? since : last;
  useOwnBanner();
  const textOf = useOutcomeText();
  const shown = feedback === null ? null : textOf(feedback);
  return (
    <section
      className={`banner ${feedback?.tone ?? 'idle'}`}
      role="status"
      aria-live="assertive"
      data-feedback={feedback?.code ?? ''}
      data-sequence={last?.sequence ?? 0}
    >
      {createElement(feedback === null ? ScanLine : outcomeIcon(feedback), {
        className: 'banner-icon',
        'aria-hidden': true,
      })}
      <div className="grow">
        {shown === null ? null : <p className="banner-title">{shown.title}</p>}
        <p className="banner-next" data-next>
          {shown?.remedy ?? next}
        </p>
      </div>
      {feedback?.scanned === null || feedback === null ? null : (
        <span className="banner-code number cut">{feedback.scanned}</span>
      )}
    </section>
  );
};
