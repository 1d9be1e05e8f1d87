import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';

/** A reader's failure with the setting that it is about in the user's words. */
export const useReaderFailure = () => {
  const { t } = useTranslation();
  return (failure: Failure): Failure => {
    const field = failure.details?.['field'];
    if (field === undefined) return failure;
    return { ...failure, details: { ...failure.details, field: t(`rfid.field.${String(field)}`) } };
  };
};
