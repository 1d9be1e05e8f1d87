import { IdCard } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverrideView } from '../../../../shared/station';
import { callStation, useBusy, useStation } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { FailureLine } from '../../../ui/failure';
import { NumberPad } from '../../../ui/number-pad';
import { ReasonPicker } from '../../../ui/reason-picker';

const mostDigits = 12;

const Badge = ({
  override,
  typed,
  onTyped,
}: {
  override: OverrideView;
  typed: string;
  onTyped: (code: string) => void;
}) => {
  const { t } = useTranslation();
  const [byHand, setByHand] = useState(false);
  const { badge } = override;
  return (
    <>
      <div className={`badge-state ${badge === null ? 'need' : 'good'}`} data-badge={badge === null ? '' : 'read'}>
        <IdCard size={40} aria-hidden="true" />
        <strong>{badge === null ? t('dialog.override.scan') : t('dialog.override.badge', { name: badge.name })}</strong>
      </div>
      {badge !== null ? null : byHand ? (
        <label className="field">
          <span>{t('dialog.override.typed')}</span>
          <input
            className="input"
            value={typed}
            maxLength={80}
            onChange={(event) => onTyped(event.target.value)}
            data-typed-badge
          />
        </label>
      ) : (
        <button type="button" className="button quiet" onClick={() => setByHand(true)} data-badge-by-hand>
          {t('dialog.override.typed')}
        </button>
      )}
    </>
  );
};

const Form = ({ override }: { override: OverrideView }) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [busy, run] = useBusy();
  const ready = pin.length >= 4 && reason.trim() !== '' && (override.badge !== null || typed.trim() !== '');
  const cancel = (): void => void callStation('override.cancel', {});
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
      title={[`${t('dialog.override')}: ${t(`override.${override.action}`)}`, override.order]
        .filter(Boolean)
        .join(' · ')}
      onClose={cancel}
      onSubmit={() => ready && finish()}
      footer={
        <>
          <button type="button" className="button" onClick={cancel}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!ready || busy}>
            {t('dialog.override.approve')}
          </button>
        </>
      }
    >
      <div className="override">
        <div className="stack">
          <Badge override={override} typed={typed} onTyped={setTyped} />
          <ReasonPicker reasons={override.reasons.map((key) => t(`why.${key}`))} value={reason} onChange={setReason} />
        </div>
        <div className="stack">
          <label className="field">
            <span>{t('pin')}</span>
            <input
              className="input pin-dots"
              type="password"
              inputMode="numeric"
              autoComplete="off"
              value={pin}
              maxLength={mostDigits}
              onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, ''))}
              data-override-pin
              data-after-reason
            />
          </label>
          <NumberPad
            onDigit={(digit) => setPin((before) => (before + digit).slice(0, mostDigits))}
            onBack={() => setPin((before) => before.slice(0, -1))}
            onClear={() => setPin('')}
          />
          <FailureLine failure={override.failure} />
        </div>
      </div>
    </Dialog>
  );
};

/** Shown whenever the station asks for a supervisor, on whatever screen. */
export const OverrideDialog = () => {
  const { override } = useStation();
  return override === null ? null : <Form key={override.action} override={override} />;
};
