import type { Feedback, PackView } from '../../../shared/features/packing/view';
import { callStation, sendCommand } from '../../station/client';
import type { DialogName } from './dialogs/pack-dialog';

export interface NextAct {
  readonly act: () => void;
  /** Key of what F12 says, where it is not the step's own word. */
  readonly word: string | null;
}

export interface NextFacts {
  readonly feedback: Feedback | null;
  readonly leftJobs: readonly string[];
  readonly open: (name: DialogName) => void;
}

const labelAct = ({ parcel }: PackView, leftJobs: readonly string[]): NextAct | null => {
  const label = parcel?.label ?? null;
  const waitsForWord =
    parcel !== null &&
    (label === null || label.job === 'failed' || (label.job === 'requested' && leftJobs.includes(label.jobId)));
  return waitsForWord ? { act: () => void callStation('pack.verb', { verb: 'print' }), word: null } : null;
};

/** What F12 and the NEXT barcode do in each step: the obvious act. `null`: the scanner or the scale does it. */
export const nextAct = (pack: PackView, { feedback, leftJobs, open }: NextFacts): NextAct | null => {
  const { parcel } = pack;
  switch (pack.step) {
    case 'items':
      return feedback?.code === 'unknown-barcode' ? { act: () => open('teach'), word: 'next.teach' } : null;
    case 'weight-refused': {
      const wish = { action: 'weight', ...(parcel === null ? {} : { parcelId: parcel.parcelId }) } as const;
      return { act: () => void callStation('override.begin', wish), word: null };
    }
    case 'label':
      return labelAct(pack, leftJobs);
    case 'changed':
      return pack.change?.cancelled === true
        ? { act: () => void sendCommand('packing.release', { packId: pack.packId }), word: null }
        : { act: () => open('changed'), word: null };
    case 'held':
      return { act: () => void sendCommand('packing.resume', { packId: pack.packId }), word: null };
    default:
      return null;
  }
};
