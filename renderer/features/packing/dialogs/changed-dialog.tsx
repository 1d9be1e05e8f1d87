import { useTranslation } from 'react-i18next';
import { sendCommand } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { useSubmit, type PackDialogProps } from './parts';

/** What the office changed while the order was in work; the packer goes on once it was seen, or puts the order aside. */
export const ChangedDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const [busy, submit] = useSubmit(onClose);
  const changes = pack.change?.changes ?? [];
  const { packId } = pack;
  return (
    <Dialog
      title={t('dialog.changed')}
      onClose={onClose}
      onSubmit={() => !busy && submit(() => sendCommand('packing.acceptChange', { packId }))}
      footer={
        <>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => submit(() => sendCommand('packing.release', { packId }))}
            data-aside
          >
            {t('next.aside')}
          </button>
          <button type="submit" className="button primary" disabled={busy} data-focus>
            {t('next.changed')}
          </button>
        </>
      }
    >
      <ul className="changes">
        {changes.map((each, index) => (
          <li key={index} data-change={each.code}>
            {t(`change.${each.code}`, {
              sku: each.name ?? each.sku ?? '',
              before: each.before ?? '',
              after: each.after ?? '',
            })}
          </li>
        ))}
        {changes.length === 0 ? <li>{t('change.other')}</li> : null}
      </ul>
    </Dialog>
  );
};
