import { CircleCheck, FileText, OctagonX, Sheet, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  traceQueries,
  type RecallFigures,
  type RecallParcel,
  type RecallView,
} from '../../../shared/features/trace/queries';
import type { Result } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { formatWhen, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { AskReason, whyHold } from '../stock/holds';
import { Standing } from '../stock/parts';
import { KitsToHold } from './kits-to-hold';

const kinds = ['received', 'onShelf', 'shipped', 'scrapped', 'unexplained', 'other'] as const;

/** Where the pieces are, and whether that is all of them. */
const Figures = ({ figures }: { figures: RecallFigures }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const left =
    figures.received - figures.onShelf - figures.shipped - figures.scrapped - figures.unexplained - figures.other;
  const nameless = figures.shipped - figures.inParcels;
  return (
    <>
      <dl className="recall-figures">
        {kinds
          .filter((kind) => kind !== 'other' || figures.other !== 0)
          .map((kind) => (
            <div key={kind} data-figure={kind} className={kind === 'unexplained' && figures[kind] !== 0 ? 'need' : ''}>
              <dt>{t(`recall.${kind}`)}</dt>
              <dd className="number">{formatWhole(figures[kind], language)}</dd>
            </div>
          ))}
      </dl>
      <p className={`strip ${left === 0 && nameless === 0 ? 'good' : 'need'}`} role="status" data-adds-up={left}>
        {left === 0 && nameless === 0 ? (
          <CircleCheck size={22} aria-hidden="true" />
        ) : (
          <TriangleAlert size={22} aria-hidden="true" />
        )}
        <span>
          {left === 0 ? t('recall.addsUp') : t('recall.left', { n: formatWhole(left, language) })}{' '}
          {nameless === 0 ? null : t('recall.nameless', { n: formatWhole(nameless, language) })}
        </span>
      </p>
    </>
  );
};

const useStateOf = () => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return ({ closedAt, state }: RecallParcel): string => {
    if (state === 'voided') return t('recall.voided');
    return closedAt === null ? t('recall.open') : formatWhen(closedAt, timeZone, language);
  };
};

