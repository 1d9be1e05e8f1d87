import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../../shared/features/packing/queries';
import { useStation } from '../../station/client';
import { formatWhen } from '../../ui/format';
import { PickRow, PickTable, type PickProps } from '../../ui/pick-table';
import { StateChip } from '../../ui/state-chip';

export const ParcelTable = ({ rows, chosen, onChoose }: PickProps<ParcelRow>) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return (
    <PickTable
      empty={rows?.length === 0}
      heads={[
        { title: t('order') },
        { title: t('state') },
        { title: t('parcels.weight'), figures: true },
        { title: t('parcels.box') },
        { title: t('parcels.labelTime'), figures: true },
        { title: t('parcels.closed'), figures: true },
      ]}
    >
      {rows?.map((row) => (
        <PickRow
          key={row.parcelId}
          name={`${row.order} / ${row.sequence}`}
          isChosen={row.parcelId === chosen}
          onChoose={() => onChoose(row.parcelId)}
        >
          <td>
            <StateChip state={row.state} word={t(`parcels.state.${row.state}`)} />
          </td>
          <td className="number">
            {row.weightText ?? '–'}{' '}
            {row.weightSource === 'typed' ? <span className="chip need">{t('weight.typed')}</span> : null}
          </td>
          <td>{row.carton ?? '–'}</td>
          <td className="number">
            {row.labelSeconds === null ? '–' : t('today.seconds', { value: row.labelSeconds.toFixed(1) })}
          </td>
          <td className="number">{row.closedAt === null ? '–' : formatWhen(row.closedAt, timeZone, language)}</td>
        </PickRow>
      ))}
    </PickTable>
  );
};
