import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type ZoneRow } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { PlaceDetail } from './place-detail';
import { ZoneMap } from './zone-map';

const keyOf = ({ site, zone }: Pick<ZoneRow, 'site' | 'zone'>): string => JSON.stringify([site, zone]);

const Zones = ({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly ZoneRow[];
  chosen: ZoneRow | undefined;
  onChoose: (row: ZoneRow) => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const sites = new Set(rows.map(({ site }) => site)).size;
  return (
    <div className="row zones" role="group" aria-label={t('stock.zones')}>
      {rows.map((row) => (
        <button
          key={keyOf(row)}
          type="button"
          className="zone"
          aria-pressed={chosen !== undefined && keyOf(row) === keyOf(chosen)}
          onClick={() => onChoose(row)}
          data-zone={row.zone}
        >
          <strong>
            {[sites > 1 ? row.site : '', row.zone === '' ? t('stock.noZone') : row.zone].join(' ').trim()}
          </strong>
          <span className="quiet number">
            {t('stock.zoneFill', { filled: formatWhole(row.filled, language), bins: formatWhole(row.bins, language) })}
          </span>
        </button>
      ))}
    </div>
  );
};

/** Zones first; places that are in none, such as the stations, at the end. */
const inOrder = (rows: readonly ZoneRow[]): readonly ZoneRow[] =>
  rows.toSorted((a, b) => Number(a.zone === '') - Number(b.zone === ''));

/** The warehouse as a picture: zones, their racks, and what lies in the bin that was chosen. */
export const Places = ({
  location,
  onPlace,
}: {
  location: string | null;
  onPlace: (location: string | null) => void;
}) => {
  const { t } = useTranslation();
  const zones = useQuery('stock.zones', {}, stockQueries['stock.zones'].tables);
  const [wanted, setWanted] = useState<string | null>(null);
  const detail = useQuery('stock.atLocation', { location: location ?? '0' }, stockQueries['stock.atLocation'].tables);
  const bin = location === null ? null : (detail.data?.bin ?? null);
  const rows = inOrder(zones.data ?? []);
  const key = wanted ?? (bin === null ? null : keyOf(bin));
  const zone = rows.find((each) => keyOf(each) === key) ?? rows[0];
  if (zones.data !== null && rows.length === 0)
    return <section className="card stock-whole quiet">{t('stock.noBins')}</section>;
  return (
    <div className="stock-split">
      <section className="card stock-list map-pane">
        <Zones
          rows={rows}
          chosen={zone}
          onChoose={(row) => {
            setWanted(keyOf(row));
            onPlace(null);
          }}
        />
        {zone === undefined ? null : (
          <ZoneMap
            key={keyOf(zone)}
            site={zone.site}
            zone={zone.zone}
            chosen={location}
            onChoose={(next) => {
              setWanted(null);
              onPlace(next);
            }}
          />
        )}
      </section>
      {bin === null || detail.data === null ? (
        <section className="card stock-detail quiet">{t('stock.chooseBin')}</section>
      ) : (
        <PlaceDetail key={bin.location} bin={bin} rows={detail.data.rows} onPlace={onPlace} />
      )}
    </div>
  );
};
