import { useTranslation } from 'react-i18next';
import { sendCommand } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { Buttons, useSubmit, type PackDialogProps } from './parts';

/** What the office changed while the order was in work; the packer goes on once it was seen. */
export const ChangedDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const [busy, submit] = useSubmit(onClose);
  const changes = pack.change?.changes ?? [];
  return (
    <Dialog
      title={t('dialog.changed')}
      onClose={onClose}
      onSubmit={() => !busy && submit(() => sendCommand('packing.acceptChange', { packId: pack.packId }))}
      footer={<Buttons onClose={onClose} ready={!busy} word={t('next.changed')} />}
    >
      <ul className="changes">
        {changes.map((each, index) => (
          <li key={index}>
            {t(`change.${each.code}`, { sku: each.sku ?? '', before: each.before ?? '', after: each.after ?? '' })}
          </li>
        ))}
        {changes.length === 0 ? <li>{t('change.other')}</li> : null}
      </ul>
    </Dialog>
  );
};
