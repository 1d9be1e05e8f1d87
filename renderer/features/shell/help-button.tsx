import { CircleHelp } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HelpDialog } from '../packing/dialogs/help-dialog';
import { useFeedbackOnce } from '../packing/use-feedback-once';

/** F1 opens help on every page; with an order open it belongs to the pack screen's own keys. */
const useHelpKey = (open: () => void): void => {
  useEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F1' || document.querySelector('main.pack, dialog[open]') !== null) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [open]);
};

/** Help, from every page. In the bar on top, so that the rail has room for every place that there is. */
export const HelpButton = () => {
  const { t } = useTranslation();
  const [helping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  useHelpKey(help);
  useFeedbackOnce('help', ({ code }) => {
    if (code === 'help' && document.querySelector('main.pack') === null) help();
  });
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={t('key.help')}
        title={`${t('key.help')} (F1)`}
        onClick={help}
        data-help
      >
        <CircleHelp size={18} aria-hidden="true" />
      </button>
      {helping ? <HelpDialog onClose={() => setHelping(false)} /> : null}
    </>
  );
};
