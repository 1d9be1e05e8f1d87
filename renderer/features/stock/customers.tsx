import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { FailureLine } from '../../ui/failure';

/** Customers whose goods must last longer than the items say; a supervisor's to set. */
export const Customers = () => {
  const { t } = useTranslation();
  const may = roleAtLeast(useStation().session, 'supervisor');
  const { data } = useQuery('stock.customers', {}, stockQueries['stock.customers'].tables);
  const [customer, setCustomer] = useState('');
  const [days, setDays] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const ready = customer.trim() !== '' && /^[1-9]\d{0,3}$/.test(days) && !busy;
  const save = (who: string, minDaysLeft: number | null): void =>
    void run(async () => {
      const answer = await sendCommand('stock.setCustomer', { customer: who, minDaysLeft });
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok || minDaysLeft === null) return;
      setCustomer('');
      setDays('');
    });
  return (
    <div className="stack customers">
      <p className="quiet stock-none">{t('stock.customersText')}</p>
      {may ? (
        <form
          className="row past-head"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) save(customer.trim(), Number(days));
          }}
        >
          <label className="field">
            <span>{t('field.customer_number')}</span>
            <input
              className="input compact"
              value={customer}
              maxLength={60}
              onChange={(event) => setCustomer(event.target.value)}
              data-customer
            />
          </label>
          <label className="field">
            <span>{t('stock.minDaysLeft')}</span>
            <input
              className="input compact number minimum"
              inputMode="numeric"
              value={days}
              maxLength={4}
              onChange={(event) => setDays(event.target.value)}
              data-customer-days
            />
          </label>
          <button type="submit" className="button primary" disabled={!ready}>
            {t('save')}
          </button>
        </form>
      ) : null}
      <FailureLine failure={failure} />
      {data === null || data.length === 0 ? (
        <p className="quiet stock-none">{t('none')}</p>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th>{t('field.customer_number')}</th>
              <th className="number">{t('stock.minDaysLeft')}</th>
              <th>
                <span className="sr">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((row) => (
              <tr key={row.customer} data-customer-row={row.customer}>
                <td>{row.customer}</td>
                <td className="number">
                  <strong>{t('stock.days', { count: row.minDaysLeft })}</strong>
                </td>
                <td>
                  {may ? (
                    <button
                      type="button"
                      className="icon-button"
                      disabled={busy}
                      onClick={() => save(row.customer, null)}
                      aria-label={`${t('stock.customerRemove')}: ${row.customer}`}
                      title={t('stock.customerRemove')}
                    >
                      <Trash2 size={20} aria-hidden="true" />
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
};
