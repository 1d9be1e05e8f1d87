import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccuracyDay, Booked, CountAccuracy, Counted } from '../../../shared/features/counts/accuracy';
import { lineShareOf } from '../../../shared/features/counts/share';
import { useStation } from '../../station/client';
import { formatDay, formatMoney, formatShare, formatWhole } from '../../ui/format';

/** A share with where it truly lies, or a plain word that too little was counted to say. */
export const Share = ({ right, lines }: { right: number; lines: number }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const share = lineShareOf(right, lines);
  if (share === null) return <span className="chip plain">{t('counts.acc.tooFew')}</span>;
  return (
    <span className="acc-share">
      <strong>{formatShare(share.share, language)}</strong>
      <span className="quiet">
        {formatShare(share.low, language)} – {formatShare(share.high, language)}
      </span>
    </span>
  );
};

export const signed = (value: number, language: string): string =>
  `${value > 0 ? '+' : ''}${formatWhole(value, language)}`;

const useFigures = () => {
  const { language, currency } = useStation();
  return {
    language,
    whole: (value: number): string => formatWhole(value, language),
    money: (minor: number): string => formatMoney(minor, currency, language),
  };
};

/** A figure and what belongs to it in small letters below. */
const Two = ({ big, small }: { big: string; small: string }) => (
  <span className="acc-share">
    <span>{big}</span>
    <span className="quiet">{small}</span>
  </span>
);

const heads = (t: (key: string) => string) =>
  (['lines', 'right', 'units', 'money'] as const).map((each) => (
    <th key={each} scope="col" className="number">
      {t(`counts.acc.${each}`)}
    </th>
  ));

const Cells = ({ row }: { row: Counted }) => {
  const { t } = useTranslation();
  const { language, whole, money } = useFigures();
  return (
    <>
      <td className="number">
        <Two
          big={whole(row.lines)}
          small={t('counts.acc.piecesOf', { count: row.counted, pieces: whole(row.counted) })}
        />
      </td>
      <td className="number">
        <Share right={row.right} lines={row.lines} />
      </td>
      <td className="number">
        <Two big={whole(row.off)} small={t('counts.acc.netOf', { value: signed(row.net, language) })} />
      </td>
      <td className="number">
        <Two big={money(row.offMinor)} small={t('counts.acc.netOf', { value: money(row.netMinor) })} />
      </td>
    </>
  );
};

/** So many rows are shown at first. */
const first = 12;

const Table = <T,>({
  name,
  label,
  rows,
  head,
  children,
}: {
  name: string;
  label: string;
  rows: readonly T[];
  head: ReactNode;
  children: (row: T) => ReactNode;
}) => {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(first);
  return (
    <>
      <div className="acc-scroll" tabIndex={0} role="group" aria-label={label}>
        <table className="list acc-table" data-table={name}>
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{rows.slice(0, limit).map(children)}</tbody>
        </table>
      </div>
      {rows.length > limit ? (
        <button type="button" className="button wide" onClick={() => setLimit(limit + first * 8)}>
          {t('counts.moreLines', { count: rows.length - limit })}
        </button>
      ) : null}
    </>
  );
};

