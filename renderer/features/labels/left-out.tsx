import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { LeftOut } from '../../../shared/station';
import { StripSign } from '../../ui/strip-sign';

const most = 5;

const why = ({ why: code, field }: LeftOut, t: TFunction): string =>
  code === 'lacking' ? t('labels.lacking', { field: field ?? '' }) : t(`labelWarning.${code}`);

/** Labels that were not made, each with its reason: the others were. */
export const LeftOutList = ({ rows }: { rows: readonly LeftOut[] }) => {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div className="strip need" role="status" data-left-out={rows.length}>
      <StripSign tone="need" />
      <div>
        <strong>{t('labels.leftOut', { count: rows.length })}</strong>
        <ul className="label-left-out">
          {rows.slice(0, most).map((row) => (
            <li key={`${row.row} ${row.title}`}>
              {row.title}: {why(row, t)}
            </li>
          ))}
          {rows.length > most ? <li>…</li> : null}
        </ul>
      </div>
    </div>
  );
};
