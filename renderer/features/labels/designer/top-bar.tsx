import { ArrowLeft, Grid3x3, Redo2, Save, Undo2, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dpi } from '../../../../shared/labels/dots';
import { zoomed, type Zoom } from './scale';
import type { Editor } from './use-design';

export interface Look {
  readonly zoom: Zoom;
  readonly grid: boolean;
  readonly dpi: Dpi;
  readonly sample: number;
  readonly language: string;
}

const resolutions: readonly Dpi[] = [203, 300, 600];
const languages = ['en', 'de', 'es'];

/** What the label is looked at with: nothing here changes it. */
const LookTools = ({
  editor,
  look,
  scale,
  onLook,
}: {
  editor: Editor;
  look: Look;
  scale: number;
  onLook: (change: Partial<Look>) => void;
}) => {
  const { t } = useTranslation();
  const { samples } = editor.design.description;
  return (
    <>
      <div className="tools" role="group" aria-label={t('designer.zoom')}>
        <button
          type="button"
          className="icon-button"
          title={t('designer.zoomOut')}
          aria-label={t('designer.zoomOut')}
          onClick={() => onLook({ zoom: zoomed(scale, -1) })}
        >
          <ZoomOut size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button text"
          aria-pressed={look.zoom === 'fit'}
          onClick={() => onLook({ zoom: 'fit' })}
        >
          {t('designer.fit')}
        </button>
        <button
          type="button"
          className="icon-button"
          title={t('designer.zoomIn')}
          aria-label={t('designer.zoomIn')}
          onClick={() => onLook({ zoom: zoomed(scale, 1) })}
        >
          <ZoomIn size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-pressed={look.grid}
          title={t('designer.grid')}
          aria-label={t('designer.grid')}
          data-grid
          onClick={() => onLook({ grid: !look.grid })}
        >
          <Grid3x3 size={20} aria-hidden="true" />
        </button>
      </div>
      <select
        className="input compact"
        aria-label={t('designer.dpi')}
        data-look="dpi"
        value={look.dpi}
        onChange={(event) => onLook({ dpi: resolutions.find((dpi) => String(dpi) === event.target.value) ?? 203 })}
      >
        {resolutions.map((dpi) => (
          <option key={dpi} value={dpi}>
            {dpi} dpi
          </option>
        ))}
      </select>
      <select
        className="input compact sample"
        aria-label={t('designer.sample')}
        data-look="sample"
        value={look.sample}
        disabled={samples.length === 0}
        onChange={(event) => onLook({ sample: Number(event.target.value) })}
      >
        {samples.length === 0 ? <option value={0}>{t('designer.noSample')}</option> : null}
        {samples.map(({ name }, index) => (
          <option key={index} value={index}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="input compact"
        aria-label={t('designer.language')}
        data-look="language"
        value={look.language}
        onChange={(event) => onLook({ language: event.target.value })}
      >
        {languages.map((language) => (
          <option key={language} value={language}>
            {language}
          </option>
        ))}
      </select>
    </>
  );
};

export const TopBar = ({
  editor,
  title,
  state,
  look,
  scale,
  canSave,
  onLook,
  onSave,
  onClose,
}: {
  editor: Editor;
  title: string;
  state: ReactNode;
  look: Look;
  scale: number;
  canSave: boolean;
  onLook: (change: Partial<Look>) => void;
  onSave: () => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const { history } = editor;
  return (
    <header className="design-bar card">
      <button
        type="button"
        className="icon-button"
        aria-label={t('back')}
        title={t('back')}
        onClick={onClose}
        data-close
      >
        <ArrowLeft size={22} aria-hidden="true" />
      </button>
      <div className="design-title">
        <h1 className="cut" title={title}>
          {title}
        </h1>
        {state}
      </div>
      <div className="tools" role="group" aria-label={t('designer.steps')}>
        <button
          type="button"
          className="icon-button"
          aria-label={t('designer.undo')}
          title={t('designer.undo')}
          disabled={history.past.length === 0}
          onClick={editor.undo}
          data-undo
        >
          <Undo2 size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('designer.redo')}
          title={t('designer.redo')}
          disabled={history.future.length === 0}
          onClick={editor.redo}
          data-redo
        >
          <Redo2 size={20} aria-hidden="true" />
        </button>
      </div>
      <LookTools editor={editor} look={look} scale={scale} onLook={onLook} />
      <button type="button" className="button primary" disabled={!canSave} onClick={onSave} data-save>
        <Save size={20} aria-hidden="true" />
        {t('designer.save')}
      </button>
    </header>
  );
};
