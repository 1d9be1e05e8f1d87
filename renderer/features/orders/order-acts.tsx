import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportQueries } from '../../../shared/features/export/contract';
import type { OrderDetail } from '../../../shared/features/orders/queries';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Confirm } from '../../ui/confirm';
import { FailureLine } from '../../ui/failure';

const isFinished = ({ state }: OrderDetail): boolean => state === 'packed' || state === 'cancelled';

/** What is done with an order that is through: its exports once more, and the end of its personal data. */
export const OrderActs = ({ order }: { order: OrderDetail }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [erasing, setErasing] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const { orderId, number } = order;
  const exports = useQuery('export.ofOrder', { orderId }, exportQueries['export.ofOrder'].tables);
  const again = (): void =>
    void run(async () => {
      const answer = await callStation('export.again', { orderId });
      setMade(answer.ok ? answer.value.files.join(', ') : null);
      setFailure(answer.ok ? null : answer.failure);
    });
  return (
    <>
      <div className="row">
        {roleAtLeast(session, 'supervisor') && (exports.data ?? []).length > 0 ? (
          <button type="button" className="button" disabled={busy} onClick={again} data-export-again>
            {t('parcels.export')}
          </button>
        ) : null}
        {roleAtLeast(session, 'it') && isFinished(order) && !order.erased ? (
          <button type="button" className="button danger" onClick={() => setErasing(true)} data-erase>
            {t('orders.erase')}
          </button>
        ) : null}
      </div>
      <FailureLine failure={failure} />
      {made === null ? null : <p className="quiet anywhere">{t('record.made', { file: made })}</p>}
      {erasing ? (
        <Confirm
          title={`${t('orders.erase')}: ${number}`}
          text={t('orders.eraseText', { number })}
          word={t('orders.erase')}
          onClose={() => setErasing(false)}
          onYes={() => callStation('orders.erase', { orderId })}
        />
      ) : null}
    </>
  );
};
