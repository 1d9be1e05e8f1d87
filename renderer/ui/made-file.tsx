import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../shared/result';
import { callStation } from '../station/client';
import { FailureLine } from './failure';

/** Says where a file was put that the station has just made, and opens it if it is a paper. */
export const MadeFile = ({
  made,
  opens = true,
}: {
  made: Result<{ readonly file: string }> | null;
  opens?: boolean;
}) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (made === null) return null;
  if (!made.ok) return <FailureLine failure={made.failure} />;
  const { file } = made.value;
  const open = (): void =>
    void callStation('document.open', { file }).then((answer) => setFailure(answer.ok ? null : answer.failure));
  return (
    <div className="strip good made-file" role="status" data-made={file}>
      <FileText size={22} aria-hidden="true" />
      <span className="grow mono">{t('record.made', { file })}</span>
      {opens ? (
        <button type="button" className="button" onClick={open}>
          {t('open')}
        </button>
      ) : null}
      <FailureLine failure={failure} />
    </div>
  );
};
