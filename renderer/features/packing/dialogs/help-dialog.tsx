import { useTranslation } from 'react-i18next';
import { callStation } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { TourButtons } from '../../tour/tour';
import { CommandSheetButton } from '../command-sheet-button';

const keyHelp = [
  ['F1', 'key.help'],
  ['F2', 'key.short'],
  ['F3', 'key.undo'],
  ['F4', 'key.reweigh'],
  ['F5', 'key.quantity'],
  ['F6', 'key.box'],
  ['F7', 'key.newParcel'],
  ['F8', 'key.filler'],
  ['F9', 'key.hold'],
  ['F10', 'key.reprint'],
  ['F11', 'key.void'],
  ['F12', 'help.enter'],
  ['1 … 9', 'help.numbers'],
  ['Enter', 'help.confirm'],
  ['Esc', 'help.escape'],
] as const;

/** The screen in a few words. `pack`: an order is open, and the ways round a broken device with it. */
export const HelpDialog = ({
  onClose,
  pack = null,
}: {
  onClose: () => void;
  pack?: { readonly packId: string; readonly step: string; readonly onSupervisor: () => void } | null;
}) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('dialog.help')}
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <>
          {pack === null ? null : (
            <>
              <button type="button" className="button" onClick={pack.onSupervisor} data-help="supervisor">
                {t('help.broken')}
              </button>
              <button
                type="button"
                className="button"
                onClick={() => {
                  onClose();
                  void callStation('slip.print', { packId: pack.packId });
                }}
              >
                {t('orders.slip')}
              </button>
            </>
          )}
          <TourButtons onStarted={onClose} />
          <CommandSheetButton word="record.commands" />
          <button type="submit" className="button primary" data-focus>
            {t('ok')}
          </button>
        </>
      }
    >
      <p>
        <strong>{pack?.step ?? t('help.scan')}</strong>
      </p>
      <p className="quiet">
        {pack === null ? '' : t('help.scan')} {t('help.intro')} {t('help.commands')}
      </p>
      <div className="help-keys">
        {keyHelp.map(([key, name]) => (
          <span key={key} className="row">
            <span className="kbd">{key}</span> {t(name)}
          </span>
        ))}
      </div>
    </Dialog>
  );
};
