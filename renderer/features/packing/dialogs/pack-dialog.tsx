import { useTranslation } from 'react-i18next';
import { sendCommand, useStation } from '../../../station/client';
import { stepText } from '../step-text';
import { BoxDialog, FillerDialog } from './box-dialogs';
import { ChangedDialog } from './changed-dialog';
import { HelpDialog } from './help-dialog';
import { ChooseDialog, TeachDialog } from './item-dialogs';
import { ReasonDialog, type PackDialogProps } from './parts';
import { QuantityDialog } from './quantity-dialog';
import { ShortDialog } from './short-dialog';
import { SupervisorDialog } from './supervisor-dialog';

export const dialogNames = [
  'help',
  'short',
  'quantity',
  'box',
  'filler',
  'hold',
  'reprint',
  'void',
  'supervisor',
  'choose',
  'teach',
  'changed',
] as const;
export type DialogName = (typeof dialogNames)[number];

/** The dialog of a name, over the pack in work. */
export const PackDialog = ({
  name,
  pack,
  onClose,
  onOpen,
}: PackDialogProps & { readonly name: DialogName; readonly onOpen: (name: DialogName) => void }) => {
  const { t } = useTranslation();
  const station = useStation();
  const parcelId = pack.parcel?.parcelId ?? '';
  switch (name) {
    case 'help':
      return (
        <HelpDialog
          onClose={onClose}
          pack={{
            packId: pack.packId,
            step: stepText(pack, station, t),
            onSupervisor: () => onOpen('supervisor'),
          }}
        />
      );
    case 'supervisor':
      return <SupervisorDialog pack={pack} onClose={onClose} onTeach={() => onOpen('teach')} />;
    case 'short':
      return <ShortDialog pack={pack} onClose={onClose} />;
    case 'quantity':
      return <QuantityDialog onClose={onClose} />;
    case 'box':
      return <BoxDialog pack={pack} onClose={onClose} />;
    case 'filler':
      return <FillerDialog pack={pack} onClose={onClose} />;
    case 'choose':
      return <ChooseDialog pack={pack} onClose={onClose} />;
    case 'teach':
      return <TeachDialog pack={pack} onClose={onClose} />;
    case 'changed':
      return pack.step === 'changed' ? <ChangedDialog pack={pack} onClose={onClose} /> : null;
    case 'hold':
      return (
        <ReasonDialog
          title={t('dialog.hold')}
          reasons={['address', 'stock', 'customer', 'missing']}
          onClose={onClose}
          onReason={(reason) => sendCommand('packing.hold', { packId: pack.packId, reason })}
        />
      );
    case 'void':
      return (
        <ReasonDialog
          title={t('dialog.void')}
          text={t('dialog.void.text')}
          reasons={['wrongItems', 'wrongBox', 'damaged', 'customer']}
          danger
          onClose={onClose}
          onReason={(reason) => sendCommand('packing.voidParcel', { parcelId, reason })}
        />
      );
    case 'reprint':
      return (
        <ReasonDialog
          title={t('dialog.reprint')}
          text={t('dialog.reprint.text')}
          reasons={['labelDamaged', 'labelLost']}
          onClose={onClose}
          onReason={(reason) => sendCommand('packing.reprintLabel', { parcelId, reason })}
        />
      );
    default:
      return name satisfies never;
  }
};
