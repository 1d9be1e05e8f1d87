import { useTranslation } from 'react-i18next';
import type { Feedback } from '../../../shared/features/packing/view';
import { sentenceValues } from '../../i18n/sentence-values';

export interface OutcomeText {
  readonly title: string;
  /** What to do about it; `null` when all is well. */
  readonly remedy: string | null;
}

/** What an outcome says, in the operator's language. */
export const useOutcomeText = (): ((feedback: Pick<Feedback, 'code' | 'tone' | 'details'>) => OutcomeText) => {
  const { t, i18n } = useTranslation();
  return ({ code, tone, details }) => {
    const { condition } = details;
    const values = {
      ...sentenceValues(code, details),
      ...(typeof condition === 'string' ? { condition: t(`printer.${condition}`) } : {}),
    };
    if (tone === 'good') return { title: t(`feedback.${code}`, values), remedy: null };
    const title = t([`feedback.${code}`, `failure.${code}`, 'failure.other'], values);
    const remedy = `failure.${code}.next`;
    // A question without a remedy of its own is answered by the step itself.
    if (tone === 'need' && !i18n.exists(remedy)) return { title, remedy: null };
    return { title, remedy: t([remedy, 'failure.other.next'], values) };
  };
};
