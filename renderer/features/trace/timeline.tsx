import {
  ArrowRight,
  ArrowRightLeft,
  Boxes,
  ClipboardCheck,
  Dot,
  Hand,
  Package,
  PackageCheck,
  Scale,
  Tag,
  Trash2,
  Truck,
  Undo2,
  Warehouse,
  Wrench,
} from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../shared/features/packing/queries';
import type { MovementKind } from '../../../shared/features/stock/records';
import type { TracePlace, TraceStep, TraceSubject, TraceView } from '../../../shared/features/trace/queries';
import { useStation } from '../../station/client';
import { formatWhen, formatWhole } from '../../ui/format';
import { useHistorySentence } from '../orders/history-sentence';
import { useReason } from '../stock/use-reason';

const icons: Readonly<Record<MovementKind, typeof Truck>> = {
  receive: Truck,
  'put-away': Warehouse,
  move: ArrowRightLeft,
  pick: Hand,
  pack: Package,
  ship: PackageCheck,
  count: ClipboardCheck,
  adjust: Wrench,
  return: Undo2,
  kit: Boxes,
  scrap: Trash2,
  transfer: Truck,
};

const usePlaceName = () => {
  const { t } = useTranslation();
  return ({ location, unit, parcel }: TracePlace): string => {
    if (location.startsWith('@')) return t(`stock.account.${location.slice(1)}`);
    if (parcel !== null) return `${parcel.order}/${parcel.parcel}`;
    return unit === null ? location : `${location} · ${unit}`;
  };
};

const Fact = ({ word, children }: { word: string; children: ReactNode }) => (
  <div>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
);

type OnSubject = (subject: TraceSubject) => void;

/** What else is known of a movement, and where it leads. */
const StepDetail = ({ step, onSubject }: { step: TraceStep; onSubject: OnSubject }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const reasonOf = useReason();
  const placeOf = usePlaceName();
  const { lot, sku } = step;
  const unit = step.to.unit ?? step.from.unit;
  const status = (place: TracePlace): string =>
    place.status === null ? '' : ` (${t(`stock.status.${place.status}`)})`;
  return (
    <div className="step-detail" data-step-detail={step.n}>
      <dl className="step-facts">
        <Fact word={t('trace.entry')}>
          <span className="number">{formatWhole(step.n, language)}</span>
        </Fact>
        <Fact word={t('stock.fromTo')}>
          {placeOf(step.from)}
          {status(step.from)} → {placeOf(step.to)}
          {status(step.to)}
        </Fact>
        {step.document === null ? null : <Fact word={t('trace.document')}>{step.document}</Fact>}
        {step.reason === null ? null : <Fact word={t('reason')}>{reasonOf(step.reason)}</Fact>}
        <Fact word={t('trace.station')}>{step.station}</Fact>
      </dl>
      <div className="row">
        {unit === null ? null : (
          <button
            type="button"
            className="button"
            onClick={() => onSubject({ kind: 'unit', unit })}
            data-to-unit={unit}
          >
            {t('trace.toParcel')}
          </button>
        )}
        {lot === null ? null : (
          <button
            type="button"
            className="button"
            onClick={() => onSubject({ kind: 'lot', sku, lot })}
            data-to-lot={lot}
          >
            {t('trace.toLot', { lot })}
          </button>
        )}
      </div>
    </div>
  );
};

const Step = ({ step, withName, onSubject }: { step: TraceStep; withName: boolean; onSubject: OnSubject }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const placeOf = usePlaceName();
  const [open, setOpen] = useState(false);
  const Icon = icons[step.kind];
  return (
    <li className={step.undoneBy === null ? '' : 'undone'} data-step={step.kind}>
      <button type="button" className="step" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={`step-sign kind-${step.kind}`}>
          <Icon size={20} aria-hidden="true" />
        </span>
        <span className="step-what">
          <span>
            <strong>{t(`stock.kind.${step.kind}`)}</strong>{' '}
            <span className="number">{formatWhole(step.quantity, language)}</span>
            {withName ? ` × ${step.name}` : ''}
            {step.document === null ? null : <span className="quiet anywhere"> · {step.document}</span>}
          </span>
          <span className="from-to quiet">
            {placeOf(step.from)}
            {placeOf(step.from) === placeOf(step.to) ? null : (
              <>
                <ArrowRight size={14} aria-label={t('stock.to')} /> {placeOf(step.to)}
              </>
            )}
          </span>
        </span>
        <span className="step-who">
          <span className="number">{formatWhen(step.at, timeZone, language)}</span>
          <span className="quiet">{step.person ?? t('stock.byStation')}</span>
        </span>
      </button>
      {open ? <StepDetail step={step} onSubject={onSubject} /> : null}
    </li>
  );
};

/** A sign for what packing wrote down; the rest is a step of the work. */
const eventIcons: Readonly<Record<string, typeof Truck>> = {
  parcelWeighed: Scale,
  weightOverridden: Scale,
  labelMade: Tag,
  labelConfirmed: Tag,
};

const Event = ({ row }: { row: HistoryRow }) => {
  const { timeZone, language, devices } = useStation();
  const { sentence, extras } = useHistorySentence();
  const id = row.details['device'] ?? '';
  const device = devices.find((each) => each.id === id)?.name ?? String(id);
  const Icon = eventIcons[row.type.replace(/^v\d+\.packing\./, '')] ?? Dot;
  return (
    <li data-event={row.type}>
      <div className="step">
        <span className="step-sign">
          <Icon size={20} aria-hidden="true" />
        </span>
        <span className="step-what">
          <span>{sentence(row)}</span>
          <span className="quiet anywhere">
            {[extras(row), device, row.station].filter((each) => each !== '').join(' · ')}
          </span>
        </span>
        <span className="step-who">
          <span className="number">{formatWhen(row.at, timeZone, language)}</span>
          <span className="quiet">{row.person ?? ''}</span>
        </span>
      </div>
    </li>
  );
};

type Line = { readonly n: number } & ({ readonly step: TraceStep } | { readonly event: HistoryRow });

/** Every step in its order, with people, stations and documents; a step opens to what else is known of it. */
export const Timeline = ({ view, onSubject }: { view: TraceView; onSubject: OnSubject }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const lines: readonly Line[] = [
    ...view.steps.map((step) => ({ n: step.n, step })),
    ...view.events.map((event) => ({ n: event.n, event })),
  ].toSorted((a, b) => a.n - b.n);
  return (
    <>
      <h2>{t('trace.timeline')}</h2>
      {lines.length === 0 ? <p className="quiet">{t('trace.noSteps')}</p> : null}
      <ol className="timeline">
        {lines.map((line, index) =>
          'step' in line ? (
            <Step
              key={`s${line.n}-${line.step.line}`}
              step={line.step}
              withName={view.subject.kind === 'unit' || view.subject.sku !== line.step.sku}
              onSubject={onSubject}
            />
          ) : (
            <Event key={`e${line.n}-${index}`} row={line.event} />
          ),
        )}
      </ol>
      {view.total > view.steps.length ? (
        <p className="quiet">
          {t('trace.firstSteps', {
            shown: formatWhole(view.steps.length, language),
            total: formatWhole(view.total, language),
          })}
        </p>
      ) : null}
    </>
  );
};
