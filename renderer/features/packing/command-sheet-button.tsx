import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';

/** Makes the sheet of command barcodes and says where it is. */
export const CommandSheetButton = () => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(() => callStation('sheet.commands', {})).then(setMade)}
      >
        {t('record.commands')}
      </button>
      {made?.ok === true ? (
        <p className="strip good wire" role="status">
          {t('record.made', { file: made.value.file })}
        </p>
      ) : null}
      <FailureLine failure={made?.ok === false ? made.failure : null} />
    </>
  );
};
