import { useTranslation } from 'react-i18next';
import type { MoveAct } from '../../../shared/features/stock/move-view';
import { callStation, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';

const acts: readonly (MoveAct | 'kit')[] = ['return', 'kit', 'arrive', 'pick', 'send'];

/** What is done less often than moving and receiving. */
export const MoreActs = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation();
  const isSupervisor = roleAtLeast(useStation().session, 'supervisor');
  const allowed = acts.filter((act) => act !== 'send' || isSupervisor);
  return (
    <Dialog title={t('stock.moreTitle')} onClose={onDone}>
      <Choices
        label={t('stock.moreTitle')}
        choices={allowed.map((act) => ({
          key: act,
          content: (
            <>
              <strong>{t(`stock.act.${act}`)}</strong>
              <span className="quiet">{t(`stock.act.${act}.text`)}</span>
            </>
          ),
        }))}
        onChoose={(key) => {
          const act = allowed.find((each) => each === key);
          if (act === 'kit') void callStation('stock.beginKit', {});
          else if (act !== undefined) void callStation('stock.beginMove', { act });
          onDone();
        }}
      />
    </Dialog>
  );
};
