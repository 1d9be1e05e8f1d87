import { useTranslation } from 'react-i18next';
import { Copy, FileDown } from 'lucide-react';
import { useState } from 'react';
import type { TemplateView } from '../../../../shared/features/labels/queries';
import type { LabelDescription } from '../../../../shared/labels/description/description';
import type { Result } from '../../../../shared/result';
import { callStation } from '../../../station/client';
import { MadeFile } from '../../../ui/made-file';
import { freshId } from '../template-files';
import { LocalisedField } from './localised-field';
import { NumberField, Part } from './fields';
import type { Editor } from './use-design';

type Stock = LabelDescription['stock'];

/** The label as one file, and as the beginning of another. */
const FileActs = ({
  description,
  view,
  isDirty,
  onOpen,
}: {
  description: LabelDescription;
  view: TemplateView | null;
  isDirty: boolean;
  onOpen: (description: LabelDescription) => void;
}) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const copied = (name: LabelDescription['name']): LabelDescription['name'] =>
    typeof name === 'string'
      ? `${name} 2`
      : Object.fromEntries(Object.entries(name).map(([language, words]) => [language, `${words} 2`]));
  return (
    <Part title={t('designer.files')}>
      <button
        type="button"
        className="button"
        disabled={view === null || isDirty}
        data-export
        onClick={() => {
          if (view === null) return;
          const { templateId, latest: version } = view;
          void callStation('labels.export', { templateId, version }).then(setMade);
        }}
      >
        <FileDown size={18} aria-hidden="true" />
        {t('designer.export')}
      </button>
      {isDirty ? <p className="quiet">{t('designer.exportSaved')}</p> : null}
      <MadeFile made={made} />
      <button
        type="button"
        className="button"
        data-copy
        onClick={() => onOpen({ ...description, id: freshId(), name: copied(description.name) })}
      >
        <Copy size={18} aria-hidden="true" />
        {t('designer.copyTemplate')}
      </button>
    </Part>
  );
};

/** The label itself: what it is called, and what it is printed on. */
export const LabelPanel = ({
  editor,
  view,
  isDirty,
  onOpen,
}: {
  editor: Editor;
  view: TemplateView | null;
  isDirty: boolean;
  onOpen: (description: LabelDescription) => void;
}) => {
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
      <FileActs description={description} view={view} isDirty={isDirty} onOpen={onOpen} />
    </div>
  );
};
