import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../shared/features/packing/view';
import { callStation, sendCommand, useFeedback, useStation } from '../../station/client';
import { BoxPicture } from '../../ui/box-picture';
import { FeedbackBanner } from './feedback-banner';
import { FunctionKeys, type KeyName } from './function-keys';
import { Lines } from './lines';
import { OrderCard } from './order-card';
import { OverrideDialog } from './override-dialog';
import { PackDialog, type DialogName } from './pack-dialogs';
import { stepText } from './step-text';
import { WeightCard } from './weight-card';

/** What F12 does in each step: the obvious next act. `null`: the scanner or the scale does it. */
const nextAct = (pack: PackView, open: (name: DialogName) => void): (() => void) | null => {
  const { parcel } = pack;
  switch (pack.step) {
    case 'weight-refused':
      return () =>
        void callStation('override.begin', {
          action: 'weight',
          ...(parcel === null ? {} : { parcelId: parcel.parcelId }),
        });
    case 'label':
      return parcel !== null && (parcel.label === null || parcel.label.job === 'failed')
        ? () => void callStation('pack.verb', { verb: 'print' })
        : null;
    case 'changed':
      return pack.change?.cancelled === true
        ? () => void sendCommand('packing.release', { packId: pack.packId })
        : () => open('changed');
    case 'held':
      return () => void sendCommand('packing.resume', { packId: pack.packId });
    default:
      return null;
  }
};

const useDialogFromFeedback = (open: (name: DialogName) => void): void => {
  const feedback = useFeedback();
  useEffect(() => {
    if (feedback?.code === 'ambiguous-barcode') open('choose');
    if (feedback?.code === 'help') open('help');
    if (feedback?.code === 'short-wanted') open('short');
    if (feedback?.code === 'hold-wanted') open('hold');
    if (feedback?.code === 'void-wanted') open('void');
    if (feedback?.code === 'reprint-wanted') open('reprint');
  }, [feedback, open]);
};

/** An order in work. */
export const PackWork = ({ pack }: { pack: PackView }) => {
  const { t } = useTranslation();
  const { pendingQuantity } = useStation();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  useDialogFromFeedback(setDialog);
  const { parcel } = pack;
  const next = nextAct(pack, setDialog);
  const changed = pack.step === 'changed' && pack.change?.cancelled !== true;
  useEffect(() => {
    if (changed) setDialog('changed');
  }, [changed]);
  const act = (key: KeyName): void => {
    if (key === 'undo' && parcel !== null) void sendCommand('packing.undoItem', { parcelId: parcel.parcelId });
    else if (key === 'reweigh') void callStation('pack.verb', { verb: 'weigh' });
    else if (key === 'newParcel' && parcel !== null)
      void sendCommand('packing.finishParcel', { parcelId: parcel.parcelId });
    else if (key === 'next') next?.();
    else if (
      key === 'help' ||
      key === 'short' ||
      key === 'quantity' ||
      key === 'box' ||
      key === 'filler' ||
      key === 'hold' ||
      key === 'reprint' ||
      key === 'void' ||
      key === 'supervisor'
    )
      setDialog(key);
  };
  return (
    <main className="pack" data-step={pack.step} data-order={pack.number}>
      <FeedbackBanner next={stepText(pack, t)} />
      <div className="pack-grid">
        <OrderCard pack={pack} />
        <Lines pack={pack} />
        <div className="pack-side">
          <section className="card box">
            <div className="spread">
              <span className="label">
                {t('pack.box')} {parcel?.carton?.name ?? ''}
              </span>
              {parcel?.carton === null || parcel === null ? null : (
                <strong className="number">{t('pack.fill', { percent: parcel.fillPercent })}</strong>
              )}
            </div>
            {parcel?.carton === null || parcel === null ? (
              <p className="quiet">{t('pack.noBox')}</p>
            ) : (
              <BoxPicture
                inner={parcel.carton.inner}
                pieces={parcel.pieces}
                lineIds={pack.lines.map((line) => line.lineId)}
                label={parcel.carton.name}
                restText={(count) => t('pack.notDrawn', { count })}
              />
            )}
          </section>
          <WeightCard parcel={parcel} step={pack.step} />
        </div>
      </div>
      {pendingQuantity === null ? null : (
        <p className="pending chip accent">{t('pack.quantityNext', { quantity: pendingQuantity })}</p>
      )}
      <FunctionKeys pack={pack} hasNext={next !== null} onKey={act} blocked={dialog !== null} />
      {dialog === null ? null : (
        <PackDialog name={dialog} pack={pack} onClose={() => setDialog(null)} onOpen={setDialog} />
      )}
      <OverrideDialog />
    </main>
  );
};
