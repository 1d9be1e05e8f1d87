import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface TypedEntryProps {
  readonly label: string;
  readonly hint: string;
  readonly onEnter: (text: string) => void;
}

/** For a broken scanner: what it would have read. */
export const TypedEntry = ({ label, hint, onEnter }: TypedEntryProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="row typed-entry"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onEnter(text.trim());
        setText('');
      }}
    >
      <label className="field grow">
        <span>{label}</span>
        <input
          className="input"
          value={text}
          maxLength={80}
          placeholder={hint}
          onChange={(event) => setText(event.target.value)}
          data-typed
        />
      </label>
      <button type="submit" className="button">
        {t('ok')}
      </button>
    </form>
  );
};
