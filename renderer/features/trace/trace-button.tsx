import { Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { goTo, useRoute } from '../../station/route';

/** The way from stock to its traces and back; supervisors have it. */
export const TraceButton = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  const isHere = useRoute() === 'trace';
  if (!roleAtLeast(session, 'supervisor')) return null;
  return (
    <button
      type="button"
      className="button"
      aria-current={isHere ? 'page' : undefined}
      onClick={() => goTo(isHere ? 'stock' : 'trace')}
      data-route="trace"
    >
      <Waypoints size={20} aria-hidden="true" /> {t(isHere ? 'trace.back' : 'trace.title')}
    </button>
  );
};
