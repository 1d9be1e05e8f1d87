import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../../shared/station';
import { callStation, useFeedback, useStation } from '../../../station/client';
import { usePrinters } from '../../../station/printers';
import { Choices } from '../../../ui/choices';
import { Dialog } from '../../../ui/dialog';
import { currentLine } from '../lines';
import { Buttons, LineChoice, openLines, type PackDialogProps } from './parts';

type Route = 'keyed' | 'typed' | 'printer';
type Begin = (wish: CallInput<'override.begin'>) => void;

const Keyed = ({ pack, onClose, begin }: PackDialogProps & { begin: Begin }) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const ready = code.trim() !== '';
  return (
    <Dialog
      title={t('dialog.keyed')}
      onClose={onClose}
      onSubmit={() => ready && begin({ action: 'keyed-scan', code: code.trim() })}
      footer={<Buttons onClose={onClose} ready={ready} word={t('override.keyed-scan')} />}
    >
      <p className="quiet">{t('dialog.keyed.text')}</p>
      <label className="field">
        <span>{t('dialog.keyed.code')}</span>
        <input
          className="input"
          value={code}
          maxLength={200}
          onChange={(event) => setCode(event.target.value)}
          data-focus
        />
      </label>
      {pack.step === 'items' && pack.awaiting === null ? (
        <>
          <p className="quiet">{t('dialog.keyed.picture')}</p>
          <Choices
            label={t('pack.item')}
            className="wide scroll short-lines"
            choices={openLines(pack, currentLine(pack)).map((line) => ({
              key: line.lineId,
              content: <LineChoice line={line} />,
            }))}
            onChoose={(lineId) =>
              begin({
                action: 'keyed-scan',
                code: pack.lines.find((line) => line.lineId === lineId)?.sku ?? '',
              })
            }
          />
        </>
      ) : null}
    </Dialog>
  );
};

const Typed = ({ pack, onClose, begin }: PackDialogProps & { begin: Begin }) => {
  const { t } = useTranslation();
  const { units } = useStation();
  const [weight, setWeight] = useState('');
  const ready = /^\d{1,4}([.,]\d{1,3})?$/.test(weight.trim());
  const parcel = pack.parcel === null ? {} : { parcelId: pack.parcel.parcelId };
  return (
    <Dialog
      title={t('dialog.typed')}
      onClose={onClose}
      onSubmit={() => ready && begin({ action: 'typed-weight', weightText: weight.trim(), ...parcel })}
      footer={<Buttons onClose={onClose} ready={ready} word={t('override.typed-weight')} />}
    >
      <p className="quiet">{t('dialog.typed.text')}</p>
      <label className="field">
        <span>{t('dialog.typed.field', { unit: units === 'metric' ? 'kg' : 'lb' })}</span>
        <input
          className="input"
          inputMode="decimal"
          placeholder={units === 'metric' ? '0.000' : '0.00'}
          value={weight}
          maxLength={20}
          onChange={(event) => setWeight(event.target.value)}
          data-focus
        />
      </label>
    </Dialog>
  );
};

/** Printers that a waiting or lost label could go to instead. */
const useOtherPrinters = (pack: PackDialogProps['pack']): readonly { readonly id: string; readonly name: string }[] => {
  const label = pack.parcel?.label ?? null;
  const printers = usePrinters(null);
  if (label === null || label.job === 'sent' || label.job === 'printed') return [];
  return printers.filter(({ id, state }) => state === 'ready' && id !== label.printerId);
};

/** Ways on when a device is broken: each with a supervisor's word, each marked in the record. */
export const SupervisorDialog = ({ pack, onClose, onTeach }: PackDialogProps & { readonly onTeach: () => void }) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const printers = useOtherPrinters(pack);
  const [route, setRoute] = useState<Route | null>(null);
  const begin: Begin = (wish) => {
    onClose();
    void callStation('override.begin', wish);
  };
  if (route === 'keyed') return <Keyed pack={pack} onClose={onClose} begin={begin} />;
  if (route === 'typed') return <Typed pack={pack} onClose={onClose} begin={begin} />;
  const { parcel } = pack;
  if (route === 'printer' && parcel !== null)
    return (
      <Dialog key="printer" title={t('override.other-printer')} onClose={onClose}>
        <p className="quiet">{t('dialog.printer.text')}</p>
        <Choices
          key="printers"
          label={t('device.printer')}
          choices={printers.map(({ id, name }) => ({ key: id, content: name }))}
          onChoose={(printerId) => begin({ action: 'other-printer', parcelId: parcel.parcelId, printerId })}
        />
      </Dialog>
    );
  const weighing = pack.step === 'weigh' || pack.step === 'weight-refused';
  const routes = [
    ...(feedback?.code === 'unknown-barcode' ? [{ key: 'teach', content: t('override.teach-barcode') }] : []),
    { key: 'keyed', content: t('dialog.keyed') },
    ...(weighing ? [{ key: 'typed', content: t('dialog.typed') }] : []),
    ...(printers.length > 0 ? [{ key: 'printer', content: t('override.other-printer') }] : []),
  ];
  return (
    <Dialog key="routes" title={t('help.broken')} onClose={onClose}>
      <p className="quiet">{t('dialog.broken.text')}</p>
      <Choices
        key="routes"
        label={t('help.broken')}
        className="wide"
        choices={routes}
        onChoose={(key) => (key === 'teach' ? onTeach() : setRoute(key as Route))}
      />
    </Dialog>
  );
};
