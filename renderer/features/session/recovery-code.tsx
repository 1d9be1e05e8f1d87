import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const codeLength = 26;

/** The recovery code as it stands on paper: in groups, large or small letters. */
export const CodeField = ({ code, onChange }: { code: string; onChange: (code: string) => void }) => {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>{t('recovery.code')}</span>
      <input
        className="input recovery-code"
        value={code}
        maxLength={60}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value.toUpperCase())}
        data-recovery-code
      />
      <small>{t('recovery.codeText')}</small>
    </label>
  );
};

/** Whether all of it is there. */
export const isWholeCode = (code: string): boolean => code.replaceAll(/[\s-]/g, '').length >= codeLength;

/** Who has the code needs no sign-in. */
export const CodeEntry = ({
  word,
  busy,
  onDone,
  onBack,
}: {
  word: string;
  busy: boolean;
  onDone: (code: string) => void;
  onBack: () => void;
}) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWholeCode(code)) onDone(code);
      }}
    >
      <CodeField code={code} onChange={setCode} />
      <div className="row">
        <button type="button" className="button" onClick={onBack}>
          {t('back')}
        </button>
        <button type="submit" className="button primary grow" disabled={busy || !isWholeCode(code)}>
          {word}
        </button>
      </div>
    </form>
  );
};
