import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  BringToFront,
  Copy,
  Group,
  SendToBack,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Alignment } from '../../../../shared/labels/design/arrange';
import {
  alignSelected,
  distributeSelected,
  duplicateSelected,
  groupSelected,
  orderSelected,
  removeSelected,
  type Design,
} from '../../../../shared/labels/design/design';
import type { Editor } from './use-design';

const aligns: readonly (readonly [Alignment, LucideIcon])[] = [
  ['left', AlignStartVertical],
  ['center', AlignCenterVertical],
  ['right', AlignEndVertical],
  ['top', AlignStartHorizontal],
  ['middle', AlignCenterHorizontal],
  ['bottom', AlignEndHorizontal],
];

const acts = [
  ['spread-x', AlignHorizontalDistributeCenter, 3, (design: Design) => distributeSelected(design, 'x')],
  ['spread-y', AlignVerticalDistributeCenter, 3, (design: Design) => distributeSelected(design, 'y')],
  ['front', BringToFront, 1, (design: Design) => orderSelected(design, 'front')],
  ['back', SendToBack, 1, (design: Design) => orderSelected(design, 'back')],
  ['group', Group, 2, groupSelected],
  ['duplicate', Copy, 1, duplicateSelected],
  ['delete', Trash2, 1, removeSelected],
] as const;

/** What is done to everything that is selected. */
export const ArrangeBar = ({ editor }: { editor: Editor }) => {
  const { t } = useTranslation();
  const count = editor.design.selected.length;
  return (
    <div className="arrange" role="group" aria-label={t('designer.arrange')}>
      {aligns.map(([alignment, Icon]) => (
        <button
          key={alignment}
          type="button"
          className="icon-button"
          title={t(`designer.align.${alignment}`)}
          aria-label={t(`designer.align.${alignment}`)}
          disabled={count === 0}
          data-arrange={alignment}
          onClick={() => editor.change((design) => alignSelected(design, alignment))}
        >
          <Icon size={20} aria-hidden="true" />
        </button>
      ))}
      {acts.map(([name, Icon, least, change]) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          title={t(`designer.act.${name}`)}
          aria-label={t(`designer.act.${name}`)}
          disabled={count < least}
          data-arrange={name}
          onClick={() => editor.change(change)}
        >
          <Icon size={20} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
};
