import { useMemo } from 'react';
import type { DeviceStatus } from '../../shared/devices';
import { useStation } from './client';

/**
 * Printers that a label may be sent to by hand, the preferred one first. Those of print-and-apply lines are not among
 * them: what came out there would end up on somebody's box.
 */
export const usePrinters = (preferred: string | null): readonly DeviceStatus[] => {
  const { devices, applicators } = useStation();
  return useMemo(
    () =>
      devices
        .filter(({ kind, id }) => kind === 'printer' && !applicators.some(({ printerId }) => printerId === id))
        .toSorted((a, b) => Number(b.id === preferred) - Number(a.id === preferred)),
    [devices, applicators, preferred],
  );
};
