import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../../shared/features/packing/queries';
import { useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';
import { StateChip } from '../../ui/state-chip';

export const ParcelTable = ({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly ParcelRow[] | null;
  chosen: string | null;
  onChoose: (parcelId: string) => void;
}) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  if (rows !== null && rows.length === 0) return <p className="quiet">{t('none')}</p>;
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('order')}</th>
          <th>{t('state')}</th>
          <th className="number">{t('parcels.weight')}</th>
          <th>{t('parcels.box')}</th>
          <th className="number">{t('parcels.labelTime')}</th>
          <th className="number">{t('parcels.closed')}</th>
        </tr>
      </thead>
      <tbody>
        {(rows ?? []).map((each) => (
          <tr
            key={each.parcelId}
            className="pick"
            aria-selected={each.parcelId === chosen}
            onClick={() => onChoose(each.parcelId)}
          >
            <td>
              <button type="button" className="link number" onClick={() => onChoose(each.parcelId)}>
                {each.order} / {each.sequence}
              </button>
            </td>
            <td>
              <StateChip state={each.state} word={t(`parcels.state.${each.state}`)} />
            </td>
            <td className="number">
              {each.weightText ?? '–'}{' '}
              {each.weightSource === 'typed' ? <span className="chip need">{t('weight.typed')}</span> : null}
            </td>
            <td>{each.carton ?? '–'}</td>
            <td className="number">
              {each.labelSeconds === null ? '–' : t('today.seconds', { value: each.labelSeconds.toFixed(1) })}
            </td>
            <td className="number">{each.closedAt === null ? '–' : formatWhen(each.closedAt, timeZone, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
