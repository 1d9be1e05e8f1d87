import { CircleAlert, CircleCheck } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackParcel, PackStep, ParcelWeight } from '../../../shared/features/packing/view';
import { useStation } from '../../station/client';
import { formatDifference, formatWeight } from '../../ui/format';
import { CaptureLine } from './capture-line';
import { toneOfLive, useLiveWeight } from './live-weight';

const Meter = ({
  grossMg,
  expectedMg,
  toleranceMg,
  label,
}: {
  grossMg: number | null;
  expectedMg: number;
  toleranceMg: number;
  label: string;
}) => {
  const span = Math.max(toleranceMg * 4, 1);
  const share = (mg: number): number => Math.max(0, Math.min(100, ((mg - expectedMg + span / 2) / span) * 100));
  return (
    <svg className="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="meter-track" x="0" y="2" width="100" height="4" rx="2" />
      <rect
        className="meter-band"
        x={share(expectedMg - toleranceMg)}
        y="2"
        width={share(expectedMg + toleranceMg) - share(expectedMg - toleranceMg)}
        height="4"
      />
      {grossMg === null ? null : <rect className="meter-needle" x={share(grossMg) - 0.5} y="0" width="1" height="8" />}
    </svg>
  );
};

const verdictTone = { within: 'good', learning: 'need', outside: 'bad', overridden: 'need' } as const;

/** What the check says of a taken weight, and beside it where the figure is from. */
const Verdict = ({ taken }: { taken: ParcelWeight }) => {
  const { t } = useTranslation();
  const Icon = taken.verdict === 'outside' ? CircleAlert : CircleCheck;
  return (
    <span className="row">
      <span className={`chip ${taken.source === 'typed' ? 'need' : 'plain'}`} data-source={taken.source}>
        {t(`weight.${taken.source}`)}
      </span>
      <span className={`chip ${verdictTone[taken.verdict]}`} data-verdict={taken.verdict}>
        <Icon size={14} aria-hidden="true" /> {t(`weight.verdict.${taken.verdict}`)}
      </span>
    </span>
  );
};

/** The weight as the scale shows it, and once taken the weight that was taken with its tolerance. */
export const WeightCard = memo(({ parcel, step }: { parcel: PackParcel | null; step: PackStep }) => {
  const { t } = useTranslation();
  const { units, capture } = useStation();
  const live = useLiveWeight();
  const taken = parcel?.weight ?? null;
  const expectation = parcel?.expectation ?? null;
  const expected = taken ?? expectation;
  const weighing = step === 'weigh' || step === 'weight-refused';
  const suspect = taken?.suspect ?? null;
  const word = step === 'weight-refused' && capture.state === 'needs-zero' ? 'refused' : capture.state;
  return (
    <section
      className={`card weight ${weighing ? 'asked' : ''} ${taken?.verdict === 'outside' ? 'wrong' : ''}`}
      data-capture={capture.state}
    >
      <div className="spread">
        <span className="label">{t('weight.title')}</span>
        {taken === null ? (
          <span className={`chip ${toneOfLive(live.state)}`} data-live={live.state}>
            {t(`weight.${live.state}`)}
          </span>
        ) : (
          <Verdict taken={taken} />
        )}
      </div>
      <p className="figure number" data-weight>
        {(taken === null ? live.text : taken.text.trim()) ?? '–'}{' '}
        <small>{(taken === null ? live.unit : taken.weight.unit) ?? ''}</small>
      </p>
      {weighing ? <CaptureLine capture={capture} word={t(`capture.${word}`)} /> : null}
      {expected === null ? null : (
        <>
          <Meter
            grossMg={taken?.grossMg ?? null}
            expectedMg={expected.expectedMg}
            toleranceMg={expected.toleranceMg}
            label={t('weight.title')}
          />
          <p className="spread">
            <span className="number">
              {expectation !== null && expectation.unknownSkus.length > 0
                ? t('weight.learning')
                : t('weight.expected', {
                    expected: formatWeight(expected.expectedMg, units).digits,
                    tolerance: formatWeight(expected.toleranceMg, units).digits,
                  })}
            </span>
            {taken === null ? null : (
              <strong className={`number difference ${taken.verdict === 'outside' ? 'bad' : 'good'}`} data-difference>
                {formatDifference(taken.grossMg - taken.expectedMg, units)}
              </strong>
            )}
          </p>
          {suspect === null ? null : (
            <p className="bad" data-suspect>
              <strong>{t(suspect.units === 1 ? 'weight.extra' : 'weight.missing', { name: suspect.name })}</strong>
            </p>
          )}
        </>
      )}
    </section>
  );
});
