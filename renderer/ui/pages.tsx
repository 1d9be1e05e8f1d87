import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../station/client';
import { formatWhole } from './format';

interface PagesProps {
  readonly total: number;
  /** Rows before the first one that is shown. */
  readonly offset: number;
  /** Most rows of a page. */
  readonly size: number;
  readonly onOffset: (offset: number) => void;
}

/** Which rows of a long list are shown, and the way to those before and after. */
export const Pages = ({ total, offset, size, onOffset }: PagesProps) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const last = Math.min(total, offset + size);
  const whole = (value: number): string => formatWhole(value, language);
  return (
    <div className="row pages">
      <span className="grow quiet" role="status" data-rows-total={total}>
        {total === 0 ? t('none') : t('pages.shown', { from: whole(offset + 1), to: whole(last), total: whole(total) })}
      </span>
      {total <= size ? null : (
        <>
          <button
            type="button"
            className="button"
            aria-label={t('pages.before')}
            disabled={offset === 0}
            onClick={() => onOffset(Math.max(0, offset - size))}
          >
            <ChevronLeft size={20} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="button"
            aria-label={t('pages.next')}
            disabled={last >= total}
            onClick={() => onOffset(offset + size)}
            data-pages-next
          >
            <ChevronRight size={20} aria-hidden="true" />
          </button>
        </>
      )}
    </div>
  );
};
