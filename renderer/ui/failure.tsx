import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/result';
import { isConfigErrorCode } from '../../shared/config/config-error';
import { faultText } from '../i18n/fault-text';
import { withProblem } from '../i18n/label-problem';
import { sentenceValues } from '../i18n/sentence-values';
import { StripSign } from './strip-sign';

/** A failure in the user's words: what happened, and what to do. */
export const useFailureText = () => {
  const { t } = useTranslation();
  return (failure: Failure): { readonly title: string; readonly next: string } => {
    const { details = {} } = failure;
    const fault = isConfigErrorCode(details['fault']) ? faultText({ code: details['fault'], details }, t) : '';
    const values = { ...sentenceValues(failure.code, withProblem(details, t)), fault };
    return {
      title: t([`failure.${failure.code}`, 'failure.other'], values),
      next: t([`failure.${failure.code}.next`, 'failure.other.next'], values),
    };
  };
};

export const FailureLine = ({ failure }: { failure: Failure | null }) => {
  const text = useFailureText();
  if (failure === null) return null;
  const { title, next } = text(failure);
  return (
    <p className="strip bad" role="alert">
      <StripSign tone="bad" />
      <span>
        {title}. {next}
      </span>
    </p>
  );
};
