import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countQueries } from '../../../shared/features/counts/queries';
import type { CountMethod, CountScope, CountZone } from '../../../shared/features/counts/records';
import { minorDigitsOf } from '../../../shared/features/import/numbers';
import { stockQueries } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { useZoneName, zoneKey, ZonePeople } from './zones';

const kinds = ['zone', 'exceptions', 'abc', 'value', 'all'] as const;
type Kind = (typeof kinds)[number];

interface Draft {
  readonly kind: Kind;
  readonly zone: string;
  readonly aisle: string;
  readonly bay: string;
  readonly class: 'A' | 'B' | 'C';
  readonly bins: number;
}

const scopeOf = (draft: Draft, site: string): CountScope => {
  switch (draft.kind) {
    case 'zone':
      return {
        kind: 'zone',
        site,
        zone: draft.zone,
        aisle: draft.aisle.trim() === '' ? null : draft.aisle.trim(),
        bay: draft.bay.trim() === '' ? null : draft.bay.trim(),
      };
    case 'abc':
      return { kind: 'abc', class: draft.class };
    case 'value':
      return { kind: 'value', bins: draft.bins };
    case 'exceptions':
    case 'all':
      return { kind: draft.kind };
    default:
      return draft.kind satisfies never;
  }
};

const ScopeFields = ({
  draft,
  zones,
  onChange,
}: {
  draft: Draft;
  zones: readonly string[];
  onChange: (draft: Draft) => void;
}) => {
  const { t } = useTranslation();
  const field = (key: 'aisle' | 'bay') => (
    <label className="field">
      <span>{t(`counts.${key}`)}</span>
      <input
        className="input"
        value={draft[key]}
        maxLength={20}
        placeholder={t('counts.all')}
        onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
        data-field={key}
      />
    </label>
  );
  switch (draft.kind) {
    case 'zone':
      return (
        <div className="count-fields">
          <label className="field">
            <span>{t('counts.zone')}</span>
            <select
              className="input"
              value={draft.zone}
              onChange={(event) => onChange({ ...draft, zone: event.target.value })}
              data-field="zone"
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </select>
          </label>
          {field('aisle')}
          {field('bay')}
        </div>
      );
    case 'abc':
      return (
        <label className="field">
          <span>{t('counts.abc')}</span>
          <select
            className="input"
            value={draft.class}
            onChange={(event) => onChange({ ...draft, class: event.target.value as Draft['class'] })}
          >
            {(['A', 'B', 'C'] as const).map((each) => (
              <option key={each} value={each}>
                {t(`counts.abc.${each}`)}
              </option>
            ))}
          </select>
        </label>
      );
    case 'value':
      return (
        <label className="field">
          <span>{t('counts.mostBins')}</span>
          <input
            className="input"
            type="number"
            min={1}
            max={500}
            value={draft.bins}
            onChange={(event) => onChange({ ...draft, bins: Math.min(500, Math.max(1, Number(event.target.value))) })}
          />
        </label>
      );
    default:
      return null;
  }
};

const Money = ({
  word,
  value,
  most,
  onChange,
}: {
  word: string;
  value: number;
  /** What the site allows. */
  most: number;
  onChange: (whole: number) => void;
}) => {
  const { currency } = useStation();
  return (
    <label className="field">
      <span>
        {word} ({currency})
      </span>
      <input
        className="input"
        type="number"
        min={0}
        max={most}
        value={value}
        onChange={(event) => onChange(Math.min(most, Math.max(0, Math.trunc(Number(event.target.value)))))}
      />
    </label>
  );
};

/** Zones beyond these are given to people once the count has begun. */
const mostShown = 12;

/** Which zone is whose; nobody means whoever comes. */
const WhoCounts = ({
  zones,
  people,
  onChange,
}: {
  zones: readonly CountZone[];
  people: Readonly<Record<string, readonly string[]>>;
  onChange: (people: Readonly<Record<string, readonly string[]>>) => void;
}) => {
  const { t } = useTranslation();
  const nameOf = useZoneName();
  if (zones.length === 0) return null;
  return (
    <fieldset className="count-shelves stack tight">
      <legend>{t('counts.who')}</legend>
      {zones.slice(0, mostShown).map((each) => {
        const key = zoneKey(each);
        return (
          <div key={key} className="count-zone-row">
            <span>{nameOf(each.zone)}</span>
            <ZonePeople
              zone={each.zone}
              people={people[key] ?? []}
              onChange={(next) => onChange({ ...people, [key]: next })}
            />
          </div>
        );
      })}
      {zones.length > mostShown ? (
        <p className="quiet">{t('counts.moreZones', { count: zones.length - mostShown })}</p>
      ) : null}
    </fieldset>
  );
};

