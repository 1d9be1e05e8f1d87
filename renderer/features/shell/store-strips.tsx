import { DatabaseBackup, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { packingQueries } from '../../../shared/features/packing/queries';
import { callStation, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { goTo } from '../../station/route';
import { useFailureText } from '../../ui/failure';
import { formatDateTime } from '../../ui/format';
import { OverrideDialog } from '../packing/dialogs/override-dialog';

/** Orders that a restore left to be confirmed; a supervisor releases all of them at once, or each as it is scanned. */
const RestoredStrip = () => {
  const { t } = useTranslation();
  const { session, timeZone, language } = useStation();
  const { data } = useQuery('packing.restored', {}, packingQueries['packing.restored'].tables);
  if (data === null || data.waiting === 0) return null;
  return (
    <p className="strip need" data-restored={data.waiting}>
      <TriangleAlert size={22} aria-hidden="true" />
      <span className="grow">
        {t('banner.restored', { at: formatDateTime(data.backupAt, timeZone, language), waiting: data.waiting })}
      </span>
      {roleAtLeast(session, 'supervisor') ? (
        <button
          type="button"
          className="button"
          onClick={() => void callStation('override.begin', { action: 'restored-order' })}
        >
          {t('banner.release')}
        </button>
      ) : null}
    </p>
  );
};

/** How the record stands: what can't be written and why, with the way to a backup; a backup that failed. */
export const StoreStrips = () => {
  const { t } = useTranslation();
  const { store, backup, session } = useStation();
  const textOf = useFailureText();
  const why = store.failure === null ? '' : textOf(store.failure).title;
  const isBroken = store.failure?.code === 'record-broken';
  const isPassing = store.state === 'restarting' || store.state === 'starting';
  return (
    <>
      {store.state === 'ready' ? null : (
        <p className={`strip ${isPassing ? 'need' : 'bad'}`} data-store={store.state}>
          <OctagonAlert size={22} aria-hidden="true" />
          <span className="grow">{t(isBroken ? 'banner.broken' : `banner.${store.state}`, { why })}</span>
          {store.state === 'read-only' && roleAtLeast(session, 'it') ? (
            <button type="button" className="button" onClick={() => goTo('record')}>
              {t('banner.toRecord')}
            </button>
          ) : null}
        </p>
      )}
      {backup.failure === null ? null : (
        <p className="strip bad" data-backup={backup.failure.code}>
          <DatabaseBackup size={22} aria-hidden="true" />
          {t('banner.backup', { why: textOf(backup.failure).title, folder: backup.folder })}
        </p>
      )}
      {session.state === 'signed-in' ? <RestoredStrip /> : null}
    </>
  );
};

/** The supervisor's word for the strip's button, where no page brings its own dialog. */
export const StripDialog = ({ shown }: { shown: boolean }) => (shown ? <OverrideDialog /> : null);
