import { CircleCheck, CircleDashed, Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountLive, CountWeigh } from '../../../shared/features/counts/count-live';
import { countQueries, type BinEntry, type CountBin, type CountView } from '../../../shared/features/counts/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { playFeedback } from '../../station/sounds';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';
import { TypedEntry } from '../../ui/typed-entry';
import { QuantityDialog } from '../packing/dialogs/quantity-dialog';
import { FeedbackBanner } from '../packing/feedback-banner';
import { LeaveBin } from './leave-bin';
import { Figure } from './parts';
import { SheetButton } from './sheet-button';
import { undoKey, UndoButton, UndoScan, useUndoAsked } from './undo-scan';
import { useKey } from './use-key';
import { startWeighing, useWeighStep, weighKey, WeighWork } from './weigh-work';

const finishKey = 'F2';
const quantityKey = 'F5';

const Entry = ({ entry }: { entry: BinEntry }) => {
  const { language } = useStation();
  return (
    <tr data-entry={entry.sku}>
      <td>
        <span className="count-item">
          <Pictogram name={entry.picture} size={40} label="" />
          <span className="stack tight">
            <strong>{entry.name}</strong>
            <span className="quiet number">
              {entry.sku} {entry.lot ?? ''} {entry.serial ?? ''}
            </span>
          </span>
        </span>
      </td>
      <td className="number">
        <strong className="count-entry">{formatWhole(entry.counted, language)}</strong>
        {entry.expected === null ? null : <span className="quiet"> / {formatWhole(entry.expected, language)}</span>}
      </td>
    </tr>
  );
};

const OneBin = ({
  countId,
  location,
  mayCount,
  weigh,
}: {
  countId: string;
  location: string;
  mayCount: boolean;
  weigh: CountWeigh | null;
}) => {
  const { t } = useTranslation();
  const { language, pendingQuantity } = useStation();
  const [keying, setKeying] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const { data } = useQuery('counts.bin', { countId, location }, countQueries['counts.bin'].tables);
  const isOpen = data !== null && !data.done && mayCount;
  const mayFinish = isOpen && !busy && weigh === null;
  const finish = (): void =>
    void run(async () => {
      const answer = await sendCommand('counts.finishBin', { countId, location });
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) playFeedback({ code: 'count-bin-through', tone: 'good' });
    });
  useKey(finishKey, () => mayFinish && finish());
  useKey(quantityKey, () => mayFinish && setKeying(true));
  const mayUndo = isOpen && !busy && data.counted > 0;
  const undo = (): void => setUndoing(mayUndo);
  useKey(weighKey, () => mayFinish && startWeighing());
  useKey(undoKey, undo);
  useUndoAsked(setUndoing);
  usePress(({ key }) => {
    if (key !== 'yes' || !mayFinish) return false;
    finish();
    return true;
  });
  if (data === null) return null;
  return (
    <>
      <div className="count-numerals">
        <Figure word={t('stock.place')} name="bin" tone="large">
          {location}
        </Figure>
        <Figure word={t('counts.counted')} name="counted" tone="large">
          {formatWhole(data.counted, language)}
          {data.expected === null ? null : <small className="quiet"> / {formatWhole(data.expected, language)}</small>}
        </Figure>
      </div>
      <FailureLine failure={failure} />
      {pendingQuantity === null ? null : (
        <p className="chip accent" role="status">
          {t('pack.quantityNext', { quantity: pendingQuantity })}
        </p>
      )}
      {weigh === null ? null : <WeighWork weigh={weigh} undo={<UndoButton disabled={!mayUndo} onOpen={undo} />} />}
      <table className="list">
        <tbody>
          {data.entries.map((entry) => (
            <Entry key={`${entry.sku} ${entry.serial ?? ''}`} entry={entry} />
          ))}
        </tbody>
      </table>
      {data.done ? (
        <p className="strip good" role="status">
          <CircleCheck size={22} aria-hidden="true" /> {t('counts.binDone')}
        </p>
      ) : weigh === null ? (
        <div className="row nowrap">
          <button type="button" className="button large" disabled={!mayFinish} onClick={startWeighing} data-weigh-start>
            <Scale size={22} aria-hidden="true" /> {t('counts.weigh')} <span className="kbd">{weighKey}</span>
          </button>
          <button
            type="button"
            className="button large"
            disabled={!mayFinish}
            onClick={() => setKeying(true)}
            data-key-quantity
          >
            {t('key.quantity')} <span className="kbd">{quantityKey}</span>
          </button>
          <UndoButton disabled={!mayUndo} onOpen={undo} />
          <button
            type="button"
            className="button primary large grow"
            disabled={!mayFinish}
            onClick={finish}
            data-finish-bin
          >
            <CircleCheck size={22} aria-hidden="true" /> {t('counts.finishBin')}{' '}
            <span className="kbd">{finishKey}</span>
          </button>
        </div>
      ) : null}
      {undoing ? <UndoScan countId={countId} location={location} onClose={() => setUndoing(false)} /> : null}
      {keying ? <QuantityDialog onClose={() => setKeying(false)} /> : null}
    </>
  );
};

/** A bin that somebody began and left is told from one that nobody was at. */
const BinChip = ({ bin: { location, done, counted } }: { bin: CountBin }) => {
  const { t } = useTranslation();
  const begun = !done && counted > 0;
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <span
      className={`chip ${done ? 'good' : begun ? 'need' : 'plain'}`}
      data-bin={done ? 'done' : 'open'}
      data-begun={begun}
    >
      {done || begun ? <Icon size={14} aria-hidden="true" /> : null} {location}
      {begun ? <span className="sr">{t('counts.begun')}</span> : null}
    </span>
  );
};

/** A count by scans: the bin, then each piece or case in it; the bin is through when its button is pressed. */
export const BinWork = ({ count, live }: { count: CountView; live: CountLive | null }) => {
  const { t } = useTranslation();
  const step = useWeighStep();
  const bin = live?.bin ?? null;
  const weigh = live?.weigh ?? null;
  const left = count.binCount - count.binsDone;
  const through = count.bins.find(({ location }) => location === bin)?.done === true;
  const asks = left === 0 ? 'counts.allThrough' : bin === null || through ? 'counts.scanBin' : 'counts.scanItem';
  const shown = count.bins.slice(0, 60);
  return (
    <div className="count-work">
      <section className="card stack" aria-label={t('counts.read')}>
        <FeedbackBanner next={weigh === null ? t(asks) : step(weigh)} fresh />
        {bin === null ? null : (
          <OneBin key={bin} countId={count.countId} location={bin} mayCount={count.mayCount} weigh={weigh} />
        )}
      </section>
      {live === null || live.leaving === null ? null : <LeaveBin leaving={live.leaving} />}
      <section className="card stack">
        <h2>{t('counts.binsLeft', { count: left })}</h2>
        <div className="count-bins">
          {shown.map((each) => (
            <BinChip key={each.location} bin={each} />
          ))}
        </div>
        {left === 0 || !count.mayCount ? null : (
          <TypedEntry
            label={t('stock.move.typed')}
            hint={t('counts.typedHint')}
            onEnter={(text) => void callStation('counts.enter', { text })}
          />
        )}
        {left === 0 ? null : <SheetButton countId={count.countId} />}
        {count.binCount > shown.length ? (
          <p className="quiet">{t('counts.moreBins', { count: count.binCount - shown.length })}</p>
        ) : null}
      </section>
    </div>
  );
};