export const DaysTable = ({ rows }: { rows: readonly AccuracyDay[] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const head = (
    <>
      <th scope="col">{t('counts.acc.from')}</th>
      {heads(t)}
    </>
  );
  return (
    <Table name="days" label={t('counts.acc.overTime')} rows={rows.toReversed()} head={head}>
      {(row) => (
        <tr key={row.day} data-row={row.day}>
          <th scope="row" className="acc-day">
            {formatDay(row.day, language)}
          </th>
          <Cells row={row} />
        </tr>
      )}
    </Table>
  );
};

export const ZonesTable = ({ rows }: { rows: CountAccuracy['zones'] }) => {
  const { t } = useTranslation();
  const sites = new Set(rows.map(({ site }) => site));
  const nameOf = ({ site, zone }: (typeof rows)[number]): string => {
    const name = zone === null ? t('counts.acc.severalZones') : t('counts.zoneNamed', { zone });
    return sites.size > 1 ? `${site} · ${name}` : name;
  };
  const head = (
    <>
      <th scope="col">{t('counts.zone')}</th>
      {heads(t)}
    </>
  );
  return (
    <Table name="zones" label={t('counts.acc.zones')} rows={rows} head={head}>
      {(row) => (
        <tr key={nameOf(row)} data-row={row.zone ?? ''}>
          <th scope="row">{nameOf(row)}</th>
          <Cells row={row} />
        </tr>
      )}
    </Table>
  );
};

export const ItemsTable = ({ rows }: { rows: CountAccuracy['items'] }) => {
  const { t } = useTranslation();
  const head = (
    <>
      <th scope="col">{t('counts.item')}</th>
      {heads(t)}
    </>
  );
  return (
    <Table name="items" label={t('counts.acc.items')} rows={rows} head={head}>
      {(row) => (
        <tr key={row.sku} data-row={row.sku}>
          <th scope="row">
            {row.name} <span className="quiet number">{row.sku}</span>
          </th>
          <Cells row={row} />
        </tr>
      )}
    </Table>
  );
};

export const PeopleTable = ({ rows }: { rows: CountAccuracy['people'] }) => {
  const { t } = useTranslation();
  const { whole } = useFigures();
  const head = (
    <>
      <th scope="col">{t('person')}</th>
      {(['lines', 'right', 'checked'] as const).map((each) => (
        <th key={each} scope="col" className="number">
          {t(`counts.acc.${each}`)}
        </th>
      ))}
    </>
  );
  return (
    <Table name="people" label={t('counts.acc.people')} rows={rows} head={head}>
      {(row) => (
        <tr key={row.personId} data-row={row.personId}>
          <th scope="row">{row.name}</th>
          <td className="number">
            <Two
              big={whole(row.lines)}
              small={t('counts.acc.piecesOf', { count: row.pieces, pieces: whole(row.pieces) })}
            />
          </td>
          <td className="number">
            <Share right={row.right} lines={row.lines} />
          </td>
          <td className="number">{whole(row.checked)}</td>
        </tr>
      )}
    </Table>
  );
};

const BookedCells = ({ row }: { row: Booked }) => {
  const { t } = useTranslation();
  const { whole, money } = useFigures();
  const pieces = (count: number): string => t('counts.acc.piecesOf', { count, pieces: whole(count) });
  return (
    <>
      <td className="number">
        <Two big={money(-row.lostMinor)} small={pieces(row.lost)} />
      </td>
      <td className="number">
        <Two big={money(row.gainedMinor)} small={pieces(row.gained)} />
      </td>
      <td className="number">
        <strong>{money(row.gainedMinor - row.lostMinor)}</strong>
      </td>
    </>
  );
};

const bookedHeads = (t: (key: string) => string) =>
  (['lost', 'gained', 'net'] as const).map((each) => (
    <th key={each} scope="col" className="number">
      {t(`counts.acc.${each}`)}
    </th>
  ));

export const ShrinkageTable = ({ rows }: { rows: readonly AccuracyDay[] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const head = (
    <>
      <th scope="col">{t('counts.acc.from')}</th>
      {bookedHeads(t)}
    </>
  );
  return (
    <Table name="shrinkage" label={t('counts.acc.shrinkage')} rows={rows.toReversed()} head={head}>
      {(row) => (
        <tr key={row.day} data-row={row.day}>
          <th scope="row" className="acc-day">
            {formatDay(row.day, language)}
          </th>
          <BookedCells row={row} />
        </tr>
      )}
    </Table>
  );
};

export const ReasonsTable = ({ rows }: { rows: CountAccuracy['reasons'] }) => {
  const { t } = useTranslation();
  const head = (
    <>
      <th scope="col">{t('reason')}</th>
      {bookedHeads(t)}
    </>
  );
  return (
    <Table name="reasons" label={t('counts.acc.reasons')} rows={rows} head={head}>
      {(row) => (
        <tr key={row.reason} data-row={row.reason}>
          <th scope="row">{t(`stock.reason.${row.reason}`)}</th>
          <BookedCells row={row} />
        </tr>
      )}
    </Table>
  );
};
