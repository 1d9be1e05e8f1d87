import { useTranslation } from 'react-i18next';
import { reasonCodes } from '../../../shared/features/stock/commands';

const codes: readonly string[] = [...reasonCodes, 'opening', 'shortfall', 'taken-out', 'parcel-voided'];

/** A code in words; what a person wrote stands as it is. */
export const useReason = (): ((reason: string | null) => string) => {
  const { t } = useTranslation();
  return (reason) => (reason === null ? '' : codes.includes(reason) ? t(`stock.reason.${reason}`) : reason);
};
