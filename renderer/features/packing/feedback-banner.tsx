import { CircleCheck, CircleHelp, CircleX, ScanLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Feedback } from '../../../shared/features/packing/view';
import { sentenceValues } from '../../i18n/sentence-values';
import { useFeedback } from '../../station/client';

const icons = { good: CircleCheck, need: CircleHelp, bad: CircleX } as const;

const useBannerText = () => {
  const { t } = useTranslation();
  return (feedback: Feedback): { title: string; next: string | null } => {
    const values = sentenceValues(feedback.code, feedback.details);
    if (feedback.tone === 'good') return { title: t(`feedback.${feedback.code}`, values), next: null };
    const title = t([`feedback.${feedback.code}`, `failure.${feedback.code}`, 'failure.other'], values);
    return { title, next: t([`failure.${feedback.code}.next`, 'failure.other.next'], values) };
  };
};

/** What just happened, and under it the one thing to do next: colour, icon and words say the same. */
export const FeedbackBanner = ({ next }: { next: string }) => {
  const feedback = useFeedback();
  const text = useBannerText();
  const tone = feedback?.tone ?? 'idle';
  const Icon = feedback === null ? ScanLine : icons[feedback.tone];
  const shown = feedback === null ? null : text(feedback);
  const remedy = feedback !== null && feedback.tone !== 'good' ? (shown?.next ?? null) : null;
  return (
    <section
      className={`banner ${tone}`}
      role="status"
      aria-live="assertive"
      data-feedback={feedback?.code ?? ''}
      data-sequence={feedback?.sequence ?? 0}
    >
      <Icon className="banner-icon" aria-hidden="true" />
      <div className="grow">
        <p className="banner-title">{shown?.title ?? next}</p>
        <p className="banner-next">{shown === null ? '\u00a0' : (remedy ?? next)}</p>
      </div>
      {feedback?.scanned === null || feedback === null ? null : (
        <span className="banner-code number cut">{feedback.scanned}</span>
      )}
    </section>
  );
};
