import { IdCard } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverrideView } from '../../../shared/station';
import { callStation, useBusy, useStation } from '../../station/client';
import { Dialog, ReasonPicker } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';

const Form = ({ override }: { override: OverrideView }) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [byHand, setByHand] = useState(false);
  const [busy, run] = useBusy();
  const reasons = override.reasons.map((key) => t(`why.${key}`));
  const ready = pin.length >= 4 && reason.trim() !== '' && (override.badge !== null || typed.trim() !== '');
  const finish = (): void =>
    void run(async () => {
      await callStation('override.finish', {
        pin,
        reason: reason.trim(),
        ...(override.badge === null ? { typedBadge: typed.trim() } : {}),
      });
      setPin('');
    });
  return (
    <Dialog
      title={`${t('dialog.override')}: ${t(`override.${override.action}`)}`}
      onClose={() => void callStation('override.cancel', {})}
      onSubmit={() => ready && finish()}
      footer={
        <>
          <button type="button" className="button" onClick={() => void callStation('override.cancel', {})}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!ready || busy}>
            {t('dialog.override.approve')}
          </button>
        </>
      }
    >
      <div
        className={`badge-state ${override.badge === null ? 'need' : 'good'}`}
        data-badge={override.badge === null ? '' : 'read'}
      >
        <IdCard size={40} aria-hidden="true" />
        <strong>
          {override.badge === null
            ? t('dialog.override.scan')
            : t('dialog.override.badge', { name: override.badge.name })}
        </strong>
      </div>
      {override.badge !== null ? null : byHand ? (
        <label className="field">
          <span>{t('dialog.override.typed')}</span>
          <input className="input" value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
        </label>
      ) : (
        <button type="button" className="button quiet" onClick={() => setByHand(true)}>
          {t('dialog.override.typed')}
        </button>
      )}
      <ReasonPicker reasons={reasons} value={reason} onChange={setReason} />
      <label className="field">
        <span>{t('pin')}</span>
        <input
          className="input"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          maxLength={12}
          onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, ''))}
          data-override-pin
        />
      </label>
      <FailureLine failure={override.failure} />
    </Dialog>
  );
};

/** Shown whenever the station asks for a supervisor, on whatever screen. */
export const OverrideDialog = () => {
  const { override } = useStation();
  return override === null ? null : <Form key={override.action} override={override} />;
};
