import type { PackView } from './view';

/** What a packer may do with a key, a touch or a command barcode, beside scanning. */
export type PackAct =
  | 'help'
  | 'short'
  | 'undo'
  | 'reweigh'
  | 'quantity'
  | 'box'
  | 'newParcel'
  | 'filler'
  | 'hold'
  | 'reprint'
  | 'void';

/** Whether an act means anything at this step; the store decides on its own whether it may be. */
export const isAllowed = (act: PackAct, pack: PackView): boolean => {
  const { step, parcel } = pack;
  const working = step === 'items' || step === 'weigh' || step === 'weight-refused';
  switch (act) {
    case 'short':
      return step === 'items';
    case 'undo':
      return working && ((parcel?.items.length ?? 0) > 0 || pack.awaiting !== null);
    case 'reweigh':
      return step === 'weigh' || step === 'weight-refused' || (step === 'label' && parcel?.label === null);
    case 'quantity':
      return step === 'items' && pack.lines.some((line) => line.keyedQuantity);
    case 'box':
    case 'filler':
      return working && parcel !== null;
    case 'newParcel':
      return step === 'items' && (parcel?.items.length ?? 0) > 0;
    case 'hold':
      return step !== 'held' && step !== 'done';
    case 'reprint':
      return parcel !== null && parcel.label !== null;
    case 'void':
      return parcel !== null && (parcel.items.length > 0 || parcel.state !== 'open');
    case 'help':
      return true;
    default:
      return act satisfies never;
  }
};
