import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GroupElement, RepeatElement, TableElement } from '../../../../shared/labels/description/elements';
import type { KnownFields } from '../../../../shared/labels/design/known-fields';
import { CheckField, ChoiceField, NumberField, Part } from './fields';
import { LocalisedField } from './localised-field';

const overflows = ['refuse', 'note'] as const;
const rules = ['rows', 'grid', 'none'] as const;
const aligns = ['start', 'left', 'center', 'right', 'end'] as const;

/** Which list of the record it goes through. */
const OverField = ({
  over,
  known,
  onChange,
}: {
  over: string;
  known: KnownFields;
  onChange: (over: string) => void;
}) => {
  const { t } = useTranslation();
  const lists = [...known.lists.keys()];
  return (
    <ChoiceField
      label={t('designer.over')}
      name="over"
      value={over}
      choices={lists.includes(over) ? lists : [over, ...lists]}
      wordOf={(each) => each}
      onChange={onChange}
    />
  );
};

const Columns = ({
  element,
  fields,
  onChange,
}: {
  element: TableElement;
  fields: readonly string[];
  onChange: (element: TableElement, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  const { columns } = element;
  type Column = (typeof columns)[number];
  const set = (index: number, change: Partial<Column>, mark: string): void =>
    onChange(
      { ...element, columns: columns.map((column, at) => (at === index ? { ...column, ...change } : column)) },
      `column ${index} ${mark}`,
    );
  return (
    <>
      {columns.map((column, index) => (
        <fieldset key={index} className="column">
          <legend className="label">{t('designer.column', { number: index + 1 })}</legend>
          <LocalisedField
            label={t('designer.title')}
            name={`column-title-${index}`}
            value={column.title}
            fields={[]}
            onChange={(title) => set(index, { title }, 'title')}
          />
          <LocalisedField
            label={t('designer.text')}
            name={`column-text-${index}`}
            value={column.text}
            fields={fields}
            onChange={(text) => set(index, { text }, 'text')}
          />
          <div className="pairs">
            <NumberField
              label={t('designer.width')}
              name={`column-width-${index}`}
              unit="mm"
              value={column.width}
              least={0.1}
              most={1000}
              onChange={(width) => width === undefined || set(index, { width }, 'width')}
            />
            <ChoiceField
              label={t('designer.align')}
              name={`column-align-${index}`}
              value={column.align ?? 'start'}
              choices={aligns}
              wordOf={(each) => t(`designer.align.${each}`)}
              onChange={(align) => set(index, { align }, 'align')}
            />
          </div>
          <button
            type="button"
            className="button"
            disabled={columns.length === 1}
            onClick={() => onChange({ ...element, columns: columns.filter((_, at) => at !== index) })}
          >
            <X size={18} aria-hidden="true" />
            {t('designer.removeColumn')}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="button"
        disabled={columns.length >= 12}
        onClick={() => onChange({ ...element, columns: [...columns, { title: 'Title', text: '', width: 15 }] })}
      >
        <Plus size={18} aria-hidden="true" />
        {t('designer.addColumn')}
      </button>
    </>
  );
};

export const TablePart = ({
  element,
  known,
  onChange,
}: {
  element: TableElement;
  known: KnownFields;
  onChange: (element: TableElement, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  const fields = [...(known.lists.get(element.over) ?? []), ...known.values];
  return (
    <Part title={t('designer.kind.table')}>
      <OverField over={element.over} known={known} onChange={(over) => onChange({ ...element, over })} />
      <div className="pairs">
        <NumberField
          label={t('designer.rowHeight')}
          name="row-height"
          unit="mm"
          value={element.rowHeight}
          least={0.1}
          most={1000}
          step={0.5}
          onChange={(rowHeight) => rowHeight === undefined || onChange({ ...element, rowHeight }, 'row-height')}
        />
        <NumberField
          label={t('designer.size')}
          name="size"
          unit="mm"
          value={element.size}
          least={0.5}
          most={100}
          step={0.5}
          onChange={(size) => size === undefined || onChange({ ...element, size }, 'size')}
        />
        <ChoiceField
          label={t('designer.rules')}
          name="rules"
          value={element.rules ?? 'rows'}
          choices={rules}
          wordOf={(each) => t(`designer.rules.${each}`)}
          onChange={(each) => onChange({ ...element, rules: each })}
        />
        <ChoiceField
          label={t('designer.moreRows')}
          name="overflow"
          value={element.overflow ?? 'refuse'}
          choices={overflows}
          wordOf={(each) => t(`designer.moreRows.${each}`)}
          onChange={(overflow) => onChange({ ...element, overflow })}
        />
      </div>
      <CheckField
        label={t('designer.condensed')}
        name="condensed"
        checked={element.condensed ?? false}
        onChange={(on) => onChange({ ...element, condensed: on ? true : undefined })}
      />
      <Columns element={element} fields={fields} onChange={onChange} />
    </Part>
  );
};

export const RepeatPart = ({
  element,
  known,
  onChange,
  onEnter,
}: {
  element: RepeatElement;
  known: KnownFields;
  onChange: (element: RepeatElement, mark?: string) => void;
  onEnter: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <Part title={t('designer.kind.repeat')}>
      <OverField over={element.over} known={known} onChange={(over) => onChange({ ...element, over })} />
      <div className="pairs">
        <NumberField
          label={t('designer.pitch')}
          name="pitch"
          unit="mm"
          value={element.pitch}
          least={0.1}
          most={1000}
          step={0.5}
          onChange={(pitch) => pitch === undefined || onChange({ ...element, pitch }, 'pitch')}
        />
        <NumberField
          label={t('designer.columns')}
          name="columns"
          value={element.columns}
          least={1}
          most={20}
          optional
          onChange={(columns) =>
            onChange({ ...element, columns: columns === undefined ? undefined : Math.round(columns) }, 'columns')
          }
        />
        <ChoiceField
          label={t('designer.moreRows')}
          name="overflow"
          value={element.overflow ?? 'refuse'}
          choices={overflows}
          wordOf={(each) => t(`designer.moreRows.${each}`)}
          onChange={(overflow) => onChange({ ...element, overflow })}
        />
      </div>
      <button type="button" className="button" onClick={onEnter} data-design="enter">
        {t('designer.enter')}
      </button>
    </Part>
  );
};

export const GroupPart = ({
  element,
  onEnter,
  onUngroup,
}: {
  element: GroupElement;
  onEnter: () => void;
  onUngroup: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <Part title={t('designer.kind.group')}>
      <p className="quiet">{t('designer.groupHas', { count: element.elements.length })}</p>
      <div className="pairs">
        <button type="button" className="button" onClick={onEnter} data-design="enter">
          {t('designer.enter')}
        </button>
        <button type="button" className="button" onClick={onUngroup} data-design="ungroup">
          {t('designer.ungroup')}
        </button>
      </div>
    </Part>
  );
};
