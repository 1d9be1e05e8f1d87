import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A list and what was chosen in it, side by side on the whole height of the page; each scrolls by itself. */
export const Split = ({ label, list, children }: { label: string; list: ReactNode; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <div className="split">
      <section className="card pane list-pane" tabIndex={0} aria-label={label}>
        {list}
      </section>
      {children ?? <section className="card pane empty-pane quiet">{t('choose')}</section>}
    </div>
  );
};
