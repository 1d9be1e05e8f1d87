import { useTranslation } from 'react-i18next';
import { presets, type Preset, type Range } from './periods';

/** The days that are asked for: the usual ranges, or from one day to another. */
export const RangePicker = ({
  names,
  range,
  today,
  onChange,
}: {
  names: readonly Preset[];
  range: Range;
  today: string;
  onChange: (range: Range) => void;
}) => {
  const { t } = useTranslation();
  return (
    <div className="row">
      {names.map((name) => {
        const { from, to } = presets[name](today);
        return (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={range.from === from && range.to === to}
            onClick={() => onChange({ from, to })}
            data-preset={name}
          >
            {t(`period.${name}`)}
          </button>
        );
      })}
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="row nowrap">
          <span className="quiet">{t(`period.${end}`)}</span>
          <input
            type="date"
            className="input compact"
            value={range[end]}
            max={end === 'from' ? range.to : today}
            min={end === 'to' ? range.from : undefined}
            onChange={({ target: { value } }) =>
              /^\d{4}-\d{2}-\d{2}$/.test(value) && onChange({ ...range, [end]: value })
            }
            data-day={end}
          />
        </label>
      ))}
    </div>
  );
};
