import { ArrowRight, ChevronRight, SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CauseRow, HeardTag, NearPlace, Strength, SuggestedCause } from '../../../shared/features/counts/causes';
import type { MovementRow } from '../../../shared/features/stock/queries';
import { useStation } from '../../station/client';
import { formatWhen, formatWhole } from '../../ui/format';
import type { Shown } from './line-movements';
import { CountChip } from './parts';

const signs = {
  strong: [SignalHigh, 'accent'],
  some: [SignalMedium, 'plain'],
  weak: [SignalLow, 'plain'],
} as const satisfies Record<Strength, unknown>;

const StrengthChip = ({ of }: { of: Strength }) => {
  const { t } = useTranslation();
  const [Icon, tone] = signs[of];
  return (
    <span className={`chip ${tone}`} data-strength={of}>
      <Icon size={14} aria-hidden="true" /> {t(`counts.speaks.${of}`)}
    </span>
  );
};

/** What a row opens. */
interface Ways {
  readonly onShow: (shown: Shown) => void;
  readonly onLine: (line: number) => void;
  /** A line of another count. */
  readonly onCount: (countId: string, line: number) => void;
}

/** What a row says, as a heading over those that say the same. */
const sayingOf = (row: CauseRow): string => (row.kind === 'movement' ? row.says : row.kind);

const Row = ({
  name,
  what,
  figure,
  onOpen,
}: {
  name: string;
  what: ReactNode;
  figure: ReactNode;
  onOpen: (() => void) | null;
}) =>
  onOpen === null ? (
    <div className="cause-row" data-cause-row={name}>
      <span className="cause-what">{what}</span>
      <span className="cause-figure number">{figure}</span>
    </div>
  ) : (
    <button type="button" className="cause-row" onClick={onOpen} data-cause-row={name}>
      <span className="cause-what">{what}</span>
      <span className="cause-figure number">{figure}</span>
      <ChevronRight size={20} aria-hidden="true" />
    </button>
  );

