import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Choices, type ChosenBy } from './choices';

export interface ReasonProps {
  readonly reasons: readonly string[];
  readonly value: string;
  readonly onChange: (reason: string, by: ChosenBy) => void;
  readonly numbered?: boolean;
}

/** A reason from the list, by touch, number key or CHOOSE barcode, or in one's own words. */
export const ReasonPicker = ({ reasons, value, onChange, numbered = true }: ReasonProps) => {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const choose = (reason: string, by: ChosenBy): void => {
    // At once: Enter comes next, and it must confirm and not press a choice again.
    flushSync(() => onChange(reason, by));
    const form = element.current?.closest('form');
    if (by !== 'click') form?.querySelector<HTMLElement>('[data-after-reason], [type="submit"]')?.focus();
  };
  return (
    <div className="stack" ref={element}>
      <Choices
        label={t('reason')}
        choices={reasons.map((reason) => ({ key: reason, content: reason }))}
        chosen={value}
        onChoose={choose}
        numbered={numbered}
      />
      <label className="field">
        <span>{t('reason.own')}</span>
        <input
          className="input"
          value={reasons.includes(value) ? '' : value}
          maxLength={200}
          onChange={(event) => onChange(event.target.value, 'click')}
        />
      </label>
    </div>
  );
};
