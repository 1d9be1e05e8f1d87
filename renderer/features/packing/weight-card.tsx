import { CircleAlert, CircleCheck, Hand, Scale } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackParcel, PackStep, ParcelWeight } from '../../../shared/features/packing/view';
import { toMilligrams, weightDigits } from '../../../shared/units';
import { callStation, useScale, useStation } from '../../station/client';
import { formatDifference, formatWeight } from '../../ui/format';
import { weighingStops } from './step-text';

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

const useLive = () => {
  const scale = useScale();
  const { devices, scaleId } = useStation();
  const hasScale = devices.some(({ id, state }) => id === scaleId && state === 'ready');
  if (!hasScale) return { state: 'noScale', text: null, unit: null } as const;
  const reading = scale?.reading ?? null;
  if (reading === null || scale?.stale === true) return { state: 'none', text: null, unit: null } as const;
  if (reading.weight === null) return { state: reading.state, text: null, unit: null } as const;
  const empty = reading.state === 'stable' && reading.weight.mantissa === 0;
  // A net zero is no empty scale: what was tared still lies there.
  const state = reading.net === true ? 'net' : empty ? 'zero' : reading.state;
  return { state, text: weightDigits(reading.weight), unit: reading.weight.unit } as const;
};

const toneOf = (state: string): string =>
  state === 'stable'
    ? 'good'
    : state === 'zero' || state === 'none'
      ? 'plain'
      : state === 'motion' || state === 'net'
        ? 'need'
        : 'bad';

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

/** A scale that stands still so near to nothing is empty, and only off its zero. */
const driftMg = 50_000;

const useDrift = (): boolean => {
  const reading = useScale()?.reading ?? null;
  if (reading === null || reading.weight === null) return false;
  const still = reading.state === 'stable' || reading.state === 'under';
  return still && Math.abs(toMilligrams(reading.weight)) <= driftMg;
};

/** What the scale waits for, and where it is off its zero the way to zero it. */
const Capture = ({ refused }: { refused: boolean }) => {
  const { t } = useTranslation();
  const { capture } = useStation();
  const drifted = useDrift();
  if (capture.state === 'off') return null;
  const { second } = capture;
  const Icon = capture.state === 'settling' ? Hand : weighingStops.has(capture.state) ? CircleAlert : Scale;
  const word = refused && capture.state === 'needs-zero' ? 'refused' : capture.state;
  return (
    <div className={`capture ${weighingStops.has(capture.state) ? 'bad' : ''}`}>
      <Icon size={22} aria-hidden="true" />
      <span className="grow">
        {t(`capture.${word}`)}
        {second === null ? null : (
          <span className="second-indicator" data-second-indicator>
            {second.name}: {second.text ?? '–'} {second.unit ?? ''}
          </span>
        )}
      </span>
      {(capture.state === 'needs-zero' && drifted) || capture.state === 'tared' ? (
        <button
          type="button"
          className="button zero"
          onClick={() => void callStation('pack.verb', { verb: 'zero' })}
          data-zero
        >
          {t('weight.setZero')}
        </button>
      ) : null}
    </div>
  );
};

/** The weight as the scale shows it, and once taken the weight that was taken with its tolerance. */
export const WeightCard = memo(({ parcel, step }: { parcel: PackParcel | null; step: PackStep }) => {
  const { t } = useTranslation();
  const { units, capture } = useStation();
  const live = useLive();
  const taken = parcel?.weight ?? null;
  const expectation = parcel?.expectation ?? null;
  const expected = taken ?? expectation;
  const weighing = step === 'weigh' || step === 'weight-refused';
  const suspect = taken?.suspect ?? null;
  return (
    <section
      className={`card weight ${weighing ? 'asked' : ''} ${taken?.verdict === 'outside' ? 'wrong' : ''}`}
      data-capture={capture.state}
    >
      <div className="spread">
        <span className="label">{t('weight.title')}</span>
        {taken === null ? (
          <span className={`chip ${toneOf(live.state)}`} data-live={live.state}>
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
      {weighing ? <Capture refused={step === 'weight-refused'} /> : null}
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
