import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { sendCommand } from '../../station/client';
import { FailureLine } from '../../ui/failure';

/** A version that waits: it prints once a supervisor has approved it. */
export const Approval = ({ templateId, version }: { templateId: string; version: number }) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <div className="strip need approval">
      <span className="grow">{t('labels.notApproved', { version })}</span>
      <button
        type="button"
        className="button primary"
        data-approve
        onClick={() =>
          void sendCommand('labels.approve', { templateId, version }).then((answer) =>
            setFailure(answer.ok ? null : answer.failure),
          )
        }
      >
        {t('labels.approve')}
      </button>
      <FailureLine failure={failure} />
    </div>
  );
};
