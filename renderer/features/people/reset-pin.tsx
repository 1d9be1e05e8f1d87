import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { PinField } from '../../ui/pin-field';
import type { Person } from './use-people';

export const ResetPin = ({ person, onDone, onClose }: { person: Person; onDone: () => void; onClose: () => void }) => {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const ready = pin.length >= 4 && !busy;
  const save = (): void =>
    void run(async () => {
      const answer = await callStation('people.resetPin', { personId: person.personId, pin });
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={`${t('people.resetPin')}: ${person.name}`}
      onClose={onClose}
      onSubmit={() => ready && save()}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!ready}>
            {t('people.resetPin')}
          </button>
        </>
      }
    >
      <PinField label={t('people.newPin')} hint={t('people.firstPinText')} value={pin} onChange={setPin} />
      <FailureLine failure={failure} />
    </Dialog>
  );
};
