import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countQueries, type WeighedPieces } from '../../../shared/features/counts/queries';
import type { CountLine } from '../../../shared/features/counts/records';
import { ofOne } from '../../../shared/features/counts/unit-weight';
import { shownWeight } from '../../../shared/features/counts/weighing-brief';
import { useQuery, useStation } from '../../station/client';
import { formatPieceWeight, formatWhen, formatWhole } from '../../ui/format';

const Row = ({ pieces, lot, at, person, weighing }: WeighedPieces) => {
  const { t } = useTranslation();
  const { language, timeZone, units, devices } = useStation();
  const { readings, tote, unit } = weighing;
  const last = readings.at(-1);
  const scale = devices.find(({ id }) => id === last?.deviceId)?.name ?? last?.deviceId ?? '';
  return (
    <tr data-weighing={pieces}>
      <td className="number">
        <strong>{formatWhole(pieces, language)}</strong> <span className="quiet">{lot ?? ''}</span>
      </td>
      <td className="number">
        {shownWeight(readings)}
        <div className="quiet">
          {tote !== null
            ? t('counts.weigh.toteIs', { weight: shownWeight(tote) })
            : last?.net === true
              ? t('weight.net')
              : ''}
        </div>
      </td>
      <td className="number">
        {formatPieceWeight(ofOne(unit), units)}
        <div className="quiet">{t(`counts.weigh.source.${unit.source}`)}</div>
      </td>
      <td>
        {scale} {last?.simulated === true ? <span className="chip plain">{t('weight.simulated')}</span> : null}
        <div className="quiet">
          {person}, {formatWhen(at, timeZone, language)}
        </div>
      </td>
    </tr>
  );
};

/** What a line's pieces were counted by, weighing by weighing. */
export const Weighings = ({ countId, line }: { countId: string; line: CountLine }) => {
  const { t } = useTranslation();
  const { sku, location } = line;
  const { data } = useQuery(
    'counts.weighings',
    { countId, sku: sku ?? '-', location: location ?? '-' },
    countQueries['counts.weighings'].tables,
  );
  if (data === null || data.length === 0) return null;
  return (
    <>
      <h3 className="row">
        <Scale size={18} aria-hidden="true" /> {t('counts.weighings')}
      </h3>
      <table className="list" data-weighings>
        <thead>
          <tr>
            <th className="number">{t('counts.weighings.pieces')}</th>
            <th className="number">{t('weight.title')}</th>
            <th className="number">{t('counts.weighings.each')}</th>
            <th>{t('counts.weighings.scale')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <Row key={`${row.at} ${row.pieces}`} {...row} />
          ))}
        </tbody>
      </table>
    </>
  );
};
