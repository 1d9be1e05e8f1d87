import { CircleCheck, PackageOpen, Scale } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountWeigh } from '../../../shared/features/counts/count-live';
import type { CallInput } from '../../../shared/station';
import { callStation, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { Choices } from '../../ui/choices';
import { formatPieceWeight, formatSmallWeight, formatWeight, formatWhole } from '../../ui/format';
import { CaptureLine } from '../packing/capture-line';
import { QuantityDialog } from '../packing/dialogs/quantity-dialog';
import { toneOfLive, useLiveWeight } from '../packing/live-weight';
import { useKey } from './use-key';

export const weighKey = 'F4';
const toteKey = 'F6';
const teachKey = 'F5';
const doneKey = 'F2';

const act = (wish: CallInput<'counts.weighing'>): void => void callStation('counts.weighing', wish);
export const startWeighing = (): void => act({ act: 'weigh' });

/** The one thing to do next, as the banner says it. */
export const useWeighStep = (): ((weigh: CountWeigh) => string) => {
  const { t } = useTranslation();
  return ({ asks, teach, most }) => {
    if (asks === 'teach') return t('counts.weigh.asks.teach', { count: teach });
    if (asks === 'load') return t('counts.weigh.asks.load', { count: most });
    return t(`counts.weigh.asks.${asks}`);
  };
};

const Live = () => {
  const { t } = useTranslation();
  const live = useLiveWeight();
  return (
    <div className="count-live">
      <span className="number count-live-figure" data-weight>
        {live.text ?? '–'} <small>{live.unit ?? ''}</small>
      </span>
      <span className={`chip ${toneOfLive(live.state)}`} data-live={live.state}>
        {t(`weight.${live.state}`)}
      </span>
    </div>
  );
};

const Known = ({ weigh: { unit, toteMg } }: { weigh: CountWeigh }) => {
  const { t } = useTranslation();
  const { units } = useStation();
  const tote = toteMg === null ? null : formatWeight(toteMg, units);
  return (
    <p className="row quiet" data-known={unit?.source ?? 'none'}>
      {unit === null ? null : (
        <span className="number">
          {t('counts.weigh.each', { weight: formatPieceWeight(unit, units) })} ·{' '}
          {t(`counts.weigh.source.${unit.source}`)}
        </span>
      )}
      {tote === null ? null : (
        <span className="chip plain" data-tote>
          <PackageOpen size={14} aria-hidden="true" />{' '}
          {t('counts.weigh.toteIs', { weight: `${tote.digits} ${tote.unit}` })}
        </span>
      )}
    </p>
  );
};

const Doubt = ({ doubt }: { doubt: NonNullable<CountWeigh['doubt']> }) => {
  const { t } = useTranslation();
  const { units } = useStation();
  const values = {
    each: formatSmallWeight(doubt.eachMg, units),
    known: formatSmallWeight(doubt.knownMg, units),
  };
  const choices = [
    { key: 'learn-anew', content: t('counts.weigh.doubt.anew', { count: doubt.pieces }) },
    { key: 'weigh-again', content: t('counts.weigh.doubt.again') },
  ] as const;
  return (
    <div className="stack" data-doubt>
      <p className="strip need">{t(`counts.weigh.doubt.${doubt.known}`, values)}</p>
      <Choices
        label={t('counts.weigh.doubt.label')}
        choices={choices}
        onChoose={(key) => act({ act: key === 'learn-anew' ? 'learn-anew' : 'weigh-again' })}
      />
    </div>
  );
};

const Load = ({ weigh }: { weigh: CountWeigh }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const step = useWeighStep();
  const { asks, capture, last } = weigh;
  if (asks === 'done' && last !== null)
    return (
      <p className="count-weighed" role="status" data-weighed={last.pieces}>
        <CircleCheck size={40} aria-hidden="true" />
        <span>{t('counts.weigh.counted', { count: last.pieces, pieces: formatWhole(last.pieces, language) })}</span>
      </p>
    );
  const own = capture.state === 'waiting' || capture.state === 'captured';
  const word =
    capture.state === 'no-scale' ? t('counts.weigh.noScale') : own ? step(weigh) : t(`capture.${capture.state}`);
  return (
    <div className="count-load">
      <Live />
      <CaptureLine capture={capture} word={word} />
    </div>
  );
};

/** Pieces of the bin by weight: the item, an empty tote if there is one, the load, and how many that is. */
export const WeighWork = ({ weigh, undo }: { weigh: CountWeigh; undo: ReactNode }) => {
  const { t } = useTranslation();
  const [teaching, setTeaching] = useState(false);
  const { item, asks, doubt, toteMg } = weigh;
  const end = (): void => act({ act: 'end' });
  const mayTeach = item !== null && doubt === null;
  useKey(weighKey, startWeighing);
  useKey(toteKey, () => act({ act: 'tote' }));
  useKey(teachKey, () => mayTeach && setTeaching(true));
  useKey(doneKey, end);
  useKey('Escape', end);
  usePress(({ key }) => {
    if (key === 'choose') return false;
    end();
    return true;
  });
  return (
    <section className="count-weigh stack" aria-label={t('counts.weigh')} data-weigh={asks}>
      <div className="count-weigh-head">
        <h2 className="row nowrap">
          <Scale size={24} aria-hidden="true" />
          <span className="cut">{item === null ? t('counts.weigh') : item.name}</span>
        </h2>
        <Known weigh={weigh} />
      </div>
      {doubt === null ? item === null && asks !== 'tote' ? null : <Load weigh={weigh} /> : <Doubt doubt={doubt} />}
      <div className="count-weigh-keys">
        {asks === 'done' ? (
          <button type="button" className="button primary large" onClick={startWeighing} data-weigh-next>
            <Scale size={22} aria-hidden="true" /> {t('counts.weigh.next')} <span className="kbd">{weighKey}</span>
          </button>
        ) : null}
        <button type="button" className="button large" onClick={() => act({ act: 'tote' })} data-weigh-tote>
          {t(toteMg === null ? 'counts.weigh.tote' : 'counts.weigh.toteOff')} <span className="kbd">{toteKey}</span>
        </button>
        <button
          type="button"
          className="button large"
          disabled={!mayTeach}
          onClick={() => setTeaching(true)}
          data-weigh-teach
        >
          {t('counts.weigh.teach')} <span className="kbd">{teachKey}</span>
        </button>
        {undo}
        <button type="button" className="button large" onClick={end} data-weigh-end>
          {t('counts.weigh.end')} <span className="kbd">{doneKey}</span>
        </button>
      </div>
      {teaching ? (
        <QuantityDialog
          title={t('counts.weigh.teachTitle')}
          text={t('counts.weigh.teachText')}
          onQuantity={(pieces) => callStation('counts.weighing', { act: 'teach', pieces })}
          onClose={() => setTeaching(false)}
        />
      ) : null}
    </section>
  );
};
