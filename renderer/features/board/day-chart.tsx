import { useTranslation } from 'react-i18next';
import { useStation } from '../../station/client';
import { formatDay, formatShortDay } from '../../ui/format';
import type { Bar } from './periods';

/** So many bars have their day written under them. */
const mostWords = 10;

const height = (count: number, most: number): string => `${Math.round((count / most) * 100)}%`;

/** Parcels of each day or week above the line, stops below it. The table beside it says the same in figures. */
export const DayChart = ({ bars }: { bars: readonly Bar[] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const most = Math.max(4, ...bars.map(({ parcels }) => parcels));
  const mostStops = Math.max(4, ...bars.map(({ stops }) => stops));
  const every = Math.ceil(bars.length / mostWords);
  const all = bars.map(({ from, parcels, stops }) => `${formatDay(from, language)} ${parcels}/${stops}`).join(', ');
  return (
    <div className="days" role="img" aria-label={`${t('period.chart')}: ${all}`}>
      {bars.map(({ from, parcels, stops }, index) => (
        <div key={from} className="day number" title={`${formatDay(from, language)}: ${parcels} / ${stops}`}>
          <div className="day-up">
            {bars.length <= mostWords * 2 && parcels > 0 ? <strong>{parcels}</strong> : null}
            <div className="day-parcels" style={{ height: height(parcels, most) }} />
          </div>
          <div className="day-down">
            <div className="day-stops" style={{ height: height(stops, mostStops) }} />
          </div>
          <span className="day-word">{index % every === 0 ? formatShortDay(from, language) : '\u00a0'}</span>
        </div>
      ))}
    </div>
  );
};
