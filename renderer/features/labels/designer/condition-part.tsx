import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { conditionSchema, type Condition } from '../../../../shared/labels/description/conditions';
import type { LabelElement } from '../../../../shared/labels/description/elements';
import { Part } from './fields';

type Simple = Extract<Condition, { readonly field: string }>;
type Joined = 'all' | 'any';

const kinds = ['present', 'absent', 'equals', 'not-equals', 'one-of', 'more-than', 'less-than'] as const;
type Kind = (typeof kinds)[number];

const isSimple = (condition: Condition): condition is Simple => 'field' in condition;

/** The rows of a condition; `null` for one that is nested deeper than the form shows. */
const rowsOf = (
  condition: Condition | undefined,
): { readonly joined: Joined; readonly rows: readonly Simple[] } | null => {
  if (condition === undefined) return { joined: 'all', rows: [] };
  if (isSimple(condition)) return { joined: 'all', rows: [condition] };
  const [joined, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  return parts.every(isSimple) ? { joined, rows: parts } : null;
};

const joinedOf = (joined: Joined, rows: readonly Simple[]): Condition | undefined => {
  const [first] = rows;
  if (first === undefined) return undefined;
  if (rows.length === 1) return first;
  return joined === 'all' ? { all: rows } : { any: rows };
};

const valueOf = (row: Simple): string => {
  if ('values' in row) return row.values.join(', ');
  return 'value' in row ? String(row.value) : '';
};

const withKind = (field: string, is: Kind, value: string): Simple => {
  switch (is) {
    case 'present':
    case 'absent':
      return { field, is };
    case 'equals':
    case 'not-equals':
      return { field, is, value };
    case 'one-of':
      return { field, is, values: value.split(',').map((each) => each.trim()) };
    case 'more-than':
    case 'less-than':
      return { field, is, value: /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : 0 };
  }
};

const Row = ({
  row,
  fields,
  onChange,
  onRemove,
}: {
  row: Simple;
  fields: readonly string[];
  onChange: (row: Simple) => void;
  onRemove: () => void;
}) => {
  const { t } = useTranslation();
  const names = fields.includes(row.field) ? fields : [row.field, ...fields];
  const hasValue = row.is !== 'present' && row.is !== 'absent';
  return (
    <div className="condition-row">
      <select
        className="input compact"
        aria-label={t('designer.field')}
        data-design="condition-field"
        value={row.field}
        onChange={(event) => onChange({ ...row, field: event.target.value })}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" className="icon-button" aria-label={t('designer.removeCondition')} onClick={onRemove}>
        <X size={18} aria-hidden="true" />
      </button>
      <select
        className="input compact"
        aria-label={t('designer.comparison')}
        data-design="condition-kind"
        value={row.is}
        onChange={(event) => {
          const kind = kinds.find((each) => each === event.target.value);
          if (kind !== undefined) onChange(withKind(row.field, kind, valueOf(row)));
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`designer.is.${kind}`)}
          </option>
        ))}
      </select>
      {hasValue ? (
        <input
          className="input compact"
          aria-label={t('designer.value')}
          data-design="condition-value"
          maxLength={200}
          value={valueOf(row)}
          onChange={(event) => {
            const next = withKind(row.field, row.is, event.target.value);
            if (conditionSchema.safeParse(next).success) onChange(next);
          }}
        />
      ) : null}
    </div>
  );
};

/** When an element is there: its fields compared, all of them or any of them. */
export const ConditionPart = ({
  element,
  fields,
  onChange,
}: {
  element: LabelElement;
  fields: readonly string[];
  onChange: (show: Condition | undefined, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  const form = rowsOf(element.show);
  if (form === null)
    return (
      <Part title={t('designer.show')}>
        <p className="quiet">{t('designer.conditionDeep')}</p>
        <button type="button" className="button" onClick={() => onChange(undefined)}>
          {t('designer.showAlways')}
        </button>
      </Part>
    );
  const { joined, rows } = form;
  return (
    <Part title={t('designer.show')}>
      {rows.length === 0 ? <p className="quiet">{t('designer.showAlways')}</p> : null}
      {rows.length > 1 ? (
        <select
          className="input compact"
          aria-label={t('designer.show')}
          value={joined}
          onChange={(event) => onChange(joinedOf(event.target.value === 'any' ? 'any' : 'all', rows))}
        >
          <option value="all">{t('designer.all')}</option>
          <option value="any">{t('designer.any')}</option>
        </select>
      ) : null}
      {rows.map((row, index) => (
        <Row
          key={index}
          row={row}
          fields={fields}
          onChange={(next) =>
            onChange(
              joinedOf(
                joined,
                rows.map((each, at) => (at === index ? next : each)),
              ),
              `condition ${index}`,
            )
          }
          onRemove={() =>
            onChange(
              joinedOf(
                joined,
                rows.filter((_, at) => at !== index),
              ),
            )
          }
        />
      ))}
      <button
        type="button"
        className="button"
        data-design="add-condition"
        disabled={fields.length === 0 || rows.length >= 20}
        onClick={() => onChange(joinedOf(joined, [...rows, { field: fields[0] ?? 'field', is: 'present' }]))}
      >
        <Plus size={18} aria-hidden="true" />
        {t('designer.addCondition')}
      </button>
    </Part>
  );
};
