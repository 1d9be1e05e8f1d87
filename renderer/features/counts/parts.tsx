import {
  ArrowLeft,
  ArrowLeftRight,
  Ban,
  CircleCheck,
  CircleHelp,
  CircleMinus,
  CirclePlus,
  ClipboardCheck,
  Move,
  Radio,
  ScanLine,
  Sticker,
  UserX,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountState, LineClass } from '../../../shared/features/counts/records';
import { goTo } from '../../station/route';

const states = {
  counting: [ScanLine, 'accent'],
  submitted: [ClipboardCheck, 'need'],
  posted: [CircleCheck, 'good'],
  cancelled: [Ban, 'plain'],
} as const satisfies Record<CountState, unknown>;

export const CountChip = ({ state }: { state: CountState }) => {
  const { t } = useTranslation();
  const [Icon, tone] = states[state];
  return (
    <span className={`chip ${tone}`} data-count-state={state}>
      <Icon size={14} aria-hidden="true" /> {t(`counts.state.${state}`)}
    </span>
  );
};

const classes = {
  found: [CircleCheck, 'good'],
  missing: [CircleMinus, 'bad'],
  short: [CircleMinus, 'bad'],
  misplaced: [Move, 'need'],
  surplus: [CirclePlus, 'need'],
  unexpected: [CirclePlus, 'need'],
  unknown: [CircleHelp, 'need'],
  foreign: [UserX, 'plain'],
  unencoded: [Sticker, 'plain'],
  stray: [Radio, 'plain'],
  moved: [ArrowLeftRight, 'need'],
} as const satisfies Record<LineClass, unknown>;

/** What a count makes of a thing, in colour, sign and word. */
export const ClassChip = ({ of, figure }: { of: LineClass; figure?: string }) => {
  const { t } = useTranslation();
  const [Icon, tone] = classes[of];
  return (
    <span className={`chip ${tone}`} data-class={of}>
      <Icon size={14} aria-hidden="true" /> {t(`counts.class.${of}`)}
      {figure === undefined ? null : <strong className="number">{figure}</strong>}
    </span>
  );
};

export const Figure = ({
  word,
  children,
  tone = '',
  name,
}: {
  word: string;
  children: ReactNode;
  tone?: string;
  name?: string;
}) => (
  <div className={`count-figure card ${tone}`} data-figure={name}>
    <span className="quiet">{word}</span>
    <strong className="number">{children}</strong>
  </div>
);

/** Goods whose value the catalogue does not know, and the way to where it is set. */
export const NoValue = () => {
  const { t } = useTranslation();
  return (
    <span className="count-no-value" data-no-value>
      <span className="chip need">
        <CircleHelp size={14} aria-hidden="true" /> {t('counts.noValue')}
      </span>
      <button
        type="button"
        className="link"
        title={t('counts.setValueText')}
        onClick={() => goTo('imports')}
        data-set-value
      >
        {t('counts.setValue')}
      </button>
    </span>
  );
};

export const Head = ({ title, onBack, children }: { title: string; onBack: () => void; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <div className="row spread">
      <div className="row">
        <button type="button" className="button" onClick={onBack} aria-label={t('counts.back')} data-back>
          <ArrowLeft size={22} aria-hidden="true" />
        </button>
        <h1>{title}</h1>
      </div>
      <div className="row">{children}</div>
    </div>
  );
};
