import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackAct } from '../../../shared/features/packing/acts';
import type { PackView } from '../../../shared/features/packing/view';
import { callStation, sendCommand, useFeedback, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { BoxPicture } from '../../ui/box-picture';
import { OverrideDialog } from './dialogs/override-dialog';
import { PackDialog, type DialogName } from './dialogs/pack-dialog';
import { FeedbackBanner } from './feedback-banner';
import { FunctionKeys } from './function-keys';
import { Lines } from './lines';
import { nextAct } from './next-act';
import { OrderCard } from './order-card';
import { stepText } from './step-text';
import { useFeedbackOnce } from './use-feedback-once';
import { WeightCard } from './weight-card';

/** Outcomes that ask for a dialog. */
const dialogOf: Readonly<Record<string, DialogName>> = {
  'ambiguous-barcode': 'choose',
  help: 'help',
  'short-wanted': 'short',
  'hold-wanted': 'hold',
  'void-wanted': 'void',
  'reprint-wanted': 'reprint',
};

/** The dialog that is open: by key or touch, by command barcode, or because the pack asks. */
const useDialog = (pack: PackView): [DialogName | null, (name: DialogName | null) => void] => {
  const [dialog, setDialog] = useState<DialogName | null>(null);
  useFeedbackOnce('pack', (feedback) => {
    const asked = dialogOf[feedback.code];
    if (asked !== undefined) setDialog(asked);
    // The hand went on scanning: what was asked before is not what it is at.
    else if (feedback.scanned !== null) setDialog(null);
  });
  const changed = pack.step === 'changed' && pack.change?.cancelled !== true;
  useEffect(() => {
    if (changed) setDialog('changed');
  }, [changed]);
  return [dialog, setDialog];
};

const Box = memo(({ pack }: { pack: PackView }) => {
  const { t } = useTranslation();
  const { parcel } = pack;
  const carton = parcel?.carton ?? null;
  return (
    <section className="card box">
      <div className="spread">
        <span className="label">
          {t('pack.box')} {carton?.name ?? ''}
        </span>
        {carton === null || parcel === null ? null : (
          <strong className="number">{t('pack.fill', { percent: parcel.fillPercent })}</strong>
        )}
      </div>
      {carton === null || parcel === null ? (
        <p className="quiet">{t('pack.noBox')}</p>
      ) : (
        <BoxPicture
          inner={carton.inner}
          pieces={parcel.pieces}
          lineIds={pack.lines.map((line) => line.lineId)}
          label={carton.name}
          restText={(count) => t('pack.notDrawn', { count })}
        />
      )}
    </section>
  );
});

/** An order in work. Outcomes come before the pack has changed: what shows the pack alone is not drawn for them. */
export const PackWork = ({ pack }: { pack: PackView }) => {
  const { t } = useTranslation();
  const { pendingQuantity, devices, leftJobs, labelPrinterId, capture } = useStation();
  const feedback = useFeedback();
  const [dialog, setDialog] = useDialog(pack);
  const { parcel } = pack;
  const next = nextAct(pack, { feedback, leftJobs, open: setDialog });
  usePress(({ key }) => {
    if (key !== 'yes' || next === null) return false;
    next.act();
    return true;
  });
  const act = (key: PackAct | 'next'): void => {
    if (key === 'next') next?.act();
    else if (key === 'undo' && parcel !== null) void sendCommand('packing.undoItem', { parcelId: parcel.parcelId });
    else if (key === 'reweigh') void callStation('pack.verb', { verb: 'weigh' });
    else if (key === 'newParcel' && parcel !== null)
      void sendCommand('packing.finishParcel', { parcelId: parcel.parcelId });
    else if (key !== 'undo' && key !== 'newParcel') setDialog(key);
  };
  return (
    <main className="pack" data-step={pack.step} data-order={pack.number}>
      <FeedbackBanner next={stepText(pack, { devices, leftJobs, labelPrinterId, capture }, t)} />
      <div className="pack-grid">
        <OrderCard pack={pack} />
        <Lines pack={pack} />
        <div className="pack-side">
          <Box pack={pack} />
          <WeightCard parcel={parcel} step={pack.step} />
        </div>
      </div>
      {pendingQuantity === null ? null : (
        <p className="pending chip accent">{t('pack.quantityNext', { quantity: pendingQuantity })}</p>
      )}
      <FunctionKeys
        pack={pack}
        hasNext={next !== null}
        nextWord={next?.word ?? null}
        onKey={act}
        blocked={dialog !== null}
      />
      {dialog === null ? null : (
        <PackDialog name={dialog} pack={pack} onClose={() => setDialog(null)} onOpen={setDialog} />
      )}
      <OverrideDialog />
    </main>
  );
};
