import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../../station/client';
import { TourStrip } from '../tour/tour';

/** What everybody at the station must know: the record, the disk, the settings file. */
export const Banners = () => {
  const { t } = useTranslation();
  const { store, configErrors } = useStation();
  const [firstError] = configErrors;
  const why =
    store.failure === null ? '' : t([`failure.${store.failure.code}`, 'failure.other'], { code: store.failure.code });
  return (
    <div className="banners">
      <div className="banners" role="alert">
        {store.state === 'ready' ? null : (
          <p
            className={`strip ${store.state === 'restarting' || store.state === 'starting' ? 'need' : 'bad'}`}
            data-store={store.state}
          >
            <OctagonAlert size={22} aria-hidden="true" /> {t(`banner.${store.state}`, { why })}
          </p>
        )}
        {firstError === undefined ? null : (
          <p className="strip need" data-config-error>
            <TriangleAlert size={22} aria-hidden="true" />{' '}
            {t('banner.config', { line: firstError.line, message: firstError.message })}
          </p>
        )}
      </div>
      <TourStrip />
    </div>
  );
};
