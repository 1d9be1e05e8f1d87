import { ArrowRight } from 'lucide-react';
import { useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../shared/features/packing/view';

export type KeyName =
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
  | 'void'
  | 'supervisor'
  | 'next';

/** The keys under the screen, in their order on the keyboard. F5 is quantity, F12 the one obvious act. */
const keys: readonly (readonly [string, KeyName])[] = [
  ['F1', 'help'],
  ['F2', 'short'],
  ['F3', 'undo'],
  ['F4', 'reweigh'],
  ['F5', 'quantity'],
  ['F6', 'box'],
  ['F7', 'newParcel'],
  ['F8', 'filler'],
  ['F9', 'hold'],
  ['F10', 'reprint'],
  ['F11', 'void'],
];

const allowed = (name: KeyName, pack: PackView): boolean => {
  const { step, parcel } = pack;
  const working = step === 'items' || step === 'weigh' || step === 'weight-refused';
  switch (name) {
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
      return parcel?.label !== null && parcel !== null;
    case 'void':
      return parcel !== null && (parcel.items.length > 0 || parcel.state !== 'open');
    default:
      return true;
  }
};

const nextText: Partial<Record<PackView['step'], string>> = {
  items: 'next.items',
  weigh: 'next.weigh',
  'weight-refused': 'next.override',
  label: 'next.print',
  confirm: 'next.confirm',
  changed: 'next.changed',
  held: 'next.resume',
};

/** F-keys as buttons: the same by finger and by key. */
export const FunctionKeys = ({
  pack,
  hasNext,
  onKey,
  blocked,
}: {
  pack: PackView;
  hasNext: boolean;
  onKey: (key: KeyName) => void;
  blocked: boolean;
}) => {
  const { t } = useTranslation();
  // With the screen itself: a key that follows it at once must not fall into a gap.
  useLayoutEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      const name = event.key === 'F12' ? 'next' : keys.find(([key]) => key === event.key)?.[1];
      if (name === undefined) return;
      event.preventDefault();
      if (
        !event.repeat &&
        !blocked &&
        document.querySelector('dialog[open]') === null &&
        (name === 'next' ? hasNext : allowed(name, pack))
      )
        onKey(name);
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [pack, hasNext, onKey, blocked]);
  const word = pack.step === 'changed' && pack.change?.cancelled === true ? 'next.putBack' : nextText[pack.step];
  return (
    <div className="keys" role="toolbar" aria-label={t('actions')}>
      {keys.map(([key, name]) => (
        <button
          key={key}
          type="button"
          className="key"
          disabled={!allowed(name, pack)}
          onClick={() => onKey(name)}
          data-key={key}
        >
          <span className="kbd">{key}</span>
          <span className="key-name">{t(`key.${name}`)}</span>
        </button>
      ))}
      <button
        type="button"
        className={`key next ${hasNext ? 'primary' : 'waiting'}`}
        disabled={!hasNext}
        onClick={() => onKey('next')}
        data-key="F12"
      >
        {hasNext ? <span className="kbd">F12</span> : <ArrowRight size={26} aria-hidden="true" />}
        <span className="key-name">{word === undefined ? '' : t(word)}</span>
      </button>
    </div>
  );
};