const Customers = ({ view, onUnit }: { view: RecallView; onUnit: (unit: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const stateOf = useStateOf();
  if (view.parcels.length === 0) return <p className="quiet">{t('recall.noCustomers')}</p>;
  return (
    <table className="list recall-list">
      <thead>
        <tr>
          <th>{t('recall.customer')}</th>
          <th>{t('recall.parcel')}</th>
          <th className="number">{t('quantity')}</th>
          <th className="number">{t('recall.shippedAt')}</th>
        </tr>
      </thead>
      <tbody>
        {view.parcels.map((row) => (
          <tr key={row.parcelId} data-recall-parcel={row.parcelId}>
            <td>
              <strong>{row.customer?.name ?? t('recall.erased')}</strong>
              <div className="quiet anywhere">{row.customer?.address ?? row.country}</div>
              {row.customer?.phone === null || row.customer === null ? null : (
                <div className="quiet number">{row.customer.phone}</div>
              )}
            </td>
            <td>
              <button type="button" className="link number" onClick={() => onUnit(row.parcelId)}>
                {row.order}/{row.sequence}
              </button>
              <div className="quiet number">{row.number ?? row.sscc ?? ''}</div>
            </td>
            <td className="number">
              <strong>{formatWhole(row.quantity, language)}</strong>
              {row.kits === 0 ? null : <div className="need nowrap">{t('recall.kits', { count: row.kits })}</div>}
            </td>
            <td className="number">{stateOf(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** More than anybody reads here; the report and the CSV name all. */
const mostShown = 200;

const Shelves = ({ view }: { view: RecallView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const more = view.shelves.length - mostShown;
  if (view.shelves.length === 0) return <p className="quiet">{t('recall.noShelves')}</p>;
  return (
    <ul className="recall-shelves">
      {view.shelves.slice(0, mostShown).map((row) => (
        <li key={JSON.stringify([row.sku, row.lot, row.location, row.unit, row.status, row.serial, row.owner])}>
          <strong className="number">{row.location}</strong>
          {row.sku === view.sku ? null : <span className="need">{t('recall.inKit', { name: row.name })}</span>}
          <Standing row={row} quantity={row.quantity} />
        </li>
      ))}
      {more > 0 ? <li className="quiet">{t('trace.merged', { n: formatWhole(more, language) })}</li> : null}
    </ul>
  );
};

const InForce = ({ view, onRecall }: { view: RecallView; onRecall: () => void }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const isRecalled = view.holds.some(({ kind, lot }) => kind === 'recall' && lot !== null);
  return (
    <>
      {view.holds.map((row) => (
        <p key={row.holdId} className="strip bad" data-hold={row.kind}>
          <OctagonX size={22} aria-hidden="true" />
          <span>
            <strong>{t(`stock.holdKind.${row.kind}`)}</strong> · {row.reason} ·{' '}
            <span className="number">{formatWhen(row.at, timeZone, language)}</span>
          </span>
        </p>
      ))}
      {isRecalled ? null : (
        <div>
          <button type="button" className="button danger" onClick={onRecall} data-recall>
            <OctagonX size={20} aria-hidden="true" /> {t('recall.act')}
          </button>
        </div>
      )}
    </>
  );
};

/** Every customer and shelf of a lot; one act holds it back, and the report says how long all of it took. */
export const Recall = ({ sku, lot, onUnit }: { sku: string; lot: string; onUnit: (unit: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const [startedAt] = useState(Date.now);
  const [recalling, setRecalling] = useState(false);
  const [drill, setDrill] = useState(true);
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const { data } = useQuery('recall.of', { sku, lot, offset: 0, limit: 500 }, traceQueries['recall.of'].tables);
  if (data === null) return null;
  const make = (act: () => Promise<Result<{ readonly file: string }>>): void =>
    void run(async () => setMade(await act()));
  return (
    <div className="recall" data-recall-view={lot}>
      <section className="card stack pane" tabIndex={0} aria-label={t('recall.where')}>
        <InForce view={data} onRecall={() => setRecalling(true)} />
        <h2>{t('recall.where')}</h2>
        <Figures figures={data.figures} />
        <h3>{t('recall.shelves')}</h3>
        <Shelves view={data} />
        <KitsToHold view={data} />
        <h3>{t('recall.paper')}</h3>
        <label className="check">
          <input type="checkbox" checked={drill} onChange={(event) => setDrill(event.target.checked)} data-drill />
          <span>{t('recall.drill')}</span>
        </label>
        <div className="row">
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => make(() => callStation('recall.report', { sku, lot, startedAt, drill }))}
            data-recall-report
          >
            <FileText size={20} aria-hidden="true" /> {t('recall.report')}
          </button>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => make(() => callStation('recall.csv', { sku, lot }))}
            data-recall-csv
          >
            <Sheet size={20} aria-hidden="true" /> CSV
          </button>
        </div>
        <MadeFile made={made} />
      </section>
      <section className="card pane list-pane" tabIndex={0} aria-label={t('recall.customers')}>
        <h2>
          {t('recall.customers')} <span className="quiet number">{formatWhole(data.parcelsTotal, language)}</span>
        </h2>
        <p className="quiet" data-found-in={data.ms}>
          {t('recall.foundIn', { ms: formatWhole(data.ms, language) })}
          {data.parcelsTotal > data.parcels.length
            ? ` ${t('recall.firstOnes', { shown: formatWhole(data.parcels.length, language) })}`
            : ''}
        </p>
        <Customers view={data} onUnit={onUnit} />
      </section>
      {recalling ? (
        <AskReason
          title={t('recall.act')}
          word={t('recall.act')}
          reasons={whyHold.map((key) => t(`stock.whyHold.${key}`))}
          send={(reason) => sendCommand('stock.hold', { sku, lot, serial: null, kind: 'recall', reason })}
          onDone={() => setRecalling(false)}
        >
          <p>{t('recall.actText', { lot })}</p>
        </AskReason>
      ) : null}
    </div>
  );
};
