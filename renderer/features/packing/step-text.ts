import type { TFunction } from 'i18next';
import type { PackView } from '../../../shared/features/packing/view';
import { currentLine } from './lines';

const labelText = (pack: PackView, t: TFunction): string => {
  const label = pack.parcel?.label ?? null;
  if (label === null) return t('step.label.none');
  if (label.job === 'requested' || label.job === 'sent' || label.job === 'failed') return t(`step.label.${label.job}`);
  return t('step.label');
};

/** The one thing to do next, in words. */
export const stepText = (pack: PackView, t: TFunction): string => {
  switch (pack.step) {
    case 'items': {
      if (pack.awaiting !== null) return t(`step.awaiting.${pack.awaiting.need}`, { name: pack.awaiting.name });
      const line = currentLine(pack);
      return line === null ? t('step.itemsAny') : t('step.items', { name: line.name });
    }
    case 'label':
      return labelText(pack, t);
    case 'confirm':
      return pack.parcel?.label?.job === 'uncertain' ? t('step.confirm.uncertain') : t('step.confirm');
    case 'changed':
      return pack.change?.cancelled === true ? t('step.cancelled') : t('step.changed');
    default:
      return t(`step.${pack.step}`);
  }
};
