import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { symbologies, templateSchema, type BarcodeElement } from '../../../../shared/labels/description/elements';
import { isGs1, isTwoDimensional, withSymbology } from '../../../../shared/labels/design/new-element';
import { symbologyNames } from './element-words';
import { CheckField, ChoiceField, NumberField, Part, TemplateField } from './fields';

const aligns = ['left', 'center', 'right'] as const;
const uses = ['other', 'retail', 'distribution', 'logistics'] as const;
const corrections = ['L', 'M', 'Q', 'H'] as const;
const modes = ['2', '3', '4', '5', '6'] as const;

interface Props {
  readonly element: BarcodeElement;
  readonly fields: readonly string[];
  readonly onChange: (element: BarcodeElement, mark?: string) => void;
}

const isTemplate = (text: string): boolean => templateSchema.safeParse(text).success;

/** Application identifiers, each with its value. */
const Gs1Rows = ({ element, fields, onChange }: Props) => {
  const { t } = useTranslation();
  const rows = element.elements ?? [];
  const set = (next: typeof rows, mark?: string): void => onChange({ ...element, elements: next }, mark);
  return (
    <>
      {rows.map(({ ai, value }, index) => (
        <div key={index} className="ai-row">
          <label className="field">
            <span>AI</span>
            <input
              className="input compact number"
              inputMode="numeric"
              maxLength={4}
              data-design={`ai-${index}`}
              defaultValue={ai}
              key={ai}
              onBlur={(event) => {
                const wanted = event.target.value;
                if (/^[0-9]{2,4}$/.test(wanted) && wanted !== ai)
                  set(rows.map((row, at) => (at === index ? { ...row, ai: wanted } : row)));
                else event.target.value = ai;
              }}
            />
          </label>
          <TemplateField
            label={t('designer.value')}
            name={`ai-value-${index}`}
            value={value}
            fields={fields}
            isGood={isTemplate}
            rows={1}
            onChange={(text) =>
              set(
                rows.map((row, at) => (at === index ? { ...row, value: text } : row)),
                `ai ${index}`,
              )
            }
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t('designer.removeAi', { ai })}
            disabled={rows.length === 1}
            onClick={() => set(rows.filter((_, at) => at !== index))}
          >
            <X size={18} aria-hidden="true" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button"
        data-design="add-ai"
        disabled={rows.length >= 20}
        onClick={() => set([...rows, { ai: '21', value: '1' }])}
      >
        <Plus size={18} aria-hidden="true" />
        {t('designer.addAi')}
      </button>
    </>
  );
};

/** What only some kinds of barcode have. */
const KindFields = ({ element, fields, onChange }: Props) => {
  const { t } = useTranslation();
  const { symbology } = element;
  const mode = modes.find((each) => Number(each) === (element.mode ?? 4)) ?? '4';
  return (
    <>
      {symbology === 'qr' || symbology === 'gs1-qr' ? (
        <ChoiceField
          label={t('designer.correction')}
          name="correction"
          value={element.correction ?? 'M'}
          choices={corrections}
          wordOf={(each) => t(`designer.correction.${each}`)}
          onChange={(correction) => onChange({ ...element, correction })}
        />
      ) : null}
      {symbology === 'pdf417' ? (
        <NumberField
          label={t('designer.columns')}
          name="columns"
          value={element.columns}
          least={1}
          most={30}
          optional
          onChange={(columns) =>
            onChange({ ...element, columns: columns === undefined ? undefined : Math.round(columns) }, 'columns')
          }
        />
      ) : null}
      {symbology === 'maxicode' ? (
        <>
          <ChoiceField
            label={t('designer.mode')}
            name="mode"
            value={mode}
            choices={modes}
            wordOf={(each) => each}
            onChange={(each) => onChange({ ...element, mode: Number(each) as 2 | 3 | 4 | 5 | 6 })}
          />
          {mode === '2' || mode === '3'
            ? (['postcode', 'country', 'service'] as const).map((key) => (
                <TemplateField
                  key={key}
                  label={t(`designer.${key}`)}
                  name={key}
                  value={element[key] ?? ''}
                  fields={fields}
                  isGood={isTemplate}
                  rows={1}
                  onChange={(text) => onChange({ ...element, [key]: text }, key)}
                />
              ))
            : null}
        </>
      ) : null}
    </>
  );
};

const SizeFields = ({ element, onChange }: Omit<Props, 'fields'>) => {
  const { t } = useTranslation();
  const module = element.module ?? { min: 0.1, max: 10 };
  return (
    <div className="pairs">
      {(['min', 'max'] as const).map((key) => (
        <NumberField
          key={key}
          label={t(`designer.module.${key}`)}
          name={`module-${key}`}
          unit="mm"
          value={element.module?.[key]}
          least={0.1}
          most={10}
          step={0.05}
          optional
          onChange={(mm) =>
            onChange({ ...element, module: mm === undefined ? undefined : { ...module, [key]: mm } }, `module ${key}`)
          }
        />
      ))}
      <ChoiceField
        label={t('designer.align')}
        name="align"
        value={element.align ?? 'left'}
        choices={aligns}
        wordOf={(each) => t(`designer.align.${each}`)}
        onChange={(align) => onChange({ ...element, align })}
      />
      <ChoiceField
        label={t('designer.use')}
        name="use"
        value={element.use ?? 'other'}
        choices={uses}
        wordOf={(each) => t(`designer.use.${each}`)}
        onChange={(use) => onChange({ ...element, use })}
      />
    </div>
  );
};

export const BarcodePart = ({ element, fields, onChange }: Props) => {
  const { t } = useTranslation();
  const hasWords = element.text === 'below';
  return (
    <Part title={t('designer.kind.barcode')}>
      <ChoiceField
        label={t('designer.symbology')}
        name="symbology"
        value={element.symbology}
        choices={symbologies}
        wordOf={(each) => symbologyNames[each]}
        onChange={(symbology) => onChange(withSymbology(element, symbology))}
      />
      {isGs1(element.symbology) ? (
        <Gs1Rows element={element} fields={fields} onChange={onChange} />
      ) : (
        <TemplateField
          label={t('designer.data')}
          name="data"
          value={element.data ?? ''}
          fields={fields}
          isGood={isTemplate}
          onChange={(data) => onChange({ ...element, data }, 'data')}
        />
      )}
      <KindFields element={element} fields={fields} onChange={onChange} />
      <SizeFields element={element} onChange={onChange} />
      {isTwoDimensional(element.symbology) ? null : (
        <div className="pairs">
          <CheckField
            label={t('designer.words')}
            name="words"
            checked={hasWords}
            onChange={(on) => onChange({ ...element, text: on ? 'below' : undefined })}
          />
          {hasWords ? (
            <NumberField
              label={t('designer.size')}
              name="text-size"
              unit="mm"
              value={element.textSize ?? 3}
              least={0.5}
              most={20}
              step={0.5}
              onChange={(textSize) => textSize === undefined || onChange({ ...element, textSize }, 'text-size')}
            />
          ) : null}
        </div>
      )}
    </Part>
  );
};