const Movement = ({ movement, onOpen }: { movement: MovementRow; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const placeName = (place: string): string => (place.startsWith('@') ? t(`stock.account.${place.slice(1)}`) : place);
  const { kind, from, to, document, lot, serial } = movement;
  const more = [document, lot === null ? null : `${t('field.lot')} ${lot}`, serial].filter((each) => each !== null);
  return (
    <Row
      name="movement"
      onOpen={onOpen}
      what={
        <>
          <span>
            <strong>{t(`stock.kind.${kind}`)}</strong> <span className="anywhere">{more.join(' · ')}</span>
          </span>
          <span className="from-to quiet number">
            {placeName(from)}
            {from === to ? null : (
              <>
                <ArrowRight size={14} aria-label={t('stock.to')} /> {placeName(to)}
              </>
            )}
          </span>
        </>
      }
      figure={
        <>
          <strong>{formatWhole(movement.quantity, language)}</strong>
          <span className="quiet">
            {formatWhen(movement.at, timeZone, language)} · {movement.person ?? t('stock.byStation')}
          </span>
        </>
      }
    />
  );
};

const Near = ({ location, checkDigits, nearness }: NearPlace) => {
  const { t } = useTranslation();
  return (
    <span className="quiet">
      <span className="number">{location}</span>
      {checkDigits === null ? null : ` · ${t('stock.digits', { digits: checkDigits })}`}
      {nearness === 'far' || nearness === 'unknown' ? null : ` · ${t(`counts.near.${nearness}`)}`}
    </span>
  );
};

const Tag = ({ epc, name }: HeardTag) => (
  <>
    <span className="mono anywhere">{epc}</span> {name ?? ''}
  </>
);

const One = ({ row, onShow, onLine, onCount }: { row: CauseRow } & Ways) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  switch (row.kind) {
    case 'movement': {
      const { sku, name, n, lot, serial } = row.movement;
      const shown: Shown = { kind: 'movements', sku, name, location: null, before: n + 1, lot, serial };
      return <Movement movement={row.movement} onOpen={() => onShow(shown)} />;
    }
    case 'promise': {
      const { number, location, lot, quantity, opened } = row.promise;
      const where = [location, lot === null ? null : `${t('field.lot')} ${lot}`].filter((each) => each !== null);
      return (
        <Row
          name="promise"
          onOpen={null}
          what={
            <>
              <strong>{t('counts.orderNamed', { number })}</strong>
              <span className="quiet number">{where.join(' · ')}</span>
            </>
          }
          figure={
            <>
              <strong>{formatWhole(quantity, language)}</strong>
              <span className="quiet">
                {opened === null
                  ? t('counts.notOpened')
                  : `${formatWhen(opened.at, timeZone, language)} · ${[opened.person, opened.station].filter((each) => each !== '').join(' · ')}`}
              </span>
            </>
          }
        />
      );
    }
    case 'line': {
      const { line, name, key, difference, location } = row.other;
      return (
        <Row
          name="line"
          onOpen={() => onLine(line)}
          what={
            <>
              <span>
                <strong>{name}</strong> <span className="anywhere">{key ?? ''}</span>
              </span>
              {location === null ? null : <Near {...row.other} location={location} />}
            </>
          }
          figure={
            <strong>
              {difference > 0 ? '+' : ''}
              {formatWhole(difference, language)}
            </strong>
          }
        />
      );
    }
    case 'other-count': {
      const { countId, line, title, state, at, key, location, difference } = row.found;
      return (
        <Row
          name="other-count"
          onOpen={() => onCount(countId, line)}
          what={
            <>
              <span>
                <strong>{title}</strong> <CountChip state={state} />
              </span>
              <span className="quiet number anywhere">
                {[location, key].filter((each) => each !== null).join(' · ')}
              </span>
            </>
          }
          figure={
            <>
              <strong>
                {difference > 0 ? '+' : ''}
                {formatWhole(difference, language)}
              </strong>
              <span className="quiet">{formatWhen(at, timeZone, language)}</span>
            </>
          }
        />
      );
    }
    case 'place':
      return <Row name="place" onOpen={null} what={<Near {...row.place} />} figure={null} />;
    case 'chip': {
      const { tid, now, was } = row.chip;
      return (
        <Row
          name="chip"
          onOpen={null}
          what={
            <>
              <span className="mono anywhere">TID {tid}</span>
              <span>
                <Tag {...now} />
              </span>
              {was === null ? null : (
                <span className="quiet">
                  {t('counts.before', { title: was.title, when: formatWhen(was.at, timeZone, language) })}{' '}
                  <Tag {...was} />
                </span>
              )}
            </>
          }
          figure={null}
        />
      );
    }
    case 'scans':
      return (
        <Row
          name="scans"
          onOpen={null}
          what={t('counts.scansOf', { count: row.scans.times, quantity: formatWhole(row.scans.quantity, language) })}
          figure={null}
        />
      );
  }
};

const CauseView = ({ cause, ...ways }: { cause: SuggestedCause } & Ways) => {
  const { t } = useTranslation();
  const { rows, more, pack, strength } = cause;
  return (
    <li data-cause={cause.cause}>
      <div className="row">
        <strong>{t(`counts.cause.${cause.cause}`, { pack })}</strong>
        <StrengthChip of={strength} />
      </div>
      {rows.map((row, index) => {
        const before = rows[index - 1];
        const isFirst = before === undefined || sayingOf(before) !== sayingOf(row);
        return (
          <div key={index}>
            {isFirst ? <p className="quiet cause-says">{t(`counts.says.${sayingOf(row)}`)}</p> : null}
            <One row={row} {...ways} />
          </div>
        );
      })}
      {more === 0 ? null : <p className="quiet">{t('counts.moreBins', { count: more })}</p>}
    </li>
  );
};

interface CausesProps extends Ways {
  readonly causes: readonly SuggestedCause[];
}

/** What may explain a difference, each with the rows of the record that speak for it; they open what is known of them. */
export const Causes = ({ causes, ...ways }: CausesProps) => {
  const { t } = useTranslation();
  return (
    <section className="stack tight" aria-label={t('counts.causes')}>
      <h3>{t('counts.causes')}</h3>
      {causes.length === 0 ? (
        <p className="quiet" data-no-cause>
          {t('counts.noCause')}
        </p>
      ) : (
        <ul className="count-causes">
          {causes.map((each) => (
            <CauseView key={each.cause} cause={each} {...ways} />
          ))}
        </ul>
      )}
    </section>
  );
};
