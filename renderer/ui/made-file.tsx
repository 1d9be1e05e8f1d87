import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../shared/result';
import { callStation } from '../station/client';
import { FailureLine } from './failure';

/** Says where a paper was put that the station has just made, and opens it. */
export const MadeFile = ({ made }: { made: Result<{ readonly file: string }> | null }) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (made === null) return null;
  if (!made.ok) return <FailureLine failure={made.failure} />;
  const { file } = made.value;
  const open = (): void =>
    void callStation('document.open', { file }).then((answer) => setFailure(answer.ok ? null : answer.failure));
  return (
    <div className="strip good made-file" role="status">
      <FileText size={22} aria-hidden="true" />
      <span className="grow mono">{t('record.made', { file })}</span>
      <button type="button" className="button" onClick={open}>
        {t('open')}
      </button>
      <FailureLine failure={failure} />
    </div>
  );
};
