import { ArrowRight } from 'lucide-react';
import { useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed, type PackAct } from '../../../shared/features/packing/acts';
import type { PackView } from '../../../shared/features/packing/view';

/** The keys under the screen, in their order on the keyboard. F5 is quantity, F12 the one obvious act. */
const keys: readonly (readonly [string, PackAct])[] = [
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
  nextWord,
  onKey,
  blocked,
}: {
  pack: PackView;
  hasNext: boolean;
  onKey: (key: PackAct | 'next') => void;
  /** What F12 says instead of the step's own word. */
  nextWord: string | null;
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
        (name === 'next' ? hasNext : isAllowed(name, pack))
      )
        onKey(name);
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [pack, hasNext, onKey, blocked]);
  const word =
    nextWord ?? (pack.step === 'changed' && pack.change?.cancelled === true ? 'next.putBack' : nextText[pack.step]);
  return (
    <div className="keys" role="toolbar" aria-label={t('actions')}>
      {keys.map(([key, name]) => (
        <button
          key={key}
          type="button"
          className="key"
          disabled={!isAllowed(name, pack)}
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
