import { useTranslation } from 'react-i18next';
import { callStation, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';

/** A long check, backup, restore or export: how far it is, and the way out of it for those who may end it. */
export const WorkStrip = () => {
  const { t } = useTranslation();
  const { work, session } = useStation();
  if (work === null) return null;
  return (
    <p className="strip need" data-work={work.task}>
      <span className="grow">
        {t(`record.work.${work.task}`)} … {Math.floor((100 * work.done) / Math.max(1, work.total))} %
      </span>
      {roleAtLeast(session, 'supervisor') ? (
        <button type="button" className="button" onClick={() => void callStation('work.cancel', {})}>
          {t('record.work.stop')}
        </button>
      ) : null}
    </p>
  );
};
