import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../shared/features/packing/view';
import { callStation, useFeedback } from '../../station/client';
import { TourButtons } from '../tour/tour';
import { CommandSheetButton } from './command-sheet-button';
import { Dialog } from '../../ui/dialog';

const keyHelp = [
  ['F1', 'key.help'],
  ['F2', 'key.short'],
  ['F3', 'key.undo'],
  ['F4', 'key.reweigh'],
  ['F5', 'key.quantity'],
  ['F6', 'key.box'],
  ['F7', 'key.newParcel'],
  ['F8', 'key.filler'],
  ['F9', 'key.hold'],
  ['F10', 'key.reprint'],
  ['F11', 'key.void'],
  ['F12', 'help.enter'],
  ['Esc', 'help.escape'],
] as const;

export const HelpDialog = ({ onClose, onSupervisor }: { onClose: () => void; onSupervisor: (() => void) | null }) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('dialog.help')}
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <>
          {onSupervisor === null ? null : (
            <button type="button" className="button" onClick={onSupervisor}>
              {t('key.supervisor')}
            </button>
          )}
          <TourButtons onStarted={onClose} />
          <CommandSheetButton />
          <button type="submit" className="button primary">
            {t('ok')}
          </button>
        </>
      }
    >
      <p>
        <strong>{t('help.scan')}</strong>
      </p>
      <p className="quiet">
        {t('help.intro')} {t('help.commands')}
      </p>
      <div className="help-keys">
        {keyHelp.map(([key, name]) => (
          <span key={key} className="row">
            <span className="kbd">{key}</span> {t(name)}
          </span>
        ))}
      </div>
    </Dialog>
  );
};

/** Ways on when a device is broken or a code unknown: each with a supervisor's word, each marked in the record. */
export const SupervisorDialog = ({ pack, onClose }: { pack: PackView; onClose: () => void }) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const [weight, setWeight] = useState('');
  const [code, setCode] = useState('');
  const [sku, setSku] = useState('');
  const unknown = feedback?.code === 'unknown-barcode' ? feedback.scanned : null;
  const begin = (input: Parameters<typeof callStation<'override.begin'>>[1]): void => {
    void callStation('override.begin', input);
    onClose();
  };
  const weighing = pack.step === 'weigh' || pack.step === 'weight-refused';
  const parcel = pack.parcel === null ? {} : { parcelId: pack.parcel.parcelId };
  return (
    <Dialog title={t('dialog.override')} onClose={onClose}>
      {unknown === null ? null : (
        <section className="stack">
          <h3>{t('dialog.unknown')}</h3>
          <p className="quiet">{t('dialog.unknown.text')}</p>
          <div className="row">
            <select
              className="input grow"
              aria-label={t('pack.item')}
              value={sku}
              onChange={(event) => setSku(event.target.value)}
            >
              <option value="">–</option>
              {pack.lines.map((line) => (
                <option key={line.lineId} value={line.sku}>
                  {line.name}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="button primary"
              disabled={sku === ''}
              onClick={() => begin({ action: 'teach-barcode', code: unknown, sku, quantity: 1 })}
            >
              {t('override.teach-barcode')}
            </button>
          </div>
        </section>
      )}
      <section className="stack">
        <h3>{t('dialog.keyed')}</h3>
        <p className="quiet">{t('dialog.keyed.text')}</p>
        <div className="row">
          <input
            className="input grow"
            aria-label={t('dialog.keyed')}
            value={code}
            maxLength={200}
            onChange={(event) => setCode(event.target.value)}
          />
          <button
            type="button"
            className="button primary"
            disabled={code.trim() === ''}
            onClick={() => begin({ action: 'keyed-scan', code: code.trim() })}
          >
            {t('override.keyed-scan')}
          </button>
        </div>
      </section>
      {weighing ? (
        <section className="stack">
          <h3>{t('dialog.typed')}</h3>
          <p className="quiet">{t('dialog.typed.text')}</p>
          <div className="row">
            <input
              className="input grow"
              aria-label={t('dialog.typed')}
              inputMode="decimal"
              placeholder="0.000 kg"
              value={weight}
              maxLength={20}
              onChange={(event) => setWeight(event.target.value)}
            />
            <button
              type="button"
              className="button primary"
              disabled={!/^\d{1,4}([.,]\d{1,3})?$/.test(weight.trim())}
              onClick={() => begin({ action: 'typed-weight', weightText: weight.trim(), ...parcel })}
            >
              {t('override.typed-weight')}
            </button>
          </div>
        </section>
      ) : null}
    </Dialog>
  );
};
