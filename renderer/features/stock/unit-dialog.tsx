import { Boxes, MapPin } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type UnitView } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { formatWhole } from '../../ui/format';
import { BalanceTable } from './balance-table';

const Contents = ({ view, onUnit }: { view: UnitView; onUnit: (unit: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const pieces = view.rows.reduce((sum, { quantity }) => sum + quantity, 0);
  const kinds = new Set(view.rows.map(({ sku }) => sku)).size;
  return (
    <>
      <div className="row">
        <strong className="chip plain number">
          <MapPin size={16} aria-hidden="true" /> {view.location}
        </strong>
        <span className="number">
          {t('stock.unitHolds', { count: pieces, pieces: formatWhole(pieces, language), kinds })}
        </span>
        {view.parent === null ? null : (
          <span>
            {t('stock.unitIn')}{' '}
            <button type="button" className="link number" onClick={() => onUnit(view.parent ?? '')}>
              {view.parent}
            </button>
          </span>
        )}
      </div>
      {view.inside.length === 0 ? null : (
        <ul className="unit-inside">
          {view.inside.map((each) => (
            <li key={each.unit}>
              <button type="button" className="button" onClick={() => onUnit(each.unit)} data-inside={each.unit}>
                <Boxes size={20} aria-hidden="true" /> <span className="number">{each.unit}</span>
                <span className="quiet number">{t('stock.pieces', { count: each.pieces })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="scroll unit-rows" role="region" tabIndex={0} aria-label={t('stock.unitContents')}>
        <BalanceTable rows={view.rows} item expiry="with-lot" />
      </div>
    </>
  );
};

/** What is in a pallet or tote and in the units on it; from there up and down. */
export const UnitDialog = ({ unit, onDone }: { unit: string; onDone: () => void }) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState(unit);
  const { data } = useQuery('stock.unit', { unit: shown }, stockQueries['stock.unit'].tables);
  return (
    <Dialog
      title={t('stock.unitTitle', { unit: shown })}
      onClose={onDone}
      onSubmit={onDone}
      footer={
        <button type="submit" className="button primary" data-focus>
          {t('close')}
        </button>
      }
    >
      <div className="stack unit-dialog" data-unit-view={shown}>
        {data === null ? <p className="quiet">{t('stock.unitEmpty')}</p> : <Contents view={data} onUnit={setShown} />}
      </div>
    </Dialog>
  );
};

/** Opens what is in a unit; the dialog stands wherever the hook's caller puts it. */
export const useUnitDialog = (): { readonly onUnit: (unit: string) => void; readonly unitDialog: ReactNode } => {
  const [unit, setUnit] = useState<string | null>(null);
  const unitDialog = unit === null ? null : <UnitDialog unit={unit} onDone={() => setUnit(null)} />;
  return { onUnit: setUnit, unitDialog };
};
