import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BalanceRow, BinRow } from '../../../shared/features/stock/queries';
import { useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { BalanceTable } from './balance-table';
import { ChangeDialog } from './change-dialog';
import { LastMovements } from './movements';
import { useUnitDialog } from './unit-dialog';

/** What lies in a bin, and what brought it there. */
export const PlaceDetail = ({
  bin,
  rows,
  onPlace,
}: {
  bin: BinRow;
  rows: readonly BalanceRow[];
  onPlace: (location: string) => void;
}) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [changing, setChanging] = useState<BalanceRow | null>(null);
  const may = roleAtLeast(session, 'supervisor');
  const { onUnit, unitDialog } = useUnitDialog();
  return (
    <section className="card stock-detail stack" tabIndex={0} aria-label={bin.location}>
      <div className="spread">
        <h2 className="number">{bin.location}</h2>
        <span className="row">
          <span className="chip plain">{t(`stock.bin.${bin.kind}`)}</span>
          {bin.gln === null && bin.glnExtension === null ? null : (
            <span className="chip plain number" data-gln={bin.gln ?? ''}>
              {t('field.gln')} {[bin.gln, bin.glnExtension].filter((each) => each !== null).join(' · ')}
            </span>
          )}
          <span className="chip plain number" title={t('field.check_digits')}>
            {t('stock.digits', { digits: bin.checkDigits })}
          </span>
        </span>
      </div>
      {bin.unseen ? (
        <p className="strip" role="status" data-unseen>
          <EyeOff size={22} aria-hidden="true" /> <span>{t('stock.unseenBin')}</span>
        </p>
      ) : rows.length === 0 ? (
        <p className="quiet">{t('stock.emptyBin')}</p>
      ) : (
        <BalanceTable rows={rows} item expiry="with-lot" onUnit={onUnit} onChange={may ? setChanging : null} />
      )}
      {unitDialog}
      {changing === null ? null : <ChangeDialog row={changing} onDone={() => setChanging(null)} />}
      {bin.unseen ? null : <LastMovements sku={null} location={bin.location} onPlace={onPlace} />}
    </section>
  );
};
