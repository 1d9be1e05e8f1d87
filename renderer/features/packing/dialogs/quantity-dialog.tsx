import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../../shared/result';
import { callStation } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { NumberPad } from '../../../ui/number-pad';
import { Buttons, useSubmit, type PackDialogProps } from './parts';

const mostDigits = 4;

export interface QuantityDialogProps extends Pick<PackDialogProps, 'onClose'> {
  readonly title?: string;
  readonly text?: string;
  readonly onQuantity?: (quantity: number) => Promise<Result<unknown>>;
}

const setNext = (quantity: number): Promise<Result<unknown>> => callStation('pack.setQuantity', { quantity });

/** How many: of the next scan, unless it is asked for something else. */
export const QuantityDialog = ({ title, text, onQuantity = setNext, onClose }: QuantityDialogProps) => {
  const { t } = useTranslation();
  const [digits, setDigits] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const quantity = digits === '' ? 0 : Number(digits);
  const ready = quantity >= 1 && !busy;
  return (
    <Dialog
      title={title ?? t('dialog.quantity')}
      onClose={onClose}
      onSubmit={() => ready && submit(() => onQuantity(quantity))}
      footer={<Buttons onClose={onClose} ready={ready} word={t('ok')} />}
    >
      <p className="quiet">{text ?? t('dialog.quantity.text')}</p>
      <input
        className="input pin-dots number"
        aria-label={t('quantity')}
        inputMode="numeric"
        value={digits}
        onChange={(event) => setDigits(event.target.value.replaceAll(/\D/g, '').slice(0, mostDigits))}
      />
      <NumberPad
        onDigit={(digit) => setDigits((before) => (before + digit).slice(0, mostDigits))}
        onBack={() => setDigits((before) => before.slice(0, -1))}
        onClear={() => setDigits('')}
      />
    </Dialog>
  );
};
