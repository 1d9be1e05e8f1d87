import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { MadeFile } from '../../ui/made-file';

/** The bins that are left, to count with a pen where neither scanner nor reader goes. */
export const SheetButton = ({ countId }: { countId: string }) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void run(async () => setMade(await callStation('counts.sheet', { countId })))}
        data-sheet
      >
        <Printer size={22} aria-hidden="true" /> {t('counts.sheet')}
      </button>
      <MadeFile made={made} />
    </>
  );
};
