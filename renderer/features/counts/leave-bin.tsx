import { useTranslation } from 'react-i18next';
import type { CountLive } from '../../../shared/features/counts/count-live';
import type { CallInput } from '../../../shared/station';
import { callStation } from '../../station/client';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';

type How = CallInput<'counts.leaveBin'>['how'];
const leave = (how: How): void => void callStation('counts.leaveBin', { how });
const isHow = (key: string): key is How => key === 'finish' || key === 'stay' || key === 'open';

/** The next bin was scanned and this one is not through: nothing is left open without a word. */
export const LeaveBin = ({ leaving: { from, to, counted } }: { leaving: NonNullable<CountLive['leaving']> }) => {
  const { t } = useTranslation();
  const choices = [
    {
      key: 'finish',
      content: t(counted === 0 ? 'counts.leave.empty' : 'counts.leave.finish', { count: counted, from }),
    },
    { key: 'stay', content: t('counts.leave.stay', { from }) },
    { key: 'open', content: t('counts.leave.open', { from, to }) },
  ];
  return (
    <Dialog title={t('counts.leave', { from })} onClose={() => leave('stay')} onSubmit={() => leave('finish')}>
      <div className="count-leave" data-leaving={from}>
        <Choices
          label={t('counts.leave', { from })}
          choices={choices}
          className="wide"
          onChoose={(key) => isHow(key) && leave(key)}
        />
      </div>
    </Dialog>
  );
};
