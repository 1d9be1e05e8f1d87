import { useTranslation } from 'react-i18next';

/** Only a start that takes long says so, and how far it is: after an update the whole record is read anew. */
export const Starting = ({ percent }: { percent: number | null }) => {
  const { t } = useTranslation();
  return (
    <div className="starting" role="status" data-starting={percent ?? ''}>
      <p>{percent === null ? t('banner.starting') : t('banner.reading', { percent })}</p>
      {percent === null ? null : <progress max={100} value={percent} aria-label={t('banner.reading', { percent })} />}
    </div>
  );
};
