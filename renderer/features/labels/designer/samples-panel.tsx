import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withField } from '../../../../shared/features/labels/record-fields';
import type { LabelDescription } from '../../../../shared/labels/description/description';
import { textOf, valueAt, type FieldValue, type LabelRecord } from '../../../../shared/labels/description/values';
import { knownFields } from '../../../../shared/labels/design/known-fields';
import { Part } from './fields';
import type { Editor } from './use-design';

type Sample = LabelDescription['samples'][number];

const fieldName = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;
const asText = (value: FieldValue | undefined): string => textOf(value);

/** A list of the record: a row for each of its records. */
const ListRows = ({
  path,
  fields,
  rows,
  onChange,
}: {
  path: string;
  fields: readonly string[];
  rows: readonly FieldValue[];
  onChange: (rows: readonly FieldValue[]) => void;
}) => {
  const { t } = useTranslation();
  const asRow = (row: FieldValue): LabelRecord =>
    row !== null && typeof row === 'object' && !Array.isArray(row) ? (row as LabelRecord) : { value: row };
  return (
    <Part title={path}>
      {rows.map((row, index) => (
        <div key={index} className="sample-row">
          {fields.map((field) => (
            <input
              key={field}
              className="input compact"
              aria-label={`${path} ${index + 1} ${field}`}
              placeholder={field}
              maxLength={500}
              value={asText(asRow(row)[field])}
              onChange={(event) =>
                onChange(
                  rows.map((each, at) => (at === index ? { ...asRow(each), [field]: event.target.value } : each)),
                )
              }
            />
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={t('designer.removeRow', { number: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X size={18} aria-hidden="true" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button"
        disabled={rows.length >= 500}
        onClick={() => onChange([...rows, Object.fromEntries(fields.map((field) => [field, '']))])}
      >
        <Plus size={18} aria-hidden="true" />
        {t('designer.addRow')}
      </button>
    </Part>
  );
};

/** A new field for the record, by its name. */
const AddField = ({ onAdd }: { onAdd: (path: string) => void }) => {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const isGood = fieldName.test(path);
  return (
    <form
      className="row nowrap"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isGood) return;
        onAdd(path);
        setPath('');
      }}
    >
      <input
        className="input compact grow"
        aria-label={t('designer.newField')}
        placeholder={t('designer.newField')}
        maxLength={100}
        value={path}
        aria-invalid={path !== '' && !isGood}
        data-design="new-field"
        onChange={(event) => setPath(event.target.value)}
      />
      <button type="submit" className="button" disabled={!isGood}>
        {t('add')}
      </button>
    </form>
  );
};

/** Records to look at the label with. What they hold is what can be bound. */
export const SamplesPanel = ({
  editor,
  sample,
  onSample,
}: {
  editor: Editor;
  sample: number;
  onSample: (index: number) => void;
}) => {
  const { t } = useTranslation();
  const { samples } = editor.design.description;
  const known = knownFields(editor.design.description);
  const current = samples[sample];
  const setAll = (next: readonly Sample[], mark: string | null): void =>
    editor.change((design) => ({ ...design, description: { ...design.description, samples: [...next] } }), mark);
  const set = (change: Partial<Sample>, mark: string): void =>
    setAll(
      samples.map((each, index) => (index === sample ? { ...each, ...change } : each)),
      `sample ${sample} ${mark}`,
    );
  const setRecord = (record: LabelRecord, mark: string): void => set({ record }, mark);
  return (
    <div className="stack">
      <h2>{t('designer.tab.samples')}</h2>
      <p className="quiet">{t('designer.samplesHelp')}</p>
      {current === undefined ? null : (
        <>
          <label className="field">
            <span>{t('designer.sampleName')}</span>
            <input
              className="input compact"
              data-design="sample-name"
              value={current.name}
              maxLength={100}
              onChange={(event) => set({ name: event.target.value }, 'name')}
            />
          </label>
          {known.values.map((path) => (
            <label key={path} className="field">
              <span>{path}</span>
              <input
                className="input compact"
                data-sample={path}
                value={asText(valueAt(current.record, path))}
                maxLength={2000}
                onChange={(event) => setRecord(withField(current.record, path, event.target.value), path)}
              />
            </label>
          ))}
          {[...known.lists].map(([path, fields]) => {
            const rows = valueAt(current.record, path);
            return path.includes('.') ? null : (
              <ListRows
                key={path}
                path={path}
                fields={fields}
                rows={Array.isArray(rows) ? (rows as readonly FieldValue[]) : []}
                onChange={(next) => setRecord({ ...current.record, [path]: next }, path)}
              />
            );
          })}
          <AddField onAdd={(path) => setRecord(withField(current.record, path, ''), `new ${path}`)} />
        </>
      )}
      <div className="pairs">
        <button
          type="button"
          className="button"
          disabled={samples.length >= 20}
          data-design="add-sample"
          onClick={() => {
            const name = t('designer.sampleNumber', { number: samples.length + 1 });
            setAll([...samples, { name, record: current?.record ?? {} }], null);
            onSample(samples.length);
          }}
        >
          <Plus size={18} aria-hidden="true" />
          {t('designer.addSample')}
        </button>
        <button
          type="button"
          className="button"
          disabled={current === undefined}
          onClick={() => {
            setAll(
              samples.filter((_, index) => index !== sample),
              null,
            );
            onSample(Math.max(0, sample - 1));
          }}
        >
          {t('designer.removeSample')}
        </button>
      </div>
    </div>
  );
};
