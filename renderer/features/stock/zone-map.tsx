import { CircleAlert, EyeOff, OctagonX } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type BinRow } from '../../../shared/features/stock/queries';
import { useQuery, useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';

/** One rack: bays from left to right, the lowest level at the bottom, several bins of a level side by side. */
interface Rack {
  readonly aisle: string;
  readonly bays: readonly string[];
  readonly levels: readonly string[];
  readonly at: (bay: string, level: string) => readonly BinRow[];
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].toSorted();

const racksOf = (bins: readonly BinRow[]): readonly Rack[] =>
  unique(bins.map(({ aisle }) => aisle)).map((aisle) => {
    const own = bins.filter((bin) => bin.aisle === aisle);
    return {
      aisle,
      bays: unique(own.map(({ bay }) => bay)),
      levels: unique(own.map(({ level }) => level)).toReversed(),
      at: (bay, level) => own.filter((bin) => bin.bay === bay && bin.level === level),
    };
  });

const lookOf = ({ quantity, kind, blocked, unseen }: BinRow): string =>
  unseen ? 'unseen' : quantity === 0 ? 'empty' : kind === 'quarantine' ? 'aside' : blocked > 0 ? 'held' : 'filled';

const Bin = ({
  bin,
  chosen,
  reachable,
  onChoose,
  onKey,
}: {
  bin: BinRow;
  chosen: boolean;
  reachable: boolean;
  onChoose: () => void;
  onKey: (event: KeyboardEvent) => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const holds = bin.quantity === 0 ? t('stock.empty') : t('stock.pieces', { count: bin.quantity });
  const known = bin.blocked === 0 ? holds : `${holds}, ${t('stock.blocked', { count: bin.blocked })}`;
  const pieces = bin.unseen ? t('stock.unseenPlace') : known;
  return (
    <button
      type="button"
      className={`bin ${lookOf(bin)}`}
      aria-label={`${bin.location}: ${pieces}`}
      aria-pressed={chosen}
      title={`${bin.location}: ${pieces}`}
      tabIndex={reachable ? 0 : -1}
      data-bin={bin.location}
      onClick={onChoose}
      onKeyDown={onKey}
    >
      {bin.unseen ? (
        <EyeOff size={16} aria-hidden="true" />
      ) : (
        <span className="number">{bin.quantity === 0 ? '' : formatWhole(bin.quantity, language)}</span>
      )}
      {lookOf(bin) === 'held' ? <OctagonX size={14} className="bin-held" aria-hidden="true" /> : null}
      {bin.tasks > 0 ? <CircleAlert size={14} className="bin-task" aria-label={t('stock.hasTask')} /> : null}
    </button>
  );
};

const RackPicture = ({
  rack,
  chosen,
  reachable,
  onChoose,
  onKey,
}: {
  rack: Rack;
  chosen: string | null;
  reachable: string | null;
  onChoose: (location: string) => void;
  onKey: (event: KeyboardEvent) => void;
}) => {
  const { t } = useTranslation();
  return (
    <figure className="rack">
      <figcaption>{rack.aisle === '' ? t('stock.places') : t('stock.aisle', { aisle: rack.aisle })}</figcaption>
      <div className="rack-grid" style={{ gridTemplateColumns: `auto repeat(${rack.bays.length}, minmax(44px, 1fr))` }}>
        {rack.levels.flatMap((level) => [
          <span key={`level-${level}`} className="rack-level quiet number">
            {level}
          </span>,
          ...rack.bays.map((bay) => (
            <span key={`${bay}-${level}`} className="rack-bay">
              {rack.at(bay, level).map((bin) => (
                <Bin
                  key={bin.location}
                  bin={bin}
                  chosen={bin.location === chosen}
                  reachable={bin.location === reachable}
                  onChoose={() => onChoose(bin.location)}
                  onKey={onKey}
                />
              ))}
            </span>
          )),
        ])}
        <span />
        {rack.bays.map((bay) => (
          <span key={bay} className="rack-foot quiet number">
            {bay}
          </span>
        ))}
      </div>
    </figure>
  );
};

/** From bin to bin with the arrow keys, as they stand on the screen. */
const neighbour = (from: HTMLElement, key: string, all: readonly HTMLElement[]): HTMLElement | undefined => {
  const here = from.getBoundingClientRect();
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const forward = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const distances = all.flatMap((each) => {
    const there = each.getBoundingClientRect();
    const [dx, dy] = [there.left - here.left, there.top - here.top];
    const ahead = (sideways ? dx : dy) * forward;
    return ahead > 1 ? [{ each, far: ahead + 4 * Math.abs(sideways ? dy : dx) }] : [];
  });
  return distances.toSorted((a, b) => a.far - b.far)[0]?.each;
};

/** A zone's racks as one stands before them. */
export const ZoneMap = ({
  site,
  zone,
  chosen,
  onChoose,
}: {
  site: string;
  zone: string;
  chosen: string | null;
  onChoose: (location: string) => void;
}) => {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const { data } = useQuery('stock.map', { site, zone }, stockQueries['stock.map'].tables);
  const bins = data ?? [];
  const isDrawn = data !== null;
  // A bin that was chosen elsewhere may lie below the edge.
  useEffect(() => {
    const map = element.current;
    if (!isDrawn || map === null || map.contains(document.activeElement)) return;
    map.querySelector('.bin[aria-pressed="true"]')?.scrollIntoView({ block: 'center' });
  }, [isDrawn, chosen]);
  const reachable = bins.find(({ location }) => location === chosen)?.location ?? bins[0]?.location ?? null;
  const onKey = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow') || !(event.currentTarget instanceof HTMLElement)) return;
    const all = [...(element.current?.querySelectorAll<HTMLElement>('.bin') ?? [])];
    const next = neighbour(event.currentTarget, event.key, all);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    onChoose(next.dataset['bin'] ?? '');
  };
  return (
    <div ref={element} className="scroll map" role="group" aria-label={t('stock.map', { zone })}>
      {racksOf(bins).map((rack) => (
        <RackPicture
          key={rack.aisle}
          rack={rack}
          chosen={chosen}
          reachable={reachable}
          onChoose={onChoose}
          onKey={onKey}
        />
      ))}
      <p className="quiet map-key">
        <span className="bin filled" aria-hidden="true" /> {t('stock.key.filled')}
        <span className="bin empty" aria-hidden="true" /> {t('stock.empty')}
        <span className="bin aside" aria-hidden="true" /> {t('stock.key.aside')}
        <span className="row nowrap">
          <span className="bin held" aria-hidden="true">
            <OctagonX size={12} className="bin-held" />
          </span>{' '}
          {t('stock.key.blocked')}
        </span>
        <CircleAlert size={16} className="need" aria-hidden="true" /> {t('stock.hasTask')}
      </p>
    </div>
  );
};
