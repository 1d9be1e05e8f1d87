import { useTranslation } from 'react-i18next';
import type { LabelDescription } from '../../../../shared/labels/description/description';
import { LocalisedField } from './localised-field';
import { NumberField, Part } from './fields';
import type { Editor } from './use-design';

type Stock = LabelDescription['stock'];

/** The label itself: what it is called, and what it is printed on. */
export const LabelPanel = ({ editor }: { editor: Editor }) => {
  const { t } = useTranslation();
  const { description } = editor.design;
  const set = (change: Partial<LabelDescription>, mark: string): void =>
    editor.change((design) => ({ ...design, description: { ...design.description, ...change } }), `label ${mark}`);
  const stock = (side: keyof Stock) => (mm: number | undefined) => {
    if (mm !== undefined) set({ stock: { ...description.stock, [side]: mm } }, side);
  };
  return (
    <div className="stack">
      <h2>{t('designer.tab.label')}</h2>
      <LocalisedField
        label={t('name')}
        name="label-name"
        value={description.name}
        fields={[]}
        onChange={(name) => set({ name }, 'name')}
      />
      <Part title={t('designer.stock')}>
        <div className="pairs">
          <NumberField
            label={t('designer.width')}
            name="stock-width"
            unit="mm"
            value={description.stock.width}
            least={10}
            most={250}
            onChange={stock('width')}
          />
          <NumberField
            label={t('designer.height')}
            name="stock-height"
            unit="mm"
            value={description.stock.height}
            least={10}
            most={600}
            onChange={stock('height')}
          />
          <NumberField
            label={t('designer.gap')}
            name="stock-gap"
            unit="mm"
            value={description.stock.gap ?? 3}
            least={0}
            most={50}
            step={0.5}
            onChange={stock('gap')}
          />
        </div>
      </Part>
    </div>
  );
};