/** What is to be counted, and how. */
export const NewCount = ({ onClose }: { onClose: (countId: string | null) => void }) => {
  const { t } = useTranslation();
  const { language, devices, currency } = useStation();
  /** Settings are in whole units of money. */
  const minor = 10 ** minorDigitsOf(currency);
  // Places in no zone, such as the stations, are counted one by one or wall to wall.
  const zones = (useQuery('stock.zones', {}, stockQueries['stock.zones'].tables).data ?? []).filter(
    ({ zone }) => zone !== '',
  );
  const hasReader = devices.some(({ kind }) => kind === 'rfid');
  const [method, setMethod] = useState<CountMethod>(hasReader ? 'rfid' : 'barcode');
  const [blind, setBlind] = useState(false);
  const site = useQuery('counts.limits', {}, countQueries['counts.limits'].tables).data;
  const most = {
    tolerance: Math.floor((site?.toleranceMinor ?? 0) / minor),
    limit: Math.floor((site?.approvalMinor ?? 0) / minor),
  };
  const [wished, setWished] = useState<{ readonly tolerance?: number; readonly limit?: number }>({});
  const { tolerance, limit } = { ...most, ...wished };
  const [edited, setDraft] = useState<Draft>({ kind: 'zone', zone: '', aisle: '', bay: '', class: 'A', bins: 20 });
  const [people, setPeople] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const draft = edited.zone === '' ? { ...edited, zone: zones[0]?.zone ?? '' } : edited;
  const house = zones.find(({ zone }) => zone === draft.zone)?.site ?? zones[0]?.site ?? '-';
  const scope = scopeOf(draft, house);
  const size = useQuery('counts.scope', { scope }, countQueries['counts.scope'].tables).data;
  const title =
    draft.kind === 'zone'
      ? [t('counts.zoneNamed', { zone: draft.zone }), draft.aisle, draft.bay].filter(Boolean).join(' · ')
      : t(`counts.kind.${draft.kind}`);
  const start = (): void =>
    void run(async () => {
      const answer = await sendCommand('counts.start', {
        title,
        method,
        scope,
        blind,
        toleranceMinor: tolerance * minor,
        approvalMinor: limit * minor,
        assigned: (size?.zones ?? []).flatMap((each) => {
          const chosen = people[zoneKey(each)] ?? [];
          return chosen.length === 0 ? [] : [{ site: each.site, zone: each.zone, people: [...chosen] }];
        }),
      });
      if (answer.ok) onClose(answer.value.countId);
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('counts.new')}
      onClose={() => onClose(null)}
      onSubmit={start}
      footer={
        <>
          <button type="button" className="button" onClick={() => onClose(null)}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={busy || site === null || size === null || size.bins === 0}
          >
            {t('counts.start')}
          </button>
        </>
      }
    >
      <div className="stack">
        <label className="field">
          <span>{t('counts.which')}</span>
          <select
            className="input"
            value={draft.kind}
            onChange={(event) => setDraft({ ...draft, kind: event.target.value as Kind })}
            data-field="kind"
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`counts.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <ScopeFields draft={draft} zones={zones.map(({ zone }) => zone)} onChange={setDraft} />
        <p className="quiet" data-size={size?.bins ?? ''}>
          {size === null
            ? ''
            : t('counts.size', {
                count: size.bins,
                bins: formatWhole(size.bins, language),
                pieces: formatWhole(size.pieces, language),
              })}
        </p>
        <div className="count-fields" role="radiogroup" aria-label={t('counts.how')}>
          {(['rfid', 'barcode'] as const).map((each) => (
            <label key={each} className="check">
              <input
                type="radio"
                name="method"
                checked={method === each}
                onChange={() => setMethod(each)}
                data-method={each}
              />
              <span>{t(`counts.method.${each}`)}</span>
            </label>
          ))}
          <label className="check">
            <input type="checkbox" checked={blind} onChange={(event) => setBlind(event.target.checked)} />
            <span>{t('counts.blind')}</span>
          </label>
        </div>
        <WhoCounts zones={size?.zones ?? []} people={people} onChange={setPeople} />
        <div className="count-fields">
          <Money
            word={t('counts.tolerance')}
            value={tolerance}
            most={most.tolerance}
            onChange={(whole) => setWished({ ...wished, tolerance: whole })}
          />
          <Money
            word={t('counts.limit')}
            value={limit}
            most={most.limit}
            onChange={(whole) => setWished({ ...wished, limit: whole })}
          />
        </div>
        <FailureLine failure={failure} />
      </div>
    </Dialog>
  );
};
