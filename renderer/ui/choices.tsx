import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePress } from '../station/press';

export interface Choice {
  readonly key: string;
  readonly content: ReactNode;
  readonly disabled?: boolean;
}

/** How a choice was made: a scan has nothing left to confirm, a finger or a key may. */
export type ChosenBy = 'click' | 'key' | 'scan';

export interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | null;
  readonly onChoose: (key: string, by: ChosenBy) => void;
  /** Where several lists stand in one dialog, only one has the numbers at a time. */
  readonly numbered?: boolean;
  readonly className?: string;
}

/** A number key reaches nine, the barcodes of the sheet twelve. */
const mostKeys = 9;
const mostNumbers = 12;

/** Things to choose from by touch, by number key, or by the CHOOSE barcode of the same number. */
export const Choices = ({ label, choices, chosen, onChoose, numbered = true, className = '' }: ChoicesProps) => {
  const { t } = useTranslation();
  const choose = (number: number, by: ChosenBy): boolean => {
    const choice = choices[number - 1];
    if (!numbered || number > mostNumbers || choice === undefined || choice.disabled === true) return false;
    onChoose(choice.key, by);
    return true;
  };
  usePress(({ key, number }) => key === 'choose' && choose(number, 'scan'));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      const number = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
      if (!typing && !event.repeat && number > 0 && number <= mostKeys && choose(number, 'key')) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <div className={`choices ${className}`} role="group" aria-label={label}>
      {choices.map(({ key, content, disabled = false }, index) => (
        <button
          key={key}
          type="button"
          className="choice"
          disabled={disabled}
          aria-pressed={chosen === undefined ? undefined : chosen === key}
          onClick={() => onChoose(key, 'click')}
          data-choice={index + 1}
        >
          {numbered && index < mostNumbers ? (
            <span className="kbd" title={t('choice.number', { number: index + 1 })}>
              {index + 1}
            </span>
          ) : null}
          <span className="choice-body">{content}</span>
        </button>
      ))}
    </div>
  );
};
