import { Ban, CircleCheck, CircleHelp, CircleX, Clock, Package, PauseCircle, Scale, Send, Tag } from 'lucide-react';

const looks = {
  waiting: [Clock, 'plain'],
  packing: [Package, 'accent'],
  held: [PauseCircle, 'need'],
  packed: [CircleCheck, 'good'],
  cancelled: [Ban, 'bad'],
  open: [Package, 'accent'],
  weighed: [Scale, 'accent'],
  labelled: [Tag, 'accent'],
  closed: [CircleCheck, 'good'],
  voided: [Ban, 'plain'],
  requested: [Clock, 'need'],
  sent: [Send, 'need'],
  printed: [CircleCheck, 'good'],
  uncertain: [CircleHelp, 'need'],
  failed: [CircleX, 'bad'],
  discarded: [Ban, 'plain'],
} as const;
export type ChipState = keyof typeof looks;

const isKnown = (state: string): state is ChipState => state in looks;

/** A state in colour, sign and word, the same on every page. */
export const StateChip = ({ state, word }: { state: string; word: string }) => {
  const [Icon, tone] = looks[isKnown(state) ? state : 'waiting'];
  return (
    <span className={`chip ${tone}`}>
      <Icon size={14} aria-hidden="true" /> {word}
    </span>
  );
};
