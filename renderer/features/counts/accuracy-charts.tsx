import { useTranslation } from 'react-i18next';
import { shrinkageOf, type AccuracyDay } from '../../../shared/features/counts/accuracy';
import { lineShareOf } from '../../../shared/features/counts/share';
import { useStation } from '../../station/client';
import { formatDay, formatMoney, formatShare, formatShortDay } from '../../ui/format';

/** So many slots have their day written under them. */
const mostWords = 8;

const Days = ({ starts }: { starts: readonly string[] }) => {
  const { language } = useStation();
  const every = Math.ceil(starts.length / mostWords);
  return (
    <div className="acc-days number" aria-hidden="true">
      {starts.map((start, index) => (
        <span key={start}>{index % every === 0 ? formatShortDay(start, language) : ''}</span>
      ))}
    </div>
  );
};

interface ChartProps {
  readonly starts: readonly string[];
  readonly rows: readonly AccuracyDay[];
}

/** The next lower full five percent below all intervals, so that what differs can be seen. */
const floorOf = (lows: readonly number[]): number =>
  Math.max(0, Math.min(9500, Math.floor(Math.min(10_000, ...lows) / 500) * 500));

/** The share of right lines as a dot and its interval as a bar; a hollow dot where too few were counted. The table below says the same. */
export const ShareChart = ({ starts, rows }: ChartProps) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const shares = new Map(rows.map((row) => [row.day, lineShareOf(row.right, row.lines)]));
  const floor = floorOf([...shares.values()].flatMap((each) => (each === null ? [] : [each.low])));
  const up = (hundredths: number): string => `${((hundredths - floor) * 100) / (10_000 - floor)}%`;
  const said = rows.map(({ day }) => {
    const each = shares.get(day) ?? null;
    return `${formatDay(day, language)} ${each === null ? t('counts.acc.tooFew') : formatShare(each.share, language)}`;
  });
  return (
    <div className="acc-chart" role="img" aria-label={`${t('counts.acc.overTime')}: ${said.join(', ')}`}>
      <div className="acc-axis number" aria-hidden="true">
        <span>100 %</span>
        <span>{formatShare((10_000 + floor) / 2, language)}</span>
        <span>{formatShare(floor, language)}</span>
      </div>
      <div className="acc-plot">
        {starts.map((start) => {
          const each = shares.get(start);
          if (each === undefined) return <div key={start} className="acc-slot" />;
          return (
            <div key={start} className="acc-slot" data-slot={start}>
              {each === null ? (
                <span className="acc-dot few" style={{ bottom: '0%' }} />
              ) : (
                <>
                  <span className="acc-span" style={{ bottom: up(each.low), top: `calc(100% - ${up(each.high)})` }} />
                  <span className="acc-dot" style={{ bottom: up(each.share) }} />
                </>
              )}
            </div>
          );
        })}
      </div>
      <Days starts={starts} />
    </div>
  );
};

/** Money that was found above the line, money that was lost below it, on one scale. */
export const ShrinkageChart = ({ starts, rows }: ChartProps) => {
  const { t } = useTranslation();
  const { language, currency } = useStation();
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const up = Math.max(0, ...rows.map(({ gainedMinor }) => gainedMinor));
  const down = Math.max(0, ...rows.map(({ lostMinor }) => lostMinor));
  const whole = Math.max(1, up + down);
  const said = rows.map(
    ({ day, gainedMinor, lostMinor }) => `${formatDay(day, language)} +${money(gainedMinor)} ${money(-lostMinor)}`,
  );
  const share = (part: number, of: number): string => (of === 0 ? '0%' : `${(part * 100) / of}%`);
  return (
    <div className="acc-chart" role="img" aria-label={`${t('counts.acc.shrinkage')}: ${said.join(', ')}`}>
      <div className="acc-axis number" aria-hidden="true">
        <span>{up === 0 ? '0' : `+${money(up)}`}</span>
        <span>{down === 0 ? '0' : money(-down)}</span>
      </div>
      <div className="acc-plot bars">
        {starts.map((start) => {
          const { gainedMinor, lostMinor } = byDay.get(start) ?? { gainedMinor: 0, lostMinor: 0 };
          return (
            <div
              key={start}
              className="acc-slot bars"
              style={{ gridTemplateRows: `${up / whole}fr ${down / whole}fr` }}
              data-slot={start}
            >
              <div className="acc-up">
                <div style={{ height: share(gainedMinor, up) }} />
              </div>
              <div className="acc-down">
                <div style={{ height: share(lostMinor, down) }} />
              </div>
            </div>
          );
        })}
      </div>
      <Days starts={starts} />
    </div>
  );
};

/** Net loss as a share of what was counted; what was found in addition has the sign of a gain. */
export const shrinkageText = (sums: Parameters<typeof shrinkageOf>[0], language: string): string => {
  const share = shrinkageOf(sums);
  return share === null ? '–' : formatShare(share, language);
};
