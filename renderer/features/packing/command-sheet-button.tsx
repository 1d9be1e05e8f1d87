import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { MadeFile } from '../../ui/made-file';

/** Makes the sheet of command barcodes and says where it is. */
export const CommandSheetButton = ({ word }: { word: string }) => {
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
        {t(word)}
      </button>
      <MadeFile made={made} />
    </>
  );
};
