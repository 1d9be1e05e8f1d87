import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { useFailureText } from '../../ui/failure';

/** What became of one file, in a sentence. */
export interface Told {
  readonly tone: 'good' | 'need' | 'bad';
  readonly text: string;
}

type Answer = Result<Pick<CallAnswer<'import.retry'>, 'state' | 'code' | 'rows' | 'badRows'>>;

export const useReport = () => {
  const { t } = useTranslation();
  const failureText = useFailureText();
  return (name: string, answer: Answer): Told => {
    if (!answer.ok) {
      const { title, next } = failureText(answer.failure);
      return { tone: 'bad', text: `${name}: ${title}. ${next}` };
    }
    const { state, code, rows, badRows } = answer.value;
    const counts = { name, ok: rows - badRows, bad: badRows, count: rows - badRows };
    switch (state) {
      case 'done':
        return badRows === 0
          ? { tone: 'good', text: t('imports.told.done', counts) }
          : { tone: 'need', text: t('imports.told.some', counts) };
      case 'known':
        return { tone: 'need', text: t('imports.told.known', { name }) };
      case 'waiting':
        if (code === 'stock-approval-needed') return { tone: 'need', text: t('imports.told.held', { name }) };
        return { tone: 'need', text: t('imports.told.waiting', { name }) };
      case 'bring-again':
        return { tone: 'need', text: t('imports.told.bringAgain', { name }) };
      case 'rejected':
        return {
          tone: 'bad',
          text: t('imports.told.rejected', { name, why: t([`import.${code ?? ''}`, 'failure.other.next'], { code }) }),
        };
      default:
        return state satisfies never;
    }
  };
};
