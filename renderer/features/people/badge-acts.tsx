import { IdCard, ScanLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { Confirm } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import type { Person } from './use-people';

/** Waits for the next card that the station's scanner reads. Its code never comes to a window. */
const ScanCard = ({ person, onDone, onClose }: { person: Person; onDone: () => void; onClose: () => void }) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const done = useRef(onDone);
  const { personId } = person;
  useEffect(() => {
    let open = true;
    void callStation('people.scanBadge', { personId }).then((answer) => {
      if (!open) return;
      if (answer.ok) done.current();
      else {
        setFailure(answer.failure);
        // A card that can't be a badge, or none yet: the next one may do.
        setRound((before) => before + 1);
      }
    });
    return () => {
      open = false;
    };
  }, [round, personId]);
  const close = (): void => {
    void callStation('people.stopScan', {});
    onClose();
  };
  return (
    <Dialog
      title={t('people.scanCard')}
      onClose={close}
      footer={
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      }
    >
      <div className="badge-state need" data-scan-card>
        <ScanLine size={40} aria-hidden="true" />
        <strong>{t('people.scanNow', { name: person.name })}</strong>
      </div>
      <FailureLine failure={failure} />
    </Dialog>
  );
};

type Ask = 'make' | 'scan' | 'take';

/** A card made here, a card that the person carries already, or none any more. */
export const BadgeActs = ({
  person,
  disabled,
  onTold,
}: {
  person: Person;
  disabled: boolean;
  onTold: (text: string) => void;
}) => {
  const { t } = useTranslation();
  const [ask, setAsk] = useState<Ask | null>(null);
  const [busy, run] = useBusy();
  const { personId, name } = person;
  const close = (): void => setAsk(null);
  const make = async () => {
    const answer = await run(() => callStation('people.makeBadge', { personId }));
    if (answer?.ok === true)
      onTold(answer.value.file === null ? t('people.cardPrinted') : t('people.cardMade', { file: answer.value.file }));
    return answer ?? { ok: true as const, value: null };
  };
  return (
    <div className="row">
      <button type="button" className="button" disabled={disabled || busy} onClick={() => setAsk('make')}>
        <IdCard size={20} aria-hidden="true" /> {t('people.makeCard')}
      </button>
      <button type="button" className="button" disabled={disabled} onClick={() => setAsk('scan')}>
        <ScanLine size={20} aria-hidden="true" /> {t('people.scanCard')}
      </button>
      {person.hasBadge ? (
        <button type="button" className="button" disabled={disabled} onClick={() => setAsk('take')}>
          {t('people.takeBadge')}
        </button>
      ) : null}
      {ask === 'make' ? (
        <Confirm
          title={`${t('people.makeCard')}: ${name}`}
          text={t('people.makeCardText', { name })}
          word={t('people.makeCard')}
          tone="primary"
          onClose={close}
          onYes={make}
        />
      ) : null}
      {ask === 'scan' ? (
        <ScanCard
          person={person}
          onClose={close}
          onDone={() => {
            close();
            onTold(t('people.badgeSet', { name }));
          }}
        />
      ) : null}
      {ask === 'take' ? (
        <Confirm
          title={`${t('people.takeBadge')}: ${name}`}
          text={t('people.takeBadgeText', { name })}
          word={t('people.takeBadge')}
          onClose={close}
          onYes={async () => {
            const answer = await callStation('people.takeBadge', { personId });
            if (answer.ok) onTold(t('people.told.changed', { name }));
            return answer;
          }}
        />
      ) : null}
    </div>
  );
};
