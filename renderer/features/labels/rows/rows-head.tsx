import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { labelQueries } from '../../../../shared/features/labels/queries';
import { labelSources, type LabelSource } from '../../../../shared/features/labels/rows';
import { useQuery } from '../../../station/client';
import { Tabs } from '../../../ui/tabs';
import type { RowChoice } from './use-rows';

const Pick = ({
  label,
  value,
  values,
  onPick,
  field,
}: {
  label: string;
  value: string | null;
  values: readonly string[];
  onPick: (value: string | null) => void;
  field: string;
}) => {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="input compact"
        value={value ?? ''}
        onChange={(event) => onPick(event.target.value === '' ? null : event.target.value)}
        data-rows={field}
      >
        <option value="">{t('labels.rows.any')}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
};

const End = ({ choice, end }: { choice: RowChoice; end: 'from' | 'to' }) => {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>{t(`labels.rows.${end}`)}</span>
      <input
        className="input compact"
        value={choice.wish[end] ?? ''}
        maxLength={40}
        onChange={(event) => {
          const code = event.target.value.toUpperCase();
          choice.ask({ [end]: code === '' ? null : code });
        }}
        data-rows={end}
      />
    </label>
  );
};

const Filters = ({ choice }: { choice: RowChoice }) => {
  const { t } = useTranslation();
  const { source, zone, aisle, owner } = choice.wish;
  const { data } = useQuery('labels.rowFilters', {}, labelQueries['labels.rowFilters'].tables);
  const places = data?.aisles ?? [];
  const zones = [...new Set(places.map((each) => each.zone))].filter((each) => each !== '');
  const aisles = [...new Set(places.filter((each) => each.zone === zone).map((each) => each.aisle))];
  if (source !== 'locations')
    return (data?.owners.length ?? 0) === 0 ? null : (
      <div className="row label-filters">
        <Pick
          label={t('labels.rows.owner')}
          field="owner"
          value={owner}
          values={data?.owners ?? []}
          onPick={(value) => choice.ask({ owner: value })}
        />
      </div>
    );
  return (
    <div className="label-filters">
      <Pick
        label={t('counts.zone')}
        field="zone"
        value={zone}
        values={zones}
        onPick={(value) => choice.ask({ zone: value, aisle: null })}
      />
      <Pick
        label={t('counts.aisle')}
        field="aisle"
        value={aisle}
        values={aisles.filter((each) => each !== '')}
        onPick={(value) => choice.ask({ aisle: value })}
      />
      <End choice={choice} end="from" />
      <End choice={choice} end="to" />
    </div>
  );
};

/** Which rows are looked at: their kind, and what they are narrowed down by. */
export const RowsHead = ({ choice, onSource }: { choice: RowChoice; onSource: (source: LabelSource) => void }) => {
  const { t } = useTranslation();
  const { wish, scanned } = choice;
  return (
    <>
      <Tabs label={t('labels.rows.source')} tabs={labelSources} chosen={wish.source} onChoose={onSource}>
        {(each) => t(`labels.source.${each}`)}
      </Tabs>
      <div className="row nowrap">
        <input
          className="input grow"
          aria-label={t(`labels.rows.search.${wish.source}`)}
          placeholder={t(`labels.rows.search.${wish.source}`)}
          value={wish.search}
          maxLength={80}
          onChange={(event) => choice.ask({ search: event.target.value })}
          data-rows="search"
        />
      </div>
      <Filters choice={choice} />
      {scanned === null ? null : (
        <div className="row">
          <span className="chip accent anywhere" data-rows="scanned">
            {t('labels.rows.scanned', { code: scanned })}
          </span>
          <button type="button" className="button" onClick={() => choice.ask({})}>
            <X size={18} aria-hidden="true" />
            {t('labels.rows.showAll')}
          </button>
        </div>
      )}
    </>
  );
};
